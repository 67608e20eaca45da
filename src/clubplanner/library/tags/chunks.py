"""Chunked files: RIFF, RF64 (WAV) and FORM (AIFF): four letters, size, content."""

from collections.abc import Iterator
from typing import BinaryIO, Literal, NamedTuple

TAG_LIMIT = 64 << 20
"""Bytes of a tag that are read at most; a larger one is cut, not refused."""

_UNKNOWN_SIZE = 0xFFFFFFFF


class Chunk(NamedTuple):
    """One chunk: its name, where its content begins, the size it says it has."""

    name: bytes
    start: int
    size: int


def walk(
    file: BinaryIO,
    order: Literal["big", "little"],
    start: int = 12,
    sizes_64: dict[bytes, int] | None = None,
) -> Iterator[Chunk]:
    """Yield the chunks of a file; stops quietly where the file is cut or no name is.

    ``sizes_64`` may be filled while walking: RF64 keeps sizes of 2**32-1 elsewhere.
    """
    end = file.seek(0, 2)
    position = start
    while position + 8 <= end:
        file.seek(position)
        head = file.read(8)
        if len(head) < 8:
            return
        if not (head[:4].isascii() and head[:4].decode("ascii").isprintable()):
            return
        size = int.from_bytes(head[4:], order)
        if size == _UNKNOWN_SIZE and sizes_64:
            size = sizes_64.get(head[:4], size)
        yield Chunk(head[:4], position + 8, min(size, end - position - 8))
        position += 8 + size
        if size % 2 and _is_padded(file, position):
            position += 1


def _is_padded(file: BinaryIO, position: int) -> bool:
    """Say whether an odd chunk has its filling byte; some writers leave it out."""
    file.seek(position)
    return not file.read(1).isalnum()


def content(file: BinaryIO, chunk: Chunk) -> bytes:
    """Return what a chunk holds, cut at ``TAG_LIMIT``."""
    file.seek(chunk.start)
    return file.read(min(chunk.size, TAG_LIMIT))
