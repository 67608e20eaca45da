"""Clock times of one night as files write them: ``23:30``, or ``01:30 2nd``.

A time before the start belongs to the next day. When the clocks go back during the
night, an hour comes twice; ``2nd`` names the later one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from clubplanner.files.problem import did_you_mean
from clubplanner.files.values import format_clock, parse_clock
from clubplanner.night.plan import on_the_night

_SECOND = " 2nd"


@dataclass(frozen=True, slots=True)
class NightClock:
    """Where clock times of a night lie.

    Attributes:
        day: the day the night starts on.
        start: clock time of its start, ``fold`` 1 for the later of two.
        zone: the venue's zone, None for times without one.
    """

    day: date
    start: time
    zone: tzinfo | None = None

    def moment(self, text: str) -> datetime:
        """Return when ``text`` is on this night.

        Raises:
            ValueError: it is no clock time; the text says what to write.
        """
        return self.at(parse_night_time(text))

    def at(self, clock: time) -> datetime:
        """Return the moment of this night at a clock time, ``fold`` 1 for a later."""
        at = on_the_night(self.day, _minutes(self.start), _minutes(clock), self.zone)
        return at.replace(second=clock.second, fold=clock.fold)

    def oddity(self, text: str) -> str:
        """Return why ``text`` is no plain moment of this night, empty if it is one."""
        moment = self.moment(text)
        first, second = (moment.replace(fold=n).utcoffset() for n in (0, 1))
        if first is None or second is None or first == second or moment.fold:
            return ""
        if first < second:
            return "the clocks go forward over this time, so it does not exist"
        return (
            f"the clocks go back, so this time comes twice: '{text}{_SECOND}' is later"
        )


def parse_night_time(text: str) -> time:
    """Return a time of day; ``fold`` is 1 for ``01:30 2nd``.

    Raises:
        ValueError: it is no clock time; the text says what to write.
    """
    clock = parse_clock(text.removesuffix(_SECOND))
    return clock.replace(fold=int(text.endswith(_SECOND)))


def written(moment: datetime) -> str:
    """Return a moment of a night as its file writes it."""
    is_second = moment.fold and moment.utcoffset() != moment.replace(fold=0).utcoffset()
    clock = format_clock(moment.time())
    return f"{clock}{_SECOND}" if is_second else clock


def parse_zone(name: str) -> ZoneInfo:
    """Return the time zone of that name (IANA: ``Europe/London``).

    Raises:
        ValueError: there is none; the text names the nearest one.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = did_you_mean(name, available_timezones())
        raise ValueError(near or "write a name like Europe/London") from None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
