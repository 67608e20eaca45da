"""Edits of a night: old plan in, new plan out.

Every function returns a new night and leaves the old one alone, so undo is keeping the
old one. What cannot be done raises ``ClubplannerError`` with one sentence.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from clubplanner.errors import ClubplannerError
from clubplanner.music.duration import format_duration
from clubplanner.music.track import Track
from clubplanner.night.plan import After, Anchor, Night, Position, Slot

MAX_BEATS = 512
"""Longest overlap that can be set, in beats (about four minutes at 128 BPM)."""


def add(night: Night, track: Track, index: int, cue: str = "") -> Night:
    """Put a track in as a new slot at ``index``, counted from 0."""
    return insert(night, (Slot(night.next_id(), track, cue),), index)


def insert(night: Night, slots: Sequence[Slot], index: int) -> Night:
    """Put slots in at ``index``; each gets an id of its own in this plan."""
    index = max(0, min(index, len(night.slots)))
    first = night.next_id()
    fresh = tuple(replace(slot, id=first + n) for n, slot in enumerate(slots))
    return _with(night, night.slots[:index] + fresh + night.slots[index:])


def remove(night: Night, slot_ids: Collection[int]) -> Night:
    """Take slots out; a slot pinned right after a removed one loses that anchor."""
    kept: list[Slot] = []
    for place, slot in enumerate(night.slots):
        if slot.id in slot_ids:
            continue
        lost_its_lead = place > 0 and night.slots[place - 1].id in slot_ids
        if lost_its_lead and slot.follows(night.slots[place - 1]):
            slot = _without(slot, After)
        kept.append(slot)
    return _with(night, tuple(kept))


def move(night: Night, slot_ids: Collection[int], by: int) -> Night:
    """Move slots down (positive) or up, each with those pinned directly after it.

    A chain moves past whole chains, so a morph is never torn apart. Of several each
    goes as far as it can; they keep their order.
    """
    way = -1 if by < 0 else 1
    chains = chain_slots(night.slots)[::way]
    for _ in range(min(abs(by), len(chains))):
        for place in range(len(chains) - 2, -1, -1):
            this, other = chains[place : place + 2]
            if _has(this, slot_ids) and not _has(other, slot_ids):
                chains[place : place + 2] = other, this
    return _with(night, tuple(slot for chain in chains[::way] for slot in chain))


def move_beside(
    night: Night, slot_ids: Collection[int], target_id: int, *, after: bool
) -> Night:
    """Bring slots together right after another one, or right before it.

    Chains stay whole, as with ``move``. Beside one of themselves nothing moves.
    """
    chains = chain_slots(night.slots)
    moved = [chain for chain in chains if _has(chain, slot_ids)]
    rest = [chain for chain in chains if not _has(chain, slot_ids)]
    for place, chain in enumerate(rest):
        if _has(chain, {target_id}):
            rest[place + after : place + after] = moved
            return _with(night, tuple(slot for chain in rest for slot in chain))
    return night


def swap(night: Night, first_id: int, second_id: int) -> Night:
    """Let two slots change places, each with those pinned directly after it.

    Raises:
        ClubplannerError: the two are pinned to each other, so their order is asked for.
    """
    chains = chain_slots(night.slots)
    first, second = (
        next(place for place, chain in enumerate(chains) if _has(chain, {slot_id}))
        for slot_id in (first_id, second_id)
    )
    if first == second:
        one, other = night.slot(first_id), night.slot(second_id)
        raise ClubplannerError(
            f'"{one.name}" and "{other.name}" are pinned after each other',
            hint="take that pin off first",
        )
    chains[first], chains[second] = chains[second], chains[first]
    return _with(night, tuple(slot for chain in chains for slot in chain))


def chain_slots(slots: Sequence[Slot]) -> list[tuple[Slot, ...]]:
    """Split slots into chains: each slot with those pinned directly after it."""
    chains: list[tuple[Slot, ...]] = []
    for slot in slots:
        if chains and slot.follows(chains[-1][-1]):
            chains[-1] = (*chains[-1], slot)
        else:
            chains.append((slot,))
    return chains


def replace_track(night: Night, slot_id: int, track: Track) -> Night:
    """Put another track into a slot; its own points and pitch belong to the old one."""
    return _change(
        night,
        slot_id,
        lambda slot: replace(
            slot, track=track, mix_in_s=None, out_s=None, pitch=None, gap_s=None
        ),
    )


def pin(night: Night, slot_id: int, anchor: Anchor) -> Night:
    """Pin a slot; an anchor of the same kind is replaced.

    Raises:
        ClubplannerError: the slot is a gap and the anchor needs a track, or ``after``
            is asked of the first slot.
    """
    slot = night.slot(slot_id)
    if slot.is_gap:
        raise ClubplannerError("a gap cannot be pinned", hint="pin the slot after it")
    if isinstance(anchor, After) and not anchor.target and night.index(slot_id) == 0:
        raise ClubplannerError(
            f'"{slot.name}" is the first slot: nothing stands above it to follow'
        )
    if isinstance(anchor, Position) and anchor.number == 0:
        raise ClubplannerError("positions count from 1; -1 is the last")
    rest = _without(slot, type(anchor)).anchors
    return _change(night, slot_id, lambda s: replace(s, anchors=(*rest, anchor)))


def unpin(night: Night, slot_id: int, kind: type[Anchor] | None = None) -> Night:
    """Take one kind of anchor off a slot, or all of them."""
    if kind is None:
        return _change(night, slot_id, lambda slot: replace(slot, anchors=()))
    return _change(night, slot_id, lambda slot: _without(slot, kind))


def set_overlap(night: Night, slot_id: int, beats: int | None) -> Night:
    """Set how many beats a slot sounds with the next one; None takes the night's.

    Raises:
        ClubplannerError: the number is not between 0 and ``MAX_BEATS``.
    """
    if beats is not None and not 0 <= beats <= MAX_BEATS:
        raise ClubplannerError(f"an overlap has 0 to {MAX_BEATS} beats, not {beats}")
    return _change(night, slot_id, lambda slot: replace(slot, overlap_beats=beats))


def set_points(
    night: Night, slot_id: int, mix_in_s: float | None, out_s: float | None
) -> Night:
    """Set the mix-in and out point of a slot in seconds; None takes the track's.

    Raises:
        ClubplannerError: the points do not lie in the track in that order.
    """
    slot = night.slot(slot_id)
    length = slot.track.length_s if slot.track else None
    begin, out = mix_in_s or 0.0, out_s if out_s is not None else length
    if begin < 0 or (out is not None and out <= begin):
        raise ClubplannerError("the out point must come after the mix-in point")
    if length is not None and out is not None and out > length + 1:
        raise ClubplannerError(f'"{slot.name}" is shorter than that out point')
    return _change(night, slot_id, lambda s: replace(s, mix_in_s=mix_in_s, out_s=out_s))


def set_length(night: Night, slot_id: int, seconds: float | None) -> Night:
    """Set how long a slot plays: a gap's length, or a track's out point.

    Args:
        night: the plan.
        slot_id: the slot.
        seconds: the length; None lets the track play to its own out point.

    Raises:
        ClubplannerError: the length is not positive or longer than the track, or there
            is none for a gap.
    """
    slot = night.slot(slot_id)
    if seconds is None:
        if slot.is_gap:
            raise ClubplannerError("a gap has a length of its own: write one")
        return set_points(night, slot_id, slot.mix_in_s, None)
    if seconds <= 0:
        raise ClubplannerError("a slot plays longer than 0:00")
    whole = slot.track.length_s if slot.track else None
    if whole and seconds > round(whole):
        raise ClubplannerError(f'"{slot.name}" is {format_duration(whole)} long')
    if slot.is_gap:
        return _change(night, slot_id, lambda s: replace(s, gap_s=round(seconds)))
    begin = slot.mix_in_s
    if begin is None:
        begin = (slot.track.mix_in_s if slot.track else None) or 0.0
    return set_points(night, slot_id, slot.mix_in_s, begin + seconds)


def set_cut(night: Night, slot_id: int, *, cut_in: bool, cut_out: bool) -> Night:
    """Say whether the DJ cuts into and out of a slot instead of mixing."""
    return _change(night, slot_id, lambda s: replace(s, cut_in=cut_in, cut_out=cut_out))


def set_note(night: Night, slot_id: int, note: str) -> Night:
    """Write the DJ's words to a slot."""
    return _change(night, slot_id, lambda slot: replace(slot, note=note))


def add_gap(night: Night, index: int, seconds: int) -> Night:
    """Keep time free at ``index``.

    Raises:
        ClubplannerError: the length is not positive.
    """
    if seconds <= 0:
        raise ClubplannerError("a gap is longer than 0:00")
    return insert(night, (Slot(0, gap_s=seconds),), index)


def lock(night: Night, slot_ids: Collection[int], *, locked: bool) -> Night:
    """Lock slots, or unlock them: a build leaves a locked one as it is."""
    return _with(
        night,
        tuple(
            replace(slot, locked=locked) if slot.id in slot_ids else slot
            for slot in night.slots
        ),
    )


def shelve(night: Night, tracks: Sequence[Track]) -> Night:
    """Put tracks on the shelf; one that lies there already stays where it is."""
    first = night.next_id()
    known = {slot.track.path for slot in night.shelf if slot.track}
    fresh = {track.path: track for track in tracks if track.path not in known}
    slots = (Slot(first + n, track) for n, track in enumerate(fresh.values()))
    return replace(night, shelf=(*night.shelf, *slots))


def shelve_slots(night: Night, slot_ids: Collection[int]) -> Night:
    """Move slots from the set to the shelf; their pins and locks are left behind.

    Raises:
        ClubplannerError: one of them is a gap.
    """
    moved = [slot for slot in night.slots if slot.id in slot_ids]
    if any(slot.is_gap for slot in moved):
        raise ClubplannerError(
            "a gap cannot go on the shelf", hint="leave it out of the marked slots"
        )
    paths = {slot.track.path for slot in moved if slot.track and slot.track.path}
    before = (s for s in night.shelf if not (s.track and s.track.path in paths))
    free = (slot.freed() for slot in moved)
    return replace(remove(night, slot_ids), shelf=(*before, *free))


def unshelve(night: Night, slot_id: int) -> Night:
    """Take what has that id off the shelf."""
    return replace(night, shelf=tuple(s for s in night.shelf if s.id != slot_id))


def from_shelf(night: Night, slot_id: int, index: int) -> Night:
    """Move what has that id from the shelf into the set at ``index``.

    Raises:
        KeyError: nothing on the shelf has that id.
    """
    found = next((slot for slot in night.shelf if slot.id == slot_id), None)
    if found is None:
        raise KeyError(slot_id)
    return insert(unshelve(night, slot_id), (found,), index)


def _with(night: Night, slots: tuple[Slot, ...]) -> Night:
    return replace(night, slots=slots)


def _change(night: Night, slot_id: int, edit: Callable[[Slot], Slot]) -> Night:
    place = night.index(slot_id)
    changed = edit(night.slots[place])
    return _with(night, (*night.slots[:place], changed, *night.slots[place + 1 :]))


def _has(chain: Sequence[Slot], slot_ids: Collection[int]) -> bool:
    return any(slot.id in slot_ids for slot in chain)


def _without(slot: Slot, kind: type[Anchor]) -> Slot:
    kept = tuple(a for a in slot.anchors if not isinstance(a, kind))
    return replace(slot, anchors=kept)
