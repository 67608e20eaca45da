"""A kind of file of our own, so that imports are tested apart from every reader."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import kinds
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source

MARK = "made for a test: "


class MadeFiles:
    """Writes files that read as whatever a test says they hold."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.held: dict[str, Imported] = {}
        kind = Kind("made", "made list", self._claims, self._read)
        monkeypatch.setattr(kinds, "KINDS", (kind,))

    def write(self, name: str, imported: Imported) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{MARK}{name}", "utf-8")
        self.held[name] = imported
        return path

    def _claims(self, source: Source) -> bool:
        return source.head_text.startswith(MARK)

    def _read(self, source: Source) -> Imported:
        name = source.text().text.removeprefix(MARK)
        if name not in self.held:
            raise ClubplannerError("this list breaks off", where=source.where)
        return self.held[name]


def collection(*entries: Entry, **more: object) -> Imported:
    made = Imported("made", "Test DJ", "UTF-8", tracks=entries)
    return replace(made, **more)  # type: ignore[arg-type]


def history(
    titles: Mapping[str, str] | list[tuple[str, str]],
    start: datetime,
    *,
    name: str = "History",
    every_s: int = 240,
    public: bool | None = None,
) -> Imported:
    """A night: artist and title of each play, four minutes apart."""
    listed = list(titles.items()) if isinstance(titles, Mapping) else titles
    entries = tuple(
        Entry(
            title=title,
            artist=artist,
            started_at=start + timedelta(seconds=number * every_s),
            played_s=every_s,
            is_public=public,
        )
        for number, (artist, title) in enumerate(listed)
    )
    day = start.date()
    playlist = Playlist(name, tuple(range(len(entries))), "history", day=day)
    return collection(*entries, playlists=(playlist,))


def tunes(first: int, last: int) -> list[tuple[str, str]]:
    """Artist and title of the library's tunes from one number to another."""
    return [(f"Artist {n}", f"Tune {n}") for n in range(first, last + 1)]
