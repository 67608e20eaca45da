"""What rekordbox calls the list of one night: ``HISTORY 2023-07-28 (4)``."""

import re
from datetime import date

from clubplanner.exchange.names import day_in

_HISTORY = re.compile(r"(?:.*/)?HISTORY (?=\d{4}-\d\d-\d\d\b)", re.IGNORECASE)


def history_day(name: str) -> date | None:
    """Return the day in the name of a history, None for the name of anything else.

    Args:
        name: of a playlist, with or without its folders, or of a file.
    """
    found = _HISTORY.match(name)
    return day_in(name[found.end() :]) if found else None
