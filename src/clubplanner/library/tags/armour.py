"""Base64 as DJ programs write it: line feeds, no padding, one character too many."""

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def decode_base64(text: str | bytes) -> bytes:
    """Decode leniently; b"" if nothing can be made of it.

    Serato leaves lengths of 4n+1: the last character then carries six bits of a byte
    that is not there, so it is dropped.
    """
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    letters = _NOT_BASE64.sub(b"", raw)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


_ALPHABET_91 = (
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    b'!#$%&()*+,./:;<=>?@[]^_`{|}~"'
)
_VALUES_91 = {letter: value for value, letter in enumerate(_ALPHABET_91)}


def decode_base91(text: str) -> bytes:
    """Decode basE91 (base91.sourceforge.net), Traktor's armour in FLAC files."""
    decoded = bytearray()
    first = -1
    bits = count = 0
    for letter in text.encode("ascii", "replace"):
        value = _VALUES_91.get(letter)
        if value is None:
            continue
        if first < 0:
            first = value
            continue
        pair = first + value * 91
        first = -1
        bits |= pair << count
        count += 13 if pair & 8191 > 88 else 14
        while count > 7:
            decoded.append(bits & 255)
            bits >>= 8
            count -= 8
    if first >= 0:
        decoded.append((bits | first << count) & 255)
    return bytes(decoded)
