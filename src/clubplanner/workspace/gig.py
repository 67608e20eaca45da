"""The gig: every mark goes into the night's play log, on the disk before it counts."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import make_folder, write_text
from clubplanner.music.track import Track
from clubplanner.night.plan import Slot
from clubplanner.residency import gig
from clubplanner.residency.gig import Standing
from clubplanner.residency.play_log import (
    Play,
    PlayLog,
    play_log_text,
    read_play_log,
)

if TYPE_CHECKING:
    from clubplanner.workspace.replanning import Proposal
    from clubplanner.workspace.workspace import Workspace

PLAYED = "played"
"""The folder of play logs inside the sets folder."""


class Gig:
    """A night going on.

    Args:
        workspace: with the night open.

    Raises:
        ClubplannerError: its play log is there and cannot be read.
    """

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self.night_file = workspace.file
        self.path = workspace.paths.sets / PLAYED / workspace.file.name
        self.log = _begun(workspace, self.path)

    def standing(self, now: datetime) -> Standing:
        """Return where the gig stands."""
        work = self._workspace
        return gig.standing(work.opened, work.timeline, self.log, now)

    def start(self, slot: Slot, now: datetime) -> None:
        """Note that a planned slot has started.

        Raises:
            ClubplannerError: it is not the night's time, or the log cannot be written.
        """
        self._add(slot.track, slot, now)

    def start_other(self, track: Track, now: datetime) -> None:
        """Note that a track has started that was not next.

        Raises:
            ClubplannerError: as for ``start``.
        """
        self._add(track, None, now)

    def take_back(self) -> str:
        """Take the last mark out of the log and return the title of its play.

        Raises:
            ClubplannerError: there is none, or the log cannot be written.
        """
        if not self.log.plays:
            raise ClubplannerError("nothing has started yet")
        title = self.log.plays[-1].title
        self._write(gig.taken_back(self.log))
        return title

    def propose(self, now: datetime) -> "Proposal":
        """Return the night with its rest planned anew from what plays.

        While nothing has played yet, its first track is taken to start now.

        Raises:
            ClubplannerError: nothing plays yet and nothing is late.
        """
        from clubplanner.workspace.replanning import (
            propose,
            propose_start,
            second_now,
        )

        work, plays = self._workspace, self.log.plays
        night = work.opened
        if not plays:
            return propose_start(work, second_now(night, now))
        known = gig.places(night, plays)
        heard = [
            night.slots[place].id if place is not None else self._track_of(number)
            for number, place in enumerate(known)
        ]
        at = plays[-1].at
        return propose(
            work,
            heard[-1],
            night.second(now),
            since=None if at is None else night.second(at),
            played=heard[:-1],
        )

    def _track_of(self, number: int) -> Track:
        play = self.log.plays[number]
        found = self._workspace.library.find(play.path, play.title, play.artist)
        return found or Track(play.path or play.title, play.title, play.artist)

    def _add(self, track: Track | None, slot: Slot | None, now: datetime) -> None:
        from clubplanner.workspace.replanning import second_now

        work = self._workspace
        night = work.opened
        at = night.clock(second_now(night, now))
        place = self.standing(now).place
        overlap, longest = 0, None
        if place is not None:
            item = work.timeline.items[place]
            before = item.slot.track
            overlap = item.overlap
            longest = before.length_s if before else None
        elif self.log.plays:
            longest = self._track_of(len(self.log.plays) - 1).length_s
        self._write(gig.started(self.log, track, slot, at, overlap, longest))

    def _write(self, log: PlayLog) -> None:
        make_folder(self.path.parent)
        roots = self._workspace.settings.folders
        write_text(self.path, play_log_text(log, roots=roots))
        self.log = log


def _begun(workspace: "Workspace", path: Path) -> PlayLog:
    """Return the night's play log as it is, or an empty one."""
    night = workspace.opened
    if path.is_file():
        log, problems = read_play_log(path)
        if log is None:
            if problems:
                raise problems[0].as_error()
            raise ClubplannerError("the play log cannot be read", where=str(path))
        plays = tuple(_with_file(play, workspace) for play in log.plays)
        return replace(log, plays=plays)
    return PlayLog(
        name=night.name,
        date=night.date,
        venue=night.venue,
        zone=night.zone,
        night=workspace.file.name,
    )


def _with_file(play: Play, workspace: "Workspace") -> Play:
    """Return a play with its file as the library names it: a log's is relative."""
    found = workspace.library.find(play.path, play.title, play.artist)
    return replace(play, path=found.path) if found and play.path else play
