"""Keeps the nights of histories as play logs, each once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from clubplanner.errors import UsageError
from clubplanner.exchange.incoming import Entry
from clubplanner.files.atomic import make_folder, write_new, write_text
from clubplanner.files.values import parse_date
from clubplanner.music.text import clean, fold
from clubplanner.music.track import Track
from clubplanner.night.plan import Night
from clubplanner.residency.play_log import PlayLog, play_log_text
from clubplanner.residency.same_night import Likeness, lengthened, likeness
from clubplanner.residency.sets_folder import PLAYED, Listed, file_name
from clubplanner.workspace.importing.nights import (
    Heard,
    on_day,
    plays_of,
    public,
    zone_named,
)
from clubplanner.workspace.importing.wishes import Wishes
from clubplanner.workspace.surroundings import Surroundings

LONGEST_NAME = 100
"""Characters of a play log's name and venue."""

_MOST_SAME_NAMES = 1000
_DATE_IN_NAME = re.compile(r"\d{1,4}[-./_ ]\d{1,2}[-./_ ]\d{1,4}")


class Fate(StrEnum):
    """What became of a night."""

    WRITTEN = "written"
    REPLACED = "replaced"
    THERE = "already there"
    LONGER = "longer than the one there"
    EMPTY = "nothing to keep"


@dataclass(frozen=True, slots=True)
class Kept:
    """One night after its import.

    Attributes:
        fate: what became of it; of a dry run, what would have.
        path: its play log, None where there is none.
        plays: how many plays it has.
        found: how many of them are tracks of the library.
        sentence: all of it for people.
    """

    fate: Fate
    path: Path | None
    plays: int
    found: int
    sentence: str


class NightKeeper:
    """Turns nights of histories into play logs of the sets folder.

    Args:
        surroundings: the DJ's files.
        wishes: what the DJ says.
        find: recognises the library's tracks.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        wishes: Wishes,
        find: Callable[[Entry], Track | None],
    ) -> None:
        self._surroundings = surroundings
        self._wishes = wishes
        self._find = find
        self._asked_venue = ""
        self._folder = surroundings.sets_folder
        self._logs = [
            (listed.path, listed.content)
            for listed in self._folder.logs
            if listed.content
        ]

    def keep(self, heard: Heard, where: str) -> Kept:
        """Write a night's play log, unless it is there already.

        Args:
            heard: the night.
            where: the file it comes from, for errors.

        Raises:
            UsageError: the date or venue, or the start of a recording, is not known.
            ClubplannerError: the play log cannot be written.
        """
        night = heard if self._wishes.with_practice else public(heard)
        if not night.entries:
            words = "nothing in it was played to an audience"
            return Kept(Fate.EMPTY, None, 0, 0, words)
        day = self._day(night, where)
        planned = self._planned(day)
        log = self._log(on_day(night, day), day, planned, where)
        if not log.plays:
            return Kept(Fate.EMPTY, None, 0, 0, "no row of it names a track")
        found = sum(1 for play in log.plays if play.path)
        alike = {likeness(there, log): (path, there) for path, there in self._logs}
        if same := alike.get(Likeness.SAME):
            words = f"already there: {self._shown(same[0])}; nothing written"
            return Kept(Fate.THERE, same[0], len(log.plays), found, words)
        if shorter := alike.get(Likeness.LONGER):
            kept = self._lengthen(*shorter, log, found)
        else:
            kept = self._write(log, planned, found, where)
        practice = len(heard.entries) - len(night.entries)
        untitled = len(night.entries) - len(log.plays)
        return replace(kept, sentence=kept.sentence + _left_out(practice, untitled))

    def _log(
        self, heard: Heard, day: date, planned: Listed[Night] | None, where: str
    ) -> PlayLog:
        """Return the night's play log but for its venue, which may have to be asked.

        Its name is empty where nothing but the venue can give one.
        """
        if heard.needs_start and self._wishes.start is None:
            raise UsageError(
                "its times are counted from the beginning of a recording",
                where=where,
                hint="--start 22:00 says when that began",
            )
        night = planned.content if planned else None
        residency = self._folder.residency if self._is_at_residency else None
        zone = night.zone if night else residency.zone if residency else ""
        name = night.name if night else clean(self._wishes.night, LONGEST_NAME)
        name = name or (residency.name if residency else _telling(heard.name))
        start = self._wishes.start
        return PlayLog(
            name=name,
            date=day,
            zone=zone,
            night=planned.path.name if planned else "",
            is_public=not self._wishes.is_private,
            plays=plays_of(heard, self._find, start, zone_named(zone)),
        )

    @property
    def _is_at_residency(self) -> bool:
        """Whether no other venue than the residency's was named."""
        residency = self._folder.residency
        named = fold(self._wishes.venue)
        return residency is not None and named in ("", fold(residency.venue))

    def _day(self, heard: Heard, where: str) -> date:
        day = self._wishes.day or heard.day
        if day is not None:
            return day
        if self._wishes.ask is None:
            raise UsageError(
                "the date of this night is not known",
                where=where,
                hint="--date YYYY-MM-DD says it",
            )
        answer = self._wishes.ask(f"Date of the night in {where} (YYYY-MM-DD): ")
        try:
            return parse_date(answer.strip())
        except ValueError as error:
            raise UsageError(f"'{answer[:40]}' is no date: {error}") from error

    def _planned(self, day: date) -> Listed[Night] | None:
        """Return the planned night meant: by its name, else the only one of its day."""
        nights = [
            listed
            for listed in self._folder.nights
            if listed.content and listed.content.date == day
        ]
        if word := fold(self._wishes.night):
            nights = [
                listed
                for listed in nights
                if listed.content
                and word in f"{fold(listed.content.name)} {listed.path.name}"
            ]
        return nights[0] if len(nights) == 1 else None

    def _venue(self, night: Night | None, where: str) -> str:
        named = clean(self._wishes.venue, LONGEST_NAME) or (
            night.venue if night else ""
        )
        residency = self._folder.residency
        venue = named or (residency.venue if residency else "") or self._asked_venue
        if not venue and self._wishes.ask is not None:
            answer = self._wishes.ask(f"Venue of the night in {where}: ")
            venue = self._asked_venue = clean(answer, LONGEST_NAME)
        if not venue:
            raise UsageError(
                "the venue of this night is not known",
                where=where,
                hint="--venue NAME says it",
            )
        return venue

    def _lengthen(self, path: Path, there: PlayLog, log: PlayLog, found: int) -> Kept:
        more = len(log.plays) - len(there.plays)
        if not self._wishes.may_replace:
            words = (
                f"{self._shown(path)} is there with {len(there.plays)} plays, this "
                f"has {more} more: --replace puts it in its place"
            )
            return Kept(Fate.LONGER, path, len(log.plays), found, words)
        merged = lengthened(there, log)
        if not self._wishes.is_dry:
            write_text(
                path,
                self._text(merged),
                backups=self._surroundings.paths.backups_folder,
            )
            self._surroundings.sets_changed()
        self._logs = [(one, merged if one == path else old) for one, old in self._logs]
        verb = "would replace" if self._wishes.is_dry else "replaced"
        words = f"{verb} {self._shown(path)}: {more} more plays"
        return Kept(Fate.REPLACED, path, len(log.plays), found, words)

    def _write(
        self, log: PlayLog, planned: Listed[Night] | None, found: int, where: str
    ) -> Kept:
        venue = self._venue(planned.content if planned else None, where)
        log = replace(log, venue=venue, name=log.name or venue)
        folder = self._surroundings.paths.sets / PLAYED
        name = planned.path.name if planned else file_name(log.date, log.name)
        path = self._free(folder / name)
        if not self._wishes.is_dry:
            make_folder(folder)
            write_new(path, self._text(log).encode())
            self._surroundings.sets_changed()
        self._logs.append((path, log))
        verb = "would write" if self._wishes.is_dry else "wrote"
        is_assumed = not (self._wishes.venue or self._asked_venue or planned)
        assumed = " (your residency's venue)" if is_assumed else ""
        words = (
            f"{verb} {self._shown(path)}: {len(log.plays)} plays at {venue}{assumed}, "
            f"{found} of them in your library"
        )
        return Kept(Fate.WRITTEN, path, len(log.plays), found, words)

    def _free(self, path: Path) -> Path:
        """Return the path, with a number where another log has its name."""
        taken = {one for one, _ in self._logs}
        numbered = (
            path.with_stem(f"{path.stem}-{number}")
            for number in range(2, _MOST_SAME_NAMES)
        )
        return next(
            (p for p in (path, *numbered) if p not in taken and not p.exists()), path
        )

    def _text(self, log: PlayLog) -> str:
        return play_log_text(log, roots=self._surroundings.settings.folders)

    def _shown(self, path: Path) -> str:
        """Return a path of the sets folder as problems name it: ``sets/x.yaml``."""
        return path.relative_to(self._surroundings.paths.sets.parent).as_posix()


def _left_out(practice: int, untitled: int) -> str:
    """Return what a play log lacks of its history, in words to add to a sentence."""
    parts = []
    if practice:
        parts.append(f"; {practice} nobody was to hear left out (--all takes them)")
    if untitled:
        parts.append(f"; {untitled} without a title left out")
    return "".join(parts)


def _telling(name: str) -> str:
    """Return a history's name if it says more than when that was, else nothing."""
    is_dated = _DATE_IN_NAME.search(name) or not any(sign.isalpha() for sign in name)
    return "" if is_dated else clean(name, LONGEST_NAME)
