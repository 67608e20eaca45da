"""A plan and a log in letters: each letter is a track of five minutes."""

from datetime import date, datetime, timedelta

from clubplanner.music.track import Track
from clubplanner.night.plan import At, EndAt, Night, Slot
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.review import Review

START = datetime(2026, 11, 28, 22)


def night(titles: str, *anchors: At | EndAt) -> Night:
    """Return a plan of a track per letter, each of them pinned by the anchors."""
    return Night(
        "n",
        START.date(),
        START,
        START + timedelta(hours=4),
        overlap_beats=0,
        slots=tuple(
            Slot(
                i,
                Track(f"{t}.mp3", title=t, artist="A", bpm=120, length_s=300),
                anchors=anchors,
            )
            for i, t in enumerate(titles)
        ),
    )


def log(titles: str, day: date = date(2026, 11, 28), late_s: int = 0) -> PlayLog:
    """Return a log of a play per letter, one every five minutes."""
    plays = (
        Play(t, "A", at=START + timedelta(seconds=300 * i + late_s), played_s=300)
        for i, t in enumerate(titles)
    )
    return PlayLog("n", day, plays=tuple(plays))


def shown(found: Review) -> list[str]:
    """Return the lines of a review as ``fate planned/played``."""
    return [
        f"{line.fate} {line.slot.name if line.slot else '-'}"
        f"/{line.play.title if line.play else '-'}"
        for line in found.lines
    ]
