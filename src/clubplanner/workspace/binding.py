"""Ties a night to the library: its slots get the DJ's tracks, its cues their matches.

A night file carries a copy of each track's values, so it reads without the library;
with it, what the library knows now counts, and a moved file is found again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from clubplanner.files.problem import Problem, did_you_mean
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.plan import Night, Slot
from clubplanner.theme.matching import CueMatch
from clubplanner.theme.model import Theme


class Finder(Protocol):
    """Finds a track of the library by what a night file says of it."""

    def find(
        self,
        file: str,
        title: str = "",
        artist: str = "",
        length: float | None = None,
    ) -> Track | None:
        """Return the track, None when the library has none like it."""


def bound(night: Night, library: Finder, matches: Iterable[CueMatch]) -> Night:
    """Return the night with the tracks of its slots and shelf as the library has them.

    A cue without a file takes the track the slot names, else its matched track, else
    the title the theme gives it.

    Args:
        night: the night as read.
        library: finds the tracks.
        matches: the theme's cues with their tracks.
    """
    of_cue = {match.cue.id: match for match in matches}
    slots, shelf = (
        tuple(_bound(slot, library, of_cue) for slot in places)
        for places in (night.slots, night.shelf)
    )
    is_same = slots == night.slots and shelf == night.shelf
    return night if is_same else replace(night, slots=slots, shelf=shelf)


def unknown_cues(night: Night, theme: Theme, file: str) -> Iterator[Problem]:
    """Name the slots whose cue the night's theme does not have.

    Args:
        night: the night.
        theme: its theme.
        file: what problems call the night's file.
    """
    known = [cue.id for cue in theme.cues]
    for number, slot in enumerate(night.slots, start=1):
        if slot.cue and slot.cue not in known:
            msg = f"slot {number} names a cue the theme has not: '{slot.cue}'"
            hint = did_you_mean(slot.cue, known) or "see clubplanner theme"
            yield Problem(file, msg, hint, is_notice=True)


def _bound(slot: Slot, library: Finder, of_cue: Mapping[str, CueMatch]) -> Slot:
    copy, match, track = slot.track, of_cue.get(slot.cue), None
    if slot.is_gap:
        return slot
    if copy is not None and not (slot.is_open and match and _only_names(copy, match)):
        track = library.find(copy.path, copy.title, copy.artist, copy.length_s)
    if track is None and slot.is_open and match:
        cue = match.cue
        track = match.track or Track("", title=cue.title, artist=cue.artist)
    return slot if track is None or track == copy else replace(slot, track=track)


def _only_names(copy: Track, match: CueMatch) -> bool:
    """Whether a slot names its cue and no recording: which one, the match says."""
    said, cue = (fold(copy.artist), fold(copy.title)), match.cue
    return said in (("", fold(cue.title)), (fold(cue.artist), fold(cue.title)))
