"""Reading what is typed into dialogs: lengths, beats, points, clock times.

Every function raises ``ClubplannerError`` with a sentence that shows how to write it.
"""

from datetime import date, datetime

from clubplanner.errors import ClubplannerError
from clubplanner.music.duration import format_duration, parse_duration
from clubplanner.night.plan import HARD_WINDOW_S, Night, on_the_night


def seconds(text: str) -> int:
    """Read a length like ``5:30`` (or ``5`` for minutes)."""
    found = parse_duration(f"{text.strip()}:00" if text.strip().isdigit() else text)
    if found is None or found <= 0:
        raise ClubplannerError("write minutes and seconds", hint="for example 5:30")
    return round(found)


def length(text: str) -> int | None:
    """Read a length as ``seconds`` does; nothing takes the track's own."""
    return seconds(text) if text.strip() else None


def beats(text: str) -> int | None:
    """Read a number of beats; nothing takes the night's."""
    if not text.strip():
        return None
    if not text.strip().isdigit():
        raise ClubplannerError("write a number of beats", hint="for example 64")
    return int(text)


def points(text: str) -> tuple[float | None, float | None]:
    """Read a mix-in and an out point: ``0:32 5:10``; ``-`` takes the track's own."""
    words = text.replace(",", " ").split()
    if len(words) > 2:
        raise ClubplannerError("write two times", hint="for example 0:32 5:10")
    found = [_point(word) for word in words] + [None, None]
    return found[0], found[1]


def clock(text: str, night: Night) -> datetime:
    """Read a clock time of a night: one before its start is the next day's."""
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isdigit() and minutes.isdigit() and len(minutes) == 2):
        raise ClubplannerError("write a clock time", hint="for example 23:30")
    minute = int(hours) * 60 + int(minutes)
    if minute >= 24 * 60 or int(minutes) > 59:
        raise ClubplannerError("there is no such clock time", hint="00:00 to 23:59")
    starts = night.start.hour * 60 + night.start.minute
    return on_the_night(night.date, starts, minute, night.start.tzinfo)


def window(text: str) -> int:
    """Read a window in minutes, or minutes and seconds, as seconds.

    Nothing is a hard pin's 30 seconds.
    """
    if not text.strip():
        return HARD_WINDOW_S
    found = parse_duration(text) if ":" in text else None
    if found is not None:
        return round(found)
    if not text.strip().isdigit():
        raise ClubplannerError("write the window in minutes", hint="for example 5")
    return int(text) * 60


def window_text(seconds: int) -> str:
    """Return a window as it is typed: ``10``, ``1:30``, nothing for a hard pin's."""
    if seconds == HARD_WINDOW_S:
        return ""
    return str(seconds // 60) if seconds % 60 == 0 else format_duration(seconds)


def day(text: str) -> date:
    """Read a date like ``2026-11-28``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise ClubplannerError("write a date", hint="for example 2026-11-28") from error


def _point(word: str) -> float | None:
    if word in ("-", "?"):
        return None
    found = parse_duration(word)
    if found is None:
        raise ClubplannerError("write minutes and seconds", hint="for example 0:32")
    return found
