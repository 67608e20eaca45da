"""Small nights that are being played: their making, and short words for re-plans."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from clubplanner.builder.replan import Replanned, replan
from clubplanner.builder.stock import make_stock
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import At, Night, Slot
from clubplanner.night.rules import Rules
from clubplanner.night.timeline import timeline
from tests.night.making import START, night, track

RULES = Rules(artist_gap=2, tol_end_s=60)
CONTEXT = Context(RULES)
STEP = 300 - 32
"""Seconds from the start of a track of five minutes at 120 BPM to the next one."""


def moment(second: int) -> At:
    return At(START + timedelta(seconds=second))


def hour(*slots: Slot, end: int | None = None) -> Night:
    """Return a night of those slots that ends when they do, or at a second."""
    plan = night(*slots)
    end = timeline(plan, CONTEXT).end if end is None else end
    return replace(plan, end=START + timedelta(seconds=end))


def free(*names: str, length_s: float = 300.0) -> list[Slot]:
    return [Slot(0, track(name, length_s=length_s)) for name in names]


def again(
    plan: Night,
    now: int,
    playing: int | Track,
    library: Sequence[Track] = (),
    **told: object,
) -> Replanned:
    stock = make_stock(plan, library, CONTEXT)
    return replan(plan, now, playing, stock, CONTEXT, **told)  # type: ignore[arg-type]


def names(result: Replanned | Night) -> str:
    plan = result.night if isinstance(result, Replanned) else result
    return " ".join(slot.name for slot in plan.slots)


def remedies(result: Replanned) -> list[str]:
    return [change.remedy.value for change in result.changes]
