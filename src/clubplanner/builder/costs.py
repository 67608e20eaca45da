"""The cost model as arrays: made from ``night.cost``, equal to it to the last digit.

Modules that only a called door imports have numpy at their top: this one, those of
``searching`` but ``budget``, ``replanning.ground`` and ``replanning.detours``,
``ladders.walk``, ``suggesting.neighbours`` and ``suggesting.reach``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clubplanner.night.context import Context
from clubplanner.night.cost import (
    OCTAVE,
    Song,
    TempoMove,
    bridge_steps,
    curve_target,
    energy_step_cost,
    genre_cost,
    key_step_cost,
    lasting_costs,
    overlap_seconds,
    pitch_shift,
    play_seconds,
    tempo_cost,
)

Ints = NDArray[Any]
"""An array of whole numbers (int32 where it is large, int64 where sums grow)."""

BRIDGE = 2_000_000
"""What a bridge weighs in the search: more than all other costs of most nights; whole
plans are compared by bridges first whatever it is (``moves.FIRST``)."""

NEVER = 1_000_000_000
"""What is impossible costs this or more; leaves room to add two of them in 32 bits."""

_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """What the cost model knows of many songs, one column per fact.

    Attributes:
        tempo: steps of 0.01 % of log tempo, -1 unknown.
        wheel: Camelot number 0-11, -1 unknown.
        letter: 0 minor, 1 major.
        energy: 1-10, 0 unknown.
        genre: number of the genre, 0 unknown.
        artist: number of the artist, 0 unknown.
        play, overlap: seconds, as the clock of the model has them.
        fixed: A, R and the artist's rest, which do not depend on the time of the slot,
            and the price a search sets.
    """

    tempo: Ints
    wheel: Ints
    letter: Ints
    energy: Ints
    genre: Ints
    artist: Ints
    play: Ints
    overlap: Ints
    fixed: Ints


class Costs:
    """The cost of transitions and slots between songs, as array operations.

    Args:
        songs: what the model knows of each, in the order the arrays number them.
        context: rules, theme and memory, already ``for_night``.
        curve: of the night, as ``curve_of`` gives it.
    """

    def __init__(
        self,
        songs: Sequence[Song],
        context: Context,
        curve: tuple[tuple[int, int], ...],
    ) -> None:
        self._context = context
        self._curve = curve
        self._ids: dict[str, list[int]] = {}
        for n, song in enumerate(songs):
            self._ids.setdefault(song.id, []).append(n)
        genres = _numbered(song.genre for song in songs)
        self.columns = _columns(songs, context, genres)
        self._tempo_table = self._make_tempo_table()
        self._key_table, self._pitch_table = self._make_key_tables()
        rules = context.rules
        levels = [None, *range(1, 11)]
        self._step_table = _table(
            [[energy_step_cost(a, b, rules) for b in levels] for a in levels]
        )
        names = list(genres)
        self._genre_table = _table(
            [[genre_cost(a, b, rules) for b in names] for a in names]
        )
        self._off_table = self._make_off_table()

    def _make_tempo_table(self) -> tuple[Ints, Ints]:
        """Return term T by distance: read directly, and folded."""
        rules, known = self._context.rules, self.columns.tempo >= 0
        tempi = self.columns.tempo[known]
        widest = int(tempi.max() - tempi.min()) if len(tempi) else 0
        reach = max(OCTAVE // 2 + 1, widest - OCTAVE) + 1
        direct = [tempo_cost(TempoMove(d, 0), rules) for d in range(reach)]
        fold = tempo_cost(TempoMove(0, 1), rules) - direct[0]
        return _table(direct), _table(direct) + np.int32(fold)

    def _make_key_tables(self) -> tuple[Ints, tuple[Ints, Ints] | None]:
        """Return term K by turn of the wheel and letters; shift and detune by step."""
        rules = self._context.rules
        turns = [
            [
                [key_step_cost((n + 5) % 12 - 5, a, b, rules.key) for b in "AB"]
                for a in "AB"
            ]
            for n in range(12)
        ]
        if rules.key_lock:
            return _table(turns), None
        edge = bridge_steps(rules.pitch_range)
        shifts = [pitch_shift(step) for step in range(-edge, edge + 1)]
        semitones, detunes = zip(*shifts, strict=True)
        return _table(turns), (_table(semitones), _table(detunes))

    def _make_off_table(self) -> Ints:
        """Return the target of the curve by second, from 0 on, or an empty array."""
        curve = self._curve
        if not curve:
            return np.zeros(0, np.int32)
        seconds = np.arange(max(0, curve[-1][0]) + 2)
        targets = np.full(len(seconds), curve_target(curve, len(seconds)), np.int64)
        for (t0, e0), (t1, e1) in reversed(list(pairwise(curve))):
            at = (t0 <= seconds) & (seconds < t1)
            targets[at] = e0 + (e1 - e0) * (seconds[at] - t0) // (t1 - t0)
        targets[seconds <= curve[0][0]] = curve[0][1]
        return _table(targets)

    def links(self, rows: Ints, cols: Ints) -> tuple[Ints, Ints]:
        """Return T + K + S + G + M of mixing, and whether it is a bridge.

        Args:
            rows: outgoing songs, broadcast against ``cols``.
            cols: incoming songs.
        """
        c, rules = self.columns, self._context.rules
        step = c.tempo[cols] - c.tempo[rows]
        known = (c.tempo[rows] >= 0) & (c.tempo[cols] >= 0)
        turn = np.where(2 * step > OCTAVE, 1, 0) - np.where(2 * step < -OCTAVE, 1, 0)
        folded = step - turn.astype(np.int32) * np.int32(OCTAVE)
        distance = np.where(known, np.abs(folded), 0)
        direct, doubled = self._tempo_table
        cost = np.where(turn == 0, direct[distance], doubled[distance])
        cost = np.where(known, cost, np.int32(rules.tempo_unknown))
        bridge = known & (distance > bridge_steps(rules.pitch_range))
        cost += self._keys(rows, cols, folded, known & ~bridge)
        cost += self._step_table[c.energy[rows], c.energy[cols]]
        cost += self._genre_table[c.genre[rows], c.genre[cols]]
        return cost, bridge

    def _keys(self, rows: Ints, cols: Ints, folded: Ints, within: Ints) -> Ints:
        c, rules = self.columns, self._context.rules
        turn = c.wheel[cols] - c.wheel[rows]
        detune: Ints | int = 0
        if self._pitch_table is not None:
            edge = bridge_steps(rules.pitch_range)
            place = np.where(within, folded, 0) + edge
            semitones, detunes = self._pitch_table
            turn = turn + 7 * semitones[place]
            detune = detunes[place]
        cost = self._key_table[turn % 12, c.letter[rows], c.letter[cols]] + detune
        known = (c.wheel[rows] >= 0) & (c.wheel[cols] >= 0)
        return np.where(known, cost, np.int32(rules.key.unknown)).astype(np.int32)

    def remembered(self) -> list[tuple[int, int, int]]:
        """Return the pairs the residency remembers: outgoing, incoming, their cost.

        That is term M and the neighbours' together.
        """
        context, ids = self._context, self._ids
        known = [(a, b) for a, b in context.known_pairs if a in ids and b in ids]
        song = {n: Song(n) for pair in known for n in pair}
        return [
            (outgoing, incoming, remembered_cost(context, song[a], song[b]))
            for a, b in known
            for outgoing in ids[a]
            for incoming in ids[b]
        ]

    def matrix(self, songs: Ints) -> Ints:
        """Return the cost of every transition among ``songs``, bridges weighed in."""
        cost, bridge = self.links(songs[:, None], songs[None, :])
        place = {int(song): n for n, song in enumerate(songs)}
        for a, b, memory in self.remembered():
            if a in place and b in place:
                cell = place[a], place[b]
                cost[cell] = max(0, cost[cell] + memory)
        cost[bridge] += BRIDGE
        return cost

    def targets(self, seconds: Ints) -> Ints | None:
        """Return the energy wanted at each second in thousandths, None for no curve."""
        if not len(self._off_table):
            return None
        last = len(self._off_table) - 1
        found: Ints = self._off_table[np.clip(seconds, 0, last)]
        return found

    def slots(self, songs: Ints, starts: Ints) -> Ints:
        """Return what free slots with ``songs`` cost that start at ``starts``."""
        c = self.columns
        play = c.play[songs].astype(np.int64)
        target = self.targets(starts + play // 2)
        if target is None:
            flat: Ints = c.fixed[songs] + np.zeros_like(starts)
            return flat
        level = c.energy[songs]
        off = np.where(level == 0, 1000, 1000 * level - target).astype(np.int64)
        scale = self._context.rules.curve_scale
        cost: Ints = c.fixed[songs] + (2 * play * off * off + scale) // (2 * scale)
        return cost


def remembered_cost(context: Context, outgoing: Song, incoming: Song) -> int:
    """Return what the memory of a pair adds: term M and the neighbours' term."""
    neighbours = context.neighbours(outgoing, incoming)
    return context.memory(outgoing, incoming) + neighbours


def _columns(
    songs: Sequence[Song], context: Context, genres: dict[str, int]
) -> Columns:
    rules, theme = context.rules, context.theme
    artists = _numbered(song.artist for song in songs)
    plays = [play_seconds(song, rules.max_play_s) for song in songs]
    pairs = list(zip(songs, plays, strict=True))
    overlaps = [
        overlap_seconds(song, play, rules.mix_beats, rules.unknown_overlap_s)
        for song, play in pairs
    ]
    fixed = [
        sum(lasting_costs(song, play, rules, theme)) + song.price
        for song, play in pairs
    ]
    return Columns(
        tempo=_table([_UNKNOWN if s.tempo is None else s.tempo for s in songs]),
        wheel=_table([_UNKNOWN if s.key is None else s.key.number - 1 for s in songs]),
        letter=_table([int(s.key is not None and s.key.letter == "B") for s in songs]),
        energy=_table([s.energy or 0 for s in songs]),
        genre=_table([genres[s.genre] for s in songs]),
        artist=_table([artists[s.artist] for s in songs]),
        play=_table(plays),
        overlap=_table(overlaps),
        fixed=_table(fixed),
    )


def _numbered(names: Any) -> dict[str, int]:
    """Return a number per name in order of appearance; the empty name is 0."""
    return {name: n for n, name in enumerate(dict.fromkeys(("", *names)))}


def _table(values: Any) -> Ints:
    return np.array(values, dtype=np.int32)
