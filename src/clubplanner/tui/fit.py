"""How well tracks follow the slot under the set's cursor: the library's Fit column."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clubplanner.music.key import format_key, move
from clubplanner.music.tempo import fold_tempo, format_percent
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.transition import grade
from clubplanner.tui.desk import Desk
from clubplanner.tui.widgets.line_table import Cell
from clubplanner.tui.widgets.tones import GRADE_TONES

_CHUNK = 50
"""Tracks between two looks at whether the costs are still wanted."""


@dataclass(frozen=True, slots=True)
class FitCosts:
    """What mixing in each track of a library costs, after one slot.

    Attributes:
        context: the night's rules, theme and memory they follow from.
        song: the slot to follow.
        tracks: the library.
        costs: per track, by the cost model.
    """

    context: Context
    song: Song | None
    tracks: Sequence[Track]
    costs: tuple[int, ...] = ()

    def are_for(self, other: "FitCosts | None") -> bool:
        """Whether they answer the same question as others."""
        return (
            other is not None
            and self.tracks is other.tracks
            and self.song == other.song
            and self.context == other.context
        )


class FitColumn:
    """Grades tracks as the one to come after a slot."""

    def __init__(self) -> None:
        self._known: FitCosts | None = None
        self._asked: FitCosts | None = None
        self._context = Context()
        self._song: Song | None = None
        self._track: Track | None = None
        self._name = ""

    def follow(self, desk: Desk) -> None:
        """Take the slot under the set's cursor as the one to follow."""
        slot, night = desk.slot, desk.night
        self._song, self._track = None, None
        if slot is None or night is None:
            return
        self._context = desk.workspace.context.for_night(night)
        self._song = self._context.song(slot)
        self._track = slot.track
        self._name = f"{min(desk.row, len(night.slots) - 1) + 1:02} {slot.name}"

    def cell(self, track: Track) -> Cell:
        """Return the grade and the percent for the list: ``A +0.7%``."""
        if self._song is None:
            return "", ""
        letter = grade(
            self._song, self._incoming(track), self._context.rules, self._context
        )
        return f"{letter} {self._percent(track)}", GRADE_TONES.get(letter, "")

    def cost(self, track: Track) -> int | None:
        """Return what mixing a track in costs, None without a slot to follow."""
        return None if self._song is None else _cost(self._question(()), track)

    def is_known(self, tracks: Sequence[Track]) -> bool:
        """Whether the costs of a library are worked out."""
        return self._question(tracks).are_for(self._known)

    def is_asked(self, tracks: Sequence[Track]) -> bool:
        """Whether the costs of a library are being worked out."""
        return self._question(tracks).are_for(self._asked)

    def sort(self, tracks: Sequence[Track], view: Sequence[int]) -> list[int] | None:
        """Return a view with the cheapest to mix in first, without the slot's own.

        None while the costs are not known: see ``ask``.
        """
        if self._known is None or not self.is_known(tracks):
            return None
        own = self._track.path if self._track else ""
        others = [index for index in view if tracks[index].path != own]
        return sorted(others, key=self._known.costs.__getitem__)

    def ask(self, tracks: Sequence[Track]) -> Callable[[], FitCosts | None]:
        """Return what works out the costs in a thread; 50,000 take some seconds.

        It gives up, with None, when something else was asked in the meantime.
        """
        asked = self._asked = self._question(tracks)

        def work_out() -> FitCosts | None:
            costs: list[int] = []
            for start in range(0, len(tracks), _CHUNK):
                if self._asked is not asked:
                    return None
                chunk = tracks[start : start + _CHUNK]
                costs += [_cost(asked, track) for track in chunk]
                # A thread that never waits leaves typing every second 5 ms only.
                time.sleep(0.001)
            return replace(asked, costs=tuple(costs))

        return work_out

    def give_up(self) -> None:
        """Stop working costs out; the next question starts anew."""
        self._asked = None

    def take(self, found: FitCosts | None) -> bool:
        """Take the costs that were worked out; False if they are out of date."""
        if found is None or not found.are_for(self._asked):
            return False
        self._known, self._asked = found, None
        return True

    def _question(self, tracks: Sequence[Track]) -> FitCosts:
        return FitCosts(self._context, self._song, tracks)

    def sentence(self, track: Track | None) -> str:
        """Return in words how a track follows the slot."""
        if track is None or self._song is None:
            return ""
        key = "key ?"
        here = self._track.key if self._track else None
        if here is not None and track.key is not None:
            step = move(here, track.key)
            key = f"{format_key(here)} to {format_key(track.key)}, {step.name}"
        words = [f"tempo {self._percent(track)}", key, self._energy(track)]
        return f"after {self._name}: {self.cell(track)[0][:1]}: " + "; ".join(words)

    def _incoming(self, track: Track) -> Song:
        return _incoming(self._context, track)

    def _percent(self, track: Track) -> str:
        if self._song is None or not self._song.bpm or not track.bpm:
            return "?"
        return format_percent(fold_tempo(self._song.bpm, track.bpm).percent)

    def _energy(self, track: Track) -> str:
        here = self._song.energy if self._song else None
        if here is None or track.energy is None:
            return "energy ?"
        return (
            f"energy {track.energy - here:+d}" if track.energy != here else "energy ="
        )


def _incoming(context: Context, track: Track) -> Song:
    return context.song_of(track)


def _cost(asked: FitCosts, track: Track) -> int:
    """Return what mixing a track in costs, by the cost model."""
    context, song = asked.context, asked.song
    if song is None:
        return 0
    incoming = _incoming(context, track)
    return context.mix(song, incoming).total
