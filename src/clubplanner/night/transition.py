"""One transition told in full: tempo of each deck, key, energy, overlap, grade.

The grade is made for arguing. It is what mixing the pair costs in tempo, key and
energy (terms T, K and S of the cost model), in bands that keep what real DJs do: 65 %
of played tracks move at most 2 % in tempo, 81 % at most 4 %, 89 % at most 6 %, 92 % at
most 8 % (Kim et al., ISMIR 2020). The bands end where those percents cost, plus the
price of a fifth, which nobody calls a fault: A up to 2 %, B 4 %, C 6 %, D 8 %, F
beyond. A clash of keys or a jump of energy costs as much as so many percent would.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clubplanner.music.key import Key as MusicalKey
from clubplanner.music.key import KeyMove, KeyShift, key_shift, move, pitched
from clubplanner.music.tempo import Meeting, meet
from clubplanner.night.context import Context
from clubplanner.night.cost import Song, TempoMove, bridge_steps, mix_terms, tempo_cost
from clubplanner.night.plan import Night
from clubplanner.night.rules import Rules
from clubplanner.night.score import Kind, Link, Score
from clubplanner.night.timeline import Timed

NO_GRADE = "-"
"""Stands where nothing is mixed: into and out of a gap, or beside an open cue."""


@dataclass(frozen=True, slots=True)
class KeyReading:
    """The key move as heard under one setting of key lock.

    Attributes:
        heard: the incoming key as it sounds.
        move: the step from the outgoing key to it.
        shift: what the pitch does to the incoming key; zero with key lock on.
    """

    heard: MusicalKey
    move: KeyMove
    shift: KeyShift


@dataclass(frozen=True, slots=True)
class Transition:
    """What happens between two slots.

    Attributes:
        before, after: the outgoing and the incoming slot on the clock.
        link: kind and cost by the model.
        grade: ``A`` to ``F``, or ``-`` where nothing is mixed.
        meeting: how the decks meet, None where a BPM is unknown.
        locked, unlocked: the key move with key lock on and off, None where a key (or,
            off, a BPM) is unknown.
        energy_step: points the energy rises, None where one is unknown.
        overlap_beats: beats of the outgoing track both sound, None where its BPM is
            unknown.
        overlap_s: seconds both sound.
        asked_beats: the overlap asked for, before a short track cut it.
        repeats: whether the pair was played in this order at the last night.
        stars: the DJ's stars for the pair, None when it was never rated.
        stars_day: the day of that mix.
    """

    before: Timed
    after: Timed
    link: Link
    grade: str
    meeting: Meeting | None
    locked: KeyReading | None
    unlocked: KeyReading | None
    energy_step: int | None
    overlap_beats: int | None
    overlap_s: int
    asked_beats: int
    repeats: bool = False
    stars: int | None = None
    stars_day: date | None = None

    @property
    def kind(self) -> Kind:
        """Mix, bridge, cut, pinned, morph, gap or open."""
        return self.link.kind

    @property
    def is_cut(self) -> bool:
        """Whether the DJ cuts here, pinned pair or not: the two never sound together.

        The clock deducts the overlap all the same; the outgoing track ends there.
        """
        return self.before.slot.cut_out or self.after.slot.cut_in

    @property
    def percent(self) -> float | None:
        """Signed percent the tempo rises into the incoming track, octaves folded."""
        if self.meeting is None:
            return None
        return (1 / (1 + self.meeting.incoming_percent / 100) - 1) * 100


def transitions(night: Night, score: Score, context: Context) -> tuple[Transition, ...]:
    """Return every transition of a scored night, in order."""
    here = context.for_night(night)
    items = pairwise(score.timeline.items)
    songs = pairwise(score.songs)
    return tuple(
        _transition(before, after, pair, link, here)
        for (before, after), pair, link in zip(items, songs, score.links, strict=True)
    )


def grade(outgoing: Song, incoming: Song, rules: Rules, context: Context) -> str:
    """Return the grade of mixing two songs: ``A`` to ``F``."""
    terms = mix_terms(outgoing, incoming, rules, context.theme)
    cost = terms.tempo + terms.key + terms.step
    for letter, percent in zip("ABCD", (2, 4, 6, 8), strict=True):
        steps = bridge_steps(percent)
        if cost <= tempo_cost(TempoMove(steps, 0), rules) + rules.key.fifth:
            return letter
    return "F"


def _transition(
    before: Timed,
    after: Timed,
    songs: tuple[Song | None, Song | None],
    link: Link,
    context: Context,
) -> Transition:
    outgoing, incoming = songs
    meeting = None
    if outgoing and incoming and outgoing.bpm and incoming.bpm:
        meeting = meet(outgoing.bpm, incoming.bpm)
    own = before.slot.overlap_beats
    asked = context.rules.mix_beats if own is None else own
    bpm = outgoing.bpm if outgoing else None
    pair = (outgoing.id, incoming.id) if outgoing and incoming else ("", "")
    return Transition(
        before=before,
        after=after,
        link=link,
        grade=_graded(link, songs, context),
        meeting=meeting,
        locked=_key_reading(songs, 0.0),
        unlocked=_key_reading(songs, meeting.incoming_percent) if meeting else None,
        energy_step=_energy_step(songs),
        overlap_beats=None if bpm is None else _beats(before.overlap, bpm, asked),
        overlap_s=before.overlap,
        asked_beats=asked,
        repeats=pair in context.last_pairs,
        stars=context.pair_stars.get(pair),
        stars_day=context.pair_days.get(pair),
    )


def _beats(overlap_s: int, bpm: float, asked: int) -> int:
    """Return the beats of an overlap; whole seconds blur what was asked for."""
    counted = round(overlap_s * bpm / 60)
    return asked if abs(counted - asked) * 60 <= bpm else counted


def _graded(
    link: Link, songs: tuple[Song | None, Song | None], context: Context
) -> str:
    outgoing, incoming = songs
    if outgoing is None or incoming is None or link.kind in (Kind.GAP, Kind.OPEN):
        return NO_GRADE
    if link.kind is Kind.CUT:
        return "B"
    if link.kind is Kind.BRIDGE:
        return "F"
    return grade(outgoing, incoming, context.rules, context)


def _key_reading(
    songs: tuple[Song | None, Song | None], percent: float
) -> KeyReading | None:
    outgoing, incoming = songs
    if not (outgoing and incoming and outgoing.key and incoming.key):
        return None
    heard = pitched(incoming.key, percent)
    return KeyReading(heard, move(outgoing.key, heard), key_shift(percent))


def _energy_step(songs: tuple[Song | None, Song | None]) -> int | None:
    outgoing, incoming = songs
    if outgoing is None or incoming is None:
        return None
    if outgoing.energy is None or incoming.energy is None:
        return None
    return incoming.energy - outgoing.energy
