"""The hidden night of an instance: walked through the library, read as anchors."""

from datetime import date
from math import log
from random import Random
from typing import Any

Record = dict[str, Any]

REPRISE_S = 2700
"""Least seconds from start to start of a track that is played twice."""

LOOKED_AT = 80
"""Tracks the walk compares for each of its steps."""


def _play(track: Record, most: int) -> int:
    whole = track.get("out", track["dur"]) - track.get("mix_in", 0)
    return min(int(whole), most)


def _overlap(track: Record, play: int, beats: int) -> int:
    wanted = int(beats * 60 / track["bpm"] + 0.5) if track["bpm"] else 20
    return min(wanted, play // 4)


def _apart(one: Record, two: Record) -> float:
    """Return how far two tempi are apart as a ratio, octaves folded."""
    if not one["bpm"] or not two["bpm"]:
        return 0.05
    step = log(two["bpm"] / one["bpm"])
    return min(abs(step + octave) for octave in (0, log(2), -log(2)))


class HiddenNight:
    """Walks a night through a library and turns some of its slots into anchors.

    Args:
        rng: of the walk.
        library: the tracks.
        night: everything but its anchors.
    """

    def __init__(self, rng: Random, library: list[Record], night: Record) -> None:
        self._rng, self._library, self._night = rng, library, night
        self._date = date.fromisoformat(night["start"][:10])
        self._playable = [track for track in library if self._may_play(track)]
        self._plan: list[Record] = []
        self._cuts: set[int] = set()
        self._found: dict[int, Record] = {}

    def _may_play(self, track: Record) -> bool:
        if not track["bpm"]:
            return False
        last = track["last_played"]
        rested = not last or (self._date - date.fromisoformat(last)).days // 7
        return rested is True or rested >= self._night["weeks_hard"]

    def anchors(self, count: int) -> list[Record]:
        """Return anchors the walked night holds, in order of their slots."""
        self._walk(count)
        left = self._doors(count)
        middles = [self._chain, self._reprise, self._place, self._somewhere]
        for make in self._rng.sample(middles, k=min(2, max(0, left - 2))):
            left -= make(left)
        for place in self._spread(left):
            self._timed(place)
        self._close()
        return [self._found[place] for place in sorted(self._found)]

    @property
    def ids(self) -> list[str]:
        """The tracks of the walked night."""
        return [track["id"] for track in self._plan]

    def _walk(self, count: int) -> None:
        """Fill the night: near tempi mostly, with jumps where anchors may come."""
        length, start = self._night["length_s"], 0
        jump_s = length / (count + 1)
        next_jump = jump_s * self._rng.random()
        while True:
            fresh = self._fresh()
            left = length - start
            if left < 400 and (ending := [t for t in fresh if self._ends(t, left)]):
                self._plan.append(self._nearest(ending))
                return
            fresh = [t for t in fresh if self._step(t) < left - 100]
            if not fresh:
                return
            jump = start > next_jump
            next_jump += jump_s if jump else 0
            self._plan.append(self._favourite(fresh) if jump else self._nearest(fresh))
            start += self._step(self._plan[-1])

    def _step(self, track: Record) -> int:
        """Return the seconds from a track's start to the next one's."""
        play = _play(track, self._night["max_play"])
        return play - _overlap(track, play, self._night["mix_beats"])

    def _ends(self, track: Record, left: int) -> bool:
        play = _play(track, self._night["max_play"])
        return bool(abs(play - left) <= self._night["tol_end"] // 2)

    def _fresh(self) -> list[Record]:
        """Return tracks not played yet by artists not heard lately."""
        recent = self._plan[-self._night["artist_gap"] :]
        artists = {track["artist"] for track in recent}
        used = {track["id"] for track in self._plan}
        return [
            track
            for track in self._rng.sample(self._playable, len(self._playable))[:4000]
            if track["id"] not in used and track["artist"] not in artists
        ]

    def _favourite(self, fresh: list[Record]) -> Record:
        """Return what the theme likes best of a handful, whatever its tempo."""
        weights = self._night["theme"]["genres"]
        chosen = max(fresh[:6], key=lambda t: weights.get(t["genre"], 0))
        if self._plan and _apart(self._plan[-1], chosen) > 0.07:
            self._cuts.add(len(self._plan))
        return chosen

    def _nearest(self, fresh: list[Record]) -> Record:
        """Return what fits the last track and the theme best of some dozens."""
        if not self._plan:
            return self._favourite(fresh)
        weights, last = self._night["theme"]["genres"], self._plan[-1]
        return min(
            fresh[:LOOKED_AT],
            key=lambda t: 30 * _apart(last, t) - weights.get(t["genre"], 0) / 900,
        )

    def _clock(self) -> list[tuple[int, int]]:
        """Return start and end of each slot of the walked night."""
        found, start = [], 0
        for track in self._plan:
            play = _play(track, self._night["max_play"])
            found.append((start, start + play))
            start += play - _overlap(track, play, self._night["mix_beats"])
        return found

    def _doors(self, count: int) -> int:
        """Pin the first and the last slot now and then; return the anchors left."""
        left, last = count, len(self._plan) - 1
        if left > 0 and self._rng.random() < 0.4 and last > 0:
            kinds = ({"type": "position", "pos": 1}, {"type": "first"})
            self._pin(0, self._rng.choice(kinds))
            left -= 1
        if left > 1 and self._rng.random() < 0.4 and last > 1:
            length = self._night["length_s"]
            curfew = {"type": "end_at", "at": length, "tol": self._night["tol_end"]}
            place = {"type": "position", "pos": -1}
            self._pin(last, self._rng.choice([place, {"type": "last"}, curfew]))
            left -= 1
        return left

    def _chain(self, left: int) -> int:
        """Pin two or three slots in a row, the later ones directly after."""
        size = min(left, self._rng.choice((2, 2, 3)))
        place = self._free_place(size)
        if place is None or size < 2:
            return 0
        self._timed(place)
        for step in range(1, size):
            before = self._plan[place + step - 1]["id"]
            self._pin(place + step, {"type": "after", "after": before}, cuts=False)
        return size

    def _reprise(self, left: int) -> int:
        """Pin one track twice, at least three quarters of an hour apart."""
        clock = self._clock()
        first = self._free_place(1)
        if left < 2 or first is None:
            return 0
        track = self._plan[first]
        spare = [
            place
            for place, (start, _) in enumerate(clock)
            if start - clock[first][0] > REPRISE_S + 400
            and self._may_pin(place)
            and self._may_return(track, place)
        ]
        if not spare:
            return 0
        second = self._rng.choice(spare)
        self._plan[second] = track
        self._timed(first, "at")
        self._timed(second, "at")
        return 2

    def _may_return(self, track: Record, place: int) -> bool:
        """Whether a track may take this place too without moving clock or rules."""
        gap = self._night["artist_gap"]
        near = self._plan[max(0, place - gap) : place + gap + 1]
        moved = abs(self._step(track) - self._step(self._plan[place]))
        return bool(moved <= 20) and track["artist"] not in {t["artist"] for t in near}

    def _place(self, left: int) -> int:
        """Pin a slot by its number, from the front or from the back."""
        place = self._free_place(1)
        if place is None or left < 1:
            return 0
        back = place - len(self._plan)
        near = place + 1 if place + 1 <= -back else back
        self._pin(place, {"type": "position", "pos": near})
        return 1

    def _somewhere(self, left: int) -> int:
        place = self._free_place(1)
        if place is None or left < 1:
            return 0
        self._pin(place, {"type": "played"})
        return 1

    def _spread(self, count: int) -> list[int]:
        """Return places for timed anchors, where the walk jumped first of all."""
        places = []
        for part in range(count):
            low = part * len(self._plan) // max(1, count)
            high = (part + 1) * len(self._plan) // max(1, count)
            spare = [p for p in range(low, high) if self._may_pin(p)]
            jumps = [p for p in spare if p in self._cuts]
            if spare:
                places.append(self._rng.choice(jumps or spare))
        return places

    def _timed(self, place: int, kind: str = "") -> None:
        """Pin a slot by the clock, now and then one whose BPM nobody knows."""
        if self._rng.random() < 0.08:
            self._plan[place]["bpm"] = None
        kind = kind or self._rng.choices(("at", "end_at"), (4, 1))[0]
        window = self._rng.choice((30, 60, 90, 120, 180))
        self._pin(place, {"type": kind, "at": None, "tol": window})

    def _close(self) -> None:
        """Read the times of the anchors off the walked night's clock."""
        for place, (start, end) in enumerate(self._clock()):
            anchor = self._found.get(place, {})
            if anchor.get("at", 0) is None:
                second = start if anchor["type"] == "at" else end
                anchor["at"] = (second + 30) // 60 * 60

    def _pin(self, place: int, anchor: Record, cuts: bool = True) -> None:
        cut_in = cuts and place in self._cuts and self._rng.random() < 0.6
        named = {
            **anchor,
            "cut_in": cut_in,
            "cut_out": cuts and self._rng.random() < 0.1,
            "track": self._plan[place]["id"],
        }
        self._found[place] = named

    def _may_pin(self, place: int) -> bool:
        return place not in self._found and 0 < place < len(self._plan) - 1

    def _free_place(self, size: int) -> int | None:
        """Return a place where ``size`` slots in a row are not pinned yet."""
        spare = [
            place
            for place in range(len(self._plan))
            if all(self._may_pin(place + step) for step in range(size))
        ]
        return self._rng.choice(spare) if spare else None
