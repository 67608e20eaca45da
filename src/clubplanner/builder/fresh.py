"""A share of new tracks, as the house rules want it, by a price on the known ones.

The term ``fresh`` counts over the whole night, and the search adds costs slot by slot.
So known tracks are given a price: with the right one the cheapest plan of slots and
transitions is the cheapest with the term as well (Lagrangian relaxation; Fisher, The
Lagrangian Relaxation Method for Solving Integer Programming Problems, Management
Science 27, 1981). The price is looked for by halving between nothing and what a missing
track costs; more than that is never worth it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from clubplanner.night.rules import Rules

if TYPE_CHECKING:
    from clubplanner.builder.build import Built

HALVINGS = 2
"""Prices tried between the two ends."""

PART = 4
"""Part of the steps that a search with a price gets; the first one gets all of them."""


def fresh_enough(search: "Callable[[int, int], Built]", rules: Rules) -> "Built":
    """Return the best plan of searches with prices on known tracks.

    Args:
        search: builds with a price and a part of the steps.
        rules: the share wanted and what each missing track costs.
    """
    best = search(0, 1)
    if not rules.new_share or best.score is None or not best.score.house.fresh:
        return best
    steps, stopped_by = best.steps, best.stopped_by
    low, high = 0, rules.new_missing
    price = high
    for _ in range(1 + HALVINGS):
        if stopped_by != "steps":
            break
        found = search(price, PART)
        steps, stopped_by = steps + found.steps, found.stopped_by
        if found.score is None:
            break
        best = min(best, found, key=_worth)
        is_short = found.score.house.fresh > 0
        if is_short and price == high:
            break
        low, high = (price, high) if is_short else (low, price)
        price = (low + high) // 2
    return replace(best, steps=steps, stopped_by=stopped_by)


def _worth(built: "Built") -> tuple[int, int]:
    assert built.score is not None
    return built.score.bridges, built.score.terms.total
