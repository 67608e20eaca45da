"""Plans the rest of a night anew while it is played: late, early, or off the plan.

What happened is fixed (``replanning.history``). Then every pinned time ahead and the
end of the night (``replanning.goals``) is met in turn, with the first remedy that does:

1. tracks of the stretch before it dropped, exchanged, put in (``replanning.detours``),
2. plays shortened or lengthened (``replanning.pacing``),
3. the tempo of the stretch nudged inside the pitch range,
4. the window of a soft pin used, again with 1 to 3.

The steps are those of radio automation ("delete or fill, then stretch within a
threshold"). Bridges come before the steps: a remedy that adds one is taken only where
every step adds one and no soft pin can be left a little outside its window instead; it
is said. Among the remedies of one step the fewest bridges and then the lowest cost of
the model win, each change of the plan counting ``CHANGE``. What cannot be met is met as
nearly as possible, and said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clubplanner.builder.replanning.changes import Change, changes
from clubplanner.builder.replanning.faults import clashes_in, untimed_faults
from clubplanner.builder.replanning.goals import away, goals
from clubplanner.builder.replanning.history import Begun, Heard, begin
from clubplanner.builder.replanning.pacing import Pacing
from clubplanner.builder.stock import Stock
from clubplanner.errors import ClubplannerError
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches, minutes
from clubplanner.night.plan import Anchor, At, Night, Slot, Started, window_of
from clubplanner.night.score import Kind, score
from clubplanner.night.timeline import timeline
from clubplanner.night.waiting import with_wait, without_wait

MISSED_S = 600
"""A pin that is this late at best is over: nothing is dropped or cut short for it."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """The rest of a night planned anew.

    Attributes:
        night: what was played, what plays, and the rest as it is now planned.
        place: place of the slot that plays, from 0.
        drift_s: seconds late (negative: early) before anything was changed.
        changes: what is different from the plan, in playing order.
        notes: what was taken for granted, one sentence each.
        unheld: what cannot be held, one sentence each, what the plan did not hold
            before either last; empty where all is well.
    """

    night: Night
    place: int
    drift_s: int
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()

    @property
    def drift(self) -> str:
        """How late it is, in words."""
        if not self.drift_s:
            return "on time"
        return f"{minutes(self.drift_s)} {'late' if self.drift_s > 0 else 'early'}"


def replan(
    night: Night,
    now: int,
    playing: Heard,
    stock: Stock,
    context: Context,
    *,
    since: int | None = None,
    played: Sequence[Heard] | None = None,
) -> Replanned:
    """Plan the rest of a night anew.

    Args:
        night: the plan.
        now: second of the night it is.
        playing: what plays: a slot's id, or any track of the library.
        stock: the library, made for this night.
        context: rules, theme and memory.
        since: second at which it started; what is known already, else ``now``.
        played: everything that was played before, in order; None takes the plan's word
            for it. What was planned above the playing slot and not played was skipped.

    Raises:
        ClubplannerError: what was told cannot have happened.
        KeyError: no slot has that id.
    """
    here = context.for_night(night)
    begun = begin(night, now, playing, here, since=since, played=played)
    plan = _rest(night, begun, now, stock, here)
    return Replanned(
        plan,
        begun.place,
        begun.drift_s,
        changes(begun, plan, here),
        (*begun.notes, *_put_back(night, begun.night, plan)),
        (*begun.lost, *_broken(night, plan, here), *_bridged(night, plan, here)),
    )


def replan_start(night: Night, now: int, stock: Stock, context: Context) -> Replanned:
    """Plan a night anew that should have begun: its first track starts only now.

    The time until then becomes a gap. What pinned the first track to a time that is
    over is given up and said.

    Args:
        night: the plan, of which nothing has been played.
        now: second of the night it is.
        stock: the library, made for this night.
        context: rules, theme and memory.

    Raises:
        ClubplannerError: nothing is late yet, or something of it has started.
    """
    first = next((slot for slot in night.slots if not slot.is_gap), None)
    if first is None:
        raise ClubplannerError("nothing is planned yet", hint="build the night first")
    if first.anchor(Started) is not None:
        raise ClubplannerError(
            f'by the plan "{first.name}" has started', hint="mark it, or undo that"
        )
    due = timeline(night, context).items[night.index(first.id)].start
    if now <= due:
        raise ClubplannerError(
            f'nothing is late: "{first.name}" is due at {night.clock(due):%H:%M}'
        )
    kept, lost = _still_held(night, first, now, context.for_night(night))
    waiting = replace(first, anchors=kept)
    slots = (waiting if slot is first else slot for slot in night.slots)
    plan = replace(night, slots=tuple(slots))
    begun = replan(plan, now, first.id, stock, context, since=now, played=())
    pins = without_wait(plan).slots[0].anchors
    slot = replace(begun.night.slots[0], anchors=pins)
    rest = replace(begun.night, slots=(slot, *begun.night.slots[1:]))
    return replace(
        begun,
        night=with_wait(rest, now),
        place=1,
        unheld=(*lost, *begun.unheld),
    )


def _still_held(
    night: Night, first: Slot, now: int, context: Context
) -> tuple[tuple[Anchor, ...], tuple[str, ...]]:
    """Return the pins a slot that starts now still holds, and what it misses."""
    kept: list[Anchor] = []
    lost: list[str] = []
    for pin in first.anchors:
        off = now - night.second(pin.time) if isinstance(pin, At) else 0
        if isinstance(pin, At) and off > window_of(pin, context.rules.tolerance_s):
            when = f"{pin.time:%H:%M}"
            lost.append(f'"{first.name}" misses its pin at {when} by {minutes(off)}.')
        else:
            kept.append(pin)
    return tuple(kept), tuple(lost)


def _broken(night: Night, plan: Night, context: Context) -> tuple[str, ...]:
    """Return the rules a plan breaks, what the night broke already last."""
    known = {(one.rule, one.slot_id) for one in breaches(night, context)}
    found = breaches(plan, context)
    ordered = sorted(found, key=lambda one: (one.rule, one.slot_id) in known)
    return tuple(f"{one.text}." for one in ordered)


def _put_back(night: Night, begun: Night, plan: Night) -> Iterator[str]:
    """Yield one sentence on the skipped tracks that a plan plays later after all."""
    waiting = {_path(slot) for slot in begun.slots}
    skipped = {_path(slot) for slot in night.slots} - waiting - {""}
    names = [f'"{slot.name}"' for slot in plan.slots if _path(slot) in skipped]
    if names:
        yield f"Put back later: {', '.join(names)}."


def _path(slot: Slot) -> str:
    return slot.track.path if slot.track else ""


def _bridged(night: Night, plan: Night, context: Context) -> Iterator[str]:
    """Yield the bridges still ahead that the night did not have, one sentence each."""
    known = {_music(pair) for pair, is_bridge in _pairs(night, context) if is_bridge}
    for pair, is_bridge in _pairs(plan, context):
        is_ahead = pair[1].anchor(Started) is None
        if is_bridge and is_ahead and _music(pair) not in known:
            yield (
                f'"{pair[0].name}" into "{pair[1].name}" is a new bridge, wider than '
                "the pitch range."
            )


def _pairs(night: Night, context: Context) -> Iterator[tuple[tuple[Slot, Slot], bool]]:
    links = score(night, context).links
    for pair, one in zip(night.pairs(), links, strict=True):
        yield pair, one.kind is Kind.BRIDGE


def _music(pair: tuple[Slot, Slot]) -> tuple[str, ...]:
    return tuple(_path(slot) or str(slot.id) for slot in pair)


def _rest(night: Night, begun: Begun, now: int, stock: Stock, here: Context) -> Night:
    """Return the night with every goal met in turn, or as nearly as it can be."""
    plan, first = begun.night, _behind(begun.night, begun.place)
    pacing = Pacing(here, begun.playing.id, now)
    wanted, known = untimed_faults(night, here), untimed_faults(plan, here)
    ahead = goals(plan, begun.place, begun.planned, here)
    for n, given in enumerate(ahead):
        line, is_last = pacing.line(plan), given.slot_id is None
        goal = given.parted(line, here.rules.reprise_s)
        if not is_last and goal.window[1] + MISSED_S < now:
            continue
        clashes = clashes_in(known - wanted, plan, first, goal, here)
        if clashes or away(goal.when(line), goal.usual):
            # numpy costs 190 ms to import; a plan that holds does without it.
            from clubplanner.builder.replanning.remedies import Remedies

            # Other tracks above its first time would only move a reprise as well.
            begins = [_behind(plan, plan.index(one)) for one, _ in goal.reprises]
            start = max(first, *begins) if goal != given and begins else first
            remedies = Remedies(
                plan, line, start, goal, stock, here, pacing, known, clashes=clashes
            )
            later = [one.parted(line, here.rules.reprise_s) for one in ahead[n + 1 :]]
            found = remedies.best(later)
            late = away(goal.when(pacing.line(found)), goal.window)
            if late > MISSED_S and not is_last:
                continue
            plan = found
            known = untimed_faults(plan, here, pacing.line(plan))
        if not is_last:
            first = _behind(plan, goal.place(plan))
    return plan


def _behind(plan: Night, place: int) -> int:
    """Return the place behind a slot and all that is pinned directly after it."""
    place += 1
    slots = plan.slots
    while place < len(slots) and slots[place].follows(slots[place - 1]):
        place += 1
    return place
