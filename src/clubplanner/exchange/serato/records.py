"""Serato's container: records of a tag of four letters, a length and that many bytes.

Crates, ``database V2`` and ``.session`` files share it. Lengths are unsigned, 32 bits,
big-endian; a record may hold records; text is UTF-16BE, sometimes ended by a NUL
(Holzhaus/serato-tags and ben-xo/sslscrobbler describe the same). Records are read one
at a time, so a length somebody made up costs no memory.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.files.problem import Problem

LONGEST_RECORD = 1 << 20
"""Bytes of the longest record that is believed; a track's is about 2,000."""

MOST_RECORDS = 500_000
"""Records read of one file; the largest libraries hold half of that."""

_TAG = re.compile(rb"[a-z0-9]{4}")
_VERSION_BYTES = 200

Take = Callable[[bytes, bytes], None]


def version(head: bytes) -> str:
    """Return the text of the ``vrsn`` record a file begins with, else ""."""
    size = int.from_bytes(head[4:8], "big")
    is_one = head[:4] == b"vrsn" and 0 < size <= _VERSION_BYTES
    return text(head[8 : 8 + size]) if is_one and len(head) >= 8 + size else ""


def read_records(source: Source, take: Take) -> Problem | None:
    """Call ``take`` with the tag and the bytes of every outer record in order.

    Returns:
        None, or why the file could not be read to its end; what came before stands.

    Raises:
        ClubplannerError: the file cannot be opened.
    """
    place = 0
    with source.open() as stream:
        for _ in range(MOST_RECORDS):
            try:
                found = _next(stream)
            except OSError as error:
                found = f"it cannot be read ({error.strerror or 'check the drive'})"
            if found is None:
                return None
            if isinstance(found, str):
                msg = f"broken at byte {place:,}: {found}; what stands before was read"
                return Problem(source.where, msg, "take a copy of an older day")
            take(*found)
            place += 8 + len(found[1])
    msg = f"only the first {MOST_RECORDS:,} records were read"
    return Problem(source.where, msg)


def read_tracks(
    source: Source, entry_of: Callable[[dict[bytes, bytes]], Entry]
) -> tuple[list[Entry], int, list[Problem]]:
    """Return the tracks (``otrk``) of a crate or a collection.

    With them come how many were damaged, and the problems that say so.

    Args:
        source: the file.
        entry_of: makes a track of the records inside one; without a path it is damaged.

    Raises:
        ClubplannerError: it cannot be opened, or is broken before its first track.
    """
    tracks: list[Entry] = []
    unnamed = 0

    def take(tag: bytes, body: bytes) -> None:
        nonlocal unnamed
        if tag != b"otrk":
            return
        entry = entry_of(parts(body) or {})
        if entry.path:
            tracks.append(entry)
        else:
            unnamed += 1

    broken = read_records(source, take)
    if broken and not tracks:
        raise broken.as_error()
    problems = [broken] if broken else []
    if unnamed:
        msg = f"tracks left out as damaged: {unnamed:,}"
        problems.append(Problem(source.where, msg))
    return tracks, unnamed, problems


def parts(body: bytes) -> dict[bytes, bytes] | None:
    """Return the records inside a record by tag, None where they are damaged.

    The fields of a history (``adat``) have a number instead of a tag, in the same four
    bytes; see ``field``.
    """
    inside = list(inner_records(body))
    is_whole = sum(8 + len(value) for _, value in inside) == len(body)
    return dict(inside) if is_whole else None


def field(number: int) -> bytes:
    """Return the tag of a numbered field."""
    return number.to_bytes(4, "big")


def text(value: bytes) -> str:
    """Return a text as it stands, without the NULs at its end. It is not clean yet."""
    return value.decode("utf-16-be", errors="replace").rstrip("\0")


def path(value: bytes) -> str:
    """Return a path; see ``cells.path``."""
    return cells.path(text(value))


def whole(value: bytes) -> int | None:
    """Return a number of 1, 2, 4 or 8 bytes; other lengths are none."""
    return int.from_bytes(value, "big") if len(value) in (1, 2, 4, 8) else None


def record(tag: str, *bodies: bytes) -> bytes:
    """Return a record to be written, with its bodies one behind the other."""
    body = b"".join(bodies)
    return tag.encode("ascii") + len(body).to_bytes(4, "big") + body


def text_record(tag: str, content: str) -> bytes:
    """Return a record that holds text."""
    return record(tag, content.encode("utf-16-be"))


def inner_records(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield tag and bytes of every record in ``body``, up to the first damaged one."""
    place = 0
    while place + 8 <= len(body):
        begin = place + 8
        end = begin + int.from_bytes(body[place + 4 : begin], "big")
        if end > len(body):
            return
        yield body[place : place + 4], body[begin:end]
        place = end


def _next(stream: BinaryIO) -> tuple[bytes, bytes] | str | None:
    """Return the next record, what is wrong with it, or None at the end."""
    head = stream.read(8)
    if not head:
        return None
    size = int.from_bytes(head[4:8], "big")
    if len(head) < 8:
        return "the file ends inside a record"
    if not _TAG.fullmatch(head[:4]):
        return "no record begins here"
    if size > LONGEST_RECORD:
        return f"a record claims {size:,} bytes"
    body = stream.read(size)
    return (head[:4], body) if len(body) == size else "the file ends inside a record"
