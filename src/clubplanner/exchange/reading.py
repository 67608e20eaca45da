"""Text of other programs' files: which encoding it stands in, and its lines.

What any file claims to be is bounded here: no line and no list is longer than a DJ
program would write it.
"""

import codecs
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from clubplanner.files.problem import Problem

LONGEST_LINE = 20_000
"""Characters of a line that are read: a path has 4,096, a title a few hundred."""

MOST_LINES = 200_000
"""Lines of a list that are read: twice the largest collections."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and how it was read.

    Attributes:
        text: without a byte order mark.
        encoding: ``UTF-8``, ``UTF-16``, ``UTF-32`` or ``Windows-1252``.
        is_guessed: whether nothing in the file proves the encoding.
    """

    text: str
    encoding: str
    is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text without their ends, and what was wrong with them.

    Attributes:
        lines: the first line of the file is number 1 in problems.
        problems: a guessed encoding, a line or a list cut short.
    """

    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, *, is_part: bool = False) -> Decoded:
    """Return the text of a file another program wrote.

    In this order: a byte order mark of UTF-32, UTF-16 (rekordbox's lists) or UTF-8;
    UTF-32 and UTF-16 without one, told by their NULs, which no other text has and UTF-8
    would take;
    UTF-8, also where the file breaks off inside a character; else Windows-1252 (old
    .m3u), which reads any byte as something.

    Args:
        data: the content.
        is_part: whether the content is cut off, maybe inside a character.
    """
    for marks, codec, name in (
        ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32", "UTF-32"),
        ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16", "UTF-16"),
        ((codecs.BOM_UTF8,), "utf-8-sig", "UTF-8"),
    ):
        if data.startswith(marks):
            return Decoded(data.decode(codec, errors="replace"), name)
    if flavour := _utf32_without_mark(data):
        return Decoded(data.decode(flavour, errors="replace"), "UTF-32", True)
    if flavour := _utf16_without_mark(data):
        return Decoded(data.decode(flavour, errors="replace"), "UTF-16", True)
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        return Decoded(decoder.decode(data, final=not is_part), "UTF-8")
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        if error.end == len(data) and _breaks_off(error) and not whole.isascii():
            return Decoded(whole.decode("utf-8"), "UTF-8")
        return Decoded(data.decode("cp1252", errors="replace"), "Windows-1252", True)


def split_lines(decoded: Decoded, where: str) -> Lines:
    r"""Return the lines of a list, which end with ``\n``, ``\r`` or both.

    Nothing else ends a line: a title may hold U+2028 or a form feed.

    Args:
        decoded: the text.
        where: the file in the problems.
    """
    source = io.StringIO(decoded.text, newline=None)
    ended = islice(source, MOST_LINES + 1)
    lines = [line.removesuffix("\n")[: LONGEST_LINE + 1] for line in ended]
    problems = list(guess_notice(decoded, where))
    if len(lines) > MOST_LINES:
        msg = f"only the first {MOST_LINES:,} lines were read"
        problems.append(Problem(where, msg, "export a single playlist or night"))
    for number, line in enumerate(lines[:MOST_LINES], 1):
        if len(line) > LONGEST_LINE:
            msg = f"only the first {LONGEST_LINE:,} characters of this line were read"
            problems.append(Problem(f"{where}:{number}", msg))
            break
    return Lines(
        tuple(line[:LONGEST_LINE] for line in lines[:MOST_LINES]), (*problems,)
    )


def guess_notice(decoded: Decoded, where: str) -> tuple[Problem, ...]:
    """Return a notice where the encoding is a guess, nothing where it is proved."""
    if not decoded.is_guessed:
        return ()
    msg = f"the encoding is not marked and was taken for {decoded.encoding}"
    hint = "save the file as UTF-8 if titles look wrong"
    return (Problem(where, msg, hint, is_notice=True),)


def first_of(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the first of problems that are alike, and how many more there are.

    A broken list of a thousand rows is one sentence, not a thousand.
    """
    if len(problems) < 2:
        return tuple(problems)
    first, more = problems[0], len(problems) - 1
    return (replace(first, msg=f"{first.msg} (and {more:,} more like this)"),)


def looks_like_text(text: str) -> bool:
    """Whether the beginning of a file is text: it holds no control characters."""
    sample = text[:4096]
    controls = sum(sign < " " and sign not in "\t\n\r\f\x1b" for sign in sample)
    return bool(sample) and controls * 100 <= len(sample)


def _breaks_off(error: UnicodeDecodeError) -> bool:
    """Whether the text ends inside a character, as a file cut short does."""
    return error.reason == "unexpected end of data"


def _utf32_without_mark(data: bytes) -> str:
    """Return the flavour of UTF-32 that the NULs of its upper halves show.

    No character needs the highest byte, and few lists need the one below it.
    """
    head = data[: min(4096, len(data) // 4 * 4)]
    quarter = len(head) // 4
    if quarter < 4:
        return ""
    empty = [head[place::4].count(0) for place in range(4)]
    for flavour, upper, lowest in (("utf-32-le", (2, 3), 0), ("utf-32-be", (0, 1), 3)):
        if empty[lowest] == 0 and all(empty[n] > quarter * 0.9 for n in upper):
            return flavour
    return ""


def _utf16_without_mark(data: bytes) -> str:
    """Return the flavour of UTF-16 that the NULs of its plain letters show.

    A fifth of the letters is plain in lists of any language: numbers, blanks, line
    ends, words of the format. The other half of each character has next to no NULs.
    """
    head = data[: min(4096, len(data) // 2 * 2)]
    half = len(head) // 2
    low, high = head[0::2].count(0), head[1::2].count(0)
    if half < 4 or max(low, high) < half / 5 or min(low, high) > max(low, high) / 20:
        return ""
    return "utf-16-le" if high > low else "utf-16-be"
