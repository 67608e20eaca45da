"""Pins that no plan can hold together, each smallest set of them in one sentence.

Only the plan is looked at, no library: two pins too close, more pinned tracks than the
time between them holds, places that exclude each other, an ``after`` that leads
nowhere. ``builder.clashing`` knows what the library adds; ``night.conflicts`` the
mends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from clubplanner.night.chain_clashes import (
    Alone,
    Clash,
    ids,
    loose_clash,
    names,
)
from clubplanner.night.chains import Chain, chains
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.mends import place_name
from clubplanner.night.plan import Night, Slot


def clashes(night: Night, context: Context) -> tuple[Clash, ...]:
    """Return every smallest set of pins that no plan can hold, in the night's order.

    Args:
        night: the plan; only its pinned slots and its clock count.
        context: rules and theme.
    """
    here = context.for_night(night)
    pinned, loose = chains(night, here, gaps=False)
    alone = Alone(night, here)
    found = [*map(loose_clash, loose)]
    own = [(chain, tuple(alone.clashes(chain))) for chain in pinned]
    found += [clash for _, clashing in own for clash in clashing]
    sound = [chain for chain, clashing in own if not clashing]
    judge = _Together(night, here, alone)
    apart = [
        clash
        for one, other in combinations(sound, 2)
        for clash in judge.pair(one, other)
    ]
    torn = {slot_id for clash in apart for slot_id in clash.slot_ids}
    rest = [chain for chain in sound if not torn.intersection(ids(chain))]
    return (*found, *apart, *judge.crowd(rest))


@dataclass(frozen=True, slots=True)
class _Together:
    """Looks at pairs and crowds of chains that are sound by themselves."""

    night: Night
    context: Context
    alone: Alone

    def pair(self, one: Chain, other: Chain) -> Iterator[Clash]:
        """Yield what keeps two chains apart."""
        shared = list(self._same_place(one, other))
        yield from shared
        if shared:
            return
        window = self.alone.window
        first, second = sorted((one, other), key=lambda c: sum(window(c)))
        (low, high), (low2, high2) = window(first), window(second)
        forward = low + first.step - high2
        backward = low2 + second.step - high
        if forward > 0 and backward > 0:
            yield self._crowded(first, second, min(forward, backward))
            return
        yield from self._places_against_times(first, second, backward > 0)
        yield from self._reprise(first, second)

    def _same_place(self, one: Chain, other: Chain) -> Iterator[Clash]:
        for sign in (1, -1):
            shared = sorted(_places(one, sign) & _places(other, sign))
            if shared:
                named = place_name(shared[0] if sign > 0 else shared[-1])
                text = f'"{one.name}" and "{other.name}" are both pinned to be {named}.'
                yield Clash(text, ids(one, other))
                return

    def _crowded(self, first: Chain, second: Chain, missing: int) -> Clash:
        low, _ = self.alone.window(first)
        at = sum(first.window or (low, low)) // 2
        asked = second.window or self.alone.window(second)
        clock = self.alone.clock
        text = (
            f'"{first.name}" at {clock(at)} plays until {clock(at + first.step)} and '
            f'"{second.name}" is pinned to {clock(sum(asked) // 2)}: '
            f"{minutes(missing)} too many."
        )
        return Clash(text, ids(first, second), missing)

    def _places_against_times(
        self, first: Chain, second: Chain, in_order: bool
    ) -> Iterator[Clash]:
        for sign in (1, -1):
            mine, theirs = _places(first, sign), _places(second, sign)
            if in_order and mine and theirs and min(mine) > max(theirs):
                text = (
                    f'"{first.name}" is pinned to a later place than "{second.name}", '
                    f"but to an earlier time."
                )
                yield Clash(text, ids(first, second))

    def _reprise(self, first: Chain, second: Chain) -> Iterator[Clash]:
        apart = self.context.rules.reprise_s
        (low, high), (low2, high2) = map(self.alone.window, (first, second))
        for start, slot in zip(first.starts, first.slots, strict=True):
            for start2, again in zip(second.starts, second.slots, strict=True):
                gap = max(high2 + start2 - low - start, high + start - low2 - start2)
                if _same_file(slot, again) and gap < apart:
                    text = (
                        f'"{slot.name}" is pinned twice, {minutes(max(gap, 0))} apart '
                        f"at most; a reprise needs {minutes(apart)}."
                    )
                    yield Clash(text, (slot.id, again.id), apart - gap)

    def crowd(self, pinned: Sequence[Chain]) -> Iterator[Clash]:
        """Yield the first three or more chains that are too long for their times.

        Whatever their order, all but the last are over before the last one starts
        (energetic reasoning, Erschler, Lopez and Thuriot 1991). One that can go is
        left out, until every one of them counts.
        """
        window = self.alone.window
        for low in sorted({window(chain)[0] for chain in pinned}):
            for high in sorted({window(chain)[1] for chain in pinned}):
                inside = [
                    c for c in pinned if low <= window(c)[0] and window(c)[1] <= high
                ]
                if self._excess(inside) > 0:
                    yield self._too_long(self._smallest(inside))
                    return

    def _excess(self, group: Sequence[Chain]) -> int:
        if len(group) < 2:
            return 0
        windows = [self.alone.window(chain) for chain in group]
        steps = [chain.step for chain in group]
        room = max(high for _, high in windows) - min(low for low, _ in windows)
        return sum(steps) - max(steps) - room

    def _smallest(self, group: Sequence[Chain]) -> list[Chain]:
        kept = list(group)
        for chain in sorted(group, key=lambda c: c.step):
            fewer = [c for c in kept if c is not chain]
            if self._excess(fewer) > 0:
                kept = fewer
        return kept

    def _too_long(self, group: Sequence[Chain]) -> Clash:
        windows = [self.alone.window(chain) for chain in group]
        low, high = min(w[0] for w in windows), max(w[1] for w in windows)
        steps = [chain.step for chain in group]
        excess = self._excess(group)
        text = (
            f"{names(s for c in group for s in c.slots)} must all start between "
            f"{self.alone.clock(low)} and {self.alone.clock(high)}, but the last of "
            f"them cannot start before the others took "
            f"{minutes(sum(steps) - max(steps))}: {minutes(excess)} too many."
        )
        return Clash(text, ids(*group), excess)


def _places(chain: Chain, sign: int) -> set[int]:
    heads = [p for p in chain.positions if p * sign > 0]
    return {head + n for head in heads for n in range(len(chain.slots))}


def _same_file(one: Slot, other: Slot) -> bool:
    if one.track is None or other.track is None:
        return False
    return bool(one.track.path) and one.track.path == other.track.path
