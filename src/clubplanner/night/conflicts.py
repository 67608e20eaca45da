"""Pins that no plan can hold together, with the cheapest mends, each of them tried."""

from dataclasses import dataclass

from clubplanner.errors import ClubplannerError
from clubplanner.night.chain_clashes import Clash
from clubplanner.night.clashes import clashes
from clubplanner.night.context import Context
from clubplanner.night.mends import Mend, choose, told
from clubplanner.night.offers import offers
from clubplanner.night.plan import Night


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot all be held, and what would mend that.

    Attributes:
        clash: one sentence that names them, with a full stop.
        slot_ids: the slots it is about, the earliest first.
        mends: the cheapest ways out, the cheapest first.
        missing_s: seconds by which they miss each other, 0 if time is not the matter.
    """

    clash: str
    slot_ids: tuple[int, ...]
    mends: tuple[Mend, ...] = ()
    missing_s: int = 0

    @property
    def mend(self) -> str:
        """The mends in one phrase, empty without any."""
        return told(self.mends)

    @property
    def text(self) -> str:
        """The clash with its mends, one or two sentences."""
        return f"{self.clash} Mend: {self.mend}." if self.mends else self.clash


def conflicts(night: Night, context: Context) -> tuple[Conflict, ...]:
    """Return every smallest set of pins that no plan can hold, with its mends.

    Every mend was tried: with it the clash is gone and none is new.

    Args:
        night: the plan; only its pinned slots and its clock count.
        context: rules and theme.
    """
    found = clashes(night, context)
    return tuple(_conflict(clash, found, night, context) for clash in found)


def _conflict(
    clash: Clash, found: tuple[Clash, ...], night: Night, context: Context
) -> Conflict:
    before = {one.slot_ids for one in found}

    def is_mended(mend: Mend) -> bool:
        changed = edited(mend, night)
        after = clashes(changed, context) if changed is not None else found
        left = {one.slot_ids for one in after}
        return len(after) < len(found) and left <= before

    mends = choose(
        offers(night, clash.slot_ids, clash.missing_s),
        is_mended=is_mended,
        kind=lambda mend: mend.kind,
    )
    return Conflict(clash.text, clash.slot_ids, mends, clash.missing_s)


def edited(mend: Mend, night: Night) -> Night | None:
    """Return the night with a mend made, None where that cannot be done."""
    if mend.edit is None:
        return None
    try:
        return mend.edit(night)
    except ClubplannerError:
        return None
