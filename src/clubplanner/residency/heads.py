"""The head of a night or play log: what it is, found without reading the whole file.

A file as this program writes it, or as most people would, has its keys at the start of
lines. Whatever is written in another way is left to the full reader.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clubplanner import __version__
from clubplanner.files.values import parse_date
from clubplanner.files.yaml import MAX_BYTES
from clubplanner.music.text import clean
from clubplanner.residency.kept import Kept, stamp_of

_LISTS = re.compile(rb"^(?:plays|slots) *:", re.MULTILINE)
_BELOW = (b"\nname", b"\ndate", b"\nnight")
"""Keys below the list, where hardly anybody writes them."""

_KEY = re.compile(r"^['\"]?(name|date|night)['\"]?\s*:", re.MULTILINE)
_LINE = re.compile(
    r"^(name|date|night): +(?:'((?:[^'\n]|'')*)'|([^\s'\"|>&*!%@`{\[#?:,-][^\n#]*?)) *$"
    r"(?!\n[ \t])",
    re.MULTILINE,
)

_FORM = f"clubplanner heads 1 {__version__}"


@dataclass(frozen=True, slots=True)
class Head:
    """What a file of the sets folder is.

    Attributes:
        name, date: of the night.
        night: the night file a play log names, or empty.
    """

    name: str
    date: date
    night: str = ""


class HeadCache:
    """The heads of a sets folder as they were last read.

    A thousand files take 60 ms of processor time to open, and 10 to look at.

    Args:
        file: where the cache lies; it need not exist.
        folder: the sets folder.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._kept = Kept(file, folder, _FORM)
        self.save = self._kept.save

    def head(self, path: Path) -> Head | None:
        """Return what ``quick_head`` does, of an unchanged file without opening it."""
        name, stamp = f"{path.parent.name}/{path.name}", stamp_of(path)
        kept = self._kept.get(name, stamp) if stamp else None
        if kept is not None:
            title, day, night = kept
            return Head(title, date.fromisoformat(day), night)
        head = quick_head(path)
        if head is not None and stamp is not None and stamp == stamp_of(path):
            self._kept.put(name, stamp, head.name, head.date.isoformat(), head.night)
        return head


def quick_head(path: Path) -> Head | None:
    """Return the head of a file, None where only reading it whole can tell."""
    try:
        with path.open("rb", buffering=0) as stream:
            data = stream.read(MAX_BYTES)
        start = _LISTS.search(data)
        top = data[: start.start()] if start else data
        text = top.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return None
    if start and any(key in data[start.end() :] for key in _BELOW):
        return None
    found = {
        match[1]: match[3] if match[2] is None else match[2].replace("''", "'")
        for match in _LINE.finditer(text)
    }
    if sorted(found) != sorted(_KEY.findall(text)) or "date" not in found:
        return None
    try:
        day = parse_date(found["date"])
    except ValueError:
        return None
    return Head(clean(found.get("name", "")) or path.stem, day, found.get("night", ""))


def day_in_name(path: Path) -> date:
    """Return the date a file name starts with, the first of all days without one."""
    try:
        return date.fromisoformat(path.stem[:10])
    except ValueError:
        return date.min
