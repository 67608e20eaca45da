"""Text whose encoding nobody wrote down: ID3v1, RIFF INFO, and ID3v2's "Latin-1"."""

_C1 = bytes(range(0x80, 0xA0))
_WINDOWS_SIGNS = {
    ord(wrong): right
    for wrong, right in zip(
        _C1.decode("latin-1"), _C1.decode("cp1252", "replace"), strict=True
    )
    if right != "\ufffd"
}
"""Latin-1 has controls from 80 to 9F; what stands there are Windows' quotes, dashes."""


def latin_text(raw: bytes) -> str:
    """Return Latin-1 text; signs only Windows has there (``’``, ``–``) are kept."""
    text = raw.decode("latin-1")
    return text if raw.isascii() else text.translate(_WINDOWS_SIGNS)


def unnamed_text(raw: bytes) -> str:
    """Return text up to its first NUL: UTF-8 where it is valid, else Latin-1."""
    raw = raw.partition(b"\0")[0]
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return latin_text(raw)
