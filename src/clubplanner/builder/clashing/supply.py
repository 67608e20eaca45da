"""What a library has to fill a night with: lengths, counted, and sums of lengths."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clubplanner.music.track import Track
from clubplanner.night.cost import Song, overlap_seconds, play_seconds
from clubplanner.night.rules import Rules, ThemeValues
from clubplanner.night.songs import song_of

TYPICAL_S, SPREAD_S = 240, 30
"""How long a track is that is still to be found, in seconds, and how far one of them is
from that at most: tracks of one length would fill hardly any stretch."""


@dataclass(frozen=True, slots=True)
class Supply:
    """The tracks that may be played, by what they do to the clock.

    Attributes:
        steps: how many tracks move the night on by so many seconds when mixed out of.
        plays: how long tracks play, each length once.
        artists: per artist the steps of the tracks, the longest first; a track without
            an artist is one of its own.
    """

    steps: Mapping[int, int]
    plays: frozenset[int]
    artists: Mapping[str, tuple[int, ...]]

    @property
    def tracks(self) -> int:
        """How many tracks there are."""
        return sum(self.steps.values())

    @property
    def shortest(self) -> int | None:
        """The shortest step, None without tracks."""
        return min(self.steps, default=None)


def clock_of(song: Song, rules: Rules) -> tuple[int, int]:
    """Return by how many seconds a song moves the night on, and how long it plays."""
    play = play_seconds(song, rules.max_play_s)
    overlap = overlap_seconds(song, play, rules.mix_beats, rules.unknown_overlap_s)
    return play - overlap, play


def wanted_track(number: int) -> Track:
    """Return a track still to be found, by an artist of its own."""
    spread = number * 37 % (2 * SPREAD_S + 1) - SPREAD_S
    return Track(f"+{number}", bpm=120.0, length_s=float(TYPICAL_S + spread))


class Library:
    """The songs of a library, with the supply that some rules leave of them.

    Args:
        songs: all that have a BPM and a length, resting ones too, without those that
            the plan holds already.
    """

    def __init__(self, songs: Sequence[Song]) -> None:
        self._songs = tuple(songs)
        self._known: dict[tuple[int, int, int], Supply] = {}

    def __len__(self) -> int:
        """Return how many songs there are."""
        return len(self._songs)

    def supply(self, rules: Rules, added: int = 0) -> Supply:
        """Return what may be played under the rules, and ``added`` tracks more."""
        asked = (rules.weeks_hard, rules.max_play_s, rules.mix_beats)
        if asked not in self._known:
            rested = [
                song
                for song in self._songs
                if song.weeks is None or song.weeks >= rules.weeks_hard
            ]
            self._known[asked] = _supply(rested, rules)
        known = self._known[asked]
        return _joined(known, _wanted(added, rules)) if added else known


def _wanted(added: int, rules: Rules) -> Supply:
    tracks = map(wanted_track, range(added))
    return _supply([song_of(track, ThemeValues()) for track in tracks], rules)


def _supply(songs: Sequence[Song], rules: Rules) -> Supply:
    steps: Counter[int] = Counter()
    plays: set[int] = set()
    artists: dict[str, list[int]] = {}
    for song in songs:
        step, play = clock_of(song, rules)
        steps[step] += 1
        plays.add(play)
        artists.setdefault(song.artist or f"\n{song.id}", []).append(step)
    longest = {a: tuple(sorted(s, reverse=True)) for a, s in artists.items()}
    return Supply(steps, frozenset(plays), longest)


def _joined(one: Supply, other: Supply) -> Supply:
    """Return two supplies that share no artist as one."""
    steps = Counter(one.steps) + Counter(other.steps)
    return Supply(steps, one.plays | other.plays, {**one.artists, **other.artists})


def sums(reached: int, steps: Mapping[int, int], limit: int) -> int:
    """Return the seconds reached by adding steps, each as often as it is there.

    Exact subset sums on the bits of one whole number, a step that is there n times in
    log2(n) shifts (Bellman 1957; Pisinger 1999 for the word-parallel form).

    Args:
        reached: bit s is set where second s is reached already.
        steps: how often each step may be taken.
        limit: seconds from which on nothing is of interest.
    """
    mask = (1 << (limit + 1)) - 1
    for step, count in steps.items():
        left, part = min(count, limit // step if step > 0 else 0), 1
        while left > 0:
            take = min(part, left)
            reached |= reached << (step * take) & mask
            left -= take
            part *= 2
    return reached


def ends(reached: int, plays: Iterable[int], limit: int) -> int:
    """Return the seconds at which a last track can be over; it may have played before.

    Args:
        reached: bit s is set where a track may start at second s.
        plays: how long tracks play.
        limit: seconds from which on nothing is of interest.
    """
    mask = (1 << (limit + 1)) - 1
    over = 0
    for play in set(plays):
        over |= reached << play & mask
    return over


def window_bits(low: int, high: int) -> int:
    """Return a number with the bits of the seconds from ``low`` to ``high`` set."""
    low = max(0, low)
    return ((1 << (high - low + 1)) - 1) << low if high >= low else 0


def lowest(bits: int) -> int:
    """Return the first second that is set; -1 for none."""
    return (bits & -bits).bit_length() - 1
