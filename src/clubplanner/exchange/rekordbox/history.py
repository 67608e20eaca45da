"""What rekordbox calls the list of one night: ``HISTORY 2023-07-28 (4)``."""

import re
from datetime import date

_HISTORY = re.compile(r"(?:.*/)?HISTORY (\d{4})-(\d\d)-(\d\d)\b.*", re.IGNORECASE)


def history_day(name: str) -> date | None:
    """Return the day in the name of a history, None for the name of anything else.

    Args:
        name: of a playlist, with or without its folders, or of a file.
    """
    found = _HISTORY.fullmatch(name)
    return iso_day("-".join(found.groups())) if found else None


def iso_day(text: str) -> date | None:
    """Return the day of ``2023-07-28``, None where there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
