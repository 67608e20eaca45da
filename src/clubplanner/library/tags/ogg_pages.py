"""Ogg pages and the packets in them (RFC 3533)."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from clubplanner.library.tags.chunks import TAG_LIMIT

_MARK = b"OggS"
_HEAD_SIZE = 27
_TAIL_SIZE = 1 << 16
_NO_POSITION = (1 << 64) - 1


class Page(NamedTuple):
    """One page.

    Attributes:
        serial: the stream it belongs to.
        position: samples that end on it, None where no packet ends.
        is_first: it begins its stream.
        lacing: the sizes its content is cut into; below 255 ends a packet.
        start: where its content begins in the file.
    """

    serial: int
    position: int | None
    is_first: bool
    lacing: bytes
    start: int


def pages(file: BinaryIO) -> Iterator[Page]:
    """Yield pages from where the file stands, until they break off."""
    offset = file.tell()
    while True:
        file.seek(offset)
        head = file.read(_HEAD_SIZE)
        if len(head) < _HEAD_SIZE or not head.startswith(_MARK):
            return
        page = _page(head, file.read(head[26]), offset)
        yield page
        offset = page.start + sum(page.lacing)


def _page(head: bytes, lacing: bytes, offset: int) -> Page:
    position = int.from_bytes(head[6:14], "little")
    return Page(
        serial=int.from_bytes(head[14:18], "little"),
        position=None if position == _NO_POSITION else position,
        is_first=bool(head[5] & 2),
        lacing=lacing,
        start=offset + _HEAD_SIZE + head[26],
    )


def packets(file: BinaryIO, serial: int) -> Iterator[bytes]:
    """Yield the packets of one stream; the last one may be cut off with the file."""
    packet = bytearray()
    for page in pages(file):
        if page.serial != serial:
            continue
        file.seek(page.start)
        for size, is_end in _runs(page.lacing):
            packet += file.read(size)
            if is_end:
                yield bytes(packet)
                packet.clear()
        if len(packet) > TAG_LIMIT:
            break
    if packet:
        yield bytes(packet)


def _runs(lacing: bytes) -> Iterator[tuple[int, bool]]:
    """Yield the bytes of each packet on a page, and whether the packet ends there."""
    size = 0
    for part in lacing:
        size += part
        if part < 255:
            yield size, True
            size = 0
    if size:
        yield size, False


def last_position(file: BinaryIO, serial: int, start: int) -> int | None:
    """Return the samples the last whole page of a stream counts, None if none does.

    It is looked for in the last 64 kB; only where another stream fills those is the
    file walked page by page from ``start``.
    """
    end = file.seek(0, 2)
    file.seek(max(start, end - _TAIL_SIZE))
    tail = file.read()
    at = len(tail)
    while (at := tail.rfind(_MARK, 0, at)) >= 0:
        position = _whole_position(tail[at:], serial)
        if position is not None:
            return position
    return _walked_position(file, serial, start)


def _whole_position(data: bytes, serial: int) -> int | None:
    """Return what the page at the start of ``data`` counts, if all of it is there."""
    if len(data) < _HEAD_SIZE or data[4]:
        return None
    page = _page(data[:_HEAD_SIZE], data[_HEAD_SIZE : _HEAD_SIZE + data[26]], 0)
    is_whole = page.start + sum(page.lacing) <= len(data)
    return page.position if is_whole and page.serial == serial else None


def _walked_position(file: BinaryIO, serial: int, start: int) -> int | None:
    file.seek(start)
    position = None
    for page in pages(file):
        if page.serial == serial and page.position is not None:
            position = page.position
    return position
