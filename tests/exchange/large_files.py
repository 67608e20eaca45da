"""Collections of other programs, made as large as a test wants them."""

from collections.abc import Callable
from pathlib import Path

from tests.exchange.nml import location, nml, playlist, row, tag

TRACK = (
    '<TRACK TrackID="{n}" Name="Title of song {n} (Extended Mix)" Artist="Artist {a}" '
    'Composer="" Album="Album {a}" Grouping="" Genre="Tech House" Kind="MP3 File" '
    'Size="9876543" TotalTime="{length}" DiscNumber="0" TrackNumber="0" Year="2019" '
    'AverageBpm="{bpm}.00" DateAdded="2019-09-03" BitRate="320" SampleRate="44100" '
    'Comments="Visit my page" PlayCount="1" Rating="{stars}" Location="file://localhost'
    '/Users/dj/Music/Artist%20{a}/Album%20{a}/{n}%20Title%20%c3%a9.mp3" Remixer="" '
    'Tonality="{key}" Label="Label {a}" Mix="">\n'
)
KEYS = ("Am", "8A", "F#m", "Db", "1m", "Ebm", "")


def rekordbox_xml(path: Path, tracks: int, marks: int = 6) -> Path:
    """Write a collection like a genuine one: 2-8 TEMPO, ``marks`` POSITION_MARK."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n\n<DJ_PLAYLISTS ')
        out.write('Version="1.0.0">\n  <PRODUCT Name="rekordbox" Version="6.6.2" ')
        out.write(f'Company="AlphaTheta"/>\n  <COLLECTION Entries="{tracks}">\n')
        for n in range(tracks):
            _track(out.write, n, marks)
        out.write('  </COLLECTION>\n  <PLAYLISTS>\n    <NODE Type="0" Name="ROOT" ')
        out.write('Count="1">\n      <NODE Name="All" Type="1" KeyType="0" ')
        out.write(f'Entries="{tracks}">\n')
        out.writelines(f'        <TRACK Key="{n}"/>\n' for n in range(tracks))
        out.write("      </NODE>\n    </NODE>\n  </PLAYLISTS>\n</DJ_PLAYLISTS>\n")
    return path


def _track(write: Callable[[str], object], n: int, marks: int) -> None:
    bpm, stars, key = 100 + n % 60, 51 * (n % 6), KEYS[n % len(KEYS)]
    length = 200 + n % 300
    values = {"n": n, "a": n % 700, "bpm": bpm, "stars": stars, "key": key}
    write("    " + TRACK.format(length=length, **values))
    for beat in range(2 + n % 7):
        write(f'      <TEMPO Inizio="{0.025 + 30 * beat:.3f}" Bpm="{bpm}.0{beat}" ')
        write(f'Metro="4/4" Battito="{1 + beat % 4}"/>\n')
    for mark in range(marks):
        start = 0.025 + 28.7 * mark
        write(f'      <POSITION_MARK Name="{"Drop" if mark == 3 else ""}" Type="0" ')
        write(f'Start="{start:.3f}" Num="{mark if mark % 2 else -1}"/>\n')
    write("    </TRACK>\n")


def traktor_nml(path: Path, tracks: int) -> Path:
    """Write a collection like Traktor's own: a beatgrid and five hot cues a track."""
    keys = (f"D:/:Music/:A{n % 700}/:{n} Title é.mp3" for n in range(tracks))
    songs = (_song(n) for n in range(tracks))
    path.write_text(nml(songs, playlist("All", map(row, keys))), "utf-8")
    return path


def _song(n: int) -> str:
    points = "".join(
        tag(
            "CUE_V2",
            NAME="n.n.",
            TYPE=0 if place else 4,
            START=f"{50 + 30_000 * place}.000000",
            LEN="0.000000",
            REPEATS=-1,
            HOTCUE=place,
        )
        for place in range(6)
    )
    length = 200 + n % 300
    return tag(
        "ENTRY",
        "\n".join(
            (
                location(f"{n} Title é.mp3", f"/:Music/:A{n % 700}/:"),
                tag("ALBUM", TITLE=f"Album {n % 700}"),
                tag(
                    "INFO",
                    GENRE="House",
                    COMMENT="8A - Energy 7",
                    KEY="8A",
                    PLAYTIME=length,
                    PLAYTIME_FLOAT=f"{length}.5",
                    RANKING=204,
                    RELEASE_DATE="2019/1/1",
                    FLAGS=12,
                    FILESIZE=10_000,
                ),
                tag("TEMPO", BPM=f"{100 + n % 60}.000123", BPM_QUALITY="100.000000"),
                tag("LOUDNESS", PEAK_DB="-0.1", PERCEIVED_DB="-1.0"),
                tag("MUSICAL_KEY", VALUE=n % 24),
                points,
            )
        ),
        TITLE=f"Title {n} é",
        ARTIST=f"Artist {n % 700}",
        AUDIO_ID="A" * 300,
    )
