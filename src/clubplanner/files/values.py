"""How values are written in files: clock times, durations, dates, beats, yes and no.

Each ``parse_…`` raises ``ValueError`` whose text is the form to write instead; each
``format_…`` writes what its twin reads back to the same value.
"""

import re
from datetime import date, time

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_DURATION = re.compile(r"(?:([0-9]{1,3}):)?([0-9]{1,3}):([0-9]{2}(?:\.[0-9]{1,3})?)")
_SECONDS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(?:s|sec|seconds)?")
_MINUTES = re.compile(r"([0-9]{1,4}) ?(?:m|min|mins|minute|minutes)")
_BEATS = re.compile(r"([0-9]{1,4}) ?(beats?|bars?)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERCENT = re.compile(r"[-+]?[0-9]{1,2}(?:\.[0-9]{1,3})? ?%?")
_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_YES = frozenset({"yes", "true", "on", "y"})
_NO = frozenset({"no", "false", "off", "n"})

BEATS_PER_BAR = 4

FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Clock times around the first and last days of all cannot be worked out."""


def parse_clock(text: str) -> time:
    """Return a time of day: ``22:00``, ``7:05``, ``23:30:15``."""
    match = _CLOCK.fullmatch(text)
    if match:
        hour, minute, second = (int(part or 0) for part in match.groups())
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise ValueError("write hours:minutes from 00:00 to 23:59, for example 23:30")


def format_clock(moment: time) -> str:
    """Return ``23:30``, with seconds only where there are any."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def parse_duration(text: str) -> float:
    """Return seconds: ``8:02``, ``1:02:03``, ``0:31.25``, ``90 s``, ``5 min``."""
    if match := _DURATION.fullmatch(text):
        hours, minutes, seconds = match.groups()
        if float(seconds) < 60 and (not hours or int(minutes) < 60):
            minute = int(hours or 0) * 60 + int(minutes)
            return (minute * 60_000 + round(float(seconds) * 1000)) / 1000
    elif match := _SECONDS.fullmatch(text):
        return float(match[1])
    elif match := _MINUTES.fullmatch(text):
        return int(match[1]) * 60.0
    raise ValueError("write minutes:seconds, for example 7:05")


def format_duration(seconds: float) -> str:
    """Return ``8:02`` or ``1:02:03``, with thousandths only where there are any."""
    thousandths = round(seconds * 1000)
    whole, rest = divmod(thousandths, 1000)
    minutes, second = divmod(whole, 60)
    end = f".{rest:03d}".rstrip("0") if rest else ""
    if minutes < 60:
        return f"{minutes}:{second:02d}{end}"
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}{end}"


def parse_date(text: str) -> date:
    """Return a day: ``2026-11-28``."""
    if _DATE.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            pass
        else:
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    raise ValueError("write year-month-day, for example 2026-11-28")


def parse_beats(text: str) -> int:
    """Return beats: ``64 beats``, ``64``, ``16 bars`` (of four beats)."""
    match = _BEATS.fullmatch(text)
    if not match:
        raise ValueError("write a number of beats, for example 64 beats")
    in_bars = (match[2] or "").startswith("bar")
    return int(match[1]) * (BEATS_PER_BAR if in_bars else 1)


def format_beats(beats: int) -> str:
    """Return ``64 beats``."""
    return f"{beats} beat{'' if beats == 1 else 's'}"


def parse_yes(text: str) -> bool:
    """Return True for yes, true, on and False for no, false, off, in any case."""
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError("write yes or no")


def parse_percent(text: str) -> float:
    """Return a pitch of at most 50 % either way: ``+1.5%``, ``-2``."""
    if _PERCENT.fullmatch(text):
        percent = float(text.rstrip("% "))
        if abs(percent) <= 50:
            return percent
    raise ValueError("write percent from -50 to +50, for example +1.5%")


def format_percent(percent: float) -> str:
    """Return ``+1.5%``, with thousandths only where there are any."""
    return f"{percent:+.3f}".rstrip("0").rstrip(".") + "%"


def parse_number(text: str) -> float:
    """Return a number with a decimal point: ``119.4``."""
    if _NUMBER.fullmatch(text):
        return float(text)
    if _NUMBER.fullmatch(text.replace(",", ".", 1)):
        raise ValueError(f"write a decimal point: {text.replace(',', '.', 1)}")
    raise ValueError("write a number, for example 119.4")


def format_number(number: float) -> str:
    """Return a number as short as it can be read back: ``120``, ``119.4``."""
    return f"{number:.9f}".rstrip("0").rstrip(".")
