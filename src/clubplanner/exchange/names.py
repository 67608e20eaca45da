"""What lists write in one piece, taken apart: ``Artist - Title``, a day in a name.

``ID`` is how DJs write an artist or a title nobody knows; it is read as unknown.
"""

import re
from datetime import date

from clubplanner.exchange.cells import text

_DASH = re.compile(r"\s+[-\u2010-\u2015\u2212]+\s+")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/._])(\d\d?)\2(\d\d?)(?!\d)")


def artist_and_title(display: str) -> tuple[str, str]:
    """Split ``Artist - Title`` at its first dash between blanks, of any length.

    A text without such a dash is a title. Programs that join both do not say where an
    artist's own dash ends, so the first one counts.
    """
    plain = text(display)
    dash = _DASH.search(f" {plain} ")
    if dash is None:
        return "", known(plain)
    padded = f" {plain} "
    artist, title = padded[: dash.start()].strip(), padded[dash.end() :].strip()
    return known(artist), known(title)


def has_dash(display: str) -> bool:
    """Whether a text has the dash between blanks that parts artist and title."""
    return _DASH.search(display) is not None


def known(name: str) -> str:
    """Return a name, or empty text for ``ID`` and ``?``, the words for unknown."""
    return "" if name.strip("?") in ("", "ID") else name


def day_in(name: str) -> date | None:
    """Return the first day a name holds, as in ``HISTORY 2023-07-28 (4)``.

    Year first, parted by ``- / . _``: days in any other order are ambiguous.
    """
    for found in _DAY.finditer(name):
        try:
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None
