"""Text of other programs' files: which encoding it stands in."""

import codecs
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read.

    Attributes:
        text: without a byte order mark.
        encoding: ``UTF-8``, ``UTF-16`` or ``Windows-1252``.
        is_guessed: whether nothing in the file proves the encoding.
    """

    text: str
    encoding: str
    is_guessed: bool = False


def decode(data: bytes, *, is_part: bool = False) -> Decoded:
    """Return the text of a file another program wrote.

    UTF-16 with its mark (rekordbox's lists) or without (told by its NULs), UTF-8 with
    or without one, else Windows-1252 (old .m3u), which reads any byte as something.

    Args:
        data: the content.
        is_part: whether the content is cut off, maybe inside a character.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(data.decode("utf-16", errors="replace"), "UTF-16")
    if flavour := _utf16_without_mark(data):
        return Decoded(data.decode(flavour, errors="replace"), "UTF-16", True)
    try:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        return Decoded(decoder.decode(data, final=not is_part), "UTF-8")
    except UnicodeDecodeError:
        return Decoded(data.decode("cp1252", errors="replace"), "Windows-1252", True)


def decoded(data: bytes) -> str:
    """Return the text alone; see ``decode``."""
    return decode(data).text


def _utf16_without_mark(data: bytes) -> str:
    """Return the flavour of UTF-16 when every other byte of plain text is NUL."""
    head = data[:4096]
    half = len(head) // 2
    if half < 4:
        return ""
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""
