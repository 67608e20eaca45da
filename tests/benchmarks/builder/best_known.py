"""The best plan that longer runs of the builder find, where no bound is at hand."""

from time import monotonic

from clubplanner.builder.build import build
from clubplanner.builder.instance import read_instance
from tests.benchmarks.builder.generate import Record
from tests.builder.independent import check

STEPS = 200_000
"""Search steps of each run: more than a minute's worth."""


def best_known(
    instance: Record, given: list[str] | None, seconds: float
) -> tuple[int, int] | None:
    """Return bridges and cost of the best plan found, by the independent scorer.

    Args:
        instance: tracks and night.
        given: a plan already at hand.
        seconds: spent on three runs with seeds of their own.
    """
    plans = [given] if given else []
    night, tracks, context = read_instance(instance)
    until = monotonic() + seconds
    for seed in range(1, 4):
        left = (until - monotonic()) / (4 - seed)
        if left > 0:
            built = build(night, tracks, context, seed=seed, seconds=left, steps=STEPS)
            if built.night is not None:
                slots = built.night.slots
                plans.append([slot.track.path for slot in slots if slot.track])
    judged = [check(instance, plan) for plan in plans]
    legal = [(j["bridges"], j["cost"]) for j in judged if not j["broken"]]
    return min(legal, default=None)
