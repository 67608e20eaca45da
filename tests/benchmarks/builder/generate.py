"""Seeded libraries and nights to measure builders with.

``generate`` yields one object shaped like an entry of ``cost-examples.json``, with its
``tracks`` and ``night``. The library is a DJ of mixed nights: tempi cluster by
genre, keys are uneven, artists follow Zipf's law, five in a hundred of each value are
missing, some tracks were played in the last weeks, a third have a mix-in or an out
point. The anchors are read off a hidden night that was walked through the library, so a
legal plan exists; the walk is crude, a builder finds much better.

    python -m tests.benchmarks.builder.generate --tracks 10000 --hours 5 --anchors 5 \
        --seed 1 OUT.json
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from json import dumps
from math import log
from pathlib import Path
from random import Random
from typing import Any

Record = dict[str, Any]

NIGHT = date(2026, 5, 16)
REPRISE_S = 2700
LOOKED_AT = 80
"""Tracks the hidden walk compares for each of its steps."""


@dataclass(frozen=True)
class Style:
    """A genre: tempo clusters (centre, spread, share), usual energy, keys in minor."""

    clusters: tuple[tuple[float, float, float], ...]
    energy: float
    minor: float
    share: float


STYLES = {
    "house": Style(((122, 1.6, 0.5), (125.5, 1.4, 0.5)), 6.2, 0.7, 0.27),
    "techno": Style(((130, 2.0, 0.7), (138, 2.5, 0.3)), 7.4, 0.85, 0.18),
    "pop": Style(((118, 5.0, 0.6), (100, 5.0, 0.2), (128, 2.0, 0.2)), 6.0, 0.5, 0.22),
    "indie": Style(((112, 7.0, 0.5), (140, 9.0, 0.5)), 5.2, 0.4, 0.12),
    "hiphop": Style(((92, 4.0, 0.7), (145, 5.0, 0.3)), 5.4, 0.75, 0.13),
    "dnb": Style(((174, 0.9, 1.0),), 8.1, 0.8, 0.08),
}
THEMES = (
    (("house", 1000), ("pop", 800), ("techno", 500), ("indie", 300), ("dnb", 100)),
    (("pop", 1000), ("house", 750), ("hiphop", 600), ("indie", 500), ("techno", 150)),
    (("techno", 1000), ("house", 700), ("dnb", 550), ("indie", 100)),
    (("indie", 1000), ("pop", 850), ("house", 550), ("hiphop", 350), ("techno", 200)),
    (("hiphop", 1000), ("pop", 700), ("dnb", 450), ("house", 400)),
)
TAGS = ("afro", "bootleg", "dark", "deep", "disco", "score", "vocal", "00s", "80s")
MINOR = (9, 6, 5, 12, 8, 6, 7, 16, 9, 6, 10, 5)
MAJOR = (4, 5, 3, 4, 5, 3, 8, 12, 6, 5, 4, 3)
"""How often each Camelot number is met, in parts; 8A and 8B are A minor and C major."""


def generate(
    seed: int, tracks: int = 1000, hours: float = 5, anchors: int = 5
) -> Record:
    """Return one instance.

    Args:
        seed: of everything.
        tracks: size of the library, 200 to 50,000 (fewer for tests).
        hours: length of the night.
        anchors: how many anchors it gets, as far as they fit.
    """
    return walked(seed, tracks, hours, anchors)[0]


def walked(
    seed: int, tracks: int, hours: float, anchors: int
) -> tuple[Record, list[str]]:
    """Return an instance and the ids of the hidden night its anchors come from."""
    rng = Random(f"{seed}/{tracks}/{hours:g}/{anchors}")
    library = _library(rng, tracks)
    night = _night(rng, round(hours * 60) * 60)
    hidden = _Anchoring(rng, library, night)
    night["anchors"] = hidden.anchors(anchors)
    name = f"{tracks} tracks, {hours:g} h, {anchors} anchors, seed {seed}"
    return {"name": name, "tracks": library, "night": night}, hidden.ids


def _library(rng: Random, size: int) -> list[Record]:
    genres = list(STYLES)
    shares = [style.share for style in STYLES.values()]
    homes: dict[int, str] = {}
    names = max(5, size // 3)
    weights = [1 / (rank + 3) for rank in range(names)]
    ranks = rng.choices(range(names), weights, k=size)
    library = []
    for number, rank in enumerate(ranks):
        home = homes.setdefault(rank, rng.choices(genres, shares)[0])
        genre = home if rng.random() < 0.8 else rng.choices(genres, shares)[0]
        library.append(_track(rng, number, f"artist {rank:05d}", genre))
    return library


def _track(rng: Random, number: int, artist: str, genre: str) -> Record:
    style = STYLES[genre]
    centre, spread, _ = rng.choices(style.clusters, [c[2] for c in style.clusters])[0]
    bpm = min(190.0, max(60.0, rng.gauss(centre, spread)))
    minor = rng.random() < style.minor
    wheel = rng.choices(range(1, 13), MINOR if minor else MAJOR)[0]
    dur = int(min(640, max(95, rng.gauss(290 if genre == "techno" else 235, 55))))
    track = {
        "id": f"b{number:05d}",
        "artist": artist,
        "title": f"Song {number}",
        "bpm": _kept(rng, float(round(bpm)) if rng.random() < 0.6 else round(bpm, 2)),
        "key": _kept(rng, f"{wheel}{'A' if minor else 'B'}"),
        "energy": _kept(rng, min(10, max(1, round(rng.gauss(style.energy, 1.5))))),
        "dur": dur,
        "genre": _kept(rng, genre) or "",
        "tags": sorted(rng.sample(TAGS, rng.choices((0, 1, 2, 3), (4, 4, 2, 1))[0])),
        "rating": _kept(rng, rng.choices((1, 2, 3, 4, 5), (3, 10, 40, 32, 15))[0]),
        "last_played": _played(rng),
    }
    if rng.random() < 0.3:
        track["mix_in"] = rng.randint(0, dur // 6)
    if rng.random() < 0.3:
        track["out"] = dur - rng.randint(0, dur // 6)
    return track


def _kept(rng: Random, value: object) -> object:
    return None if rng.random() < 0.05 else value


def _played(rng: Random) -> str | None:
    roll = rng.random()
    if roll < 0.55:
        return None
    days = rng.randint(5, 70) if roll < 0.7 else rng.randint(70, 700)
    return (NIGHT - timedelta(days=days)).isoformat()


def _night(rng: Random, length: int) -> Record:
    return {
        "start": f"{NIGHT.isoformat()}T{rng.choice((21, 22, 23))}:00:00",
        "length_s": length,
        "theme": {
            "genres": dict(rng.choice(THEMES)),
            "tags": dict.fromkeys(sorted(rng.sample(TAGS, rng.randint(1, 3))), 1000),
        },
        "curve": _curve(rng, length),
        "anchors": [],
        "max_play": rng.choice((240, 300, 360)),
        "mix_beats": rng.choice((32, 64, 64)),
        "keylock": rng.random() < 0.85,
        "artist_gap": rng.choice((4, 6, 6, 8)),
        "weeks_hard": 2,
        "weeks_soft": 8,
        "tol_end": rng.choice((120, 240, 240)),
    }


def _curve(rng: Random, length: int) -> list[list[int]]:
    low, high = rng.choice((4000, 4500, 5000)), rng.choice((7500, 8000, 8500))
    last = rng.choice((5500, 6500, 7500))
    shapes = (
        ((0, low), (1, high)),
        ((0, low), (0.65, high), (1, last)),
        ((0, low), (0.35, 6500), (0.7, high), (0.85, high), (1, last)),
        ((0, low), (0.4, 7500), (0.5, 6000), (0.8, high), (1, last)),
    )
    return [[round(part * length), level] for part, level in rng.choice(shapes)]


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


class _Anchoring:
    """Walks a night through a library and turns some of its slots into anchors.

    Args:
        rng: of the walk.
        library: the tracks.
        night: everything but its anchors.
    """

    def __init__(self, rng: Random, library: list[Record], night: Record) -> None:
        self._rng, self._library, self._night = rng, library, night
        self._playable = [track for track in library if self._may_play(track)]
        self._plan: list[Record] = []
        self._cuts: set[int] = set()
        self._found: dict[int, Record] = {}

    def _may_play(self, track: Record) -> bool:
        if not track["bpm"]:
            return False
        last = track["last_played"]
        rested = not last or (NIGHT - date.fromisoformat(last)).days // 7
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Write one instance to a file."""
    parser = ArgumentParser(description="Make a library and a night to build.")
    parser.add_argument("--tracks", type=int, default=1000)
    parser.add_argument("--hours", type=float, default=5)
    parser.add_argument("--anchors", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    made = generate(given.seed, given.tracks, given.hours, given.anchors)
    given.out.write_text(dumps(made))


if __name__ == "__main__":
    main()
