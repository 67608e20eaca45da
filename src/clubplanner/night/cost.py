"""The cost model: what a good plan is, to the last digit.

This is ``cost-model.md`` version 1 and the only place it stands. The builder makes its
arrays from these functions, the checker grades with them, suggest and explain quote
them. All arithmetic is on integers, so every scorer agrees; a cost of 1000 means
"awkward but acceptable, the floor notices".
"""

from dataclasses import dataclass, fields
from itertools import pairwise
from math import log
from operator import add, attrgetter
from typing import NamedTuple

from clubplanner.music.key import Key
from clubplanner.night.rules import KeyWeights, Rules, ThemeValues

OCTAVE = 6931
"""A doubled tempo in steps of 0.01 % of log tempo: round(10000 ln 2)."""


class Song(NamedTuple):
    """What the cost model knows of a track.

    A tuple, since a build makes one for every track of a library.

    Attributes:
        id: the track's path, or another unique name.
        artist: folded, compared for the artist gap; "" never equals another.
        tempo: round(10000 ln bpm), None where the BPM is unknown.
        bpm: beats a minute or None.
        key, energy: as in ``Track``.
        genre: family name, "" where unknown.
        stars: 1-5, an unknown rating is 3.
        fits: whether any tag is one of the theme's.
        weeks: whole weeks since it was last played at the venue, None for never.
        artist_weeks: whole weeks since its artist was last heard there, likewise.
        length_s: seconds it plays when nothing shortens it (from mix-in to out point).
        cue: id of the cue it is played as, for chords and morphs.
        is_signature: whether the room comes for it: neither new to it nor old.
        price: what a search adds in a free slot to steer; no part of the model.
    """

    id: str
    artist: str = ""
    tempo: int | None = None
    bpm: float | None = None
    key: Key | None = None
    energy: int | None = None
    genre: str = ""
    stars: int = 3
    fits: bool = False
    weeks: int | None = None
    length_s: int = 0
    cue: str = ""
    artist_weeks: int | None = None
    is_signature: bool = False
    price: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """A cost by term; ``total`` is their sum and never below 0 for one transition.

    The last three are the house rules' and 0 unless a residency sets them: ``artist``
    (the artist was heard lately), ``neighbours`` (the pair stood side by side at the
    last night) and ``fresh`` (of a whole night: too few tracks new to the room).
    """

    tempo: int = 0
    key: int = 0
    step: int = 0
    genre: int = 0
    memory: int = 0
    cut: int = 0
    energy: int = 0
    affinity: int = 0
    recency: int = 0
    artist: int = 0
    neighbours: int = 0
    fresh: int = 0

    @property
    def total(self) -> int:
        """The sum of all terms."""
        return sum(_values(self))

    def __add__(self, other: "Terms") -> "Terms":
        return Terms(*map(add, _values(self), _values(other)))


_values = attrgetter(*(term.name for term in fields(Terms)))


@dataclass(frozen=True, slots=True)
class TempoMove:
    """The step of tempo into a track.

    Attributes:
        steps: signed, in 0.01 % of log tempo, after folding octaves.
        octaves: octaves taken out of it: 1 where the incoming tempo reads double.
    """

    steps: int
    octaves: int

    @property
    def distance(self) -> int:
        """The size of the step, 0.01 % of log tempo."""
        return abs(self.steps)


def half_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded to whole, halves up: floor(x + 0.5)."""
    return (2 * numerator + denominator) // (2 * denominator)


def tempo_steps(bpm: float) -> int:
    """Return round(10000 ln bpm), the tempo in steps of 0.01 %."""
    return int(10_000 * log(bpm) + 0.5)


def bridge_steps(pitch_range: float) -> int:
    """Return the widest distance that is no bridge: round(10000 ln(1 + range))."""
    return int(10_000 * log(1 + pitch_range / 100) + 0.5)


def tempo_move(outgoing: int, incoming: int) -> TempoMove:
    """Return the folded step between two tempi given as ``tempo_steps``.

    The smallest reading wins; on a tie the direct one.
    """
    direct = incoming - outgoing
    octaves = min((0, 1, -1), key=lambda n: abs(direct - n * OCTAVE))
    return TempoMove(direct - octaves * OCTAVE, octaves)


def tempo_cost(move: TempoMove, rules: Rules) -> int:
    """Return term T of a known tempo step."""
    edge = bridge_steps(rules.pitch_range)
    inside = min(move.distance, edge)
    cost = half_up(inside * inside, rules.tempo_scale)
    cost += rules.tempo_beyond * (move.distance - inside)
    return cost + (rules.tempo_fold if move.octaves else 0)


def key_step_cost(number: int, from_letter: str, to_letter: str, w: KeyWeights) -> int:
    """Return what a step on the wheel costs, key lock on.

    Args:
        number: directed difference of the Camelot numbers, -5..6.
        from_letter, to_letter: ``A`` or ``B``.
        w: the weights.
    """
    if from_letter == to_letter:
        return {
            0: w.same,
            1: w.fifth,
            -1: w.fifth,
            2: w.whole_tone_up,
            -2: w.whole_tone_down,
            -5: w.semitone_up,
            5: w.semitone_down,
            6: w.tritone,
        }.get(number, w.minor_third if abs(number) == 3 else w.major_third)
    towards_minor = number if to_letter == "A" else -number
    return {
        0: w.relative,
        1: w.diagonal,
        -1: w.other_diagonal,
        -3: w.parallel,
        3: w.other_third,
        2: w.two_across,
        -2: w.two_across,
    }.get(towards_minor, w.far_across)


def pitch_shift(steps: int) -> tuple[int, int]:
    """Return what pitching the incoming deck back by ``steps`` does to its key.

    Returns:
        whole semitones, and the detune left over as round(10 * cents).
    """
    semitones = half_up(-12 * steps, OCTAVE)
    off = abs(-12_000 * steps - 1000 * semitones * OCTAVE)
    return semitones, half_up(off, OCTAVE)


def key_cost(
    outgoing: Song, incoming: Song, move: TempoMove | None, rules: Rules
) -> int:
    """Return term K between two songs, without the same-chords relation."""
    if outgoing.key is None or incoming.key is None:
        return rules.key.unknown
    semitones, detune = 0, 0
    within = move is not None and move.distance <= bridge_steps(rules.pitch_range)
    if move is not None and within and not rules.key_lock:
        semitones, detune = pitch_shift(move.steps)
    step = incoming.key.number + 7 * semitones - outgoing.key.number
    letters = outgoing.key.letter, incoming.key.letter
    return key_step_cost((step + 5) % 12 - 5, *letters, rules.key) + detune


def energy_step_cost(outgoing: int | None, incoming: int | None, rules: Rules) -> int:
    """Return term S: jumps of more than one point, falling dearer than rising."""
    if outgoing is None or incoming is None:
        return 0
    over = max(0, abs(incoming - outgoing) - 1)
    weight = rules.step_up if incoming > outgoing else rules.step_down
    return weight * over * over


def genre_cost(outgoing: str, incoming: str, rules: Rules) -> int:
    """Return term G between two genre families."""
    if not outgoing or not incoming:
        return rules.genre_unknown
    if outgoing == incoming:
        return 0
    near = frozenset((outgoing, incoming)) in rules.neighbours
    return rules.genre_near if near else rules.genre_far


def share_chords(outgoing: Song, incoming: Song, theme: ThemeValues) -> bool:
    """Whether the theme says the two cues are built on the same chords."""
    if not outgoing.cue or not incoming.cue:
        return False
    return any(outgoing.cue in g and incoming.cue in g for g in theme.chords)


def mix_terms(
    outgoing: Song,
    incoming: Song,
    rules: Rules,
    theme: ThemeValues,
    memory: int = 0,
    neighbours: int = 0,
) -> Terms:
    """Return T, K, S, G, M and the neighbours' term of mixing ``incoming`` in.

    A negative ``memory`` (a pair that worked) lowers the sum, never below 0. The pair
    is neither pinned nor cut.
    """
    move = step_between(outgoing, incoming)
    key = key_cost(outgoing, incoming, move, rules)
    if share_chords(outgoing, incoming, theme):
        key = min(key, rules.key.same_chords)
    terms = Terms(
        tempo=rules.tempo_unknown if move is None else tempo_cost(move, rules),
        key=key,
        step=energy_step_cost(outgoing.energy, incoming.energy, rules),
        genre=genre_cost(outgoing.genre, incoming.genre, rules),
        neighbours=neighbours,
    )
    return terms + Terms(memory=max(memory, -terms.total))


def step_between(outgoing: Song, incoming: Song) -> TempoMove | None:
    """Return the tempo step between two songs, None where a BPM is unknown."""
    if outgoing.tempo is None or incoming.tempo is None:
        return None
    return tempo_move(outgoing.tempo, incoming.tempo)


def is_bridge(outgoing: Song, incoming: Song, rules: Rules) -> bool:
    """Whether mixing the two would leave the pitch range."""
    move = step_between(outgoing, incoming)
    return move is not None and move.distance > bridge_steps(rules.pitch_range)


def curve_target(curve: tuple[tuple[int, int], ...], second: int) -> int | None:
    """Return the energy wanted at ``second``, in thousandths; None without a curve.

    Args:
        curve: knots (second, thousandths of energy) in order of time.
        second: seconds into the night.
    """
    if not curve:
        return None
    if second <= curve[0][0]:
        return curve[0][1]
    for (t0, e0), (t1, e1) in pairwise(curve):
        if t0 <= second < t1:
            return e0 + (e1 - e0) * (second - t0) // (t1 - t0)
    return curve[-1][1]


def curve_cost(energy: int | None, target: int | None, play: int, rules: Rules) -> int:
    """Return term E; an unknown energy counts as one point off, no curve as none."""
    if target is None:
        return 0
    off = 1000 if energy is None else 1000 * energy - target
    return half_up(play * off * off, rules.curve_scale)


def affinity(song: Song, theme: ThemeValues, rules: Rules) -> int:
    """Return how well a song suits the theme, in thousandths (higher is better)."""
    taste = rules.affinity_genre * theme.genres.get(song.genre, 0)
    stars = rules.affinity_stars * (1000 * (song.stars - 1) // 4)
    tags = rules.affinity_tags * (1000 if song.fits else 0)
    return (taste + stars + tags) // 1000


def affinity_cost(song: Song, play: int, theme: ThemeValues, rules: Rules) -> int:
    """Return term A."""
    wanting = 1000 - affinity(song, theme, rules)
    return half_up(play * wanting, rules.affinity_scale)


def rest_cost(weeks: int | None, play: int, soft: int, rules: Rules) -> int:
    """Return term R of a song, or of its artist, last heard ``weeks`` weeks ago.

    It is fully fresh again after ``soft`` weeks; 0 for at once.
    """
    if weeks is None or weeks >= soft:
        return 0
    return play * (1000 * (soft - weeks) // soft) // rules.rest_scale


def lasting_costs(
    song: Song, play: int, rules: Rules, theme: ThemeValues
) -> tuple[int, int, int]:
    """Return A, R and the artist's rest: what a slot costs whenever it plays."""
    return (
        affinity_cost(song, play, theme, rules),
        rest_cost(song.weeks, play, rules.weeks_soft, rules),
        rest_cost(song.artist_weeks, play, rules.artist_weeks, rules),
    )


def slot_terms(
    song: Song,
    start: int,
    play: int,
    curve: tuple[tuple[int, int], ...],
    rules: Rules,
    theme: ThemeValues,
) -> Terms:
    """Return E, A, R and the artist's rest of a free slot from second ``start`` on."""
    target = curve_target(curve, start + play // 2)
    taste, rest, artist = lasting_costs(song, play, rules, theme)
    energy = curve_cost(song.energy, target, play, rules)
    return Terms(energy=energy, affinity=taste, recency=rest, artist=artist)


def play_seconds(song: Song, max_play: int) -> int:
    """Return how long a song plays, in whole seconds."""
    return min(song.length_s, max_play)


def overlap_seconds(song: Song, play: int, beats: int, unknown_s: int = 20) -> int:
    """Return how long the outgoing song sounds together with the next one."""
    wanted = unknown_s if song.bpm is None else int(beats * 60 / song.bpm + 0.5)
    return min(wanted, play // 4)


def pair_memory_cost(stars: int | None, repeats: bool, rules: Rules) -> int:
    """Return term M of a pair the residency remembers.

    Args:
        stars: the DJ's 1-5 stars for the pair, None when it was never rated.
        repeats: whether it was played in this order at the last night.
        rules: the weights.
    """
    liked = 0 if stars is None else rules.pair_stars[stars - 1]
    return liked + (rules.pair_repeated if repeats else 0)
