"""What the search solves: free songs and kept pieces as numbered nodes on a clock.

Nodes 0 to ``free`` - 1 are songs the search may place once; the nodes behind them are
the slots of the chains it must place. A ``Unit`` is one chain; sub-problems of the
search (a stretch of the night solved again) are units too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from clubplanner.builder.costs import BRIDGE, Costs, Ints
from clubplanner.music.text import fold
from clubplanner.night.chains import Chain
from clubplanner.night.context import Context, curve_of
from clubplanner.night.cost import Song
from clubplanner.night.plan import After, Night, Slot
from clubplanner.night.score import Kind, link

BUCKET_S = 30
"""Seconds for which ``Task.slot_table`` takes a song's slot cost to stay the same."""

MOST_OVER = 8
"""Buckets of it behind the end of the night."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Nodes that stand directly behind each other, placed as one piece.

    Attributes:
        nodes: in order.
        starts: seconds from the unit's start to each node's.
        step: seconds to the start of a song mixed in behind.
        span: seconds to the end of the last node.
        low, high: first and last second at which it may start.
        front: place asked of its first node, counted from 1, or 0.
        back: place asked of its last node, counted back from -1, or 0.
        is_timed: whether its window decides its turn among the timed units.
        needs_one_above: whether it cannot open the night.
        extra: cost by start second from ``low`` on, for pieces with free slots.
    """

    nodes: tuple[int, ...]
    starts: tuple[int, ...]
    step: int
    span: int
    low: int
    high: int
    front: int = 0
    back: int = 0
    is_timed: bool = False
    needs_one_above: bool = False
    extra: Ints | None = None


@dataclass(frozen=True)
class Task:
    """Nodes, their costs and clock, and what must be held.

    Attributes:
        songs: numbers in ``costs``, by node.
        free: how many free nodes there are.
        slots: the kept slots, nodes ``free`` and up.
        cost: transitions between all nodes, bridges weighed in.
        play, overlap: seconds by node; into a gap nothing overlaps.
        artist: number of the artist by node, 0 where no other node has the same one.
        pinned: whether a node is exempt from H2 among its like, by node.
        charged: whether a node's own slot costs count (free and not anchored), by node.
        gap: whether a node is a gap.
        twin: number shared by kept nodes that play the same file, else 0.
        units: what must be placed, in no order.
        artist_gap, reprise_s: the rules H2 and H1.
        end: first and last second at which the night may end.
    """

    songs: Ints
    free: int
    slots: tuple[Slot, ...]
    costs: Costs
    cost: Ints
    play: Ints
    overlap: Ints
    artist: Ints
    pinned: Ints
    charged: Ints
    gap: Ints
    twin: Ints
    units: tuple[Unit, ...]
    artist_gap: int
    reprise_s: int
    end: tuple[int, int]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.play)

    def slot_costs(self, nodes: Ints, starts: Ints) -> Ints:
        """Return E + A + R of nodes that start at some second, 0 for anchored ones.

        Args:
            nodes: of any shape.
            starts: seconds, to go with it.
        """
        cost = self.costs.slots(self.songs[nodes], starts)
        found: Ints = np.where(self.charged[nodes], cost, 0)
        return found

    @cached_property
    def slot_table(self) -> Ints:
        """Slot costs by node for every ``BUCKET_S`` of the night, buckets x nodes."""
        over = self.end[1] + MOST_OVER * BUCKET_S
        seconds = np.arange(0, over, BUCKET_S, dtype=np.int32)
        every = np.arange(self.nodes)[None, :]
        return self.slot_costs(every, seconds[:, None]).astype(np.int32)

    def bucket(self, seconds: Ints) -> Ints:
        """Return the rows of ``slot_table`` that are nearest to some seconds."""
        row = (seconds + BUCKET_S // 2) // BUCKET_S
        inside: Ints = np.minimum(np.maximum(row, 0), len(self.slot_table) - 1)
        return inside

    @cached_property
    def heard_as(self) -> Ints:
        """The artist by node; each of those who meet nobody alike has a number too."""
        alone = self.artist == 0
        numbers = self.artist.copy()
        numbers[alone] = int(self.artist.max(initial=0)) + 1 + np.arange(alone.sum())
        return numbers

    @cached_property
    def open_ended(self) -> Ints:
        """Transitions between all nodes, and 0 from and to node -1, which is none."""
        return np.pad(self.cost, (0, 1))

    @property
    def has_twins(self) -> bool:
        """Whether a file is to be played twice."""
        return bool(self.twin.any())


def make_task(
    night: Night,
    chains: Sequence[Chain],
    songs: Ints,
    costs: Costs,
    context: Context,
    end: tuple[int, int] | None = None,
    *,
    as_placed: bool = True,
) -> Task:
    """Return the task of filling ``night`` around ``chains`` with ``songs``.

    Args:
        night: gives clock and end; its own slots are not looked at.
        chains: what must be placed.
        songs: numbers in ``costs`` of the songs that may be placed.
        costs: of all songs: the free ones, and behind them those of the chains' slots.
        context: rules, theme and memory, already ``for_night``.
        end: first and last second at which the night may end, None for rule H4.
        as_placed: whether kept slots stand as the DJ placed them, and so are exempt
            from H2 among each other even where they are not anchored.
    """
    rules, columns = context.rules, costs.columns
    kept = [slot for chain in chains for slot in chain.slots]
    artists = _kept_artists(kept, songs, costs)
    plays = [play for chain in chains for play in chain.plays]
    overlaps = [over for chain in chains for over in _overlaps(chain)]
    free = len(songs)
    if end is None:
        end = night.length_s - rules.tol_end_s, night.length_s + rules.tol_end_s
    behind = len(columns.play) - len(kept) + np.arange(len(kept))
    units = _units(chains, free, end)
    task = Task(
        songs=np.concatenate([songs, behind]).astype(np.int64),
        free=free,
        slots=tuple(kept),
        costs=costs,
        cost=_matrix(kept, songs, costs, context),
        play=_joined(columns.play[songs], plays),
        overlap=_joined(columns.overlap[songs], overlaps),
        artist=artists,
        pinned=_flags(free, [as_placed or slot.is_kept for slot in kept]),
        charged=~_flags(free, [not _is_charged(slot) for slot in kept]),
        gap=_flags(free, [slot.is_gap for slot in kept]),
        twin=_joined(np.zeros(free), _twins(kept)),
        units=units,
        artist_gap=min(rules.artist_gap, free + len(kept)),
        reprise_s=rules.reprise_s,
        end=end,
    )
    return replace(task, units=tuple(_with_extra(unit, task) for unit in units))


def narrowed(unit: Unit, low: int, high: int) -> Unit:
    """Return a unit that may start from ``low`` to ``high`` only, within its window."""
    extra = unit.extra
    if extra is not None:
        extra = extra[low - unit.low : max(low, high) + 1 - unit.low]
    return replace(unit, low=low, high=high, extra=extra)


def _with_extra(unit: Unit, task: Task) -> Unit:
    """Return a unit with what its free slots cost by its start."""
    nodes = np.array(unit.nodes)
    free = task.charged[nodes]
    if not free.any() or unit.low > unit.high:
        return unit
    seconds = np.arange(unit.low, unit.high + 1)[:, None]
    starts = np.array(unit.starts)[free][None, :] + seconds
    extra = task.slot_costs(nodes[free][None, :], starts).sum(axis=1)
    return replace(unit, extra=extra)


def _is_charged(slot: Slot) -> bool:
    """Whether the model charges a kept slot for its time, fit and rest."""
    return slot.track is not None and not (slot.is_anchored or slot.is_gap)


def kept_songs(chains: Sequence[Chain], context: Context) -> list[Song]:
    """Return a song per kept slot, an empty one where there is no track."""
    slots = [slot for chain in chains for slot in chain.slots]
    songs = [context.song(slot) for slot in slots]
    return [song if song is not None else Song("") for song in songs]


def curve(night: Night) -> tuple[tuple[int, int], ...]:
    """Return the curve of a night for ``Costs``."""
    return curve_of(night)


def _joined(free: Ints, kept: Sequence[int]) -> Ints:
    return np.concatenate([free, np.array(kept, np.int32)]).astype(np.int32)


def _flags(free: int, kept: Sequence[bool]) -> Ints:
    return np.array([False] * free + list(kept), bool)


def _overlaps(chain: Chain) -> list[int]:
    nexts = [*chain.starts[1:], chain.step]
    clock = zip(chain.starts, chain.plays, nexts, strict=True)
    return [start + play - following for start, play, following in clock]


def _kept_artists(kept: Sequence[Slot], songs: Ints, costs: Costs) -> Ints:
    column = costs.columns.artist
    behind = len(column) - len(kept)
    numbers = [
        int(column[behind + n]) if slot.track and fold(slot.track.artist) else 0
        for n, slot in enumerate(kept)
    ]
    return _numbered_anew(_joined(column[songs], numbers))


def _numbered_anew(artists: Ints) -> Ints:
    """Return artists as small numbers, 0 for whom H2 keeps from nothing.

    Those are the unknown, and who stands for one node only.
    """
    names, place, count = np.unique(artists, return_inverse=True, return_counts=True)
    several = (count > 1) & (names > 0)
    numbers = np.where(several, np.cumsum(several), 0)
    return numbers[place].astype(np.int32)


def _twins(kept: Sequence[Slot]) -> list[int]:
    paths = [slot.track.path if slot.track else "" for slot in kept]
    return [
        paths.index(path) + 1 if path and paths.count(path) > 1 else 0 for path in paths
    ]


def _matrix(kept: Sequence[Slot], songs: Ints, costs: Costs, context: Context) -> Ints:
    """Return the costs of all transitions; those of kept slots as ``link`` has them."""
    free, behind = len(songs), len(costs.columns.play) - len(kept)
    every = np.concatenate([songs, behind + np.arange(len(kept), dtype=np.int32)])
    cost = costs.matrix(every)
    for n, slot in enumerate(kept):
        node = free + n
        silent = slot.is_gap or slot.track is None
        if silent or slot.cut_out:
            cost[node, :free] = 0 if silent else context.rules.cut
        if silent or _takes_any(slot):
            cost[:free, node] = 0
        elif slot.cut_in:
            cost[:free, node] = context.rules.cut
    known = [context.song(slot) for slot in kept]
    for n, before in enumerate(kept):
        for m, after in enumerate(kept):
            found = link((before, after), (known[n], known[m]), context)
            weight = BRIDGE if found.kind is Kind.BRIDGE else 0
            cost[free + n, free + m] = found.terms.total + weight
    return cost


def _units(
    chains: Sequence[Chain], free: int, end: tuple[int, int]
) -> tuple[Unit, ...]:
    units = []
    first = free
    for chain in chains:
        nodes = tuple(range(first, first + len(chain.slots)))
        first += len(chain.slots)
        units.append(_unit(chain, nodes, end))
    return _timed_apart(units)


def _unit(chain: Chain, nodes: tuple[int, ...], end: tuple[int, int]) -> Unit:
    low, high = chain.window if chain.window is not None else (0, end[1])
    front = next((p for p in chain.positions if p > 0), 0)
    back = next((p + len(nodes) - 1 for p in chain.positions if p < 0), 0)
    if front == 1:
        low, high = max(low, 0), min(high, 0)
    if back == -1:
        low, high = max(low, end[0] - chain.span), min(high, end[1] - chain.span)
    return Unit(
        nodes=nodes,
        starts=chain.starts,
        step=chain.step,
        span=chain.span,
        low=max(low, 0),
        high=min(high, end[1] - chain.span),
        front=front,
        back=back,
        is_timed=chain.window is not None or front == 1 or back == -1,
        needs_one_above=chain.follows_any,
    )


def _timed_apart(units: list[Unit]) -> tuple[Unit, ...]:
    """Let a timed unit float that could as well come before an earlier one."""
    timed: list[Unit] = []
    done: list[Unit] = []
    for unit in sorted(units, key=lambda u: (u.low + u.high, u.nodes)):
        fixed = unit.front == 1 or unit.back == -1
        early = [t for t in timed if unit.low + unit.step <= t.high]
        floats = bool(early) and not fixed and unit.is_timed
        if unit.is_timed and not floats:
            timed.append(unit)
        done.append(replace(unit, is_timed=False) if floats else unit)
    return tuple(done)


def _takes_any(slot: Slot) -> bool:
    """Whether any slot above counts as the one it is pinned after, at no cost."""
    after = slot.anchor(After)
    return after is not None and not after.target
