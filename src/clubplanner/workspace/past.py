"""Past nights: what was planned beside what was played."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from clubplanner.music.text import fold
from clubplanner.night.plan import Night
from clubplanner.residency.heads import Head
from clubplanner.residency.play_log import PlayLog
from clubplanner.residency.same_night import Likeness, likeness
from clubplanner.residency.sets_folder import Listed, SetsFolder

_EDITED_AFTER = timedelta(hours=1)
"""A plan written so much later than its play log was not what the night was played by;
a copied or checked out folder gives both files one time."""


@dataclass(frozen=True)
class PastNight:
    """One night of the sets folder; its files are read when they are asked for.

    Attributes:
        name, date: of the night.
        plan: its night file, None where there was no plan.
        played: its play log, None where nothing is known.
        others: other play logs of the same day.
    """

    name: str
    date: date
    plan: Listed[Night] | None = None
    played: Listed[PlayLog] | None = None
    others: tuple[Listed[PlayLog], ...] = ()

    @property
    def path(self) -> Path:
        """Its night file, or its play log where there was no plan."""
        listed = self.plan or self.played
        return listed.path if listed else Path()

    @property
    def night(self) -> Night | None:
        """The plan, None if there is none or it cannot be read."""
        return self.plan.content if self.plan else None

    @property
    def log(self) -> PlayLog | None:
        """What was played, None if nothing is known."""
        return self.played.content if self.played else None

    @property
    def problem(self) -> str:
        """What is wrong with the files, in a sentence, or empty."""
        for listed in (self.plan, self.played):
            if listed is not None and listed.content is None and listed.problems:
                return str(listed.problems[0])
        return ""

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What is odd about the files, one sentence each."""
        doubles = (_double(self.log, other) for other in self.others)
        return tuple(said for said in (*doubles, self._edited_after()) if said)

    def _edited_after(self) -> str:
        """Say that the plan was written after its log, as far as files tell that."""
        if self.plan is None or self.played is None or self.night is None:
            return ""
        try:
            written, kept = (
                datetime.fromtimestamp(listed.path.stat().st_mtime).astimezone()
                for listed in (self.plan, self.played)
            )
        except OSError:
            return ""
        ended = self.night.end.astimezone()
        if written < max(kept, ended) + _EDITED_AFTER:
            return ""
        return (
            f"the plan's file was written on {written:%d %b %Y at %H:%M}, after its "
            "play log: it may be another plan than on the night"
        )

    @property
    def is_unplanned(self) -> bool:
        """Whether there is no night file of it, only a play log."""
        return self.plan is None

    def is_called(self, word: str) -> bool:
        """Whether a word stands in its date, its name or its file's name."""
        return fold(word) in f"{self.date} {fold(self.name)} {self.path.stem}"


def past_nights(folder: SetsFolder, before: date) -> tuple[PastNight, ...]:
    """Return every night before a day, and every night that was played, by date.

    A play log belongs to the night it names, else to the one of its own file name,
    else it stands alone; so does a second log of one night. Of several the one with the
    night's own file name is its log.
    """
    by_night: dict[str, Listed[PlayLog]] = {}
    seconds = []
    own_first = sorted(folder.logs, key=lambda one: _night_stem(one) != one.path.stem)
    for listed in own_first:
        if by_night.setdefault(_night_stem(listed), listed) is not listed:
            seconds.append(listed)
    by_day: dict[date, list[Listed[PlayLog]]] = {}
    for listed in folder.logs:
        by_day.setdefault(listed.head.date, []).append(listed)
    nights = []
    for plan in folder.nights:
        log = by_night.pop(plan.path.stem, None)
        if log is not None or plan.head.date < before:
            nights.append(_past(plan.head, plan, log, by_day))
    for log in (*by_night.values(), *seconds):
        nights.append(_past(log.head, None, log, by_day))
    return tuple(sorted(nights, key=lambda one: (one.date, one.path.name)))


def _past(
    head: Head,
    plan: Listed[Night] | None,
    log: Listed[PlayLog] | None,
    by_day: Mapping[date, list[Listed[PlayLog]]],
) -> PastNight:
    same_day = by_day[log.head.date] if log else ()
    others = tuple(other for other in same_day if other is not log)
    return PastNight(head.name, head.date, plan, log, others)


def _night_stem(listed: Listed[PlayLog]) -> str:
    named = listed.head.night
    return Path(named).stem if named else listed.path.stem


def _double(log: PlayLog | None, other: Listed[PlayLog]) -> str:
    """Say that another log of the day tells of the same plays."""
    if log is None or other.content is None:
        return ""
    name = f"{other.path.parent.name}/{other.path.name}"
    match likeness(log, other.content):
        case Likeness.SAME:
            return f"{name} has the same plays again; one of the two can go"
        case Likeness.LONGER:
            return f"{name} is of the same night and has more plays"
        case Likeness.OTHER:
            return ""
