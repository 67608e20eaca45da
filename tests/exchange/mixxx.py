"""Drives Mixxx 2.3 as a reader of our files: no sound card, no screen, no hand.

Mixxx runs on a virtual X display; what it understood is read from its own database.
Windows are clicked at fixed places, which are those of Mixxx 2.3 at 1600x1000 without
a window manager.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

TOOLS = ("mixxx", "Xvfb", "xdotool")
"""Programs needed: Debian packages mixxx, xvfb, xdotool."""

VERSION = "2.3."
"""The version whose windows the places belong to."""

PATIENCE_S = 60
"""Longest wait for any one step; a loaded machine needs a third of it."""

CONTINUE_WITHOUT_SOUND = (794, 509)
BIG_LIBRARY = (43, 33)
PLAYLISTS = (70, 190)
IMPORT_PLAYLIST = (140, 237)
ITUNES = (70, 296)
TRAKTOR = (70, 314)

_TRAKTOR_ROWS = """
    select title, artist, bpm, key, rating, location from traktor_playlist_tracks
    join traktor_library on traktor_library.id = track_id order by position
"""
_ITUNES_ROWS = """
    select title, artist, bpm, rating, year, location from itunes_playlist_tracks
    join itunes_library on itunes_library.id = track_id order by position
"""
_LIST_ROWS = """
    select track_locations.location from PlaylistTracks
    join library on library.id = track_id
    join track_locations on track_locations.id = library.location
    order by position
"""

Rows = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What Mixxx made of three files, row by row in the order of their playlist.

    Attributes:
        traktor: title, artist, BPM, key, stars, file.
        itunes: title, artist, BPM, stars, year as text, file.
        files: what the M3U8 list plays.
    """

    traktor: Rows
    itunes: Rows
    files: list[str]


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def understood(home: Path, nml: Path, itunes: Path, m3u8: Path) -> Understood:
    """Let Mixxx import the three files into a new profile under ``home``."""
    database = home / "mixxxdb.sqlite"
    (home / "music").mkdir(parents=True)
    (home / "mixxx.cfg").write_text(
        "[Config]\nVersion 2.3.3\n\n[Library]\nRescanOnStartup 0\n"
        "SyncTrackMetadataExport 0\n"
    )
    collection = home / "Documents/Native Instruments/Traktor 3.5.0/collection.nml"
    collection.parent.mkdir(parents=True)
    shutil.copy(nml, collection)
    with _display() as display:
        with _mixxx(home, display):
            _wait(lambda: _has_schema(database), "no database was made")
        if not (version := _version(home)).startswith(VERSION):
            pytest.skip(
                f"the windows of Mixxx {version} are not known, only {VERSION}x"
            )
        _settle(database, home / "music", itunes)
        with _mixxx(home, display):
            screen = _Screen(display)
            screen.pass_the_missing_sound_card()
            screen.click(BIG_LIBRARY)
            screen.click(TRAKTOR)
            traktor = _rows(database, _TRAKTOR_ROWS)
            screen.click(ITUNES)
            found = _rows(database, _ITUNES_ROWS)
            screen.import_list(m3u8)
            files = [str(row[0]) for row in _rows(database, _LIST_ROWS)]
    return Understood(traktor, found, files)


@contextmanager
def _display() -> Iterator[str]:
    """Yield the name of a new virtual display."""
    screen = ["-screen", "0", "1600x1000x24", "-displayfd", "1"]
    with subprocess.Popen(
        ["Xvfb", *screen], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def _mixxx(home: Path, display: str) -> Iterator[None]:
    place = {"HOME": str(home), "DISPLAY": display, "LANG": "C.UTF-8"}
    with (home / "said.txt").open("ab") as said:
        mixxx = subprocess.Popen(
            ["mixxx", "--settingsPath", f"{home}/", "--safeMode"],
            env=os.environ | place,
            stdout=said,
            stderr=said,
        )
        try:
            yield
        finally:
            mixxx.terminate()
            try:
                mixxx.wait(20)
            except subprocess.TimeoutExpired:
                mixxx.kill()
                mixxx.wait()


@dataclass(frozen=True, slots=True)
class _Screen:
    display: str

    def do(self, *words: str | int) -> bool:
        return (
            subprocess.run(
                ["xdotool", *map(str, words)],
                env=os.environ | {"DISPLAY": self.display},
                check=False,
                capture_output=True,
                timeout=PATIENCE_S,
            ).returncode
            == 0
        )

    def click(self, place: tuple[int, int], button: int = 1) -> None:
        self.do("mousemove", *place, "click", button)
        time.sleep(1)

    def pass_the_missing_sound_card(self) -> None:
        asked = ("search", "--name", "No Output Devices")
        _wait(lambda: self.do(*asked), "Mixxx did not start")

        def is_gone() -> bool:
            self.click(CONTINUE_WITHOUT_SOUND)
            return not self.do(*asked)

        _wait(is_gone, "Mixxx does not go on without a sound card")
        shown = ("search", "--onlyvisible", "--name", "^Mixxx")
        _wait(lambda: self.do(*shown), "Mixxx shows no window")
        time.sleep(3)

    def import_list(self, path: Path) -> None:
        self.click(PLAYLISTS, button=3)
        self.click(IMPORT_PLAYLIST)
        self.do("type", "--delay", 5, str(path))
        self.do("key", "Return")


def _wait(is_done: Callable[[], bool], otherwise: str) -> None:
    patience = time.monotonic() + PATIENCE_S
    while not is_done():
        assert time.monotonic() < patience, otherwise
        time.sleep(0.5)


def _has_schema(database: Path) -> bool:
    """Whether the newest table is there: Mixxx makes them one revision at a time."""
    if not database.is_file():
        return False
    try:
        _query(database, "select count(*) from directories")
        _query(database, "select count(*) from itunes_playlist_tracks")
    except sqlite3.OperationalError:
        return False
    return True


def _settle(database: Path, music: Path, itunes: Path) -> None:
    """Name a music folder, or Mixxx asks for one, and the iTunes library."""
    with closing(sqlite3.connect(database, timeout=20)) as open_database, open_database:
        open_database.execute("insert into directories values (?)", (str(music),))
        open_database.execute(
            "insert or replace into settings (name, value, locked, hidden) "
            "values ('mixxx.itunesfeature.itdbpath', ?, 0, 0)",
            (str(itunes),),
        )


def _rows(database: Path, query: str) -> Rows:
    """Return the rows once there are some and they grow no more."""
    seen: Rows = []

    def are_settled() -> bool:
        nonlocal seen
        before, seen = seen, _query(database, query)
        return bool(seen) and seen == before

    _wait(are_settled, f"Mixxx imported nothing: {query}")
    return seen


def _query(database: Path, query: str) -> Rows:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reading:
        return reading.execute(query).fetchall()


def _version(home: Path) -> str:
    log = (home / "mixxx.log").read_text("utf-8", "replace")
    found = re.search(r"\bMixxx (\d+\.\d+\S*)", log)
    return found[1] if found else "of unknown version"
