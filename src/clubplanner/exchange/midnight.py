"""Times of one night that were written without a date, put on their days."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

_HALF_A_DAY_S = 12 * 3600


def on_days(times: Iterable[time | None], day: date) -> Iterator[datetime | None]:
    """Yield each time with its day; one that is unknown stays None.

    A clock that falls by more than half a day has passed midnight. By less it was put
    back (summer time ends) or the lines are out of order: the day stays.

    Args:
        times: in the order they were played.
        day: of the first one.
    """
    before = None
    for one in times:
        if one is None:
            yield None
            continue
        now = one.hour * 3600 + one.minute * 60 + one.second
        if before is not None and before - now > _HALF_A_DAY_S and day < date.max:
            day += timedelta(days=1)
        before = now
        yield datetime.combine(day, one)
