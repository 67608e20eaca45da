"""The energy curve as files write it: ``['22:00 4.5', '00:30 9']``."""

from itertools import pairwise

from clubplanner.files.fields import Fields
from clubplanner.files.values import format_number, parse_number
from clubplanner.night.plan import Knot, elapsed
from clubplanner.residency.night_clock import NightClock, written

_FORM = "write a clock time and an energy from 1 to 10, for example '22:00 4.5'"


def read_curve(fields: Fields, clock: NightClock) -> tuple[Knot, ...]:
    """Return the knots under ``curve`` in order of time.

    A curve with a knot that cannot be used is not used at all and is left over whole.
    """
    knots = []
    for text in fields.texts("curve"):
        try:
            knots.append(_knot(text, clock))
        except ValueError as error:
            fields.complain("curve", f"curve '{text}' cannot be used", str(error))
            return ()
    for before, after in pairwise(knots):
        if elapsed(before.time, after.time) <= 0:
            msg = f"the curve does not run forward at {written(after.time)}"
            fields.complain("curve", msg, "put its times in order from the start on")
            return ()
    return tuple(knots)


def curve_texts(curve: tuple[Knot, ...]) -> tuple[str, ...]:
    """Return the knots as they are written."""
    return tuple(f"{written(k.time)} {format_number(k.energy)}" for k in curve)


def _knot(text: str, clock: NightClock) -> Knot:
    when, _, energy = text.rpartition(" ")
    if not when:
        raise ValueError(_FORM)
    height = parse_number(energy)
    if not 1 <= height <= 10:
        raise ValueError(_FORM)
    return Knot(clock.moment(when.strip()), height)
