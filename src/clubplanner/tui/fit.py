"""How well tracks follow the slot under the set's cursor: the library's Fit column."""

from collections.abc import Sequence

from clubplanner.music.key import format_key, move
from clubplanner.music.tempo import fold_tempo, format_percent
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Song, mix_terms, song_of
from clubplanner.night.transition import grade
from clubplanner.tui.desk import Desk
from clubplanner.tui.widgets.line_table import Cell
from clubplanner.tui.widgets.tones import GRADE_TONES


class FitColumn:
    """Grades tracks as the one to come after a slot."""

    def __init__(self) -> None:
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

    def cost(self, track: Track) -> int:
        """Return what mixing the track in costs, by the cost model."""
        if self._song is None:
            return 0
        incoming = self._incoming(track)
        memory = self._context.memory(self._song, incoming)
        rules, theme = self._context.rules, self._context.theme
        return mix_terms(self._song, incoming, rules, theme, memory).total

    def sort(self, tracks: Sequence[Track], view: Sequence[int]) -> list[int]:
        """Return a view with the cheapest to mix in first."""
        return sorted(view, key=lambda index: self.cost(tracks[index]))

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
        weeks = self._context.weeks.get(track.path)
        return song_of(track, self._context.theme, weeks=weeks)

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
