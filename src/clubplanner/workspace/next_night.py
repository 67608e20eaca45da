"""The next night of a residency: its day, its pins, and the cues whose turn it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.problem import did_you_mean
from clubplanner.files.values import LAST_YEAR
from clubplanner.night.edits import chain_slots, insert
from clubplanner.night.plan import EndAt, Night, Played, Position, Slot
from clubplanner.residency.identity import keys_of
from clubplanner.residency.residency_file import FILE_NAME, WEEKDAYS, next_date
from clubplanner.residency.rotation import (
    Piece,
    cue_key,
    hearings,
    is_at,
    last_hearing,
    take_turns,
)
from clubplanner.residency.template import carried_over
from clubplanner.theme.matching import CueMatch

if TYPE_CHECKING:
    from clubplanner.residency.residency_file import Residency
    from clubplanner.workspace.surroundings import Surroundings
    from clubplanner.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Chosen:
    """A cue that was put into the night, and why.

    Attributes:
        piece: the cue.
        is_signature: whether it always plays; else it is its turn.
        why: in words.
    """

    piece: Piece
    is_signature: bool
    why: str


@dataclass(frozen=True, slots=True)
class NextNight:
    """What ``open_next`` came to.

    Attributes:
        path: the file the night will have.
        pinned: slots the residency pins.
        chosen: cues put in beside them, signatures first.
        notices: sentences about cues left out and nights without a play log.
    """

    path: Path
    pinned: int
    chosen: tuple[Chosen, ...]
    notices: tuple[str, ...]


def open_next(
    workspace: "Workspace", day: date | None = None, name: str = ""
) -> NextNight:
    """Open the residency's next night with its pins and the cues that come round.

    Nothing is saved and nothing built.

    Args:
        workspace: where to open it.
        day: its date; the next free one without it.
        name: in place of the residency's.

    Raises:
        NotFoundError: there is no residency.
        ClubplannerError: the residency cannot be read or names no weekday, or there is
            a night of that name and date already.
    """
    folder = workspace.sets_folder
    if folder.residency is None and not folder.residency_problems:
        raise NotFoundError(
            "there is no residency to make the next night from",
            where=str(workspace.paths.sets / FILE_NAME),
            hint="write one, or make a single night with clubplanner new",
        )
    if day is None and folder.residency is not None:
        day = next_free_day(workspace, folder.residency)
    path = workspace.new_night(day, name)
    pinned = len(workspace.opened.slots)
    chosen, notices = _choose(workspace)
    if chosen:
        slots = [_slot(one.piece, workspace.matches) for one in chosen]
        workspace.apply("Theme rotation", lambda night: _with(night, slots))
    notices = (*notices, *_unlogged(workspace))
    return NextNight(path, pinned, chosen, notices)


def next_free_day(around: "Surroundings", residency: "Residency") -> date:
    """Return the residency's first free day after today and its last planned night.

    Nights on other weekdays do not put the series off; a night elsewhere on one of its
    days takes that day.

    Args:
        around: gives today and the nights.
        residency: the series.

    Raises:
        ClubplannerError: no weekday is known, or no date is left.
    """
    planned = [one.content for one in around.sets_folder.nights if one.content]
    series = [
        night.date
        for night in planned
        if night.date.weekday() == residency.weekday
        and is_at(night.venue, residency.venue)
    ]
    taken = {entry.date for entry in around.nights()}
    last = max((around.today, *series))
    day = next_date(residency, last)
    while day in taken:
        day = next_date(residency, day)
    if day is None:
        raise ClubplannerError(
            "the residency names no weekday, so its next date is not known",
            where=str(around.paths.sets / FILE_NAME),
            hint=f"write weekday: {WEEKDAYS[5]}, or give the date with --date",
        )
    if day.year > LAST_YEAR:
        raise ClubplannerError(
            f"the last night planned is of {last}: no date is left after it",
            hint="mend its date, or give the new one with --date",
        )
    return day


def open_like(
    workspace: "Workspace",
    day: date | None = None,
    name: str = "",
    *,
    keep_tracks: bool = False,
) -> Path:
    """Open a new night with the hours, pins and curve of the open one; save nothing.

    Args:
        workspace: the open night is the template.
        day: of the new night; without it the residency's next free one, or that of the
            template's weekday where it is no night of the residency.
        name: in place of the template's.
        keep_tracks: whether its free slots come along.

    Returns:
        the file it will have.

    Raises:
        ClubplannerError: there is a night of that name and date already, or no
            date is left for it.
    """
    like = workspace.opened
    if day is None:
        day = next_free_day(workspace, _series_of(like, workspace.residency))
    night = carried_over(like, day, workspace.context, keep_tracks=keep_tracks)
    return workspace.begin_new(night, name)


def _series_of(night: Night, residency: "Residency") -> "Residency":
    """Return the residency of a night, its own weekday where there is none."""
    is_of_it = is_at(night.venue, residency.venue) and residency.weekday is not None
    weekday = residency.weekday if is_of_it else night.date.weekday()
    return replace(residency, weekday=weekday, venue=night.venue)


def _choose(
    workspace: "Workspace",
) -> tuple[tuple[Chosen, ...], tuple[str, ...]]:
    """Return the cues to put into the open night, and what is to be said of others."""
    night, residency = workspace.opened, workspace.residency
    standing = {slot.cue for slot in night.slots}
    matches = [m for m in workspace.matches if m.cue.id not in standing]
    signatures = [m for m in matches if m.cue.is_signature]
    notices = [
        f'"{m.cue.title}" is a signature cue, but {m.why}'
        for m in signatures
        if m.track is None
    ]
    pieces = {piece.cue: piece for piece in _pieces(workspace, matches)}
    always = [pieces[m.cue.id] for m in signatures if m.cue.id in pieces]
    paths = {slot.track.path for slot in night.slots if slot.track}
    paths |= {piece.path for piece in always}
    ids = [m.cue.id for m in matches if not m.cue.is_signature]
    if residency.rotating:
        notices += _unknown(workspace, residency.rotating)
        ids = [cue_id for cue_id in ids if cue_id in residency.rotating]
    turns = [pieces[cue_id] for cue_id in ids if cue_id in pieces]
    round_ = take_turns(turns, paths, residency.rotation)
    if len(round_) < residency.rotation:
        notices.append(_too_few(len(round_), residency.rotation, workspace))
    return (
        (
            *(Chosen(one, True, "a signature cue") for one in always),
            *(Chosen(one, False, one.why(night.date)) for one in round_),
        ),
        tuple(notices),
    )


def _pieces(workspace: "Workspace", matches: Sequence[CueMatch]) -> Iterator[Piece]:
    """Yield the cues the DJ owns a track of, with when the venue last heard them."""
    night, folder = workspace.opened, workspace.sets_folder
    heard = hearings(
        (one.content for one in folder.nights if one.content),
        folder.played,
        night.venue,
        night.date,
        workspace.residency.heard_s,
        [str(folder) for folder in workspace.settings.folders],
    )
    for found in matches:
        cue, track = found.cue, found.track
        if track is None:
            continue
        keys = (
            cue_key(cue.id),
            *keys_of(track.path, track.artist, track.title),
            *(
                key
                for t in (cue.title, *cue.variants)
                for key in keys_of("", cue.artist, t)
            ),
        )
        yield Piece(cue.id, cue.title, track.path, last_hearing(heard, keys))


def _unknown(workspace: "Workspace", ids: Sequence[str]) -> Iterator[str]:
    known = [cue.id for cue in workspace.theme.cues]
    for cue_id in ids:
        if cue_id not in known:
            hint = did_you_mean(cue_id, known)
            yield f"rotating names a cue the theme has not: '{cue_id}'" + (
                f" ({hint})" if hint else ""
            )


def _unlogged(workspace: "Workspace") -> Iterator[str]:
    """Name the nights whose tracks ought to rest, but nothing says they were played."""
    night, folder = workspace.opened, workspace.sets_folder
    weeks = workspace.residency.rules.weeks_hard
    logged = {log.date for log in folder.played if is_at(log.venue, night.venue)}
    for listed in folder.nights:
        past = listed.content
        if past is None or past.date in logged or not is_at(past.venue, night.venue):
            continue
        days = (night.date - past.date).days
        if days > 0 and days // 7 < weeks:
            yield (
                f"{past.date} {past.name} has no play log yet, so its tracks do not "
                "rest: import it, then build again"
            )


def _too_few(found: int, wanted: int, workspace: "Workspace") -> str:
    if not workspace.theme.cues:
        return "no theme is known, so no cue comes round"
    return (
        f"{found} of {wanted} cues come round: you own no track of any other cue that "
        "takes turns"
    )


def _slot(piece: Piece, matches: Sequence[CueMatch]) -> Slot:
    track = next(m.track for m in matches if m.cue.id == piece.cue)
    return Slot(0, track, piece.cue, (Played(),))


def _with(night: Night, slots: Sequence[Slot]) -> Night:
    """Put slots in before what ends the night, so that no chain is torn apart."""
    place = len(night.slots)
    found = chain_slots(night.slots)
    if found and any(_ends_it(slot) for slot in found[-1]):
        place -= len(found[-1])
    return insert(night, slots, place)


def _ends_it(slot: Slot) -> bool:
    position = slot.anchor(Position)
    is_last = position is not None and position.number < 0
    return is_last or slot.anchor(EndAt) is not None
