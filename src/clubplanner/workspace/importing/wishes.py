"""What the DJ says of an import beside the files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the DJ says; what is not said is None or empty.

    Attributes:
        day: the date of the night; of a file with several, which one is meant.
        start: clock time at which a recording began.
        venue: where it was.
        night: the planned night it was, by part of its name, or the log's own name.
        is_private: nobody was to hear it.
        with_practice: take plays, too, that their program says nobody was to hear.
        may_replace: a longer version of a play log takes its place.
        is_dry: say what would happen, write nothing.
        ask: asks the DJ a question and returns the answer, None where nobody is there.
    """

    day: date | None = None
    start: time | None = None
    venue: str = ""
    night: str = ""
    is_private: bool = False
    with_practice: bool = False
    may_replace: bool = False
    is_dry: bool = False
    ask: Callable[[str], str] | None = None
