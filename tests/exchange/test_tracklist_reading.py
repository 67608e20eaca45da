"""Tracklists as text: of mix pages, of forums, of ours."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.incoming import Entry, Imported
from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import one_line
from clubplanner.exchange.tracklist import write_clock, write_description
from clubplanner.exchange.tracklist_reading import KIND
from clubplanner.music.text import clean
from tests.exchange.lists import HOSTILE, is_claimed, read_bytes, words
from tests.exchange.nights import START, listed, night, track

README = Path(__file__).parents[2] / "README.md"


def _read(text: str, name: str = "list.txt") -> Imported:
    return read_bytes(KIND, text.encode("utf-8"), name)


def _told(found: Imported) -> list[tuple[str, str, str, float | None]]:
    return [(one.artist, one.title, one.label, one.offset_s) for one in found.tracks]


LISTS = {
    "numbers with a point": (
        "01. A - B\n02. C - D\n",
        [("A", "B", "", None), ("C", "D", "", None)],
    ),
    "numbers with a bracket, and dashes of every length": (
        "1) A – B\n2) C — D\n3) E \u2212 F\n",
        [("A", "B", "", None), ("C", "D", "", None), ("E", "F", "", None)],
    ),
    "bare numbers that count": (
        "01 808 State - Pacific\n02 2 Unlimited - No Limit\n",
        [("808 State", "Pacific", "", None), ("2 Unlimited", "No Limit", "", None)],
    ),
    "numbers and times": (
        "01 - 00:00 - A - B\n02 - 05:21 - C-3 - D\n01 - 01:00:05 - E - F\n",
        [("A", "B", "", 0), ("C-3", "D", "", 321), ("E", "F", "", 3605)],
    ),
    "no numbers": (
        "808 State - Pacific\n2 Unlimited - No Limit\nA - B - C\n",
        [
            ("808 State", "Pacific", "", None),
            ("2 Unlimited", "No Limit", "", None),
            ("A", "B - C", "", None),
        ],
    ),
    "1001Tracklists": (
        "DJ X @ The Rink 2024-05-04\n\n[00:00] A - B (X Remix) [MILAN]\n"
        "w/ C - D\n[1:03:20] ID - ID\n+ E - F [Extended Mix]\n",
        [
            ("A", "B (X Remix)", "MILAN", 0),
            ("C", "D", "", None),
            ("", "", "", 3800),
            ("E", "F [Extended Mix]", "", None),
        ],
    ),
    "MixesDB": (
        "[00] A - B [Label]\n[04] C - D\n[??] E - F\n[123] G - H\n",
        [
            ("A", "B", "Label", 0),
            ("C", "D", "", 240),
            ("E", "F", "", None),
            ("G", "H", "", 7380),
        ],
    ),
    "numbers in brackets": (
        "[1] A - B\n[2] C - D\n",
        [("A", "B", "", None), ("C", "D", "", None)],
    ),
    "titles first": (
        "Tracklist\n1. Song by Artist\n2. Stand by Me by Ben E. King\n",
        [("Artist", "Song", "", None), ("Ben E. King", "Stand by Me", "", None)],
    ),
    "a page of a mix": (
        "My set live from X\nRecorded 2024/05/04 - thanks!\n\nTracklist:\n"
        "00:00 Intro\n01:20 A - B\n05:40 C - D\n9:00 - E - F\n\nlike - share\n",
        [
            ("", "Intro", "", 0),
            ("A", "B", "", 80),
            ("C", "D", "", 340),
            ("E", "F", "", 540),
        ],
    ),
    "from and to": (
        "00:00 - 03:20 A - B\n03:20 – 07:00 C - D\n",
        [("A", "B", "", 0), ("C", "D", "", 200)],
    ),
    "bullets": (
        "• 0:00 A - B\n• 3:20 C - D\n* 4:00 E - F\n",
        [("A", "B", "", 0), ("C", "D", "", 200), ("E", "F", "", 240)],
    ),
    "1001Tracklists with its cues": (
        "DJ X @ The Rink 2024-05-04\n\n01. A - B [MILAN] [cue 0:00]\n"
        "w/ C - D [cue 5:21]\n02. ID - ID [cue 1:23:45]\n",
        [("A", "B", "MILAN", 0), ("C", "D", "", 321), ("", "", "", 5025)],
    ),
    "numbers, times and what plays along": (
        "1. [0:00] A - B\nw/ [0:45] C - D\n2. [2:10] E - F\n5:00 w/ G - H\n",
        [
            ("A", "B", "", 0),
            ("C", "D", "", 45),
            ("E", "F", "", 130),
            ("G", "H", "", 300),
        ],
    ),
    "times at the end": (
        "A - B (Dub) — 00:00\nC - D — 05:30\nE - F — 1:00:10\n",
        [("A", "B (Dub)", "", 0), ("C", "D", "", 330), ("E", "F", "", 3610)],
    ),
    "times in brackets at the end of a part": (
        "1. A - B [10:42]\n2. C - D [19:23]\n3. E - F [25:01]\n",
        [("A", "B", "", 642), ("C", "D", "", 1163), ("E", "F", "", 1501)],
    ),
    "a title that is a time": (
        "Tiësto - 10:35\nA - B\nC - D\n",
        [("Tiësto", "10:35", "", None), ("A", "B", "", None), ("C", "D", "", None)],
    ),
    "titles alone below the word for a list": (
        "Calm\n\n🎵 TRACKLIST:\n00:00 Intro\n01:20 Far Away\n05:40 - Jaded\n\nBye!\n",
        [("", "Intro", "", 0), ("", "Far Away", "", 80), ("", "Jaded", "", 340)],
    ),
    "numbered titles below the word for a list": (
        "Track listing\n1. Rivalry 0:00\n2. Ice 4:10\n3. Thorns 1:04:01\n",
        [("", "Rivalry", "", 0), ("", "Ice", "", 250), ("", "Thorns", "", 3841)],
    ),
    "titles first, with times": (
        "0:00 Song by A\n4:30 Other by B\n9:15 Third by C\n",
        [("A", "Song", "", 0), ("B", "Other", "", 270), ("C", "Third", "", 555)],
    ),
    "titles in quotes": (
        "“Song” by A\n“Other” by B\n“Third” by C\n",
        [("A", "Song", "", None), ("B", "Other", "", None), ("C", "Third", "", None)],
    ),
    "columns": (
        "00:00 | A | B\n05:00 | C | D\n",
        [("A", "B", "", 0), ("C", "D", "", 300)],
    ),
    "sides of records": (
        "A1. A - B\nA2. C - D\nB1. E - F\n",
        [("A", "B", "", None), ("C", "D", "", None), ("E", "F", "", None)],
    ),
    "times with points": (
        "00.00 A - B\n05.30 C - D\n1.02.10 E - F\n",
        [("A", "B", "", 0), ("C", "D", "", 330), ("E", "F", "", 3730)],
    ),
    "times with other signs": (
        "00'00 A - B\n05'30 C - D\n1h02m10 E - F\n",
        [("A", "B", "", 0), ("C", "D", "", 330), ("E", "F", "", 3730)],
    ),
    "a label track of Audacity": (
        "0.000000\t0.000000\tA - B\n310.500000\t310.500000\tC - D\n",
        [("A", "B", "", 0), ("C", "D", "", 310)],
    ),
    "MixesDB as wiki text": (
        "# [00] A - B [Label]\n# [04] C - D\n# [?] E - F\n",
        [("A", "B", "Label", 0), ("C", "D", "", 240), ("E", "F", "", None)],
    ),
    "MixesDB with digits it does not know": (
        "[000] A - B\n[01?] ?\n[0??] C - D\n[021] E - F\n",
        [
            ("A", "B", "", 0),
            ("", "", "", None),
            ("C", "D", "", None),
            ("E", "F", "", 1260),
        ],
    ),
    "bare numbers with a gap": (
        "01 - 0:00 - A - B\n02 - 1:00 - C - D\n03 - 2:00 - E - F\n"
        "04 - 3:00 - G - H\n05 - 4:00 - I - J\n06 - 5:00 - K - L\n09 - 6:00 - M - N\n",
        [
            (artist, title, "", 60 * place)
            for place, (artist, title) in enumerate(
                tuple(pair) for pair in ("AB", "CD", "EF", "GH", "IJ", "KL", "MN")
            )
        ],
    ),
    "bare numbers of a part": (
        "05 A - B\n06 C - D\n07 E - F\n",
        [("A", "B", "", None), ("C", "D", "", None), ("E", "F", "", None)],
    ),
    "a part of a mix": (
        "12:30 - A - B\n17:45 - C - D\n22:10 - E - F\n",
        [("A", "B", "", 750), ("C", "D", "", 1065), ("E", "F", "", 1330)],
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_any_form_is_read(name: str) -> None:
    text, tracks = LISTS[name]
    assert is_claimed(KIND, text.encode(), "list.txt")
    found = _read(text)
    assert _told(found) == tracks
    assert [one.kind for one in found.playlists] == ["playlist"]


@pytest.mark.parametrize(
    ("head", "name", "day"),
    [
        ("The Rink, 2026-11-28\n\n", "x.txt", date(2026, 11, 28)),
        ("", "2026-11-28-rivalry.txt", date(2026, 11, 28)),
    ],
)
@pytest.mark.parametrize("form", ["%H:%M", "%H:%M:%S", "[%H:%M]"])
def test_clock_times_with_a_date_are_a_night_that_passes_midnight(
    head: str, name: str, day: date, form: str
) -> None:
    starts = [datetime(2026, 11, 28, 22) + timedelta(minutes=4 * n) for n in range(40)]
    text = head + "".join(
        f"{one.strftime(form)} A - B{n}\n" for n, one in enumerate(starts)
    )
    found = _read(text, name)
    assert [one.started_at for one in found.tracks] == starts
    assert {one.offset_s for one in found.tracks} == {None}
    assert [(one.kind, one.day) for one in found.playlists] == [("history", day)]


def test_clock_times_without_a_date_are_counted_from_the_first() -> None:
    found = _read("22:00 A - B\n22:05 C - D\n23:59 E - F\n00:04 G - H\n00:09 I - J\n")
    assert [one.offset_s for one in found.tracks] == [0, 300, 7140, 7440, 7740]
    assert words(found) == [
        "the clock times have no date and were counted from the first one"
    ]


def test_the_date_of_a_mix_does_not_make_its_stamps_clock_times() -> None:
    found = _read("Live 2026-11-28\n[00:00:00] A - B\n[00:12:30] C - D\n")
    assert [one.offset_s for one in found.tracks] == [0, 750]


@pytest.mark.parametrize(
    "text",
    [
        "1. A - B (3:45)\n2. C - D (5:30)\n3. E - F (2:03)\n",
        "1\tA\tB\t3:45\n2\tC\tD\t5:30\n3\tE\tF\t2:03\n",
        "A - B 3:45\nC - D 5:30\nE - F 2:03\n",
    ],
)
def test_times_at_the_end_that_do_not_rise_are_lengths(text: str) -> None:
    assert is_claimed(KIND, text.encode(), "x.txt")
    tracks = _read(text).tracks
    assert [(one.artist, one.title) for one in tracks] == [
        *map(tuple, ("AB", "CD", "EF"))
    ]
    assert [one.length_s for one in tracks] == [225, 330, 123]
    assert {one.offset_s for one in tracks} == {None}


def test_times_that_the_last_track_lacks_are_ends() -> None:
    found = _read(
        "DJ X - My Mix - 0123456789123\nA - B\t\t\t00:05:24.250\nC - D\t00:10:39\n"
        "E - F\t\t1:17:06\nI - J\t\t1:20:00\nG - H\t\t\n"
    )
    assert _told(found) == [
        ("A", "B", "", 0),
        ("C", "D", "", 324),
        ("E", "F", "", 639),
        ("I", "J", "", 4626),
        ("G", "H", "", 4800),
    ]
    assert words(found) == [
        "the last track has no time: the others were read as the ends of tracks"
    ]
    assert found.playlists[0].name == "DJ X - My Mix - 0123456789123"


def test_half_a_day_is_told_by_am_and_pm() -> None:
    found = _read(
        "Live, 2026-11-28\n\n11:52 PM A - B\n11:57 pm C - D\n12:02 AM E - F\n"
    )
    assert [one.started_at for one in found.tracks] == [
        datetime(2026, 11, 28, 23, 52),
        datetime(2026, 11, 28, 23, 57),
        datetime(2026, 11, 29, 0, 2),
    ]


def test_the_word_for_a_list_is_no_name_of_one() -> None:
    text = "<list>\nTracklist:\n1. A - B\n"
    assert _read(text, "Friday.txt").playlists[0].name == "Friday"


def test_times_that_fall_are_noticed() -> None:
    found = _read("0:00 A - B\n5:00 C - D\n4:00 E - F\n")
    assert [str(problem) for problem in found.problems] == [
        "list.txt:3: this time is before the one above it: check the times of both"
    ]


def test_the_line_above_names_the_list_or_else_the_file_does() -> None:
    assert _read("\n My night \n\n1. A - B\n").playlists[0].name == "My night"
    assert _read("1. A - B\n", "Friday.txt").playlists[0].name == "Friday"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "x.txt"),
        ("# Title\n\n1. Install it\n2. Run it\n3. Enjoy - or not\n4. Go\n", "x.md"),
        ("We played long - very long.\nThen home.\nIt rained.\nBye.\n", "x.txt"),
        ('<?xml version="1.0"?>\n1. A - B\n2. C - D\n', "x.txt"),
        ('{"1. A - B": 1}', "x.txt"),
        ("a = b - c\nd = e - f\ng = h - i\n", "x.py"),
        ("2026-11-28 22:00:00 - app - INFO - up\n" * 9, "x.log"),
        ("\0\1\2\0" * 50 + "1. A - B\n", "x.txt"),
        ("1\n00:00:12,000 --> 00:00:14,000\n- Hello\n\n" * 5, "x.srt"),
        ("12:30 lunch\n13:30 walk\n", "x.txt"),
        ("# Tool\n\n1. Take it - now\n2. Run it - so\n3. Enjoy - it\n", "README.md"),
        ("- Fixed - a bug\n- Added - a thing\n- Removed - more\n", "CHANGELOG.txt"),
        ("1. A - b\n2. C - d\n3. E - f\n", "changelog_v2.md"),
        ("# Guide\n\nTo do\n\nso:\n1. A - b\n2. C - d\n3. E - f\nA\nB\nC\n", "x.md"),
        ("12:00:00 INFO main - up\n12:00:01 WARN main - odd\n", "x.txt"),
        ("[12:00:00] [main] app - up\n[12:00:01] [main] app - down\n", "x.log"),
        ("[ti:Song]\n[00:12.00]One - two\n[00:17.20]Three - four\n", "x.lrc"),
        ("00:00.000 --> 00:05.000\nA - b\n\n00:05.500 --> 00:10.000\nC - d\n", "x"),
        ("[00:00] We begin.\n\n[00:10] Then we go on.\n[00:20] Bye.\n", "x.txt"),
        ("Tracklist\n1. Only\n2. Two\n", "x.txt"),
    ],
)
def test_other_texts_are_not_claimed(text: str, name: str) -> None:
    assert not is_claimed(KIND, text.encode(), name)


def test_our_own_readme_is_no_tracklist() -> None:
    assert not is_claimed(KIND, README.read_bytes(), "README.md")


_UNKNOWN = re.compile(r"\?+|[-–—:|+](?:\s.*)?")
"""Names no list can tell: ``?`` is nobody, a sign in front parts the time from them."""

names = st.text(max_size=40) | st.sampled_from([*HOSTILE, "ID", "a [b]", "808 State"])
names = names.map(clean)  # as all text of a library is


def _plain(text: str) -> str:
    """A line with its dashes, brackets and unknown words in one spelling."""
    dashes = re.sub(r"\s+[-\u2010-\u2015\u2212]+(?=\s)", " -", clean(text))
    return re.sub(r"\s*\[\s*|\s*\]", lambda sign: sign[0].strip(), dashes)


def _rejoined(one: Entry) -> str:
    label = f" [{one.label}]" if one.label else ""
    return f"{one.artist or 'ID'} - {one.title or 'ID'}{label}"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(names, names, names), min_size=1, max_size=5),
    st.sampled_from(["clock", "description"]),
)
def test_our_own_lists_come_back(rows: list[tuple[str, str, str]], form: str) -> None:
    rows = [
        tuple("x" if _UNKNOWN.fullmatch(clean(one)) else one for one in row)  # type: ignore[misc]
        for row in rows
    ]
    tracks = [
        track(n, artist=artist, title=title or "T", label=label)
        for n, (artist, title, label) in enumerate(rows)
    ]
    plan = listed(night(*tracks))
    write = write_clock if form == "clock" else write_description
    (text,), _ = write(plan, Options())
    assert isinstance(text, str)
    assert is_claimed(KIND, text.encode(), "x.txt")
    found = _read(text)
    told = [problem.msg for problem in found.problems]
    plan_told = ["this is the plan as clubplanner wrote it, not what was played"]
    assert told == (plan_told if form == "clock" else [])
    assert found.playlists[0].kind == "playlist"
    shown = [
        one_line(f"{row.display} [{row.label.upper()}]" if row.label else row.display)
        for row in plan.rows
    ]
    assert [_plain(_rejoined(one)) for one in found.tracks] == [*map(_plain, shown)]
    steps = [timedelta(seconds=270 * n) for n in range(len(rows))]
    if form == "clock":
        assert [one.started_at for one in found.tracks] == [START + s for s in steps]
        assert found.playlists[0].day == START.date()
    else:
        offsets = [one.offset_s for one in found.tracks]
        assert offsets == [step.total_seconds() for step in steps]


@pytest.mark.parametrize("count", [1, 99, 100, 1000])
def test_our_own_lists_are_as_long_as_the_night(count: int) -> None:
    tracks = [track(n, label="Milan") for n in range(count)]
    for write in (write_clock, write_description):
        (text,), _ = write(listed(night(*tracks)), Options())
        assert isinstance(text, str)
        found = _read(text)
        assert [(one.artist, one.title) for one in found.tracks] == [
            (one.artist, one.title) for one in tracks
        ]
        assert {one.label for one in found.tracks} == {"MILAN"}


def test_our_clock_list_may_begin_at_midnight() -> None:
    text = "Heated, 2026-11-28\n\n00:00:00  A - B\n00:04:30  C - D\n"
    assert [one.started_at for one in _read(text).tracks] == [
        datetime(2026, 11, 28),
        datetime(2026, 11, 28, 0, 4, 30),
    ]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    for start in (b"", b"1. A - B\n99:59:59 ", b"23:59 A - B 9999-12-31\n00:00 "):
        read_bytes(KIND, start + data, "9999-12-31.txt")
