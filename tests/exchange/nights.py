"""Nights for the tests of this room, made of a few plain values."""

from datetime import date, datetime

from clubplanner.exchange.options import Options
from clubplanner.exchange.rows import Listing, listing
from clubplanner.music.key import Key
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import At, Night, Slot

START = datetime(2026, 11, 27, 22, 0)

AWKWARD_NAMES = (
    "# first.flac",
    "100% real.flac",
    "per%20cent.flac",
    "東京の夜.flac",
    "it's 'quoted'.flac",
    "a, b; c: d.flac",
    "[brackets] {braces} & more.flac",
    "é̂ÅßØ.flac",
    "x" * 115 + ".flac",
)


def track(number: int, **values: object) -> Track:
    plain: dict[str, object] = {
        "path": f"/music/{number:03d}.flac",
        "title": f"Song {number}",
        "artist": f"Artist {number}",
        "bpm": 128.0,
        "key": Key(8, "A"),
        "energy": 6,
        "length_s": 300.0,
    }
    return Track(**{**plain, **values})  # type: ignore[arg-type]


def night(*tracks: Track | None, gaps: dict[int, int] | None = None) -> Night:
    """A night of these tracks; None is an open cue, ``gaps`` are seconds by place."""
    slots: list[Slot] = []
    for place, one in enumerate(tracks):
        if gaps and place in gaps:
            slots.append(Slot(len(slots) + 1, gap_s=gaps[place]))
        cue = "" if one is not None else "heartbeat-3"
        slots.append(Slot(len(slots) + 1, one, cue))
    return Night(
        "Heated Rivalry",
        date(2026, 11, 27),
        START,
        datetime(2026, 11, 28, 3, 0),
        venue="The Rink",
        slots=tuple(slots),
    )


def listed(plan: Night, options: Options | None = None) -> Listing:
    return listing(plan, Context(), options or Options())


def pinned(one: Track, hour: int, minute: int) -> Slot:
    return Slot(1, one, anchors=(At(START.replace(hour=hour, minute=minute)),))
