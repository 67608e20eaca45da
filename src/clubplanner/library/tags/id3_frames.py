"""ID3v2 tags as bytes: header, frames, text encodings (id3.org/id3v2.4.0-structure).

Read by hand because mutagen gives up on a tag that is cut short, mixes ID3v1 into it
and copies the cover picture; skipping what is not wanted takes half the time (0.14 ms
against 0.31 ms for an MP3 with a 100 kB cover).
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from clubplanner.library.tags.chunks import TAG_LIMIT
from clubplanner.library.tags.legacy_text import latin_text

HEADER_SIZE = 10
_FRAME_ID = re.compile(rb"[A-Z][A-Z0-9]{2}[A-Z0-9 \0]")
_FRAME_ID_22 = re.compile(rb"[A-Z][A-Z0-9]{2}")
_FALSE_SYNC = re.compile(rb"\xff[\xe0-\xff]")
_CODECS = {1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
_INFLATED_LIMIT = 4 << 20
_FRAME_LIMIT = 4 << 20
"""Bytes of a frame that are looked at; cue points and comments are far shorter."""

_NAMES_22 = {
    b"TT1": "TIT1",
    b"TT2": "TIT2",
    b"TP1": "TPE1",
    b"TP2": "TPE2",
    b"TP4": "TPE4",
    b"TAL": "TALB",
    b"TBP": "TBPM",
    b"TKE": "TKEY",
    b"TPB": "TPUB",
    b"TRC": "TSRC",
    b"TCM": "TCOM",
    b"TXT": "TEXT",
    b"TYE": "TYER",
    b"TOR": "TORY",
    b"TCO": "TCON",
    b"GP1": "GRP1",
    b"TXX": "TXXX",
    b"COM": "COMM",
    b"POP": "POPM",
    b"GEO": "GEOB",
}

_WANTED = frozenset(
    {
        *("TIT1", "TIT2", "TPE1", "TPE2", "TPE4", "TALB", "TBPM", "TKEY", "TPUB"),
        *("TSRC", "TDRC", "TYER", "TDRL", "TDOR", "TORY", "TCON", "GRP1", "TXXX"),
        *("TCOM", "TEXT"),
        *("COMM", "POPM", "GEOB", "PRIV", "RVA2"),
    }
)


@dataclass(slots=True)
class Id3:
    """The frames of one ID3v2 tag that a DJ's library has a use for.

    Attributes:
        texts: values by lower-case name: ``tit2``, ``txxx:fbpm``, ``comm:``; a comment
            is named after its description.
        objects: GEOB frames as (description, data).
        private: PRIV frames as (owner, data).
        popularities: POPM frames as (email, 0-255).
        volumes: RVA2 gain of the master channel in dB by lower-case identification.
    """

    texts: dict[str, list[str]] = field(default_factory=dict)
    objects: list[tuple[str, bytes]] = field(default_factory=list)
    private: list[tuple[str, bytes]] = field(default_factory=list)
    popularities: list[tuple[str, int]] = field(default_factory=list)
    volumes: dict[str, float] = field(default_factory=dict)


class _Header(NamedTuple):
    version: int
    flags: int
    size: int


def read_id3v2(file: BinaryIO, offset: int = 0) -> tuple[Id3, int] | None:
    """Read the tag at ``offset``; return it and the offset after it, None if none.

    A tag that is cut short yields the frames that are there. Never raises on damage.
    """
    file.seek(offset)
    head = file.read(HEADER_SIZE)
    header = _header(head)
    if header is None:
        return None
    body = file.read(min(header.size, TAG_LIMIT))
    footer = HEADER_SIZE if header.version == 4 and header.flags & 0x10 else 0
    return parse_body(body, header), offset + HEADER_SIZE + header.size + footer


def _header(head: bytes) -> _Header | None:
    if len(head) < HEADER_SIZE or head[:3] != b"ID3" or head[3] not in (2, 3, 4):
        return None
    return _Header(head[3], head[5], synchsafe(head[6:10]))


def parse_tag(data: bytes) -> Id3 | None:
    """Parse a whole tag that begins with its header, as WAV and AIFF chunks hold it."""
    header = _header(data[:HEADER_SIZE])
    if header is None:
        return None
    return parse_body(data[HEADER_SIZE : HEADER_SIZE + header.size], header)


def parse_body(body: bytes, header: _Header) -> Id3:
    """Parse what follows the ten header bytes."""
    if header.version < 4 and header.flags & 0x80:
        body = _synchronised(body)
    tag = Id3()
    for name, data in _frames(body, header):
        _store(tag, name, data)
    return tag


def synchsafe(data: bytes) -> int:
    """Return the number held in the low seven bits of each byte."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def _frames(body: bytes, header: _Header) -> Iterator[tuple[str, bytes]]:
    if header.version == 2:
        yield from _frames_22(body)
        return
    position = _after_extended_header(body, header)
    while position + 10 <= len(body):
        raw_id = body[position : position + 4]
        if not raw_id[0]:
            return
        size = _frame_size(body, position, header.version)
        start = position + 10
        if not _FRAME_ID.fullmatch(raw_id):
            if start + size > len(body):
                return
            position = start + size
            continue
        name = _NAMES_22.get(raw_id[:3], "") if raw_id[3] in b" \0" else ""
        name = name or raw_id.decode("ascii")
        if name in _WANTED:
            flags = body[position + 9]
            data = body[start : start + min(size, _FRAME_LIMIT)]
            if header.version == 3:
                data = _plain_23(data, flags)
            else:
                data = _plain_24(data, flags, unsynchronised=bool(header.flags & 0x80))
            yield name, data
        position = start + size


def _frames_22(body: bytes) -> Iterator[tuple[str, bytes]]:
    position = 0
    while position + 6 <= len(body):
        raw_id = body[position : position + 3]
        if not _FRAME_ID_22.fullmatch(raw_id):
            return
        size = int.from_bytes(body[position + 3 : position + 6], "big")
        start = position + 6
        name = _NAMES_22.get(raw_id)
        if name:
            yield name, body[start : start + min(size, _FRAME_LIMIT)]
        position = start + size


def _after_extended_header(body: bytes, header: _Header) -> int:
    if not header.flags & 0x40 or len(body) < 4 or _FRAME_ID.fullmatch(body[:4]):
        return 0
    if header.version == 3:
        return 4 + int.from_bytes(body[:4], "big")
    return max(synchsafe(body[:4]), 4)


def _frame_size(body: bytes, position: int, version: int) -> int:
    """Return a frame's size, mending the two ways writers get it wrong.

    Old iTunes wrote plain sizes into 2.4, a few programs synchsafe sizes into 2.3. The
    reading after which another frame, padding or the end follows is the right one.
    """
    raw = body[position + 4 : position + 8]
    plain = int.from_bytes(raw, "big")
    safe = synchsafe(raw)
    if plain == safe:
        return plain
    first, second = (safe, plain) if version == 4 else (plain, safe)
    if max(raw) > 0x7F:
        return plain
    if _fits(body, position + 10 + first) or not _fits(body, position + 10 + second):
        return first
    return second


def _fits(body: bytes, position: int) -> bool:
    if position >= len(body):
        return position == len(body)
    following = body[position : position + 4]
    return following.count(0) == len(following) or bool(_FRAME_ID.fullmatch(following))


def _plain_23(data: bytes, flags: int) -> bytes:
    if flags & 0x40:
        return b""
    if flags & 0x80:
        return _inflate(data[5 if flags & 0x20 else 4 :])
    return data[1:] if flags & 0x20 else data


def _plain_24(data: bytes, flags: int, *, unsynchronised: bool) -> bytes:
    if flags & 0x04:
        return b""
    if flags & 0x40:
        data = data[1:]
    if flags & 0x09:
        data = data[4:]
    if flags & 0x02 or unsynchronised:
        data = _synchronised(data)
    return _inflate(data) if flags & 0x08 else data


def _synchronised(data: bytes) -> bytes:
    """Undo unsynchronisation; data with a false sync in it never was unsynchronised."""
    return data if _FALSE_SYNC.search(data) else data.replace(b"\xff\0", b"\xff")


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _INFLATED_LIMIT)
    except zlib.error:
        return b""


def _store(tag: Id3, name: str, data: bytes) -> None:
    if not data:
        return
    match name:
        case "TXXX":
            description, _, text = _decoded(data[0], data[1:]).partition("\0")
            key = f"txxx:{description.strip().lower()}"
            tag.texts.setdefault(key, []).extend(_values(text))
        case "COMM":
            description, _, text = _decoded(data[0], data[4:]).partition("\0")
            key = f"comm:{description.strip(_BLANKS).lower()}"
            tag.texts.setdefault(key, []).extend(_values(text))
        case "GEOB":
            _store_object(tag, data)
        case "PRIV":
            owner, _, content = data.partition(b"\0")
            tag.private.append((owner.decode("latin-1"), content))
        case "POPM":
            email, _, rest = data.partition(b"\0")
            if rest:
                tag.popularities.append((email.decode("latin-1"), rest[0]))
        case "RVA2":
            _store_volume(tag, data)
        case _:
            texts = tag.texts.setdefault(name.lower(), [])
            texts.extend(_values(_decoded(data[0], data[1:])))


_BLANKS = " \ufeff\ufffe"


def _decoded(encoding: int, data: bytes) -> str:
    """Decode text; an unknown encoding byte is read as Latin-1, UTF-16 needs no BOM.

    Without one the zero byte of a Latin letter shows which byte comes first.
    """
    if encoding in (1, 2) and len(data) % 2:
        data = data[:-1]
    if encoding == 1 and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        big = data[:1] == b"\0" and data[:2] != b"\0\0"
        return data.decode("utf-16-be" if big else "utf-16-le", "replace")
    if encoding in (1, 2, 3):
        return data.decode(_CODECS[encoding], "replace")
    return latin_text(data)


def _values(text: str) -> list[str]:
    """Split at NUL; later UTF-16 values carry a byte order mark of their own."""
    return [v.strip(_BLANKS) for v in text.split("\0") if v.strip(_BLANKS)]


def _store_object(tag: Id3, data: bytes) -> None:
    encoding = data[0]
    _mime, _, rest = data[1:].partition(b"\0")
    _filename, rest = _cut(encoding, rest)
    description, content = _cut(encoding, rest)
    tag.objects.append((description.strip(_BLANKS), content))


def _cut(encoding: int, data: bytes) -> tuple[str, bytes]:
    """Split ``data`` after its first terminated text."""
    if encoding not in (1, 2):
        text, _, rest = data.partition(b"\0")
        return _decoded(encoding, text), rest
    for position in range(0, len(data) - 1, 2):
        if data[position : position + 2] == b"\0\0":
            return _decoded(encoding, data[:position]), data[position + 2 :]
    return _decoded(encoding, data), b""


def _store_volume(tag: Id3, data: bytes) -> None:
    """Read RVA2: identification, then channels of type, i16 gain / 512, peak bits."""
    identification, _, rest = data.partition(b"\0")
    while len(rest) >= 4:
        if rest[0] == 1:
            gain = int.from_bytes(rest[1:3], "big", signed=True) / 512
            tag.volumes[identification.decode("latin-1").lower()] = gain
        rest = rest[4 + (rest[3] + 7) // 8 :]
