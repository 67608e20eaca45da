"""Traktor files for the tests of this room, made of a few plain values."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from clubplanner.exchange.incoming import Source

HEAD = '<HEAD COMPANY="www.native-instruments.com" PROGRAM="Traktor"></HEAD>'


def tag(name: str, inside: object = "", **attributes: object) -> str:
    said = "".join(
        f" {key}={quoteattr(str(value))}" for key, value in attributes.items()
    )
    return f"<{name}{said}>{inside}</{name}>"


def location(file: str, folder: str = "/:Music/:", volume: str = "D:") -> str:
    return tag("LOCATION", DIR=folder, FILE=file, VOLUME=volume, VOLUMEID="00f95451")


def song(title: str, *inside: str, artist: str = "A", file: str = "") -> str:
    parts = "".join((location(file or f"{title}.mp3"), *inside))
    return tag("ENTRY", parts, TITLE=title, ARTIST=artist)


def row(key: str, played: str = "") -> str:
    return tag("ENTRY", tag("PRIMARYKEY", TYPE="TRACK", KEY=key) + played)


def played(day: str, clock: str, duration: float = 200.0, **more: object) -> str:
    """EXTENDEDDATA of a play on ``2026-11-27`` at ``23:50:00``."""
    year, month, date = (int(part) for part in day.split("-"))
    hour, minute, second = (int(part) for part in clock.split(":"))
    facts: dict[str, object] = {
        "DURATION": f"{duration:.6f}",
        "EXTENDEDTYPE": "HistoryData",
        "STARTDATE": year << 16 | month << 8 | date,
        "STARTTIME": hour * 3600 + minute * 60 + second,
    }
    return tag("EXTENDEDDATA", **facts, **more)


def playlist(name: str, rows: Iterable[str], kind: str = "LIST") -> str:
    listed = list(rows)
    inside = tag(
        "PLAYLIST", "".join(listed), ENTRIES=len(listed), TYPE=kind, UUID="0" * 32
    )
    return tag("NODE", inside, TYPE="PLAYLIST", NAME=name)


def folder(name: str, *nodes: str) -> str:
    inside = tag("SUBNODES", "".join(nodes), COUNT=len(nodes))
    return tag("NODE", inside, TYPE="FOLDER", NAME=name)


def nml(songs: Iterable[str] = (), *nodes: str, version: object = 19) -> str:
    entries = list(songs)
    collection = tag("COLLECTION", "\n".join(entries), ENTRIES=len(entries))
    lists = tag("PLAYLISTS", folder("$ROOT", *nodes))
    sorting = tag("INDEXING", tag("SORTING_INFO", PATH="$COLLECTION"))
    inside = "\n".join((HEAD, collection, "<SETS ENTRIES='0'></SETS>", lists, sorting))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>\n'
    return head + tag("NML", inside, VERSION=version)


def source(folder: Path, content: str | bytes, name: str = "x.nml") -> Source:
    path = folder / name
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(data)
    return Source(path, name)
