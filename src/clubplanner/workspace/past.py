"""Past nights: what was planned beside what was played."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clubplanner.music.text import fold
from clubplanner.night.plan import Night
from clubplanner.residency.play_log import PlayLog
from clubplanner.residency.sets_folder import PLAYED, Listed, SetsFolder


@dataclass(frozen=True, slots=True)
class PastNight:
    """One night of the sets folder.

    Attributes:
        path: its night file, or its play log where there was no plan.
        name, date: of the night.
        night: the plan, None if there is none or it cannot be read.
        log: what was played, None if nothing is known.
        problem: what is wrong with the files, in a sentence, or empty.
    """

    path: Path
    name: str
    date: date
    night: Night | None = None
    log: PlayLog | None = None
    problem: str = ""

    @property
    def is_unplanned(self) -> bool:
        """Whether there is no night file of it, only a play log."""
        return self.path.parent.name == PLAYED

    def is_called(self, word: str) -> bool:
        """Whether a word stands in its date, its name or its file's name."""
        return fold(word) in f"{self.date} {fold(self.name)} {self.path.stem}"


def past_nights(folder: SetsFolder, before: date) -> tuple[PastNight, ...]:
    """Return every night before a day, and every night that was played, by date.

    A play log belongs to the night it names, else to the one of its own file name,
    else it stands alone; so does a second log of one night.
    """
    by_night: dict[str, Listed[PlayLog]] = {}
    seconds = []
    for listed in folder.logs:
        if by_night.setdefault(_night_stem(listed), listed) is not listed:
            seconds.append(listed)
    found = [
        _planned(night, by_night.pop(night.path.stem, None), before)
        for night in folder.nights
    ]
    alone = [_played_only(log) for log in (*by_night.values(), *seconds)]
    nights = [past for past in (*found, *alone) if past is not None]
    return tuple(sorted(nights, key=lambda past: (past.date, past.path.name)))


def day_in_name(path: Path) -> date:
    """Return the date a file name starts with, the first of all days without one."""
    try:
        return date.fromisoformat(path.stem[:10])
    except ValueError:
        return date.min


def _night_stem(listed: Listed[PlayLog]) -> str:
    named = listed.content.night if listed.content else ""
    return Path(named).stem if named else listed.path.stem


def _planned(
    listed: Listed[Night], log: Listed[PlayLog] | None, before: date
) -> PastNight | None:
    night = listed.content
    day = night.date if night else day_in_name(listed.path)
    if log is None and day >= before:
        return None
    return PastNight(
        listed.path,
        night.name if night else listed.path.stem,
        day,
        night,
        log.content if log else None,
        _problem(listed, log),
    )


def _played_only(listed: Listed[PlayLog]) -> PastNight:
    log = listed.content
    return PastNight(
        listed.path,
        log.name if log else listed.path.stem,
        log.date if log else day_in_name(listed.path),
        None,
        log,
        _problem(listed),
    )


def _problem(*files: Listed[Night] | Listed[PlayLog] | None) -> str:
    unusable: Sequence[Listed[Night] | Listed[PlayLog]] = [
        listed for listed in files if listed is not None and listed.content is None
    ]
    return str(unusable[0].problems[0]) if unusable and unusable[0].problems else ""
