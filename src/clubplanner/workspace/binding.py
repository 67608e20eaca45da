"""Ties a night to the library: its slots get the DJ's tracks, its cues their matches.

A night file carries a copy of each track's values, so it reads without the library;
with it, what the library knows now counts, and a moved file is found again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from clubplanner.music.track import Track
from clubplanner.night.plan import Night, Slot
from clubplanner.theme.matching import CueMatch


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
    """Return the night with every slot's track as the library knows it.

    A cue without a file takes its matched track, else the title the theme gives it.

    Args:
        night: the night as read.
        library: finds the tracks.
        matches: the theme's cues with their tracks.
    """
    of_cue = {
        match.cue.id: match.track
        or Track("", title=match.cue.title, artist=match.cue.artist)
        for match in matches
    }
    slots = tuple(_bound(slot, library, of_cue) for slot in night.slots)
    return night if slots == night.slots else replace(night, slots=slots)


def _bound(slot: Slot, library: Finder, of_cue: Mapping[str, Track]) -> Slot:
    copy, track = slot.track, None
    if slot.is_gap:
        return slot
    if copy is not None and not slot.is_open:
        track = library.find(copy.path, copy.title, copy.artist, copy.length_s)
    if track is None and slot.is_open:
        track = of_cue.get(slot.cue)
    return slot if track is None or track == copy else replace(slot, track=track)
