"""Ties a night to the library: its slots get the DJ's tracks, its cues their matches.

A night file carries a copy of each track's values, so it reads without the library;
with it, what the library knows now counts, and a moved file is found again.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from clubplanner.music.track import Track
from clubplanner.night.plan import Night, Slot


class Finder(Protocol):
    """Finds a track of the library by what a night file says of it."""

    def find(
        self,
        file: str,
        title: str = "",
        artist: str = "",
        length_s: float | None = None,
    ) -> Track | None:
        """Return the track, None when the library has none like it."""


def bound(night: Night, library: Finder, matched: Mapping[str, Track]) -> Night:
    """Return the night with every slot's track as the library knows it.

    Args:
        night: the night as read.
        library: finds the tracks.
        matched: the track of each matched cue, by cue id, for slots without one.
    """
    slots = tuple(_bound(slot, library, matched) for slot in night.slots)
    return night if slots == night.slots else replace(night, slots=slots)


def _bound(slot: Slot, library: Finder, matched: Mapping[str, Track]) -> Slot:
    copy = slot.track
    if slot.is_gap:
        return slot
    if copy is None or not (copy.path or copy.title):
        track = matched.get(slot.cue)
    else:
        track = library.find(copy.path, copy.title, copy.artist, copy.length_s)
        track = track or (None if copy.path else matched.get(slot.cue))
    return slot if track is None or track == copy else replace(slot, track=track)
