"""Which tracks of a library are wanted, so that the others need not be made.

Ten years of play logs name a few thousand tracks of fifty thousand.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any

from clubplanner.library.rows import TITLE_END
from clubplanner.music.text import fold


@dataclass(frozen=True, slots=True)
class Wanted:
    """Tracks by what is known of them; any of it is enough.

    Attributes:
        files: as logs and own words name them, absolute or relative to any root.
        titles: folded. All tracks of a title are wanted, so that a name which several
            share stays as ambiguous as in the whole library.
        stars: tracks rated so high and higher; more than five wants none for that.
    """

    files: Set[str]
    titles: Set[str]
    stars: float

    def rows(
        self, rows: Iterable[tuple[Any, ...]], folder: str
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the index that are wanted.

        Args:
            rows: path in ``folder``, then the columns of ``rows.TRACK_COLUMNS``.
            folder: of the root, with the separator behind it.
        """
        files, titles, stars = self.files, self.titles, self.stars
        for row in rows:
            rel, texts, rating = row[0], row[1], row[6]
            if (
                (rating is not None and rating >= stars)
                or rel in files
                or folder + rel in files
                or fold(texts[: texts.find(TITLE_END)]) in titles
            ):
                yield row

    def also(self, files: Iterable[str], titles: Iterable[str]) -> "Wanted":
        """Return it with more files and titles (as written) wanted."""
        folded = {fold(title) for title in titles}
        return Wanted(self.files | set(files), self.titles | folded, self.stars)
