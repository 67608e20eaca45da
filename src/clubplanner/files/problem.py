"""What is wrong in one file, said so that a DJ can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from clubplanner.errors import ClubplannerError


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault or oddity found while reading a file. ``str`` is one line.

    Attributes:
        where: ``sets/x.yaml:12``: file and line, or the file alone.
        msg: what is wrong, in plain words, without a full stop.
        hint: what to write instead; empty if there is nothing to do.
        is_notice: True for a remark (an unknown key that is kept), False for a value
            that could not be used.
    """

    where: str
    msg: str
    hint: str = ""
    is_notice: bool = False

    def __str__(self) -> str:
        return str(self.as_error())

    def as_error(self) -> ClubplannerError:
        """Return the same words as an error to raise."""
        return ClubplannerError(self.msg, where=self.where, hint=self.hint)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the nearest known word, empty text where none is near.

    Near means a difflib ratio of at least 0.6, ignoring case.
    """
    by_folded = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean 'x'`` for the nearest known word, else empty text."""
    near = nearest(word, known)
    return f"did you mean '{near}'" if near else ""
