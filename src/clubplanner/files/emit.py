"""Writes YAML for people and for git: one fact a line, quotes only where needed.

The caller's order of keys is kept, lines are never wrapped, lists start under their
key. Text is quoted where YAML 1.1 or 1.2 would read it as something else: ``On``,
``Null``, ``7:05``, ``1999``. So every YAML tool gives back the same text.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from clubplanner.files.node import Bare, Plain

_WORDS = frozenset(
    {"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}
    | {".inf", ".nan", "+.inf", "-.inf"}
)
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][0-9_.,:eE+\- ]*|[-+]?0[xXoObB][0-9a-fA-F_]+")
_DATE_LIKE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?")
_LEADING = frozenset("-?:,[]{}#&*!|>'\"%@`")
_ODD = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def emit(
    content: dict[str, Plain], *, header: str = "", flow: Collection[str] = ()
) -> str:
    """Return ``content`` as the text of a file.

    Args:
        content: keys in the order to write them; ``Bare`` text goes without quotes.
        header: comment lines put above, as they stand.
        flow: keys whose list is written on one line: ``['22:00 4.5', '00:30 9']``.
    """
    if header and not header.endswith("\n"):
        header += "\n"
    lines = _mapping_lines(content, frozenset(flow)) if content else ["{}"]
    return header + "".join(f"{line}\n" if line.strip() else "\n" for line in lines)


def _mapping_lines(content: dict[str, Plain], flow: frozenset[str]) -> Iterator[str]:
    """Yield the lines of a mapping that begins in the first column."""
    for key, value in content.items():
        name = _scalar(key)
        texts = [item for item in value if isinstance(item, str)]
        if key in flow and isinstance(value, tuple) and len(texts) == len(value):
            yield f"{name}: [{', '.join(_scalar(text, True) for text in texts)}]"
        else:
            yield from _value_lines(f"{name}:", value, flow)


def _value_lines(lead: str, value: Plain, flow: frozenset[str]) -> Iterator[str]:
    """Yield ``lead`` (``key:`` or ``-``) with its value behind or below it."""
    if isinstance(value, dict) and value:
        yield lead
        yield from (f"  {line}" for line in _mapping_lines(value, flow))
    elif isinstance(value, tuple) and value:
        yield lead
        # A list inside a list is indented, a list under a key stands below the key.
        indent = "  " if lead == "-" else ""
        for item in value:
            yield from (indent + line for line in _item_lines(item, flow))
    elif isinstance(value, str):
        yield from _text_lines(lead, value)
    else:
        yield f"{lead} {'[]' if isinstance(value, tuple) else '{}'}"


def _item_lines(item: Plain, flow: frozenset[str]) -> Iterator[str]:
    """Yield one item of a list; a mapping begins on the line of its dash."""
    if isinstance(item, dict) and item:
        lines = _mapping_lines(item, flow)
        yield f"- {next(lines)}"
        yield from (f"  {line}" for line in lines)
    else:
        yield from _value_lines("-", item, flow)


def _text_lines(lead: str, text: str) -> Iterator[str]:
    """Yield ``lead`` with a text: on its line, or below it when it has line breaks."""
    if not _fits_a_block(text):
        yield f"{lead} {_scalar(text)}"
        return
    yield f"{lead} {'|' if text.endswith(chr(10)) else '|-'}"
    yield from (f"  {line}" if line else "" for line in text.rstrip("\n").split("\n"))


def _fits_a_block(text: str) -> bool:
    """Say whether ``|`` keeps the text: no odd signs, no blanks at line ends."""
    lines = text.removesuffix("\n").split("\n")
    return (
        "\n" in text
        and lines[0][:1].strip() != ""
        and lines[-1] != ""
        and not any(line != line.rstrip() or _ODD.search(line) for line in lines)
    )


@lru_cache(maxsize=4096, typed=True)
def _scalar(text: str, in_flow: bool = False) -> str:
    """Return one text on one line, quoted only where it must be.

    Remembered: a night is written at every edit, and nearly all its texts stay.
    """
    # A file name with bytes that are no UTF-8 holds lone surrogates: no file can keep
    # them. The track is found again by title, artist and length.
    text = _same_kind(text, re.sub("[\ud800-\udfff]", "\ufffd", text))
    if _ODD.search(text):
        return '"' + "".join(map(_escaped, text)) + '"'
    if _breaks_the_line(text, in_flow) or (
        not isinstance(text, Bare) and _is_misread(text)
    ):
        return "'" + text.replace("'", "''") + "'"
    return text


def _same_kind(old: str, new: str) -> str:
    return Bare(new) if isinstance(old, Bare) else new


def _escaped(sign: str) -> str:
    """Return one character as it stands between double quotes (YAML 1.1, 5.7)."""
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    code = ord(sign)
    if not _ODD.match(sign):
        return sign
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"


def _breaks_the_line(text: str, in_flow: bool) -> bool:
    """Say whether the text without quotes is not one plain text for YAML."""
    return (
        text != text.strip()
        or text[:1] in _LEADING
        or ": " in text
        or " #" in text
        or text.endswith(":")
        or text.startswith("...")
        or (in_flow and not set(",[]{}:?").isdisjoint(text))
        or not text
    )


def _is_misread(text: str) -> bool:
    """Say whether a YAML tool takes the text for a number, a date, yes/no or null."""
    return (
        text.casefold() in _WORDS
        or bool(_NUMBER_LIKE.fullmatch(text))
        or bool(_DATE_LIKE.fullmatch(text))
    )
