"""How much speaks for one track being one cue, and the reasons in words.

The numbers are points out of 100 of our own choosing: title 60, artist 40, taken off
for versions that are not what the show played.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from clubplanner.music.duration import format_duration
from clubplanner.music.track import Track
from clubplanner.theme.model import Cue
from clubplanner.theme.titles import (
    artist_names,
    title_parts,
    title_words,
    words_of,
)

_TITLE = 60
_NEAR_TITLE = 40
_ARTIST = 40
_ON_THE_ALBUM = 30
_NEAR_ARTIST = 25
_NO_ARTIST = 12
_SHARED_NAME = -35
_ODD_LENGTH = -10
_WITHOUT_ISRC = 97
"""Title and artist alone are never quite certain."""

_VERSIONS = (
    (r"karaoke|in the style of|made famous by|tribute|backing track", "karaoke", -60),
    (r"sped up|slowed|nightcore|8d audio", "another speed", -35),
    (r"instrumental|a ?cappella", "instrumental or a cappella", -30),
    (r"remix|bootleg|mash ?up|rework|flip|vip|dub", "a remix", -25),
    (r"live|unplugged|acoustic|demo|session", "a live or other recording", -25),
    (r"cover", "a cover", -25),
    (r"(?<!radio )(?<!single )(?<!album )edit", "an edit", -15),
    (r"(?<!original )(?<!extended )mix(?!tape)", "another mix", -15),
    (r"extended|radio edit|club version", "another length", -3),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points 0-100 and the reasons in words."""

    confidence: int
    why: str


def weigh(
    cue: Cue, track: Track, title: str, theme_name: str, same_isrc: bool
) -> Evidence:
    """Return what speaks for ``track`` being ``cue``.

    Args:
        cue: the cue.
        track: the track.
        title: its title, or the file's name where it has none.
        theme_name: the show's name, as albums carry it.
        same_isrc: whether an ISRC of the track is known to be the cue's.
    """
    if same_isrc:
        return Evidence(100, "the ISRC agrees")
    points, reason = _title_points(cue, title)
    if not points:
        return Evidence(0, "another title")
    artist_points, artist_reason = _artist_points(cue, track, title, theme_name)
    against = [*_versions(cue, title), *_doubts(cue, track, theme_name)]
    confidence = min(_WITHOUT_ISRC, points + artist_points)
    confidence += sum(points for points, _ in against)
    why = "; ".join((reason, artist_reason, *(reason for _, reason in against)))
    return Evidence(max(0, confidence), why)


def _title_points(cue: Cue, title: str) -> tuple[int, str]:
    """Compare titles; numbers must agree, so Heartbeat II is never Heartbeat III."""
    parts = title_parts(title)
    wanted = [title_words(name) for name in (cue.title, *cue.variants)]
    whole = title_words(title)
    if any(part in wanted for part in (whole, *parts.parts)):
        return _TITLE, "the title agrees"
    for words in wanted:
        for part in parts.parts:
            if _numbers(words) == _numbers(part) and _nearly(words, part):
                return _NEAR_TITLE, f"the title is nearly '{cue.title}'"
    return 0, ""


def _numbers(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word.isdigit()]


def _nearly(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether at least 85 % of the letters agree in order."""
    letters = " ".join(one), " ".join(other)
    if 2 * min(map(len, letters)) < 0.85 * sum(map(len, letters)):
        return False
    compared = SequenceMatcher(None, *letters)
    return compared.quick_ratio() >= 0.85 and compared.ratio() >= 0.85


def _artist_points(
    cue: Cue, track: Track, title: str, theme_name: str
) -> tuple[int, str]:
    wanted = tuple(words_of(cue.artist))
    names = artist_names(track.artist)
    if wanted in names:
        return _ARTIST, "so does the artist"
    if not track.artist and wanted in title_parts(title).parts:
        return _ARTIST, "the artist stands in the title"
    if cue.is_score and _names_the_show(track, theme_name):
        return _ON_THE_ALBUM, f"from {theme_name}, artist '{track.artist or '?'}'"
    if any(wanted and set(wanted) <= set(name) for name in names):
        return _NEAR_ARTIST, f"the artist is nearly '{cue.artist}'"
    if not track.artist:
        return _NO_ARTIST, "no artist in the tags"
    return -30, f"another artist, {track.artist}"


def _names_the_show(track: Track, theme_name: str) -> bool:
    show = " ".join(words_of(theme_name))
    return bool(show) and show in " ".join(words_of(f"{track.album} {track.title}"))


def _versions(cue: Cue, title: str) -> Iterator[tuple[int, str]]:
    """Yield the marks that say this is not the recording the show played."""
    extras = " ".join(title_parts(title).extras)
    own = " ".join(words_of(" ".join((cue.title, *cue.variants))))
    for pattern, name, points in _VERSIONS:
        found = re.search(rf"\b(?:{pattern})\b", extras)
        if found and found[0] not in own and not (cue.is_cover and name == "a cover"):
            yield points, name


def _doubts(cue: Cue, track: Track, theme_name: str) -> Iterator[tuple[int, str]]:
    """Yield what makes even agreeing names unsure."""
    if cue.shared_name and not _names_the_show(track, theme_name):
        msg = f"several artists are called {cue.artist}, compare the ISRC or listen"
        yield _SHARED_NAME, msg
    if cue.length_s and track.length_s and abs(cue.length_s - track.length_s) > 15:
        lengths = format_duration(track.length_s), format_duration(cue.length_s)
        yield _ODD_LENGTH, f"{lengths[0]} long, the release {lengths[1]}"
