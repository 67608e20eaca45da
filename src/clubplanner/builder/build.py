"""Fills a night: the free slots around its anchors, as good as the library allows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from clubplanner.builder.fresh import fresh_enough
from clubplanner.builder.why import is_proved, why_not
from clubplanner.music.track import Track
from clubplanner.night.chains import Chain, chains
from clubplanner.night.clashes import clashes
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import Score, score

if TYPE_CHECKING:
    from clubplanner.builder.costs import Ints
    from clubplanner.builder.searching.task import Task

STEPS = 2700
"""Search steps of a build, and of every second a search is given: 0.9 to 1.6 s on one
core, by machine, for a night of five hours out of 10,000 tracks."""

LONGEST_S = 5.0
"""Cap of the clock for a build nobody gave a time; see ``build``."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Attributes:
        steps: done so far.
        limit: steps of the whole budget.
        bridges, cost: of the best plan so far, None while there is none.
    """

    steps: int
    limit: int
    bridges: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to.

    Attributes:
        night: the night, every slot filled and every rule held; None if it cannot be.
        score: of that night.
        why: without a night, sentences that say what stands in the way.
        steps: search steps done.
        stopped_by: ``steps`` when the search ran its course, ``clock`` when the time
            was up first, ``asked`` when it was cancelled.
    """

    night: Night | None
    score: Score | None
    why: str = ""
    steps: int = 0
    stopped_by: str = "steps"


def steps_in(seconds: float | None) -> int:
    """Return the steps of a search that is given so many seconds, None for the usual.

    The clock caps a search; what it does is planned in steps, so that a machine that is
    quick enough gives the same plan as any other.
    """
    return STEPS if seconds is None else max(1, round(STEPS * seconds))


def build(
    night: Night,
    tracks: Sequence[Track],
    context: Context,
    *,
    seed: int = 0,
    seconds: float | None = LONGEST_S,
    steps: int = STEPS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = monotonic,
) -> Built:
    """Fill a night around its anchored slots; free slots are replaced.

    The same night, tracks, context, seed and steps give the same plan as long as the
    clock does not cut in. Fewest bridges first, then the lowest cost of the model.

    Args:
        night: its anchored slots and gaps are kept as they are.
        tracks: what may be played; those that must rest or lack a BPM are left out.
        context: rules, theme and memory.
        seed: of the search.
        seconds: cap of the clock, None for none. While there is no plan yet, the search
            may run to three times as long, and finding out why there is none to four.
        steps: budget of the search; five times as many while there is no plan, three
            times while the best one has a bridge.
        progress: called now and then.
        cancelled: asked now and then; True stops with the best plan so far.
        clock: seconds that only run forward.
    """
    here = context.for_night(night)
    pinned, _ = chains(night, here)
    if clashes(night, here):
        return _unbuildable(night, pinned, tracks, here, seconds, cancelled, clock)
    began = clock()

    def search(price: int, part: int) -> Built:
        left = None if seconds is None else max(0.0, seconds - (clock() - began))
        return fill(
            night,
            pinned,
            tracks,
            here,
            as_placed=False,
            known_price=price,
            seed=seed,
            seconds=left,
            steps=max(1, steps // part),
            progress=progress,
            cancelled=cancelled,
            clock=clock,
        )

    return fresh_enough(search, here.rules)


def fill(
    night: Night,
    kept: Sequence[Chain],
    tracks: Sequence[Track],
    context: Context,
    *,
    seed: int = 0,
    seconds: float | None = LONGEST_S,
    steps: int = STEPS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    clock: Callable[[], float] = monotonic,
    end: tuple[int, int] | None = None,
    as_placed: bool = True,
    known_price: int = 0,
) -> Built:
    """Fill a night around chains of slots that are kept; see ``build``.

    Args:
        night: gives clock, curve and the kept slots' ids.
        kept: what must be placed.
        tracks: what may be played.
        context: already ``for_night``.
        seed, seconds, steps, progress, cancelled, clock: as in ``build``.
        end: first and last second at which the night may end, None for rule H4.
        as_placed: whether the kept slots stand as the DJ placed them (``make_task``).
        known_price: as in ``playable``; the plan's own score is without it.
    """
    # numpy costs 190 ms to import; nothing but a running build needs it.
    from clubplanner.builder.searching.budget import OVERTIME, Budget
    from clubplanner.builder.searching.pools import Pools
    from clubplanner.builder.searching.search import Search

    is_later_than = _later_than(clock, seconds)
    songs, by_id = playable(kept, tracks, context, known_price)
    if not songs and not kept:
        return Built(None, None, why_not(night, kept, tracks, songs, context))
    pools = Pools(night, kept, songs, context, end, as_placed=as_placed)
    search: Search

    def report(done: int) -> None:
        if progress is not None:
            progress(Progress(done, steps, *search.so_far()))

    is_cancelled = cancelled or (lambda: False)

    def is_late() -> bool:
        return is_later_than(1 if budget.has_plan else OVERTIME)

    def is_over() -> bool:
        return is_later_than(OVERTIME + 1) or is_cancelled()

    budget = Budget(steps, is_late, is_cancelled, report)
    search = Search(
        pools,
        budget,
        seed,
        is_hopeless=lambda: is_proved(night, kept, tracks, songs, context),
    )
    plan = search.run()
    stopped_by = budget.stopped_by or "steps"
    if plan is None:
        why = why_not(night, kept, tracks, songs, context, stopped_by, is_over)
        return Built(None, None, why, budget.done, stopped_by)
    filled = _night_of(plan, search.task, night, songs, by_id)
    return Built(filled, score(filled, context), "", budget.done, stopped_by)


def _unbuildable(
    night: Night,
    pinned: Sequence[Chain],
    tracks: Sequence[Track],
    context: Context,
    seconds: float | None,
    cancelled: Callable[[], bool] | None,
    clock: Callable[[], float],
) -> Built:
    """Say why pins clash, every mend of it built before it is offered."""
    from clubplanner.builder.searching.budget import OVERTIME

    is_later_than = _later_than(clock, seconds)

    def is_over() -> bool:
        is_cancelled = cancelled is not None and cancelled()
        return is_cancelled or is_later_than(OVERTIME + 1)

    songs, _ = playable(pinned, tracks, context)
    why = why_not(night, pinned, tracks, songs, context, is_over=is_over)
    return Built(None, None, why)


def _later_than(
    clock: Callable[[], float], seconds: float | None
) -> Callable[[int], bool]:
    """Return what tells whether a number of times ``seconds`` have gone by from now."""
    began = clock()
    return lambda times: seconds is not None and clock() - began >= times * seconds


def playable(
    kept: Sequence[Chain],
    tracks: Sequence[Track],
    context: Context,
    known_price: int = 0,
) -> tuple[list[Song], dict[str, Track]]:
    """Return the songs that may fill free slots (H1 and H5), and the tracks by path.

    Tracks of unknown length are left out too: their clock would be a guess.

    Args:
        kept: what is placed already.
        tracks: the library.
        context: already ``for_night``.
        known_price: what the search adds for a track the room has heard before.
    """
    rules = context.rules
    taken = {slot.track.path for c in kept for slot in c.slots if slot.track}
    songs: list[Song] = []
    by_id: dict[str, Track] = {}
    for track in tracks:
        if not track.bpm or not track.length_s or not track.path:
            continue
        if track.path in taken or track.path in by_id:
            continue
        song = context.song_of(track)
        rests = song.weeks is not None and song.weeks < rules.weeks_hard
        if known_price and song.weeks is not None:
            song = song._replace(price=known_price)
        if song.length_s > 0 and not rests:
            by_id[track.path] = track
            songs.append(song)
    return songs, by_id


def _night_of(
    plan: "Ints",
    task: "Task",
    night: Night,
    songs: Sequence[Song],
    by_id: dict[str, Track],
) -> Night:
    """Return the night with the plan's slots, new ids for the new ones."""
    following = night.next_id()
    slots: list[Slot] = []
    for node in plan:
        if node >= task.free:
            slots.append(task.slots[node - task.free])
            continue
        track = by_id[songs[int(task.songs[node])].id]
        slots.append(Slot(following, track))
        following += 1
    return replace(night, slots=tuple(slots))
