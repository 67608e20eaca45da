"""Makes small nights for the tests of this room."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from clubplanner.night.plan import Knot, Night, Slot

START = datetime(2026, 3, 7, 22, 0)


def track(
    name: str, bpm: float | None = 120.0, key: str = "8A", **more: object
) -> Track:
    known = {
        "path": f"{name}.mp3",
        "title": name,
        "artist": f"artist of {name}",
        "bpm": bpm,
        "key": KEYS.get(key),
        "energy": 5,
        "length_s": 300.0,
        "genre": "house",
    }
    return Track(**{**known, **more})  # type: ignore[arg-type]


def night(*slots: Slot, hours: float = 3, start: datetime = START) -> Night:
    numbered = tuple(replace(slot, id=n) for n, slot in enumerate(slots, start=1))
    return Night(
        name="test",
        date=start.date(),
        start=start,
        end=start + timedelta(hours=hours),
        curve=(Knot(start, 5.0),),
        slots=numbered,
    )


def london(day: date, hour: int, minute: int = 0) -> datetime:
    zone = ZoneInfo("Europe/London")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
