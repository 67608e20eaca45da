"""Two nights side by side: what both play, what moved, which neighbours they share."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from clubplanner.music.track import Track
from clubplanner.residency.identity import keys_of

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Stop:
    """One track of a night, planned or played.

    Attributes:
        track: what plays; only its names are known of a track nobody owns.
        at: wall clock of its start, None if not known.
        ends: wall clock at which the next one takes over, None if not known.
    """

    track: Track
    at: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two nights.

    Attributes:
        name, date: of the night.
        path: its file.
        is_played: whether the stops come from its play log.
        stops: in playing order, gaps left out.
    """

    name: str
    date: date
    path: str
    is_played: bool
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A track both nights play.

    Attributes:
        a, b: its place in each.
    """

    a: Stop
    b: Stop

    @property
    def moved_min(self) -> int | None:
        """Minutes later in the second night, as a clock without seconds shows them."""
        moved = moved_s(self.a, self.b)
        if moved is None or self.a.at is None or self.b.at is None:
            return None
        return (moved + self.a.at.second - self.b.at.second) // 60


@dataclass(frozen=True, slots=True)
class NightDiff:
    """What two nights have in common and what not.

    Attributes:
        a, b: the nights.
        both: tracks in both, in the order of the first night; a reprise counts as
            often as both nights play it.
        only_a, only_b: tracks of one night, in its order.
        neighbours: pairs of tracks that follow each other in both, in the order of the
            first night, each once.
    """

    a: Side
    b: Side
    both: tuple[Shared, ...]
    only_a: tuple[Stop, ...]
    only_b: tuple[Stop, ...]
    neighbours: tuple[tuple[Stop, Stop], ...]

    def share(self, side: Side) -> float:
        """Return how much of a night the other one plays too, in percent."""
        return 100 * len(self.both) / len(side.stops) if side.stops else 0.0


def night_diff(a: Side, b: Side) -> NightDiff:
    """Compare two nights.

    Tracks are the same when the file or the folded artist and title agree. Of a track
    that one night plays more often, the plays nearest on the clock are taken together.
    """
    music_a, music_b = _music(a.stops, b.stops)
    pairs = dict(sorted(_paired(a.stops, b.stops, music_a, music_b)))
    in_b = set(pairs.values())
    follows_in_b = set(pairwise(music_b))
    neighbours: dict[tuple[int, int], tuple[Stop, Stop]] = {}
    for place, pair in enumerate(pairwise(music_a)):
        if pair in follows_in_b:
            neighbours.setdefault(pair, (a.stops[place], a.stops[place + 1]))
    return NightDiff(
        a,
        b,
        tuple(Shared(a.stops[i], b.stops[j]) for i, j in pairs.items()),
        tuple(stop for i, stop in enumerate(a.stops) if i not in pairs),
        tuple(stop for j, stop in enumerate(b.stops) if j not in in_b),
        tuple(neighbours.values()),
    )


def moved_s(a: Stop, b: Stop) -> int | None:
    """Return how much later on the wall clock the second starts, in seconds.

    The dates differ and a log need not know on which side of midnight it began, so the
    nearer way round the clock counts: at most half a day.
    """
    if a.at is None or b.at is None:
        return None
    apart = _seconds(b.at) - _seconds(a.at)
    return (apart + _DAY_S // 2) % _DAY_S - _DAY_S // 2


def _seconds(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _music(
    first: Sequence[Stop], second: Sequence[Stop]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Number the stops of both; the same music has the same number.

    A stop may join what was apart: its file is one's, its name another's.
    """
    parents: list[int] = []
    known: dict[str, int] = {}

    def root(number: int) -> int:
        while parents[number] != number:
            number = parents[number]
        return number

    for place, stop in enumerate((*first, *second)):
        parents.append(place)
        track = stop.track
        for key in keys_of(track.path, track.artist, track.title):
            low, high = sorted((root(known.setdefault(key, place)), root(place)))
            parents[high] = low
    numbers = tuple(root(place) for place in range(len(parents)))
    return numbers[: len(first)], numbers[len(first) :]


def _paired(
    first: Sequence[Stop],
    second: Sequence[Stop],
    music_a: Sequence[int],
    music_b: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """Yield places of the same music, the nearest on the clock taken first."""
    places: dict[int, list[int]] = {}
    for j, music in enumerate(music_b):
        places.setdefault(music, []).append(j)
    options = [(i, j) for i, m in enumerate(music_a) for j in places.get(m, ())]

    def distance(pair: tuple[int, int]) -> tuple[int, int, int]:
        i, j = pair
        moved = moved_s(first[i], second[j])
        return (_DAY_S if moved is None else abs(moved), abs(i - j), i)

    used_a: set[int] = set()
    used_b: set[int] = set()
    for i, j in sorted(options, key=distance):
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            yield i, j
