"""How sure it is that a play is a planned slot, from what both are called.

Every program writes a title its own way: guests in the artist or in the title,
``(Original Mix)`` or nothing. What only words differently is the same song; a remix is
another one, because a DJ who planned it hears the difference.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from clubplanner.music.text import fold

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_DASH = re.compile(r"\s[-–—]\s")
_GUESTS = re.compile(r"\b(?:feat|ft|featuring)\b\.?.*")
_ARTISTS = re.compile(r",|;|/|&|\+|\b(?:x|vs|and|with|feat|ft|featuring|pres)\b\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W_]+")
_SAME_SONG = {
    *("original", "extended", "radio", "club", "album", "single", "version", "mix"),
    *("edit", "remaster", "remastered", "clean", "explicit", "full", "length", "main"),
}
"""A version named by these words (and a year) alone is the song as it is known."""

_VERSIONS = {
    *("mix", "remix", "edit", "version", "dub", "bootleg", "rework", "vip", "live"),
    *("acoustic", "instrumental", "acapella", "acappella", "remaster", "remastered"),
    *("mashup", "flip", "cover", "demo", "refix", "extended", "radio", "original"),
}
"""What stands in brackets or behind a dash names a version if it has such a word."""

_NOBODY = {"", "?", "id", "unknown", "unknown artist", "untitled", "unreleased"}
_NUMBERED = re.compile(r"(?:id|track|audio track|untitled)? ?\d*")


class Sureness(IntEnum):
    """Why a play is taken for a slot, from the least sure."""

    TIME = 1
    """Nothing is known of the play but its time, and the slot was due then."""
    VERSION = 2
    """Artist and title agree but for guests, or an edit of the same song."""
    TITLE = 3
    """The titles agree, the artist is known on one side only."""
    NAME = 4
    """Folded artist and title agree."""
    FILE = 5
    """The file agrees; an import finds it by ISRC where the program knows that."""
    TOLD = 6
    """The DJ said so."""


@dataclass(frozen=True, slots=True)
class SongName:
    """What a slot or a play is known by.

    Attributes:
        path: its file, or empty.
        artist, title: folded words, as written.
        base: words of the title without guests and versions.
        version: words of the version that set it apart, empty for the song itself.
        artists: folded names of all who are named as its artists.
    """

    path: str
    artist: str
    title: str
    base: str
    version: frozenset[str]
    artists: frozenset[str]

    @property
    def is_unknown(self) -> bool:
        """Whether it is an ``ID - ID``: nothing tells what it was."""
        is_nameless = self.title in _NOBODY or bool(_NUMBERED.fullmatch(self.title))
        return not self.path and self.artist in _NOBODY and is_nameless


def song_name(path: str, artist: str, title: str) -> SongName:
    """Take a name apart."""
    folded = fold(title)
    extras = [match[1] for match in _BRACKETS.finditer(folded)]
    first, *pieces = _DASH.split(_BRACKETS.sub(" ", folded))
    tails = [
        piece for piece in pieces if not _VERSIONS.intersection(_WORD.findall(piece))
    ]
    extras += [piece for piece in pieces if piece not in tails]
    version: set[str] = set()
    for extra in extras:
        words = _WORD.findall(_GUESTS.sub("", extra))
        if _VERSIONS.intersection(words):
            version |= {word for word in words if not _YEAR.fullmatch(word)}
        else:
            tails.append(" ".join(words))
    base = _words(_GUESTS.sub("", " ".join((first, *tails))))
    names = (_words(name) for name in _ARTISTS.split(fold(artist)))
    return SongName(
        path=path,
        artist=_words(fold(artist)),
        title=_words(folded),
        base=base or _words(folded),
        version=frozenset() if version <= _SAME_SONG else frozenset(version),
        artists=frozenset(name for name in names if name),
    )


def likeness(planned: SongName, played: SongName) -> Sureness | None:
    """Return how sure it is that two names are of one song, None if it is not one."""
    if _same_file(planned.path, played.path):
        return Sureness.FILE
    if not planned.title or played.is_unknown or planned.base != played.base:
        return None
    if planned.title == played.title and planned.artist == played.artist:
        return Sureness.NAME
    if planned.version != played.version:
        return None
    if planned.artist in _NOBODY or played.artist in _NOBODY:
        return Sureness.TITLE
    return Sureness.VERSION if _same_artists(planned, played) else None


def _same_artists(one: SongName, other: SongName) -> bool:
    """Say whether one side names all artists of the other: guests may be left out."""
    return one.artists <= other.artists or other.artists <= one.artists


def _same_file(one: str, other: str) -> bool:
    """Compare files; one may be written from a scanned folder on."""
    if not one or not other:
        return False
    return one == other or (
        "/" in one
        and "/" in other
        and (one.endswith(f"/{other}") or other.endswith(f"/{one}"))
    )


def _words(text: str) -> str:
    """Return words without punctuation; ``!!!`` has no words and stays."""
    return " ".join(_WORD.findall(text.replace("'", ""))) or text.strip()
