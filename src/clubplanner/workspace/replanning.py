"""Plans the rest of the open night anew: what the faces' words mean, and one edit.

A proposal changes nothing; ``take`` makes it the night, with one step of undo.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.values import parse_clock
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.plan import Night, Slot, Started
from clubplanner.residency.night_clock import NightClock

if TYPE_CHECKING:
    from clubplanner.builder.replan import Replanned
    from clubplanner.builder.replanning.history import Heard
    from clubplanner.workspace.workspace import Workspace

FAR_S = 3 * 3600
"""Seconds around a night within which it can be going on at all."""

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A night planned anew, for ``take``.

    Attributes:
        before: the night it was made from.
        result: what came of it.
    """

    before: Night
    result: "Replanned"


def propose(
    workspace: "Workspace",
    playing: "Heard",
    now: int,
    *,
    since: int | None = None,
    played: "Sequence[Heard] | None" = None,
) -> Proposal:
    """Return the open night with its rest planned anew; see ``builder.replan``.

    Raises:
        ClubplannerError: what was told cannot have happened, no night is open, or its
            file pins a slot in words that cannot be read.
    """
    from clubplanner.builder.replan import replan

    workspace.check_pins()
    night = workspace.opened
    stock = workspace.planner.stock(night)
    result = replan(
        night, now, playing, stock, workspace.context, since=since, played=played
    )
    return Proposal(night, result)


def propose_start(workspace: "Workspace", now: int) -> Proposal:
    """Return the open night planned anew to begin now; see ``builder.replan_start``.

    Raises:
        ClubplannerError: nothing is late, or as for ``propose``.
    """
    from clubplanner.builder.replan import replan_start

    workspace.check_pins()
    night = workspace.opened
    stock = workspace.planner.stock(night)
    return Proposal(night, replan_start(night, now, stock, workspace.context))


def take(workspace: "Workspace", proposal: Proposal) -> Night:
    """Make a proposal the night, as one edit.

    Raises:
        ClubplannerError: the night was edited in the meantime.
    """
    if workspace.opened is not proposal.before:
        raise ClubplannerError(
            "the night was edited while its rest was planned", hint="plan it again"
        )
    result = proposal.result
    slot = result.night.slots[result.place]
    return workspace.apply(
        f'Re-plan from "{slot.name}"', lambda _: result.night, select=slot.id
    )


def second_now(night: Night, now: datetime) -> int:
    """Return the second of a night it is by the machine's clock.

    Raises:
        ClubplannerError: the night is on another day.
    """
    second = night.second(now)
    if not -FAR_S <= second <= night.length_s + FAR_S:
        raise ClubplannerError(
            f"it is {now:%a %d %b %H:%M}; this night goes from "
            f"{night.start:%a %d %b %H:%M} to {night.end:%H:%M}",
            hint="say what time of that night it is",
        )
    return second


def second_at(night: Night, text: str) -> int:
    """Return the second of a night that a clock time means: ``23:47``, ``23:47:30``.

    A time before the start is the next day's, unless that is long after the end.

    Raises:
        ClubplannerError: it is no clock time.
    """
    try:
        parse_clock(text.strip())
    except ValueError as error:
        raise ClubplannerError(f"'{text}' is no clock time", hint=str(error)) from error
    clock = NightClock(night.date, night.start.time(), night.start.tzinfo)
    moment = clock.moment(text.strip())
    before = night.second(moment - timedelta(days=1))
    after = night.second(moment)
    return before if -before < after - night.length_s else after


def heard(workspace: "Workspace", word: str, near: int) -> "Heard":
    """Return what a word names: a slot by number or title, else a track you own.

    Args:
        workspace: the open night and the library.
        word: ``7``, ``Inferno``, ``Artist - Title``, or part of it.
        near: second of the night; of a slot and its reprise the nearer one is meant.

    Raises:
        NotFoundError: nothing is called so.
        ClubplannerError: several tracks are.
    """
    night = workspace.opened
    if word.strip().isdigit() and 1 <= int(word) <= len(night.slots):
        return night.slots[int(word) - 1].id
    slots = [slot for slot in night.slots if not slot.is_gap]
    tracks = [workspace.tracks[n] for n in workspace.searcher.search(word).indexes]
    called = [t for t in tracks if fold(word) in (fold(t.title), fold(_full_name(t)))]
    for same, others in (
        ([slot for slot in slots if _is_called(slot, word)], called),
        ([slot for slot in slots if _holds(slot, word)], tracks),
    ):
        if len({_music(slot) for slot in same}) == 1:
            return _nearest(workspace, same, near).id
        if not same and len(others) == 1:
            return others[0]
        if same or others:
            meant = [_full_name(slot.track, slot) for slot in same]
            raise _several(word, meant or [_full_name(track) for track in others])
    raise NotFoundError(
        f"nothing in the night or your library is called '{word}'",
        hint="name a slot's number, or a title",
    )


def track_called(workspace: "Workspace", word: str) -> Track:
    """Return the track of the library that a title, or words of it, mean.

    Raises:
        NotFoundError: none is called so.
        ClubplannerError: several tracks are.
    """
    tracks = [workspace.tracks[n] for n in workspace.searcher.search(word).indexes]
    called = [t for t in tracks if fold(word) in (fold(t.title), fold(_full_name(t)))]
    meant = called or tracks
    if not meant:
        raise NotFoundError(f"no track of yours is called '{word}'")
    if len(meant) > 1:
        raise _several(word, [_full_name(track) for track in meant])
    return meant[0]


def _is_called(slot: Slot, word: str) -> bool:
    names = {slot.name, slot.cue, _full_name(slot.track, slot)} - {""}
    return fold(word) in {fold(name) for name in names}


def _holds(slot: Slot, word: str) -> bool:
    """Whether every word begins one of a slot's artist, title or cue."""
    words = fold(word).split()
    names = fold(f"{_full_name(slot.track, slot)} {slot.cue}").split()
    return bool(words) and all(any(n.startswith(one) for n in names) for one in words)


def _music(slot: Slot) -> str:
    return slot.track.path if slot.track and slot.track.path else str(slot.id)


def _nearest(workspace: "Workspace", slots: Iterable[Slot], near: int) -> Slot:
    """Return the slot that starts nearest to a second; one still to come, if any."""
    begun = {item.slot.id: item.start for item in workspace.timeline.items}
    return min(
        slots, key=lambda s: (s.anchor(Started) is not None, abs(begun[s.id] - near))
    )


def _full_name(track: Track | None, slot: Slot | None = None) -> str:
    if track is None:
        return slot.name if slot else ""
    return f"{track.artist} - {track.title}" if track.artist else track.title


def _several(word: str, names: Sequence[str]) -> ClubplannerError:
    unique = list(dict.fromkeys(names))
    shown = ", ".join(f'"{name}"' for name in unique[:_NAMED])
    more = len(unique) - _NAMED
    if more > 0:
        shown += f" and {more} more"
    return ClubplannerError(
        f"'{word}' may be {shown}", hint="write artist and title, or a slot's number"
    )
