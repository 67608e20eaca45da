"""The terms of a query, each of which narrows a list of tracks."""

from collections.abc import Sequence
from dataclasses import dataclass

from clubplanner.music.key import Key
from clubplanner.music.query.columns import (
    ANY,
    NUMBER_FIELDS,
    WORD_FIELDS,
    Columns,
    key_place,
)


@dataclass(frozen=True, slots=True)
class WordTerm:
    """Tracks holding some letters, folded, in one field or (``""``) anywhere."""

    text: str
    field: str = ""

    def keep(self, columns: Columns, indexes: Sequence[int]) -> list[int]:
        """Return those of ``indexes`` whose track holds the letters."""
        words = columns.words(self.field) if self.field else columns.haystacks
        text = self.text
        if len(indexes) == len(words):
            return [index for index, word in enumerate(words) if text in word]
        return [index for index in indexes if text in words[index]]

    def is_inside(self, wider: "Term") -> bool:
        """Tell whether all it finds is found by ``wider`` too."""
        return (
            isinstance(wider, WordTerm)
            and wider.field == self.field
            and wider.text in self.text
        )


@dataclass(frozen=True, slots=True)
class RangeTerm:
    """Tracks whose number lies in one of some ranges, both ends included."""

    field: str
    ranges: tuple[tuple[float, float], ...]

    def keep(self, columns: Columns, indexes: Sequence[int]) -> list[int]:
        """Return those of ``indexes`` whose track's number is in a range."""
        numbers = columns.numbers(self.field)
        if len(self.ranges) == 1:
            low, high = self.ranges[0]
            return [index for index in indexes if low <= numbers[index] <= high]
        found: set[int] = set()
        for low, high in self.ranges:
            found.update([i for i in indexes if low <= numbers[i] <= high])
        return [index for index in indexes if index in found]


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """Tracks in one of some keys."""

    keys: frozenset[Key]

    def keep(self, columns: Columns, indexes: Sequence[int]) -> list[int]:
        """Return those of ``indexes`` whose track is in one of the keys."""
        places, wanted = columns.key_places, {key_place(key) for key in self.keys}
        return [index for index in indexes if places[index] in wanted]


@dataclass(frozen=True, slots=True)
class MissingTerm:
    """Tracks that lack a value: unknown, empty, or never played."""

    field: str

    def keep(self, columns: Columns, indexes: Sequence[int]) -> list[int]:
        """Return those of ``indexes`` whose track lacks the value."""
        lacking = columns.lacking(self.field)
        return [index for index in indexes if index in lacking]


@dataclass(frozen=True, slots=True)
class DuplicateTerm:
    """Tracks that are one recording with another one."""

    def keep(self, columns: Columns, indexes: Sequence[int]) -> list[int]:
        """Return those of ``indexes`` of which there is another."""
        twice = columns.duplicates
        return [index for index in indexes if index in twice]


@dataclass(frozen=True, slots=True)
class NotTerm:
    """Tracks another term does not find; those with an unknown value are among them."""

    term: "PlainTerm"

    def keep(self, columns: Columns, indexes: Sequence[int]) -> list[int]:
        """Return those of ``indexes`` the term does not find."""
        found = set(self.term.keep(columns, indexes))
        return [index for index in indexes if index not in found]


PlainTerm = WordTerm | RangeTerm | KeyTerm | MissingTerm | DuplicateTerm
"""A term that says what is wanted."""

Term = PlainTerm | NotTerm
"""Any term; each has ``keep(columns, indexes)``, which keeps the order of indexes."""

MISSABLE = (ANY, "key", *WORD_FIELDS, *NUMBER_FIELDS)
"""The fields ``missing:`` can ask for."""
