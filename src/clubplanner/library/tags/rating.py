"""Ratings on every scale met in tags, as stars 0-5 with halves (tag-map, section 6)."""

import re

from clubplanner.library.tags.findings import Stars

_POPULARITY_STARS = {
    0: 0.0,
    1: 1.0,
    13: 0.5,
    54: 1.5,
    64: 2.0,
    118: 2.5,
    128: 3.0,
    186: 3.5,
    196: 4.0,
    242: 4.5,
    255: 5.0,
}
"""POPM bytes as MusicBee, MediaMonkey and Windows write them (measured)."""

_POPULARITY_TOPS = ((31, 1.0), (95, 2.0), (159, 3.0), (223, 4.0), (255, 5.0))
_LINEAR_EMAILS = ("traktor@native-instruments.de", "users@musicbrainz.org")
"""Owners of POPM frames that count in even steps of 51: Traktor and Picard."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def from_popularity(origin: str, email: str, value: int, raw: str) -> Stars:
    """Return the stars of a POPM byte (0-255); the scale depends on the email."""
    if email.strip().lower() in _LINEAR_EMAILS:
        return from_byte(origin, value, raw)
    if value in _POPULARITY_STARS:
        return Stars(origin, _POPULARITY_STARS[value], raw)
    stars = next(stars for top, stars in _POPULARITY_TOPS if value <= top)
    return Stars(origin, stars, raw)


def from_byte(origin: str, value: int, raw: str) -> Stars:
    """Return the stars of a byte counted in even steps of 51 (Traktor's RANK)."""
    return Stars(origin, _half(value / 51), raw)


def from_unit(origin: str, text: str) -> Stars | None:
    """Return the stars of a share 0.0-1.0 (FMPS_RATING, RATING:email)."""
    number = _number(text)
    if number is None or number > 1:
        return None
    return Stars(origin, _half(number * 5), text)


def from_scale(origin: str, text: str) -> Stars | None:
    """Return the stars of a RATING text: 0-5 with halves, 0-100, or a POPM byte.

    A fraction below 1 that is no half star can only be a share of one.
    """
    number = _number(text)
    if number is None or number > 255:
        return None
    if number > 100:
        return from_popularity(origin, "", int(number), text)
    if number > 5:
        return Stars(origin, _half(number / 20), text)
    if number < 1 and number != _half(number):
        return Stars(origin, _half(number * 5), text)
    return Stars(origin, _half(number), text)


_WINDOWS_TOPS = ((0, 0.0), (12, 1.0), (37, 2.0), (62, 3.0), (86, 4.0), (100, 5.0))


def from_windows(origin: str, text: str) -> Stars | None:
    """Return the stars of WM/SharedUserRating: 0, 1, 25, 50, 75, 99 and between."""
    number = _number(text)
    if number is None or number > 100:
        return None
    stars = next(stars for top, stars in _WINDOWS_TOPS if number <= top)
    return Stars(origin, stars, text)


def _number(text: str) -> float | None:
    match = _NUMBER.fullmatch(text.strip())
    return float(match[0].replace(",", ".")) if match else None


def _half(stars: float) -> float:
    return min(5.0, round(stars * 2) / 2)
