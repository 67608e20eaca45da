"""Lengths of time: reading and printing minutes and seconds."""

import math
import re

_CLOCK = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,9})(?:[.,](\d{1,9}))?")


def format_duration(seconds: float | None) -> str:
    """Print seconds as ``6:12`` or ``1:02:03``, fractions cut off; unknown ``?``."""
    if seconds is None or not math.isfinite(seconds):
        return "?"
    minutes, rest = divmod(int(abs(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if seconds <= -1 else ""
    if hours:
        return f"{sign}{hours}:{minutes:02d}:{rest:02d}"
    return f"{sign}{minutes}:{rest:02d}"


def parse_duration(text: str) -> float | None:
    """Read ``7:05``, ``1:02:03``, ``425`` (seconds) or ``7:05.5``; None if it is none.

    Below a larger unit seconds have two digits and are under 60, and so do minutes.
    """
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes, seconds, fraction = found.groups()
    below_larger = [seconds] if minutes else []
    if hours:
        below_larger.append(minutes)
    if any(len(part) != 2 or int(part) > 59 for part in below_larger):
        return None
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    return whole + float(f"0.{fraction or 0}")
