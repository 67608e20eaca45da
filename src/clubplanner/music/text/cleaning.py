"""Text from files made safe to show, and folded to search in.

A title can hold escape sequences that clear the screen, bidi controls that turn a line
round, newlines that break a table. All text is cleaned once, where it enters.
"""

import re
import unicodedata

_READ_PER_KEPT = 8
_READ_AT_LEAST = 4096
"""Of an endless text no more is looked at than could plausibly be kept."""

_ESCAPE_SEQUENCES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|(?:\x1b[]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)?"
    "|\x1b[ -/]*[0-~]?"
)
"""CSI with its parameters; OSC, DCS, SOS, PM, APC with their payload; other escapes
(ECMA-48)."""

_BLANK_CONTROLS = re.compile("[\x00\u2028\u2029]")
_JUNK = re.compile(
    "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ufdd0-\ufdef"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Controls, bidi controls, and signs without width or ink."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_EMOJI = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_STRAY_SELECTOR = re.compile(f"(?<![{_EMOJI}#*0-9])\ufe0f|(?<=[#*0-9])\ufe0f(?!\u20e3)")
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")

_PLAIN_LETTERS = str.maketrans(
    "øđłħŧðıəŋĸſ×’‘‛′´`“”„″–—‐‑−",
    "odlhtdienksx" + "'" * 6 + '"' * 4 + "-" * 5,
)
_LETTER_PAIRS = (("æ", "ae"), ("œ", "oe"), ("þ", "th"))
_COMMON_MARKS = re.compile("[\u0300-\u036f]+")


def clean(text: str, limit: int = 500) -> str:
    """Return text from a file as one safe line of at most ``limit`` characters.

    NFC, no controls and whole escape sequences gone, no bidi controls, no lone
    surrogates (shown as the replacement sign), nothing invisible but what holds an
    emoji together; every run of blanks, tabs and line ends is one blank.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text if "  " not in text and text == text.strip() else _fold_blanks(text)
    return _cut(_fold_blanks(_safe(text, limit)), limit)


def clean_lines(text: str, limit: int = 4000) -> str:
    r"""Return text from a file as safe lines, as ``clean`` does but keeping ``\n``.

    Blank lines at both ends and blanks at line ends are dropped; an inner empty line
    stays, several become one.
    """
    kept = _READ_AT_LEAST + _READ_PER_KEPT * limit
    lines = re.split("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text[:kept])
    joined = "\n".join(_fold_blanks(_safe(line, limit)) for line in lines)
    return _cut(re.sub("\n{3,}", "\n\n", joined).strip(), limit)


def fold(text: str) -> str:
    """Return text for searching and matching: small letters without their accents.

    ``Ænima``, ``MÖTLEY`` and ``Søster`` become ``aenima``, ``motley`` and ``soster``;
    curly quotes and long dashes become plain ones.
    """
    if text.isascii():
        return text.lower()
    parts = _COMMON_MARKS.sub("", unicodedata.normalize("NFKD", text))
    if parts.isascii():
        return parts.lower()
    bare = "".join([sign for sign in parts if not unicodedata.combining(sign)])
    folded = bare.casefold().translate(_PLAIN_LETTERS)
    for letter, pair in _LETTER_PAIRS:
        folded = folded.replace(letter, pair)
    return folded


def _safe(text: str, limit: int) -> str:
    start = text[: _READ_AT_LEAST + _READ_PER_KEPT * limit]
    plain = _BLANK_CONTROLS.sub(" ", _ESCAPE_SEQUENCES.sub("", start))
    plain = _SURROGATES.sub("\ufffd", _JUNK.sub("", plain))
    return _mend_emoji(unicodedata.normalize("NFC", plain))


def _mend_emoji(text: str) -> str:
    """Drop variation selectors and joiners that hold no emoji together."""
    if "\ufe0f" not in text and "\u200d" not in text:
        return text
    mended = _STRAY_JOINER.sub("", _STRAY_SELECTOR.sub("", text))
    return unicodedata.normalize("NFC", mended)


def _fold_blanks(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return _mend_emoji(text[:limit]).strip()
