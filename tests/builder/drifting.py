"""Built nights that run late or early at any of their places."""

from functools import cache

from hypothesis import strategies as st

from clubplanner.builder.build import build
from clubplanner.builder.instance import read_instance
from clubplanner.builder.replan import Replanned, replan
from clubplanner.builder.replanning.history import begin
from clubplanner.builder.stock import Stock, make_stock
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.timeline import timeline
from tests.builder.instances import Record, make_instance

Known = tuple[Record, Night, Context, Stock]


@cache
def known(seed: int, hard: bool) -> Known:
    """Return a night that was built, and what it was built from."""
    instance = make_instance(seed, 250, 2, 4, missing=0.02)
    instance["night"]["artist_gap"] = 3
    if hard:
        for anchor in instance["night"]["anchors"]:
            anchor["tol"] = 30
    plan, tracks, context = read_instance(instance)
    built = build(plan, tracks, context, seconds=None, steps=200)
    assert built.night is not None, built.why
    stock = make_stock(built.night, tracks, context)
    return instance, built.night, context, stock


SEEDS = st.sampled_from([1, 2, 3, 5])
PLACES = st.floats(0, 0.95)
DRIFTS = st.integers(-900, 1200)


def drifted(
    known: Known, share: float, drift: int
) -> tuple[Replanned, int, tuple[str, ...]]:
    _, plan, context, stock = known
    items = timeline(plan, context).items
    item = items[int(share * len(items))]
    now = max(1, item.start + drift)
    result = replan(plan, now, item.slot.id, stock, context)
    return result, now, tuple(i.slot.track.path for i in items if i.slot.track)


def again_unchanged(case: Known, share: float, drift: int) -> Replanned:
    """Return the night with its past, nothing else planned anew."""
    _, plan, context, _ = case
    items = timeline(plan, context).items
    item = items[int(share * len(items))]
    begun = begin(plan, max(1, item.start + drift), item.slot.id, context)
    return Replanned(begun.night, begun.place, begun.drift_s, ())
