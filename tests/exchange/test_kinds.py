"""Which kind a file is, asked of all in turn, as ``clubplanner import`` does."""

from pathlib import Path

import pytest

from clubplanner.exchange.incoming import Source
from clubplanner.exchange.kinds import known_kind

SHEET = (
    'FILE "m.wav" WAVE\n  TRACK 01 AUDIO\n    TITLE "One"\n    INDEX 01 00:00:00\n'
    '  TRACK 02 AUDIO\n    TITLE "Two"\n    INDEX 01 05:00:00\n'
)
NML = '<?xml version="1.0"?><NML VERSION="19"><COLLECTION/></NML>'
COLLECTION = '<?xml version="1.0"?><DJ_PLAYLISTS><COLLECTION/></DJ_PLAYLISTS>'
M3U = "#EXTM3U\n#EXTINF:1,A - B\na.mp3\n"
TRACKLIST = "[00:00] A - B\n[05:00] C - D\n[09:00] E - F\n"

KINDS = [
    ("a.cue", SHEET, "cue"),
    ("a.txt", SHEET, "cue"),
    ("a.nml", NML, "traktor-nml"),
    ("a.xml", COLLECTION, "rekordbox-xml"),
    ("a.m3u8", M3U, "m3u"),
    ("a.m3u", "#EXTVDJ:<title>T</title>\na.mp3\n", "virtualdj-m3u"),
    ("a.pls", "[playlist]\nFile1=a.mp3\n", "pls"),
    ("a.txt", TRACKLIST, "tracklist"),
    ("a.txt", "#\tTrack Title\tArtist\n1\tT\tA\n", "rekordbox-txt"),
    ("a.csv", "name,artist,start time,deck\nT,A,22:00:00,1\n", "serato-csv"),
    ("a.csv", "Titel;Interpret\nT;A\n", "csv"),
    (
        "a.json",
        '{\n "clubplanner": {"format": "plan", "version": 1}}',
        "clubplanner-json",
    ),
    (
        "tracklist.txt",
        "VirtualDJ History 2026/11/28\n22:00 : A - B\n",
        "virtualdj-tracklist",
    ),
]
"""Name, content, and the kind it is."""

QUOTE = "# A reader\n\nIt reads this:\n\n```\n{}```\n\nMore of it.\nAnd so on.\nBye.\n"

OTHERS = [
    ("README.md", QUOTE.format(SHEET)),
    ("README.md", QUOTE.format(M3U)),
    ("README.md", QUOTE.format(COLLECTION + "\n")),
    ("README.md", QUOTE.format("#EXTVDJ:<title>T</title>\na.mp3\n")),
    ("README.md", "# Tool\n\n1. Take it - now\n2. Run it - so\n3. Use it - well\n"),
    ("test.py", f'SHEET = """\n{SHEET}"""\n\n\ndef read():\n    return SHEET\n'),
    ("test.ts", f"const XML = `{COLLECTION}`\nexport default XML\n"),
    ("test.py", f"XML = '{NML}'\n"),
    ("page.html", "<!DOCTYPE html>\n<p>1. A - B</p>\n<p>2. C - D</p>\n<p>NML</p>\n"),
    (
        "a.gpx",
        '<?xml version="1.0"?>\n<gpx version="1.1"><trk><name>A - B</name></trk></gpx>',
    ),
    (
        "a.opml",
        '<?xml version="1.0"?>\n<opml><body><outline text="A - B"/></body></opml>',
    ),
    ("masterPlaylists6.xml", '<?xml version="1.0"?>\n<MASTER_PLAYLIST/>'),
    ("a.log", "[12:00:00] [main] app - up\n[12:00:01] [main] app - down\n"),
    ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nA - b\n\n"),
    ("a.json", '{"imports": {"clubplanner": []}}'),
    ("a.txt", "no\top\ta\tb\tc\n1\tput\tsame\tsame\tyes\n2\tput\tsame\tgone\tno\n"),
    ("a.ini", "[playlist]\ncolour=red\n"),
    ("a.csv", "Name,Start time,End time,Rate\nJob,9:00,10:00,50\n"),
    ("a.csv", "Date,Amount\n2026-11-28,5\n"),
]
"""Name and content of what is no list of tracks."""


def _kind(folder: Path, name: str, content: str) -> str | None:
    path = folder / name
    path.write_bytes(content.encode())
    kind = known_kind(Source(path))
    return kind.name if kind else None


@pytest.mark.parametrize(("name", "content", "kind"), KINDS)
def test_a_file_is_told_by_its_content(
    tmp_path: Path, name: str, content: str, kind: str
) -> None:
    assert _kind(tmp_path, name, content) == kind


@pytest.mark.parametrize(("name", "content"), OTHERS)
def test_another_file_is_of_no_kind(tmp_path: Path, name: str, content: str) -> None:
    assert _kind(tmp_path, name, content) is None
