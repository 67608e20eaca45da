"""The smallest set of rules a night and its library cannot hold, with tried mends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from clubplanner.builder.quickxplain import smallest_clash
from clubplanner.builder.shortfall import Shortfall, kept_chains, shortfall
from clubplanner.builder.supply import TYPICAL_S, Library
from clubplanner.night.clashes import clashes
from clubplanner.night.conflicts import Conflict, edited
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.mends import (
    FARTHEST_MIN,
    HOURS,
    Mend,
    choose,
    edit_gap,
    edit_off,
    offers,
)
from clubplanner.night.plan import Night, Played, Started, wall_clock
from clubplanner.night.rules import Rules

GAP, PER_ARTIST_STEP, PER_WEEK, PER_TRACK = 3, 4, 10, 6
"""What a mend asks of the DJ in minutes (see ``night.mends``): a gap kept free, the
artist gap one track smaller, one week less of rest, one more track to find."""

MOST_ADDED = 400
"""Tracks a mend may ask for at most."""

MOST_CONFLICTS = 3
"""Conflicts told of one night, each with those before it mended."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: a night under rules, and tracks still to be found.

    Attributes:
        night: the plan; its pinned slots count.
        context: rules and theme, not yet ``for_night``.
        added: tracks of four minutes the library does not have.
    """

    night: Night
    context: Context
    added: int = 0

    @property
    def rules(self) -> Rules:
        """The rules with what the night sets in their place."""
        return self.context.for_night(self.night).rules

    def with_rules(self, **values: int) -> "Case":
        """Return the case under other rules, whatever the night itself sets."""
        night, given = self.night, dict(values)
        if "artist_gap" in given:
            night = replace(night, artist_gap=given.pop("artist_gap"))
        rules = replace(self.context.rules, **given)  # type: ignore[arg-type]
        return replace(self, night=night, context=replace(self.context, rules=rules))


Change = Callable[[Case], Case]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule that may be part of a clash.

    Attributes:
        without: returns a case that does not have to hold it.
        slot_id: the slot whose pin it is, None for a rule of the house.
    """

    without: Change
    slot_id: int | None = None


def case_conflicts(case: Case, library: Library) -> tuple[Conflict, ...]:
    """Return what provably keeps a night from being filled, with tried mends.

    Args:
        case: the night under its rules.
        library: the songs.

    Returns:
        at most ``MOST_CONFLICTS``, each found with those before it mended; none where
        nothing can be proved.
    """
    found: list[Conflict] = []
    while len(found) < MOST_CONFLICTS:
        one = _conflict(case, library)
        if one is None:
            break
        conflict, mended = one
        found.append(conflict)
        if mended is None:
            break
        case = mended
    return tuple(found)


def verdict(case: Case, library: Library) -> Shortfall | None:
    """Return why the case is impossible, None where nothing proves that it is."""
    for clash in clashes(case.night, case.context):
        return Shortfall(clash.text, clash.slot_ids, clash.missing_s)
    here = case.context.for_night(case.night)
    kept = kept_chains(case.night, case.context)
    supply = library.supply(here.rules, case.added)
    return shortfall(case.night, kept, here, supply)


def _conflict(case: Case, library: Library) -> tuple[Conflict, Case | None] | None:
    """Return one conflict, and the case with its cheapest mend made."""
    every = tuple(_rules(case.night))

    def only(kept: Sequence[_Rule]) -> Case:
        loose = case
        for rule in every:
            if rule not in kept:
                loose = rule.without(loose)
        return loose

    whole = verdict(case, library)
    if whole is None:
        return None
    if clashes(case.night, case.context):
        core = tuple(rule for rule in every if rule.slot_id in whole.slot_ids)
    else:
        core = smallest_clash(
            every, lambda some: verdict(only(some), library) is not None
        )
    said = _said(whole, verdict(only(core), library))
    rest = [rule for rule in every if rule not in core]
    is_alone = not core or verdict(only(rest), library) is None
    judged = case if is_alone else only(core)

    def is_mended(offer: "_Offer") -> bool:
        changed = offer.made(judged)
        return changed is not None and verdict(changed, library) is None

    slots = (rule.slot_id for rule in core if rule.slot_id is not None)
    slot_ids = said.slot_ids or tuple(dict.fromkeys(slots))
    made = choose(
        _offers(case, slot_ids, said),
        is_mended=is_mended,
        kind=lambda offer: offer.mend.kind,
    )
    mends = tuple(offer.mend for offer in made)
    conflict = Conflict(said.text, slot_ids, mends, said.missing_s)
    return conflict, made[0].made(case) if made else None


def _said(whole: Shortfall, core: Shortfall | None) -> Shortfall:
    """Return the better words: the whole night's where they are of the same place.

    In the night a stretch lies between two pins; of a smallest clash often only the
    second is part, and then "from the start" would be said of it.
    """
    if core is None or whole.slot_ids[-1:] == core.slot_ids[-1:]:
        return whole
    return core


def _rules(night: Night) -> Iterator[_Rule]:
    """Yield every rule there is to hold: each pin, then those of the house."""
    for slot in night.slots:
        for anchor in slot.anchors:
            if not isinstance(anchor, Played | Started):
                off = edit_off(slot.id, type(anchor))
                yield _Rule(partial(_edited, edit=off), slot.id)
    yield _Rule(lambda case: case.with_rules(artist_gap=0))
    yield _Rule(lambda case: case.with_rules(weeks_hard=0))
    yield _Rule(lambda case: case.with_rules(tol_end_s=case.night.length_s + 86_400))


def _edited(case: Case, edit: Callable[[Night], Night]) -> Case:
    return replace(case, night=edit(case.night))


@dataclass(frozen=True, slots=True)
class _Offer:
    """A mend with what it does to a case; without ``change`` it edits the plan."""

    mend: Mend
    change: Change | None = None

    def made(self, case: Case) -> Case | None:
        """Return the case with the mend made, None where that cannot be done."""
        if self.change is not None:
            return self.change(case)
        night = edited(self.mend, case.night)
        return None if night is None else replace(case, night=night)


def _offers(case: Case, slot_ids: Sequence[int], said: Shortfall) -> list[_Offer]:
    """Return what could mend a conflict, the cheapest first."""
    found = [_Offer(mend) for mend in offers(case.night, slot_ids) if slot_ids]
    found += [*_gaps(said, case), *_gentler(case), *_shorter(case, said)]
    found += _more(said)
    return sorted(found, key=lambda offer: offer.mend.price)


def _gaps(said: Shortfall, case: Case) -> Iterator[_Offer]:
    if said.gap is None:
        return
    slot_id, seconds = said.gap
    name = case.night.slot(slot_id).name
    text = f"keep a gap of {minutes(seconds)} behind {name}"
    yield _Offer(Mend(text, "gap", GAP, edit_gap(slot_id, seconds)))


def _gentler(case: Case) -> Iterator[_Offer]:
    """Yield gentler rules of the house; the artist gap is one of the night, too."""
    gap, weeks = case.rules.artist_gap, case.rules.weeks_hard
    for less in range(1, gap + 1):
        text = f"lower the artist gap from {gap} to {gap - less}"
        mend = Mend(text, "artist", PER_ARTIST_STEP * less, _set_gap(gap - less))
        yield _Offer(mend)
    for less in range(1, weeks + 1):
        rest = f"{weeks - less} week{'' if weeks - less == 1 else 's'}"
        text = f"let tracks rest {rest} instead of {weeks} (weeks_hard)"
        mend = Mend(text, "rest", PER_WEEK * less)
        yield _Offer(mend, partial(Case.with_rules, weeks_hard=weeks - less))


def _set_gap(gap: int) -> Callable[[Night], Night]:
    return lambda night: replace(night, artist_gap=gap)


def _shorter(case: Case, said: Shortfall) -> Iterator[_Offer]:
    """Yield earlier ends of the night."""
    least = max(1, said.missing_s // 60 - case.rules.tol_end_s // 60)
    for minute in range(least, least + FARTHEST_MIN):
        if 60 * minute >= case.night.length_s:
            return
        end = wall_clock(case.night.end, -60 * minute)
        edit = partial(_ending, minute=minute)
        text = f"end the night at {end:%H:%M}"
        yield _Offer(Mend(text, "hours", minute + HOURS, edit))


def _ending(night: Night, minute: int) -> Night:
    return replace(night, end=wall_clock(night.end, -60 * minute))


def _more(said: Shortfall) -> Iterator[_Offer]:
    """Yield tracks to find, by other artists."""
    least = max(1, said.missing_s // TYPICAL_S)
    for count in range(least, min(MOST_ADDED, 2 * least + 20) + 1):
        tracks = "track" if count == 1 else "tracks"
        text = f"find {count} more {tracks} ({minutes(count * TYPICAL_S)} of music)"
        mend = Mend(text, "more", PER_TRACK * count)
        yield _Offer(mend, partial(_with_added, count=count))


def _with_added(case: Case, count: int) -> Case:
    return replace(case, added=case.added + count)
