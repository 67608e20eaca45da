"""ASF objects: GUID, u64 LE size, content (Advanced Systems Format, revision 1.20.06).

Read by hand because mutagen gives up on a file that is cut off inside its tags.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_DESCRIPTION = bytes.fromhex("3326b2758e66cf11a6d900aa0062ce6c")
_EXTENDED = bytes.fromhex("40a4d0d207e3d21197f000a0c95ea850")
_EXTENSION = bytes.fromhex("b503bf5f2ea9cf118ee300c00c205365")
_METADATA = bytes.fromhex("eacbf8c5af5b77488467aa8c44fa4cca")
_LIBRARY = bytes.fromhex("941c23449894d149a1411d134e457054")

_DESCRIBED = ("Title", "Author", "Copyright", "Description", "Rating")
_OBJECTS_LIMIT = 10_000
_CONTENT_LIMIT = 64 << 20
_UNICODE, _BYTES, _GUID = 0, 1, 6

Pairs = Iterator[tuple[str, str]]


class Object(NamedTuple):
    """One object: its GUID, and where its content begins and ends in the file."""

    guid: bytes
    start: int
    end: int


def objects(file: BinaryIO, start: int, end: int) -> Iterator[Object]:
    """Yield the objects between two offsets; the last one may be cut off."""
    for _ in range(_OBJECTS_LIMIT):
        if start + 24 > end:
            return
        file.seek(start)
        head = file.read(24)
        size = int.from_bytes(head[16:], "little")
        if len(head) < 24 or size < 24:
            return
        yield Object(head[:16], start + 24, min(start + size, end))
        start += size


def header_objects(file: BinaryIO) -> Iterator[Object]:
    """Yield the objects in a file's header, those of its extension in their place."""
    end = file.seek(0, 2)
    for header in objects(file, 0, end):
        if header.guid != HEADER:
            return
        for inner in objects(file, header.start + 6, header.end):
            if inner.guid == _EXTENSION:
                yield from objects(file, inner.start + 22, inner.end)
            else:
                yield inner
        return


def content(file: BinaryIO, found: Object) -> bytes:
    """Return what an object holds, cut at 64 MB."""
    file.seek(found.start)
    return file.read(min(found.end - found.start, _CONTENT_LIMIT))


def length(file: BinaryIO, parts: Sequence[Object]) -> float | None:
    """Return seconds: File Properties tell them in 100 ns, the preroll in ms."""
    properties = next((part for part in parts if part.guid == _PROPERTIES), None)
    data = content(file, properties) if properties else b""
    if len(data) < 64:
        return None
    duration = int.from_bytes(data[40:48], "little") / 1e7
    return max(0.0, duration - int.from_bytes(data[56:64], "little") / 1000)


def pairs(file: BinaryIO, parts: Sequence[Object]) -> Pairs:
    """Yield the (name, text) pairs of all tags, the older kinds of tag first."""
    for guid, parse in _KINDS_OF_TAG:
        for part in parts:
            if part.guid == guid:
                yield from parse(content(file, part))


def _described(data: bytes) -> Pairs:
    """Read five u16 sizes, then five texts."""
    position = 10
    for index, name in enumerate(_DESCRIBED):
        size = _u16(data, 2 * index)
        yield name, _unicode(data[position : position + size])
        position += size


def _extended(data: bytes) -> Pairs:
    """Read u16 count, then each: u16 size, name, u16 kind, u16 size, value."""
    position = 2
    for _ in range(_u16(data, 0)):
        size = _u16(data, position)
        name, kind_at = data[position + 2 : position + 2 + size], position + 2 + size
        value_at = kind_at + 4
        position = value_at + _u16(data, kind_at + 2)
        if value_at > len(data):
            return
        yield from _pair(name, _u16(data, kind_at), data[value_at:position])


def _metadata(data: bytes) -> Pairs:
    """Read u16 count, then each: 2 x u16, u16 size, u16 kind, u32 size, name, value."""
    position = 2
    for _ in range(_u16(data, 0)):
        name_at = position + 12
        value_at = name_at + _u16(data, position + 4)
        kind = _u16(data, position + 6)
        position = value_at + int.from_bytes(data[position + 8 : name_at], "little")
        if value_at > len(data):
            return
        yield from _pair(data[name_at:value_at], kind, data[value_at:position])


def _pair(name: bytes, kind: int, value: bytes) -> Pairs:
    if kind == _UNICODE:
        yield _unicode(name), _unicode(value)
    elif kind not in (_BYTES, _GUID):
        yield _unicode(name), str(int.from_bytes(value[:8], "little"))


def _unicode(data: bytes) -> str:
    even = data[: len(data) & ~1]
    return even.decode("utf-16-le", "replace").rstrip("\0")


def _u16(data: bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 2], "little")


_KINDS_OF_TAG: tuple[tuple[bytes, Callable[[bytes], Pairs]], ...] = (
    (_DESCRIPTION, _described),
    (_EXTENDED, _extended),
    (_METADATA, _metadata),
    (_LIBRARY, _metadata),
)
