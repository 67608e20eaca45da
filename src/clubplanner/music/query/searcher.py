"""Searching a library while the DJ types.

Fifty thousand tracks are searched in a few milliseconds by narrowing lists of indexes
term by term over columns folded once; a text that only grew narrows the last result.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clubplanner.music.query.columns import Columns
from clubplanner.music.query.parsing import parse_query
from clubplanner.music.query.terms import Term, WordTerm
from clubplanner.music.track import Track

_REMEMBERED = 12
"""Results kept, so that deleting letters is as quick as typing them."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found.

    Attributes:
        indexes: places in the searched tracks, in their order; the caller's own list.
        notices: sentences for the DJ about the query.
    """

    indexes: list[int]
    notices: tuple[str, ...] = ()


class Searcher:
    """Searches one list of tracks, which must not change; make a new one if it does.

    Args:
        tracks: the tracks.
        played: the date of a track's last play by its path, None if never; left out,
            no track was ever played.
        today: the day from which ``played:`` counts; needed with ``played``.
        cues: gives, per path of a track, the cues it is, in words; asked when first
            needed.

    Attributes:
        columns: what is searched.

    Raises:
        ValueError: for ``played`` without ``today``.
    """

    def __init__(
        self,
        tracks: Sequence[Track],
        *,
        played: Callable[[str], date | None] | None = None,
        today: date | None = None,
        cues: Callable[[], Mapping[str, str]] | None = None,
    ) -> None:
        if played and not today:
            raise ValueError("played: needs the day it is counted from")
        self.columns = Columns(tracks, played, today, cues)
        self._results: dict[tuple[Term, ...], Sequence[int]] = {}
        self.forget()

    def search(self, text: str) -> Result:
        """Return the tracks for which every term of the query holds."""
        query = parse_query(text)
        if query.terms not in self._results:
            self._remember(query.terms, self._find(query.terms))
        return Result(list(self._results[query.terms]), query.notices)

    def count(self, text: str) -> int:
        """Return how many tracks a query finds, without remembering them."""
        return len(self._find(parse_query(text).terms))

    def warm_up(self) -> None:
        """Fold the tracks' words and genres now, not at the first letters typed.

        It may run beside searches. What cues tracks are is not asked: that may change.
        """
        self.columns.haystacks  # noqa: B018 - a cached property
        self.columns.values("genre")

    def forget(self) -> None:
        """Drop remembered results, but not the folded words."""
        self._results = {(): range(len(self.columns.tracks))}

    def _find(self, terms: tuple[Term, ...]) -> Sequence[int]:
        known = min(
            (known for known in self._results if _narrows(terms, known)),
            key=lambda known: (len(self._results[known]), -len(known)),
        )
        indexes = self._results[known]
        for term in terms[max(len(known) - 1, 0) :]:
            indexes = term.keep(self.columns, indexes)
        return indexes

    def _remember(self, terms: tuple[Term, ...], indexes: Sequence[int]) -> None:
        if len(self._results) > _REMEMBERED:
            oldest = next(known for known in self._results if known)
            del self._results[oldest]
        self._results[terms] = indexes


def _narrows(terms: tuple[Term, ...], known: tuple[Term, ...]) -> bool:
    """Tell whether ``terms`` can only find what ``known`` found: it was typed on."""
    if len(terms) < len(known) or not known:
        return not known
    last = len(known) - 1
    if terms[:last] != known[:last]:
        return False
    now, before = terms[last], known[last]
    return now == before or (isinstance(now, WordTerm) and now.is_inside(before))
