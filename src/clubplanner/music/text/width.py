"""How wide text is in a terminal, and cutting and padding it to fit.

Widths are those of Unicode's East Asian Width with the exceptions terminals share:
marks and joiners take no cell, an emoji sequence takes the cells of its first sign.
They agree with rich's, which lays out our screens; a test compares them.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"

_WIDENED_BY_EMOJI_STYLE = frozenset(
    "#*0123456789©®‼⁉™ℹ↔↕↖↗↘↙↩↪⌨⏏⏭⏮⏯⏱⏲⏸⏹⏺Ⓜ▪▫▶◀◻◼☀☁☂☃☄☎☑☘☝☠☢☣☦☪☮☯☸☹☺♀♂♟♠♣♥♦♨♻♾"
    "⚒⚔⚕⚖⚗⚙⚛⚜⚠⚧⚰⚱⛈⛏⛑⛓⛩⛰⛱⛴⛷⛸⛹✂✈✉✌✍✏✒✔✖✝✡✳✴❄❇❣❤➡⤴⤵⬅⬆⬇🅰🅱🅾🅿🌡"
    "🌤🌥🌦🌧🌨🌩🌪🌫🌬🌶🍽🎖🎗🎙🎚🎛🎞🎟🏋🏌🏍🏎🏔🏕🏖🏗🏘🏙🏚🏛🏜🏝🏞🏟🏳🏵🏷🐿👁📽🕉🕊🕯🕰🕳🕴🕵🕶🕷🕸🕹🖇"
    "🖊🖋🖌🖍🖐🖥🖨🖱🖲🖼🗂🗃🗄🗑🗒🗓🗜🗝🗞🗡🗣🗨🗯🗳🗺🛋🛍🛎🛏🛠🛡🛢🛣🛤🛥🛩🛰🛳"
)
"""Narrow signs that an emoji variation selector makes two cells wide."""

_FLAG_LETTERS = frozenset(chr(code) for code in range(0x1F1E6, 0x1F200))
_NO_CELL = frozenset("\u3164\uffa0🏻🏼🏽🏾🏿")
_ONE_CELL = frozenset(
    "\xad\u0600\u0601\u0602\u0603\u0604\u0605\u0890\u0891\u06dd\u070f\u08e2\U000110bd\U000110cd"
)
_TWO_CELLS = (
    range(0x2630, 0x2638),
    range(0x268A, 0x2690),
    range(0x4DC0, 0x4E00),
    range(0x1D300, 0x1D357),
    range(0x1D360, 0x1D377),
)
"""Signs Unicode 16 made wide, which the tables of older Pythons do not know."""

_WIDE_TO_COME = (
    range(0x1F6D8, 0x1F6E0),
    range(0x1FA70, 0x1FB00),
    range(0x20000, 0x3FFFE),
)
"""Where Unicode adds emoji and Han: wide before this Python has heard of them."""


def cells(text: str) -> int:
    """Return how many terminal cells ``text`` takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    if _JOINER not in text and _EMOJI_STYLE not in text:
        return sum([_sign_cells(sign) for sign in text])
    return sum(width for _, width in _clusters(text))


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``text`` in at most ``width`` cells, ended by ``ellipsis`` if shortened.

    An emoji sequence and a letter with its marks are never cut apart. Where not even
    the ellipsis fits, nothing is left.
    """
    if width <= 0:
        return ""
    if text.isascii() and text.isprintable() and len(text) <= width:
        return text
    if cells(text) <= width:
        return text
    room = width - cells(ellipsis)
    return _start(text, room) + ellipsis if room >= 0 else ""


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``text`` in exactly ``width`` cells, cut as ``cut`` does or padded."""
    short = cut(text, width, ellipsis).rstrip(_JOINER)
    return short + " " * (width - cells(short))


def _start(text: str, room: int) -> str:
    if text.isascii() and text.isprintable():
        return text[:room]
    kept: list[str] = []
    for cluster, width in _clusters(text):
        if width > room:
            break
        room -= width
        kept.append(cluster)
    return "".join(kept).rstrip(_JOINER)


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield signs with all that hangs on them, and the cells they take together.

    A joiner swallows the sign behind it; an emoji variation selector widens the last
    sign that has a width, once; two flag letters are one flag.
    """
    begin, width, last, joined = 0, 0, "", False
    for index, sign in enumerate(text):
        if joined or sign == _JOINER:
            joined = not joined
        elif sign == _EMOJI_STYLE:
            width += last in _WIDENED_BY_EMOJI_STYLE
            last = ""
        elif sign in _FLAG_LETTERS and last in _FLAG_LETTERS:
            width, last = width + 1, ""
        elif sign_width := _sign_cells(sign):
            if width:
                yield text[begin:index], width
                begin = index
            width, last = sign_width, sign
    if begin < len(text):
        yield text[begin:], width


@lru_cache(maxsize=4096)
def _sign_cells(sign: str) -> int:
    if sign in _NO_CELL:
        return 0
    if sign in _ONE_CELL:
        return 1
    code = ord(sign)
    category = unicodedata.category(sign)
    if category in ("Mn", "Me", "Mc", "Cc", "Cf", "Zl", "Zp") or _is_jamo_tail(code):
        return 0
    if any(code in wide for wide in _TWO_CELLS):
        return 2
    if category == "Cn":
        return 2 if any(code in wide for wide in _WIDE_TO_COME) else 1
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _is_jamo_tail(code: int) -> bool:
    """Tell whether a Hangul vowel or final consonant joins the syllable before it."""
    return 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF
