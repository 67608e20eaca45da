r"""Where the files of another computer lie on this one: the DJ's mapping rules.

A rule is ``D:/Music -> /media/usb/Music``. Windows paths are compared without regard
to case and with ``\`` the same as ``/``; all paths in one Unicode form, because macOS
writes an accent as a sign of its own where others write one letter.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FORM = "D:/Music -> /media/usb/Music"
"""What a rule looks like, for hints."""

_ARROW = re.compile(r"[ \t]*->[ \t]*")
_WINDOWS = re.compile(r"[A-Za-z]:(?:[\\/]|$)|[\\/]{2}")
_CASELESS_PLACES = ("/Users/", "/Volumes/")
_SLASHES = re.compile(r"(?<!^)/{2,}")


@dataclass(frozen=True, slots=True)
class PathRule:
    """One rule: what lies under ``there`` on another computer lies under ``here``.

    Attributes:
        there: a folder as the other computer names it.
        here: the same folder on this one, absolute.
    """

    there: str
    here: str

    def __str__(self) -> str:
        """Return the rule as the settings hold it."""
        return f"{self.there} -> {self.here}"


def parse_rule(text: str) -> PathRule:
    """Return the rule in a line of the settings.

    Raises:
        ValueError: it is no rule; the text says what to write.
    """
    parts = _ARROW.split(text.strip(" \t"))
    if len(parts) != 2 or not all(parts):
        raise ValueError(f"write {FORM}")
    here = _at_home(parts[1])
    if not (here.startswith("/") or is_windows(here)):
        raise ValueError("write the whole path of the folder on this computer")
    return PathRule(parts[0], here)


def _at_home(folder: str) -> str:
    try:
        return str(Path(folder).expanduser()) if folder.startswith("~") else folder
    except RuntimeError:
        return folder


def is_windows(path: str) -> bool:
    """Whether a path is of Windows, told by its shape."""
    return bool(_WINDOWS.match(path))


def ignores_case(path: str) -> bool:
    """Whether a path is of a system whose drives do not tell case: Windows, macOS."""
    return is_windows(path) or path.startswith(_CASELESS_PLACES)


def spelled(path: str) -> str:
    r"""Return a path in the one spelling that all are compared in.

    ``D:\Music\`` becomes ``D:/Music``, letters with marks one sign each, and several
    slashes one, but for the two a network drive begins with; case stays.
    """
    text = path if path.isascii() else unicodedata.normalize("NFC", path)
    if is_windows(text):
        text = text.replace("\\", "/")
    if "//" in text:
        text = _SLASHES.sub("/", text)
    return text.rstrip("/") if text.endswith("/") else text


def mapped(path: str, rules: Sequence[PathRule]) -> str:
    """Return where a file of another computer lies here, ``spelled``.

    Of several rules that fit the one with the longest folder holds; without one the
    path stays what it is.
    """
    text = spelled(path)
    parts = text.split("/")
    best: tuple[int, str] = (0, "")
    for rule in rules:
        folder = spelled(rule.there).split("/")
        if len(folder) > best[0] and _begins_with(parts, folder, is_windows(text)):
            best = (len(folder), rule.here)
    length, here = best
    return "/".join([spelled(here), *parts[length:]]) if length else text


def _begins_with(parts: list[str], folder: list[str], is_caseless: bool) -> bool:
    head = parts[: len(folder)]
    if head == folder:
        return True
    return is_caseless and _folded(head) == _folded(folder)


def _folded(parts: list[str]) -> list[str]:
    return [part.casefold() for part in parts]
