"""Plans of one night laid side by side, and one plan woven of parts of them.

Plans of a night share its pinned and locked slots and its gaps: these cut each plan
into parts that begin at the same slot in all of them, so that one plan's part can stand
for another's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clubplanner.night.cost import Terms
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import Score
from clubplanner.night.term_words import by_word

Part = tuple[Slot, ...]
"""The slots from one that all plans share up to the next; the first may lack it."""


@dataclass(frozen=True, slots=True)
class Weave:
    """Plans of one night, cut into parts.

    Attributes:
        nights: the plans.
        parts: per plan its parts, in each plan as many.
    """

    nights: tuple[Night, ...]
    parts: tuple[tuple[Part, ...], ...]

    @property
    def count(self) -> int:
        """How many parts each plan has."""
        return len(self.parts[0])

    def woven(self, chosen: Sequence[int]) -> Night:
        """Return the plan that takes each part from the plan chosen for it.

        What is not of the set, the shelf for one, is that of the first plan. Free
        slots get ids of their own, as two plans may use one id for two tracks.

        Args:
            chosen: per part the place of a plan among ``nights``.

        Raises:
            ValueError: not one choice per part.
        """
        pairs = list(zip(range(self.count), chosen, strict=True))
        plans = set(chosen)
        if len(plans) == 1:
            return self.nights[plans.pop()]
        shared = _shared(self.nights)
        fresh = max(night.next_id() for night in self.nights)
        slots = [slot for part, plan in pairs for slot in self.parts[plan][part]]
        return replace(
            self.nights[0],
            slots=tuple(
                slot if slot.id in shared else replace(slot, id=fresh + place)
                for place, slot in enumerate(slots)
            ),
        )


def weave(nights: Sequence[Night]) -> Weave:
    """Cut plans of one night at the slots they share.

    Args:
        nights: the plans, one at least.
    """
    shared = _shared(nights)
    return Weave(tuple(nights), tuple(_cut(night, shared) for night in nights))


def weakest(judged: Score) -> tuple[int, Terms]:
    """Return the place of the slot that costs most with the mix into it, and what.

    Args:
        judged: a plan of one slot at least.
    """
    into = (Terms(), *(link.terms for link in judged.links))
    costs = [link + slot for link, slot in zip(into, judged.slots, strict=True)]
    place = max(range(len(costs)), key=lambda n: (costs[n].total, -n))
    return place, costs[place]


def weakest_line(judged: Score) -> str:
    """Return where a plan is weakest: ``23:20 "Lost", 945, mostly key 700, cut 245``.

    The two dearest terms are told.
    """
    if not judged.slots:
        return "nowhere: the set is empty"
    place, terms = weakest(judged)
    item = judged.timeline.items[place]
    if not terms.total:
        return "nowhere: nothing costs anything"
    dearest = sorted(by_word(terms).items(), key=lambda pair: -pair[1])[:2]
    mostly = ", ".join(f"{word} {value:,}" for word, value in dearest)
    where = f'{item.begins:%H:%M} "{item.slot.name}"'
    return f"{where}, {terms.total:,}, mostly {mostly}"


def _shared(nights: Sequence[Night]) -> set[int]:
    """Return the ids of the slots where all plans can be cut.

    The same pins, locks and gaps stand before such a slot in all plans: else a woven
    plan could hold one of them twice, or not at all.
    """
    everywhere = set.intersection(*(set(_lasting(night)) for night in nights))
    first, *others = (_before(night, everywhere) for night in nights)
    return {
        one
        for one, before in first.items()
        if all(other[one] == before for other in others)
    }


def _before(night: Night, everywhere: set[int]) -> dict[int, frozenset[int]]:
    """Return per slot that all plans hold which of them stand before it."""
    ids = [one for one in _lasting(night) if one in everywhere]
    return {one: frozenset(ids[:place]) for place, one in enumerate(ids)}


def _lasting(night: Night) -> list[int]:
    return [slot.id for slot in night.slots if slot.is_kept or slot.is_gap]


def _cut(night: Night, shared: set[int]) -> tuple[Part, ...]:
    places = [n for n, slot in enumerate(night.slots) if slot.id in shared]
    bounds = [0, *places, len(night.slots)]
    return tuple(night.slots[first:last] for first, last in pairwise(bounds))
