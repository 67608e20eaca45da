"""The cost of a whole night by the cost model: bridges first, then a sum of terms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import (
    Song,
    TempoMove,
    Terms,
    is_bridge,
    slot_terms,
    step_between,
)
from clubplanner.night.fresh import Freshness, freshness
from clubplanner.night.plan import Night, Slot
from clubplanner.night.timeline import Timed, Timeline, timeline


class Kind(StrEnum):
    """What happens between two slots."""

    MIX = "mix"
    BRIDGE = "bridge"
    CUT = "cut"
    PINNED = "pinned"
    MORPH = "morph"
    GAP = "gap"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Link:
    """What the model says of one transition.

    Attributes:
        kind: mix, bridge, cut, pinned, morph, gap, or open (a side has no track).
        terms: its cost.
        move: the step of tempo, None where a BPM is unknown.
    """

    kind: Kind
    terms: Terms
    move: TempoMove | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """A night judged by the model.

    Attributes:
        timeline: the night on the clock.
        songs: one per slot, None for a gap or a cue without a track.
        links: one per neighbouring pair of slots.
        slots: E, A, R and the artist's rest of every slot.
        house: what the house rules charge for the night as a whole.
    """

    timeline: Timeline
    songs: tuple[Song | None, ...]
    links: tuple[Link, ...]
    slots: tuple[Terms, ...]
    house: Terms = field(default_factory=Terms)

    @property
    def bridges(self) -> int:
        """How many transitions are wider than the pitch range."""
        return sum(link.kind is Kind.BRIDGE for link in self.links)

    @property
    def terms(self) -> Terms:
        """The sum of all costs, term by term."""
        links = sum((link.terms for link in self.links), Terms())
        return links + sum(self.slots, self.house)


def score(
    night: Night, context: Context, songs: Sequence[Song | None] | None = None
) -> Score:
    """Judge a night as it stands; the hard rules are ``night.hard_rules``.

    Args:
        night: the plan.
        context: rules, theme and memory.
        songs: what ``context.song`` says of each slot, when it is at hand already.
    """
    here = context.for_night(night)
    if songs is None:
        songs = [here.song(slot) for slot in night.slots]
    line = timeline(night, context, songs)
    pairs = zip(night.pairs(), pairwise(songs), strict=True)
    links = tuple(link(slots, songs, here) for slots, songs in pairs)
    curve = curve_of(night)
    slots = tuple(
        _slot(item, song, curve, here)
        for item, song in zip(line.items, songs, strict=True)
    )
    house = Terms(fresh=free_freshness(night, songs).cost(here.rules))
    return Score(line, tuple(songs), links, slots, house)


def free_freshness(night: Night, songs: Sequence[Song | None]) -> Freshness:
    """Return how many of a night's free tracks are new to the room.

    Args:
        night: the night.
        songs: one per slot, None for a gap or a cue without a track.
    """
    pairs = zip(night.slots, songs, strict=True)
    return freshness(song for slot, song in pairs if not slot.is_anchored)


def link(
    slots: tuple[Slot, Slot], songs: tuple[Song | None, Song | None], context: Context
) -> Link:
    """Return the transition between two neighbouring slots with its cost.

    Args:
        slots: the outgoing and the incoming slot.
        songs: what the model knows of them.
        context: rules, theme and memory.
    """
    (before, after), (outgoing, incoming) = slots, songs
    if before.is_gap or after.is_gap:
        return Link(Kind.GAP, Terms())
    if outgoing is None or incoming is None:
        return Link(Kind.OPEN, Terms())
    move = step_between(outgoing, incoming)
    if after.follows(before):
        morphs = (before.cue, after.cue) in context.theme.morphs
        return Link(Kind.MORPH if morphs else Kind.PINNED, Terms(), move)
    if before.cut_out or after.cut_in:
        return Link(Kind.CUT, Terms(cut=context.rules.cut), move)
    kind = Kind.BRIDGE if is_bridge(outgoing, incoming, context.rules) else Kind.MIX
    return Link(kind, context.mix(outgoing, incoming), move)


def _slot(
    item: Timed, song: Song | None, curve: tuple[tuple[int, int], ...], context: Context
) -> Terms:
    if song is None or item.slot.is_anchored:
        return Terms()
    rules, theme = context.rules, context.theme
    return slot_terms(song, item.start, item.play, curve, rules, theme)
