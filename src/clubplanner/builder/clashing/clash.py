"""The smallest set of rules a night and its library cannot hold, with tried mends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter

from clubplanner.builder.clashing.case import Case, Change
from clubplanner.builder.clashing.case_mends import Offer, at_least, case_offers
from clubplanner.builder.clashing.misplaced import Shortfall
from clubplanner.builder.clashing.quickxplain import smallest_clash
from clubplanner.builder.clashing.relaxed import SAMPLE, Trial, relaxed
from clubplanner.builder.clashing.shortfall import kept_chains, shortfall
from clubplanner.builder.clashing.supply import Library
from clubplanner.night.clashes import clashes
from clubplanner.night.conflicts import Conflict
from clubplanner.night.mends import MOST_MENDS, Mend, choose, edit_off
from clubplanner.night.plan import Night, Played, Started

MOST_CONFLICTS = 3
"""Conflicts told of one night, each with those before it mended."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule that may be part of a clash.

    Attributes:
        without: returns a case that does not have to hold it.
        slot_id: the slot whose pin it is, None for a rule of the house.
    """

    without: Change
    slot_id: int | None = None


def case_conflicts(
    case: Case,
    library: Library,
    trial: Trial | None = None,
    is_over: Callable[[], bool] = lambda: False,
) -> tuple[Conflict, ...]:
    """Return what provably keeps a night from being filled, with tried mends.

    With a mend nothing proves any more that the night is impossible; with a ``trial``
    it was built as well. Where no build is found, what is at least needed is told.

    Args:
        case: the night under its rules.
        library: the songs.
        trial: makes small builds.
        is_over: asked before everything that takes long; True ends the looking: the
            rules told may then be more than the fewest, the mends fewer than there are.

    Returns:
        at most ``MOST_CONFLICTS``, each found with those before it mended; none where
        nothing can be proved.
    """
    found: list[Conflict] = []
    while len(found) < MOST_CONFLICTS and not (found and is_over()):
        one = _conflict(case, library, trial, is_over)
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


def _conflict(
    case: Case, library: Library, trial: Trial | None, is_over: Callable[[], bool]
) -> tuple[Conflict, Case | None] | None:
    """Return one conflict, and the case with its cheapest mend made."""
    every = tuple(_rules(case.night))

    def only(kept: Sequence[_Rule]) -> Case:
        loose = case
        for rule in every:
            if rule not in kept:
                loose = rule.without(loose)
        return loose

    def is_impossible(kept: Sequence[_Rule]) -> bool:
        return not is_over() and verdict(only(kept), library) is not None

    whole = verdict(case, library)
    if whole is None:
        return None
    together = clashes(case.night, case.context)
    if together:
        core = tuple(rule for rule in every if rule.slot_id in whole.slot_ids)
    else:
        core = smallest_clash(every, is_impossible)
    said = _said(whole, verdict(only(core), library))
    rest = [rule for rule in every if rule not in core]
    is_alone = len(together) < 2 and (not core or not is_impossible(rest))
    judged = case if is_alone else only(core)

    slots = (rule.slot_id for rule in core if rule.slot_id is not None)
    slot_ids = said.slot_ids or tuple(dict.fromkeys(slots))
    offers = case_offers(case, slot_ids, said)
    # In a large library a time that sums of tracks meet is met by the search as well.
    is_weak = not said.slot_ids or len(library) <= SAMPLE
    trial = trial if is_alone and is_weak else None
    made = _mends(offers, judged, library, trial, is_over)
    mends = tuple(offer.mend for offer in made)
    conflict = Conflict(said.text, slot_ids, mends, said.missing_s)
    return conflict, made[0].made(case) if made else None


def _mends(
    offers: Sequence[Offer],
    case: Case,
    library: Library,
    trial: Trial | None,
    is_over: Callable[[], bool],
) -> tuple[Offer, ...]:
    """Return the cheapest offers with which a case is possible, of every kind one."""
    known: dict[int, bool] = {}

    def is_possible(offer: Offer) -> bool:
        if id(offer) not in known:
            if is_over():
                return False
            changed = offer.made(case)
            is_held = changed is not None and verdict(changed, library) is None
            known[id(offer)] = is_held
        return known[id(offer)]

    def is_built(offer: Offer) -> bool:
        if trial is None or trial.is_spent or not is_possible(offer):
            return False
        changed = offer.made(case)
        return changed is not None and trial.is_built(changed)

    kind = attrgetter("mend.kind")
    if trial is None:
        return choose(offers, is_mended=is_possible, kind=kind)
    built = choose(offers, is_mended=is_built, kind=kind)
    left = offers
    if built:
        # How many are enough hangs on which they are: the least is worth telling.
        told = {offer.mend.kind for offer in built}
        left = [o for o in offers if o.mend.kind == "more" and "more" not in told]
    possible = choose(left, is_mended=is_possible, kind=kind)
    gentler = None if built else _gentler(possible, case, trial)
    if gentler is not None:
        return (gentler,)
    return (*built, *map(at_least, possible))[:MOST_MENDS]


def _gentler(offers: Sequence[Offer], case: Case, trial: Trial) -> Offer | None:
    """Return a rule of the house made gentler, alone or with the first offer it helps.

    Args:
        offers: what would do if the order of the tracks were no matter.
        case: as it is without them.
        trial: says what builds.
    """
    alone = relaxed(case, trial.anew())
    if alone is not None:
        return Offer(Mend(alone.text, "rule"), partial(_instead, alone.case))
    for offer in offers:
        changed = offer.made(case)
        gentler = None if changed is None else relaxed(changed, trial.anew())
        if gentler is not None:
            text = f"{offer.mend.text} and {gentler.text}"
            mend = replace(offer.mend, text=text, edit=None)
            return Offer(mend, partial(_instead, gentler.case))
    return None


def _instead(gentler: Case, _: Case) -> Case:
    return gentler


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
