"""MP4 atoms: u32 BE size, four letters, content; read without the sound and covers.

Read by hand because mutagen gives up on a file that is cut off inside its tags.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

_VALUE_LIMIT = 4 << 20
_ATOMS_LIMIT = 20_000
_UTF_16 = 2
_UNKNOWN_DURATIONS = (0, (1 << 32) - 1, (1 << 64) - 1)


class Atom(NamedTuple):
    """One atom: its name, and where its content begins and ends in the file."""

    name: bytes
    start: int
    end: int


@dataclass(slots=True)
class Items:
    """What the tags of an MP4 file hold.

    Attributes:
        texts: by lower-case name (``©nam``), numbers written out.
        freeform: (mean, name, values) of the ``----`` atoms.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    freeform: list[tuple[str, str, list[bytes]]] = field(default_factory=list)


def children(file: BinaryIO, start: int, end: int) -> Iterator[Atom]:
    """Yield the atoms between two offsets; the last one may be cut off."""
    for _ in range(_ATOMS_LIMIT):
        if start + 8 > end:
            return
        file.seek(start)
        head = file.read(16)
        if len(head) < 8:
            return
        size, content = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, content = int.from_bytes(head[8:16], "big"), start + 16
        size = size or end - start
        if size < content - start:
            return
        yield Atom(head[4:8], content, min(start + size, end))
        start += size


def inside(file: BinaryIO, atom: Atom, *path: bytes) -> Iterator[Atom]:
    """Yield every atom found by going down ``path`` from ``atom``."""
    if not path:
        yield atom
        return
    for child in children(file, atom.start, atom.end):
        if child.name != path[0]:
            continue
        if child.name == b"meta":
            child = child._replace(start=child.start + _version_size(file, child))
        yield from inside(file, child, *path[1:])


def _version_size(file: BinaryIO, meta: Atom) -> int:
    """Return the bytes before the atoms in ``meta``; QuickTime's has no version."""
    file.seek(meta.start)
    return 0 if file.read(8)[4:] == b"hdlr" else 4


def content(file: BinaryIO, atom: Atom) -> bytes:
    """Return what an atom holds, cut at 4 MB."""
    file.seek(atom.start)
    return file.read(min(atom.end - atom.start, _VALUE_LIMIT))


def read_items(file: BinaryIO, moov: Atom) -> Items:
    """Return the tags, from every list of them in ``moov``."""
    items = Items()
    for listed in inside(file, moov, b"udta", b"meta", b"ilst"):
        for item in children(file, listed.start, listed.end):
            if item.name == b"----":
                _add_freeform(items, file, item)
            elif item.name != b"covr":
                _add_texts(items, file, item)
    return items


def _add_freeform(items: Items, file: BinaryIO, item: Atom) -> None:
    names = {b"mean": "", b"name": ""}
    values = []
    for part in children(file, item.start, item.end):
        if part.name == b"data":
            values.append(content(file, part)[8:])
        elif part.name in names:
            names[part.name] = content(file, part)[4:].decode("utf-8", "replace")
    items.freeform.append((names[b"mean"], names[b"name"], values))


def _add_texts(items: Items, file: BinaryIO, item: Atom) -> None:
    name = item.name.decode("latin-1").lower()
    for part in children(file, item.start, item.end):
        if part.name == b"data":
            data = content(file, part)
            text = _text(name, int.from_bytes(data[1:4], "big"), data[8:])
            items.texts.setdefault(name, []).append(text)


def _text(name: str, kind: int, data: bytes) -> str:
    if name in ("tmpo", "gnre"):
        return str(int.from_bytes(data[:8], "big"))
    return data.decode("utf-16-be" if kind == _UTF_16 else "utf-8", "replace")


def length(file: BinaryIO, moov: Atom) -> float | None:
    """Return the seconds of the first track of sound, or of the whole; None unknown."""
    for media in inside(file, moov, b"trak", b"mdia"):
        for handler in inside(file, media, b"hdlr"):
            if content(file, handler)[8:12] == b"soun":
                return _duration(file, media, b"mdhd")
    return _duration(file, moov, b"mvhd")


def _duration(file: BinaryIO, parent: Atom, name: bytes) -> float | None:
    """Read u8 version, flags, two dates, u32 units a second, duration.

    Dates and duration have 8 bytes in version 1, else 4.
    """
    for header in inside(file, parent, name):
        data = content(file, header)
        wide = 8 if data[:1] == b"\1" else 4
        unit_at = 4 + 2 * wide
        unit = int.from_bytes(data[unit_at : unit_at + 4], "big")
        count = data[unit_at + 4 : unit_at + 4 + wide]
        duration = int.from_bytes(count, "big")
        if unit and len(count) == wide and duration not in _UNKNOWN_DURATIONS:
            return duration / unit
    return None
