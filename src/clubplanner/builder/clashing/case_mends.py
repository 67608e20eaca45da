"""What could mend a case: edits of pins, gentler rules, gaps, other hours, tracks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from clubplanner.builder.clashing.case import Case, Change
from clubplanner.builder.clashing.misplaced import Shortfall
from clubplanner.builder.clashing.supply import TYPICAL_S
from clubplanner.night.conflicts import edited
from clubplanner.night.hard_rules import minutes
from clubplanner.night.mends import Mend, edit_gap
from clubplanner.night.offers import FARTHEST_MIN, HOURS, offers
from clubplanner.night.plan import Night, wall_clock

GAP, PER_ARTIST_STEP, PER_WEEK, PER_TRACK = 3, 4, 10, 6
"""What a mend asks of the DJ in minutes (see ``night.mends``): a gap kept free, the
artist gap one track smaller, one week less of rest, one more track to find."""

WIDEST_END_MIN = 15
"""Minutes early or late at which a night may be allowed to end, at most."""

MOST_ADDED = 400
"""Tracks a mend may ask for at most."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A mend with what it does to a case; without ``change`` it edits the plan."""

    mend: Mend
    change: Change | None = None

    def made(self, case: Case) -> Case | None:
        """Return the case with the mend made, None where that cannot be done."""
        if self.change is not None:
            return self.change(case)
        night = edited(self.mend, case.night)
        return None if night is None else replace(case, night=night)


def at_least(offer: Offer) -> Offer:
    """Return an offer that says it may not be enough."""
    return replace(offer, mend=replace(offer.mend, text=f"{offer.mend.text} at least"))


def case_offers(case: Case, slot_ids: Sequence[int], said: Shortfall) -> list[Offer]:
    """Return what could mend a conflict, the cheapest first."""
    found = [Offer(mend) for mend in offers(case.night, slot_ids) if slot_ids]
    found += [*_gaps(said, case), *_gentler(case), *_wider_end(case)]
    found += _shorter(case, said)
    found += _more(said)
    return sorted(found, key=lambda offer: offer.mend.price)


def _gaps(said: Shortfall, case: Case) -> Iterator[Offer]:
    if said.gap is None:
        return
    slot_id, seconds = said.gap
    name = case.night.slot(slot_id).name
    text = f"keep a gap of {minutes(seconds)} behind {name}"
    yield Offer(Mend(text, "gap", GAP, edit_gap(slot_id, seconds)))


def _gentler(case: Case) -> Iterator[Offer]:
    """Yield gentler rules of the house; the artist gap is one of the night, too."""
    gap, weeks = case.rules.artist_gap, case.rules.weeks_hard
    for less in range(1, gap + 1):
        text = f"lower the artist gap from {gap} to {gap - less}"
        mend = Mend(text, "artist", PER_ARTIST_STEP * less, _set_gap(gap - less))
        yield Offer(mend)
    for less in range(1, weeks + 1):
        rest = f"{weeks - less} week{'' if weeks - less == 1 else 's'}"
        text = f"let tracks rest {rest} instead of {weeks} (weeks_hard)"
        mend = Mend(text, "rest", PER_WEEK * less)
        yield Offer(mend, partial(Case.with_rules, weeks_hard=weeks - less))


def _wider_end(case: Case) -> Iterator[Offer]:
    """Yield more minutes by which the night may end early or late."""
    for minute in range(case.rules.tol_end_s // 60 + 1, WIDEST_END_MIN + 1):
        text = f"let the night end within {minute} min of its time (tol_end)"
        edit = partial(Case.with_rules, tol_end_s=60 * minute)
        yield Offer(Mend(text, "end", minute + HOURS), edit)


def _set_gap(gap: int) -> Callable[[Night], Night]:
    return lambda night: replace(night, artist_gap=gap)


def _shorter(case: Case, said: Shortfall) -> Iterator[Offer]:
    """Yield earlier ends of the night."""
    least = max(1, said.missing_s // 60 - case.rules.tol_end_s // 60)
    for minute in range(least, least + FARTHEST_MIN):
        if 60 * minute >= case.night.length_s:
            return
        end = wall_clock(case.night.end, -60 * minute)
        edit = partial(_ending, minute=minute)
        text = f"end the night at {end:%H:%M}"
        yield Offer(Mend(text, "hours", minute + HOURS, edit))


def _ending(night: Night, minute: int) -> Night:
    return replace(night, end=wall_clock(night.end, -60 * minute))


def _more(said: Shortfall) -> Iterator[Offer]:
    """Yield tracks to find, by other artists."""
    least = max(1, said.missing_s // TYPICAL_S)
    for count in range(least, min(MOST_ADDED, 2 * least + 20) + 1):
        tracks = "track" if count == 1 else "tracks"
        text = f"find {count} more {tracks} ({minutes(count * TYPICAL_S)} of music)"
        mend = Mend(text, "more", PER_TRACK * count)
        yield Offer(mend, partial(_with_added, count=count))


def _with_added(case: Case, count: int) -> Case:
    return replace(case, added=case.added + count)
