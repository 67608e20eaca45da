"""A night as arrays for its relaxation: songs, units of anchors, links, slot costs.

Made from the independent scorer's terms, so neither the bound nor the exact solver
shares a line with the builder. Costs of links are tables of those terms, looked up.
"""

from dataclasses import dataclass, field
from functools import cached_property
from math import floor, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.builder import independent as model

Record = dict[str, Any]
Ints = NDArray[Any]

NEVER = 1 << 28
"""A cost no plan reaches; four of them fit into 32 bits."""

REACHED = NEVER // 2
"""Costs from here on are NEVER with a price on or off: no plan."""

BRIDGE = 30_000
"""Price of a bridge where the best plan known has some; see ``bound``."""


class UnknownShapeError(ValueError):
    """An arrangement of anchors that ``relaxed`` does not model."""


@dataclass
class Unit:
    """Anchored tracks that stand together, the later ones directly after.

    Attributes:
        rows: the tracks.
        offsets: seconds from the start of the first to that of each.
        step: seconds from the start of the unit to the next start.
        over: seconds from the start of the unit to the end of its last track.
        low, high: first and last second at which the unit may start.
        front, back: place of the first from the front (1 first), of the last from the
            back (1 last); 0 where that is open.
        enter, leave: cost of the link from and to every song.
        onward: cost of the link to every unit.
    """

    rows: list[Record]
    offsets: list[int]
    step: int
    over: int
    low: int
    high: int
    front: int = 0
    back: int = 0
    enter: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    leave: Ints = field(default_factory=lambda: np.zeros(0, np.int32))
    onward: list[int] = field(default_factory=list)


class Relaxed:
    """The songs that may be placed freely and the units that must be.

    Args:
        instance: tracks and night.
        bridges_allowed: False leaves bridges between songs out altogether.
    """

    def __init__(self, instance: Record, bridges_allowed: bool) -> None:
        self.night = instance["night"]
        self._bridge = BRIDGE if bridges_allowed else NEVER
        self._by_id = {track["id"]: track for track in instance["tracks"]}
        self._pins: dict[str, list[Record]] = {}
        for anchor in self.night["anchors"]:
            self._pins.setdefault(anchor["track"], []).append(anchor)
        self.first = self.night["length_s"] - self.night["tol_end"]
        self.last = self.night["length_s"] + self.night["tol_end"]
        self.rows = [row for row in instance["tracks"] if self._is_free(row)]
        self.units = self._make_units()
        self._place_columns()
        self._narrow()
        for unit in self.units:
            self._link_unit(unit)

    def _is_free(self, row: Record) -> bool:
        if row["id"] in self._pins or not row["bpm"]:
            return False
        since = model.weeks(self.night, row)
        return since is None or since >= self.night["weeks_hard"]

    def keep(self, chosen: Ints) -> None:
        """Leave all songs but ``chosen`` out."""
        self.rows = [self.rows[n] for n in chosen]
        for unit in self.units:
            unit.enter, unit.leave = unit.enter[chosen], unit.leave[chosen]
        matrix = self.__dict__.pop("links", None)
        self._place_columns()
        if matrix is not None:
            self.__dict__["links"] = matrix[np.ix_(chosen, chosen)]

    def _place_columns(self) -> None:
        clock = [model.times(self.night, [row])[0] for row in self.rows]
        self.play = np.array([play for _, play, _ in clock], np.int64)
        self.step = np.array([play - over for _, play, over in clock], np.int64)
        theme = self.night["theme"]
        self.fixed = np.array(
            [
                model.affinity_term(theme, row, int(play))
                + model.rest_term(self.night, row, int(play))
                for row, play in zip(self.rows, self.play, strict=True)
            ],
            np.int64,
        )
        self.columns = _Columns(self.rows)

    def _make_units(self) -> list[Unit]:
        heads, behind = [], {}
        for name, anchors in self._pins.items():
            follows = [a["after"] for a in anchors if a["type"] == "after"]
            times = max(
                sum(a["type"] == kind for a in anchors)
                for kind in {a["type"] for a in anchors}
            )
            if times > 1 and (len(anchors) != times or follows):
                raise UnknownShapeError(f"{name} is pinned in more ways than one")
            if len(follows) > 1 or (follows and follows[0] in behind):
                raise UnknownShapeError(f"{name} is after two tracks or a shared one")
            if follows and len(self._pins.get(follows[0], [])) != 1:
                raise UnknownShapeError(f"{name} is after a track not pinned once")
            if follows:
                behind[follows[0]] = name
            elif times > 1:
                heads += [(name, [anchor]) for anchor in anchors]
            else:
                heads.append((name, anchors))
        return [self._unit(name, anchors, behind) for name, anchors in heads]

    def _unit(self, name: str, anchors: list[Record], behind: dict[str, str]) -> Unit:
        names = [name]
        while names[-1] in behind:
            names.append(behind[names[-1]])
        rows = [self._by_id[name] for name in names]
        clock = model.times(self.night, rows)
        start, play, over = clock[-1]
        offsets = [start for start, _, _ in clock]
        unit = Unit(rows, offsets, start + play - over, start + play, 0, self.last)
        for number, row in enumerate(rows):
            for anchor in anchors if number == 0 else self._pins[row["id"]]:
                self._hold(unit, anchor, number, clock[number])
        return unit

    def _hold(
        self, unit: Unit, anchor: Record, number: int, clock: tuple[int, int, int]
    ) -> None:
        kind, window = anchor["type"], anchor.get("tol", 30)
        shift = clock[0] + (clock[1] if kind == "end_at" else 0)
        place = int({"first": 1, "last": -1}.get(kind) or anchor.get("pos") or 0)
        if kind in ("at", "end_at"):
            unit.low = max(unit.low, anchor["at"] - window - shift)
            unit.high = min(unit.high, anchor["at"] + window - shift)
        elif place > 0:
            unit.front = place - number
        elif place < 0:
            unit.back = -place - (len(unit.rows) - 1 - number)

    def _narrow(self) -> None:
        """Give units with a place the seconds that many slots before or behind take.

        The k - 1 slots before a unit are different tracks (or a reprise), so they take
        at least the k - 1 shortest and at most the k - 1 longest steps there are.
        """
        pinned = [row for unit in self.units for row in unit.rows]
        clock = [model.times(self.night, [row])[0] for row in pinned]
        steps = np.sort([*self.step, *(play - over for _, play, over in clock)])
        plays = np.sort([*self.play, *(play for _, play, _ in clock)])
        for unit in self.units:
            if unit.front:
                count = unit.front - 1
                unit.low = max(unit.low, int(steps[:count].sum()))
                unit.high = min(unit.high, int(steps[len(steps) - count :].sum()))
            if unit.back == 1:
                unit.low = max(unit.low, self.first - unit.over)
                unit.high = min(unit.high, self.last - unit.over)
            elif unit.back:
                count = unit.back - 1
                longest = int(plays[len(plays) - count :].sum())
                unit.low = max(unit.low, self.first - unit.step - longest)
                shortest = int(steps[:count].sum())
                unit.high = min(unit.high, self.last - unit.step - shortest)

    def _link_unit(self, unit: Unit) -> None:
        head, tail = unit.rows[0], unit.rows[-1]
        unit.enter = np.array([self.link(row, head) for row in self.rows], np.int32)
        unit.leave = np.array([self.link(tail, row) for row in self.rows], np.int32)
        unit.onward = [self.link(tail, other.rows[0]) for other in self.units]

    def link(self, before: Record, after: Record) -> int:
        """Return the cost of a link, a bridge weighed in where it is no cut."""
        pair = [before["id"], after["id"]]
        mine, above = self._pins.get(pair[1], []), self._pins.get(pair[0], [])
        if any(a.get("cut_in") for a in mine) or any(a.get("cut_out") for a in above):
            return 500
        tempo, p, d = model.tempo_term(before["bpm"], after["bpm"])
        cost = tempo + (self._bridge if p is not None and p > 770 else 0)
        lock = self.night["keylock"]
        cost += model.key_term(before["key"], after["key"], lock, p, d)
        cost += model.step_term(before["energy"], after["energy"])
        cost += model.genre_term(before["genre"], after["genre"])
        return min(cost, NEVER)

    @cached_property
    def links(self) -> Ints:
        """The cost of every link between songs; none to itself or its artist."""
        every = np.arange(len(self.rows))
        made = self.links_from(every, every)
        np.fill_diagonal(made, NEVER)
        if self.night["artist_gap"] > 0:
            artist = self.columns.artist
            made[(artist[:, None] == artist) & (artist[:, None] > 0)] = NEVER
        return made

    def links_from(self, rows: Ints, cols: Ints) -> Ints:
        """Return the costs of the links from some songs to others."""
        lock, bridge = self.night["keylock"], self._bridge
        return self.columns.links(rows, cols, lock, bridge)

    def slots(self, width: int, buckets: int) -> Ints:
        """Return the least cost of a slot that starts in each bucket, by song.

        Within a bucket of ``width`` seconds the target of the curve runs through an
        interval; term E is least where the target comes nearest to the song's energy.
        """
        curve = self.night["curve"]
        if not curve:
            flat: Ints = np.repeat(self.fixed[None, :], buckets, axis=0)
            return flat.astype(np.int32)
        horizon = buckets * width + int(self.play.max(initial=0))
        target = np.array([model.target_at(curve, t) for t in range(horizon)], np.int64)
        windows = np.lib.stride_tricks.sliding_window_view(target, width)
        lows, highs = windows.min(axis=1), windows.max(axis=1)
        level = 1000 * self.columns.energy
        found = np.empty((buckets, len(self.rows)), np.int32)
        for bucket in range(buckets):
            middle = bucket * width + self.play // 2
            off = np.maximum(level - highs[middle], lows[middle] - level)
            off = np.where(level == 0, 1000, np.maximum(off, 0))
            found[bucket] = self.fixed + (self.play * off * off + 480_000) // 960_000
        return found


class _Columns:
    """What links depend on, a column each, and the scorer's terms as tables."""

    def __init__(self, rows: list[Record]) -> None:
        self.tempo = np.array(
            [floor(10000 * log(row["bpm"]) + 0.5) for row in rows], np.int32
        )
        keys = [row["key"] or "" for row in rows]
        self.wheel = np.array([int(key[:-1]) if key else 0 for key in keys], np.int32)
        self.letter = np.array([int(key[-1:] == "B") for key in keys], np.int32)
        self.energy = np.array([row["energy"] or 0 for row in rows], np.int64)
        names = sorted({row["genre"] for row in rows})
        self._names = names
        artists = sorted({row["artist"] or "" for row in rows} | {""})
        number = {artist: n for n, artist in enumerate(artists)}
        self.artist = np.array([number[row["artist"] or ""] for row in rows], np.int32)
        self.genre = np.array([names.index(row["genre"]) for row in rows], np.int32)

    def links(self, rows: Ints, cols: Ints, lock: bool, bridge: int) -> Ints:
        """Return T + K + S + G with ``bridge`` added to bridges."""
        d = self.tempo[cols][None, :] - self.tempo[rows][:, None]
        folded = d - np.where(2 * d > 6931, 6931, 0) + np.where(2 * d < -6931, 6931, 0)
        p = np.abs(folded).astype(np.int64)
        cost = np.where(p <= 770, (p * p + 80) // 160, 3706 + 10 * (p - 770))
        cost += np.where(folded != d, 250, 0) + np.where(p > 770, bridge, 0)
        cost += self._keys(rows, cols, folded, lock)
        cost += self._tables[0][self.energy[rows]][:, self.energy[cols]]
        cost += self._tables[1][self.genre[rows]][:, self.genre[cols]]
        made: Ints = np.minimum(cost, NEVER).astype(np.int32)
        return made

    @cached_property
    def _tables(self) -> tuple[Ints, Ints]:
        levels = range(11)
        step = np.array([[model.step_term(a, b) for b in levels] for a in levels])
        names = self._names
        genre = np.array([[model.genre_term(a, b) for b in names] for a in names])
        return step, genre

    @cached_property
    def _wheel_table(self) -> Ints:
        wheel = [
            [
                [
                    model.key_term(f"12{a}", f"{turn or 12}{b}", True, None, 0)
                    for b in "AB"
                ]
                for a in "AB"
            ]
            for turn in range(12)
        ]
        return np.array(wheel, np.int32)

    def _keys(self, rows: Ints, cols: Ints, d: Ints, lock: bool) -> Ints:
        turn = self.wheel[cols][None, :] - self.wheel[rows][:, None]
        detune: Ints | int = 0
        if not lock:
            near = np.where(np.abs(d) <= 770, d, 0).astype(np.int64)
            semitones = (-24 * near + 6931) // (2 * 6931)
            off = np.abs(-12000 * near - 6931 * 1000 * semitones)
            turn, detune = turn + 7 * semitones, (2 * off + 6931) // (2 * 6931)
        ends = self.letter[rows][:, None], self.letter[cols][None, :]
        cost = self._wheel_table[turn % 12, *ends] + detune
        known = (self.wheel[rows] > 0)[:, None] & (self.wheel[cols] > 0)[None, :]
        found: Ints = np.where(known, cost, 500)
        return found
