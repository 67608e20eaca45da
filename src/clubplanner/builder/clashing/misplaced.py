"""Proofs that a pinned place in the order and a pinned time exclude each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clubplanner.builder.clashing.supply import Supply
from clubplanner.night.chain_clashes import Alone, ids
from clubplanner.night.chains import Chain
from clubplanner.night.hard_rules import minutes


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What the library cannot do for a night.

    Attributes:
        text: one sentence with a full stop.
        slot_ids: the pinned slots it is about.
        missing_s: seconds that are missing or too many.
        gap: a slot and the seconds of a gap that could stand behind it instead.
    """

    text: str
    slot_ids: tuple[int, ...] = ()
    missing_s: int = 0
    gap: tuple[int, int] | None = None


def misplaced(
    kept: Sequence[Chain], alone: Alone, supply: Supply
) -> Iterator[Shortfall]:
    """Yield where a place in the order and a time exclude each other.

    So many of the shortest tracks are too long for the time before, or the longest too
    short.

    Args:
        kept: what must be placed.
        alone: knows the windows of a chain.
        supply: what may be played.
    """
    fronts = [c for c in kept if any(p > 0 for p in c.positions)]
    front = [(min(p for p in c.positions if p > 0), c) for c in fronts]
    lengths = sorted(_singles(kept, supply).elements())
    ordered = sorted(front, key=lambda one: one[0])
    for (place, first), (place2, second) in pairwise([(0, None), *ordered]):
        if second is None:
            continue
        low, high, step, size = 0, 0, 0, 1
        if first is not None:
            low, high = alone.window(first)
            step, size = first.step, len(first.slots)
        count = place2 - place - size
        low2, high2 = alone.window(second)
        shortest = sum(lengths[:count])
        longest = sum(lengths[len(lengths) - count :]) if count > 0 else 0
        too_many = low + step + shortest - high2
        too_few = low2 - high - step - longest
        if count < 0 or count > len(lengths) or max(too_many, too_few) <= 0:
            continue
        yield _misplaced(second, alone, place2, too_many, too_few)


def _singles(kept: Sequence[Chain], supply: Supply) -> Counter[int]:
    """Return the steps of all tracks, pinned ones with those of the library."""
    own: Counter[int] = Counter(supply.steps)
    for chain in kept:
        starts = (*chain.starts, chain.step)
        own.update(b - a for a, b in pairwise(starts))
    return own


def _misplaced(
    chain: Chain, alone: Alone, place: int, too_many: int, too_few: int
) -> Shortfall:
    side, off = ("short", too_few) if too_few > 0 else ("long", too_many)
    at = alone.clock(sum(alone.window(chain)) // 2)
    text = (
        f'"{chain.name}" cannot be number {place} at {at}: the tracks before it are '
        f"{minutes(off)} too {side}."
    )
    return Shortfall(text, ids(chain), off)
