"""A small library of real audio files, and a way to run commands on it."""

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from clubplanner.cli.main import main

RATE = 8000
KEYS = ("8A", "9A", "8B", "7A", "8A", "9A", "10A", "9B")
TUNES = 20
NIGHT = "2026-03-14"
NIGHT_FILE = f"{NIGHT}-test-night.yaml"

RESIDENCY = """\
clubplanner: 1
name: Test Night
venue: The Cellar
weekday: saturday
start: '22:00'
end: '22:45'
theme: heated-rivalry
artist_gap: 2
anchors:
- cue: inferno
  at: '22:20'
  window: 5 min
"""

PLAY_LOG = """\
clubplanner: 1
name: Test Night
date: 2026-02-28
venue: The Cellar
night: 2026-02-28-test-night.yaml
plays:
- at: '22:00'
  title: Tune 1
  artist: Artist 1
  stars: 4
- at: '22:05'
  title: Stranger
  artist: Nobody
  note: somebody asked for it
"""


@dataclass(frozen=True)
class Said:
    """What a command came to: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


class Cli:
    """Runs commands in this process."""

    def __init__(self, home: Path, music: Path, capsys: pytest.CaptureFixture[str]):
        self.home = home
        self.music = music
        self.sets = home / "sets"
        self._capsys = capsys

    def __call__(self, *words: str | Path) -> Said:
        self._capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        out, err = self._capsys.readouterr()
        return Said(code, out, err)

    def fine(self, *words: str | Path) -> str:
        """Run a command that must end well and return its stdout."""
        said = self(*words)
        assert said.code == 0, said
        return said.out

    def write_night(self, text: str, name: str = NIGHT_FILE) -> Path:
        """Put a night file into the sets folder."""
        self.sets.mkdir(parents=True, exist_ok=True)
        path = self.sets / name
        path.write_text(text, "utf-8")
        return path


def one_sentence(said: Said, *parts: str) -> None:
    """Assert that a failure is one line on stderr that names these parts."""
    lines = said.err.splitlines()
    assert len(lines) == 1, said
    assert lines[0].startswith("clubplanner: "), said
    assert "not foreseen" not in lines[0], said
    for part in parts:
        assert part in lines[0], said


def flac(path: Path, seconds: float, **tags: str) -> Path:
    """Write silence of a true length with tags; a few kB."""
    import numpy as np
    import soundfile
    from mutagen.flac import FLAC

    soundfile.write(path, np.zeros(int(RATE * seconds), dtype="int16"), RATE)
    file = FLAC(path)  # type: ignore[no-untyped-call]
    for name, value in tags.items():
        file[name] = value
    file.save()
    return path


def make_music(folder: Path) -> Path:
    """Make twenty club tracks that mix well, and one cue of the show."""
    folder.mkdir()
    for number in range(TUNES):
        flac(
            folder / f"tune{number:02}.flac",
            240 + number * 3,
            title=f"Tune {number}",
            artist=f"Artist {number}",
            bpm=str(120 + number % 6),
            initialkey=KEYS[number % len(KEYS)],
            energylevel=str(3 + number % 7),
            genre="House",
            isrc=f"ZZTST26000{number:02}",
        )
    flac(
        folder / "inferno.flac",
        250,
        title="Inferno",
        artist="Peter Peter",
        bpm="122",
        initialkey="8A",
        energylevel="7",
    )
    return folder


def copy_home(scanned: Path, home: Path) -> None:
    """Copy a home folder; its index knows the music by absolute paths."""
    shutil.copytree(scanned, home)


def damage(path: Path) -> None:
    """Overwrite the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = b"\xff" * (len(data) - len(data) // 2)
    path.write_bytes(data)


def count_rows(index: Path) -> int:
    """Return how many files the index holds."""
    with sqlite3.connect(index) as db:
        (count,) = db.execute("SELECT count(*) FROM files").fetchone()
    return int(count)


def has_control(text: str, but: str = "\n") -> bool:
    """Say whether text could steer a terminal or turn a line round."""
    bidi = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return any(
        (sign < " " and sign not in but) or "\x7f" <= sign <= "\x9f" or sign in bidi
        for sign in text
    )


def titles(rows: Sequence[dict[str, object]]) -> list[object]:
    """Return the titles of ``tracks --json``."""
    return [row["title"] for row in rows]
