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

from clubplanner.music.key import Key
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

_KEYS = 25
"""Keys there are, the last of them the unknown one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the cost model knows of many songs, one column per fact.

    Attributes:
        tempo: steps of 0.01 % of log tempo, -1 unknown.
        key: twice the Camelot number less 1, and 1 more for major; 24 unknown.
        energy: 1-10, 0 unknown.
        genre: number of the genre, 0 unknown.
        artist: number of the artist, 0 unknown.
        play, overlap: seconds, as the clock of the model has them.
        fixed: A, R and the artist's rest, which do not depend on the time of the slot,
            and the price a search sets.
    """

    tempo: Ints
    key: Ints
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
        self._tempo_table, self._bridges = self._make_tempo_tables()
        self._key_table = self._make_key_table()
        rules = context.rules
        levels = [None, *range(1, 11)]
        self._step_table = _table(
            [[energy_step_cost(a, b, rules) for b in levels] for a in levels]
        )
        names = list(genres)
        self._genre_table = _table(
            [[genre_cost(a, b, rules) for b in names] for a in names]
        )
        self._pitch_tables = None if rules.key_lock else self._make_pitch_tables()
        self._off_table = self._make_off_table()

    def _signed_steps(self) -> Ints:
        """Return the step of tempo each row of the tables by step stands for.

        A step below 0 finds its row from the back, as Python counts.
        """
        tempi = self.columns.tempo[self.columns.tempo >= 0]
        widest = int(tempi.max() - tempi.min()) if len(tempi) else 0
        return np.concatenate([np.arange(widest + 1), np.arange(-widest, 0)])

    def _make_tempo_tables(self) -> tuple[Ints, Ints]:
        """Return term T by step, and whether it is a bridge."""
        rules = self._context.rules
        edge = bridge_steps(rules.pitch_range)
        folded, octaves = _folded(self._signed_steps())
        # Beyond the pitch range T is a straight line: two more points tell all of it.
        near = [tempo_cost(TempoMove(d, 0), rules) for d in range(edge + 3)]
        distance = np.abs(folded)
        beyond = np.maximum(distance - edge - 1, 0)
        cost = np.array(near)[distance - beyond] + beyond * (near[-1] - near[-2])
        fold = tempo_cost(TempoMove(0, 1), rules) - near[0]
        return _table(cost + fold * (octaves != 0)), distance > edge

    def _make_key_table(self) -> Ints:
        """Return term K by the ``key`` columns of two songs."""
        weights = self._context.rules.key
        letters = "AB"
        table = np.full((_KEYS, _KEYS), weights.unknown, np.int32)
        for place in np.ndindex(_KEYS - 1, _KEYS - 1):
            (a, from_letter), (b, to_letter) = (divmod(key, 2) for key in place)
            pair = letters[from_letter], letters[to_letter]
            table[place] = key_step_cost((b - a + 5) % 12 - 5, *pair, weights)
        return table

    def _make_pitch_tables(self) -> tuple[Ints, Ints]:
        """Return the turn of the incoming song on the wheel, and the detune, by step.

        The key lock is off; nothing is pitched across a bridge.
        """
        folded = np.where(self._bridges, 0, _folded(self._signed_steps())[0])
        steps, place = np.unique(folded, return_inverse=True)
        shifts = [pitch_shift(step) for step in steps.tolist()]
        semitones, detunes = zip(*shifts, strict=True)
        turns = 7 * np.array(semitones) % 12
        return _table(turns)[place], _table(detunes)[place]

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
        unknown = _either(c.tempo[rows] < 0, c.tempo[cols] < 0)
        if unknown is not None:
            step[unknown] = 0
        cost, bridge = self._tempo_table.take(step), self._bridges.take(step)
        if unknown is not None:
            cost[unknown], bridge[unknown] = rules.tempo_unknown, False
        cost += self._keys(rows, cols, step)
        cost += _looked_up(self._step_table, c.energy[rows], c.energy[cols])
        cost += _looked_up(self._genre_table, c.genre[rows], c.genre[cols])
        return cost, bridge

    def _keys(self, rows: Ints, cols: Ints, step: Ints) -> Ints:
        """Return term K; a step of tempo turns the wheel where the lock is off."""
        before, after = self.columns.key[rows], self.columns.key[cols]
        if self._pitch_tables is None:
            return _looked_up(self._key_table, before, after)
        turns, detunes = (table.take(step) for table in self._pitch_tables)
        turned = (after + 2 * turns) % (_KEYS - 1)
        known = (before < _KEYS - 1) & (after < _KEYS - 1)
        turned = np.where(known, turned, after)
        cost = _looked_up(self._key_table, before, turned)
        cost += np.where(known, detunes, 0)
        return cost

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
        key=_table([_key_number(s.key) for s in songs]),
        energy=_table([s.energy or 0 for s in songs]),
        genre=_table([genres[s.genre] for s in songs]),
        artist=_table([artists[s.artist] for s in songs]),
        play=_table(plays),
        overlap=_table(overlaps),
        fixed=_table(fixed),
    )


def _key_number(key: Key | None) -> int:
    """Return the number of a key in the column of keys."""
    if key is None:
        return _KEYS - 1
    return 2 * (key.number - 1) + (key.letter == "B")


def _folded(steps: Ints) -> tuple[Ints, Ints]:
    """Return steps of tempo with octaves folded, and the octaves taken out."""
    octaves = np.where(2 * steps > OCTAVE, 1, 0) - np.where(2 * steps < -OCTAVE, 1, 0)
    return steps - octaves * OCTAVE, octaves


def _either(rows: Ints, cols: Ints) -> Ints | None:
    """Return where either of two broadcast flags is set, None for nowhere."""
    return rows | cols if rows.any() or cols.any() else None


def _looked_up(table: Ints, rows: Ints, cols: Ints) -> Ints:
    """Return the cells of a table, rows broadcast against columns."""
    found: Ints = table.ravel().take(rows * np.int32(table.shape[1]) + cols)
    return found


def _numbered(names: Any) -> dict[str, int]:
    """Return a number per name in order of appearance; the empty name is 0."""
    return {name: n for n, name in enumerate(dict.fromkeys(("", *names)))}


def _table(values: Any) -> Ints:
    return np.array(values, dtype=np.int32)
