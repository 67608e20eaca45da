"""Serato's files as bytes, made here after the layouts Serato itself writes."""

from collections.abc import Iterable
from pathlib import Path

from clubplanner.exchange.incoming import Source

CRATE = "1.0/Serato ScratchLive Crate"
DATABASE = "2.0/Serato Scratch LIVE Database"
SESSION = "1.0/Serato Scratch LIVE Review"

Value = str | int | bytes


def chunk(tag: bytes | str, body: bytes) -> bytes:
    name = tag.encode() if isinstance(tag, str) else tag
    return name + len(body).to_bytes(4, "big") + body


def utf16(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def head(version: str) -> bytes:
    return chunk("vrsn", utf16(version))


def crate(paths: Iterable[str]) -> bytes:
    tracks = (chunk("otrk", chunk("ptrk", utf16(path))) for path in paths)
    sort = chunk("tvcn", utf16("#")) + chunk("brev", b"\0")
    column = chunk("tvcn", utf16("song")) + chunk("tvcw", utf16("250"))
    return b"".join((head(CRATE), chunk("osrt", sort), chunk("ovct", column), *tracks))


def track(**tags: str) -> bytes:
    """A row of ``database V2`` with some of the records that are no text beside."""
    texts = b"".join(chunk(tag, utf16(text)) for tag, text in tags.items())
    others = chunk("uadd", b"\x67\x45\x23\x01") + chunk("bmis", b"\0")
    return chunk("otrk", texts + others + chunk("sbav", b"\x02\x01"))


def play(fields: dict[int, Value], width: int = 4) -> bytes:
    """A row of a session; text ends with a NUL, numbers have ``width`` bytes."""

    def value(one: Value) -> bytes:
        if isinstance(one, str):
            return utf16(one + "\0")
        return one if isinstance(one, bytes) else one.to_bytes(width, "big")

    body = b"".join(
        chunk(number.to_bytes(4, "big"), value(one)) for number, one in fields.items()
    )
    return chunk("oent", chunk("adat", body))


def lying(folder: Path, name: str, data: bytes) -> Source:
    """A file in ``folder``, made with the folders in its name."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Source(path, name)
