"""The practice residency: its file, four past nights and what was really played there.

Tonight is one of its nights: the weekday is today's. The past nights are built by the
ordinary builder, each with the memory of those before it, so tonight finds some tracks
resting, some pairs rated and enough left to build from.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from clubplanner.builder.build import Progress as BuildProgress
from clubplanner.builder.build import build
from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import write_new
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.practice.library import Progress
from clubplanner.practice.played import play_log_of
from clubplanner.residency.memory import for_tracks, remember
from clubplanner.residency.night_file import night_text
from clubplanner.residency.play_log import PlayLog, play_log_text
from clubplanner.residency.residency_file import (
    FILE_NAME,
    WEEKDAYS,
    Residency,
    new_night,
    read_residency_text,
)
from clubplanner.residency.sets_folder import PLAYED, file_name
from clubplanner.theme.matching import match
from clubplanner.theme.model import Theme
from clubplanner.theme.pack import load_shipped
from clubplanner.theme.planning import planning_values

PAST_NIGHTS = 4

_TEXT = """\
# The practice residency of clubplanner: an invented club. The tempo and key of every
# practice track are practice values. Delete this folder any time.
clubplanner: 1
name: Heated Rivalry
venue: Club Overtime
act: DJ Practice
weekday: {weekday}
start: '22:00'
end: '01:30'
zone: Europe/London
theme: heated-rivalry
curve: ['22:00 6', '22:40 7', '23:15 6', '23:45 7', '00:45 9', '01:10 8', '01:30 6']
max_play: '6:00'
artist_gap: 6
anchors:
- cue: rivalry
  at: '22:00'
  first: true
  note: Opens as the doors do
- cue: mangetout
  at: '22:40'
  window: '10:00'
- cue: inferno
  at: '23:15'
  window: '2:00'
  note: Its hour. Walk the tempo down to it and up again
- cue: attss-tatu
  at: '23:35'
  window: '6:00'
- cue: attss-harrison
  after: attss-tatu
  note: As in the club scene of episode 4
- cue: ill-believe-in-anything
  at: '00:15'
  window: '12:00'
- cue: its-you
  at: '00:55'
  window: '12:00'
- cue: my-moon-my-man
  end_at: '01:30'
  window: '3:00'
  last: true
"""


def make_residency(
    sets_folder: Path,
    tracks: Sequence[Track],
    today: date,
    *,
    root: Path,
    progress: Progress,
) -> list[Path]:
    """Make the practice residency; a folder that has a residency is left alone.

    Args:
        sets_folder: where nights live; made when missing.
        tracks: the practice library, read, with absolute paths.
        today: a day of the residency; the past nights lie 7, 14, 21, 28 days before it.
        root: folder of the practice library, which files are written relative to.
        progress: told after each past night.

    Returns:
        the files made, the residency's own last; empty if there was one before.

    Raises:
        ClubplannerError: a file cannot be written, or stands in the way.
    """
    own = sets_folder / FILE_NAME
    if own.exists():
        return []
    past = past_nights(practice_residency(today), tracks, today, progress)
    texts: dict[Path, str] = {}
    for night, log in past:
        name = file_name(night.date, night.name)
        texts[sets_folder / name] = night_text(night, roots=[root])
        texts[sets_folder / PLAYED / name] = play_log_text(log, roots=[root])
    # Last, so that a run that was interrupted is done again by the next one.
    texts[own] = residency_text(today)
    return [_write(path, text) for path, text in texts.items()]


def residency_text(today: date) -> str:
    """Return the residency's file with the weekday of ``today``."""
    return _TEXT.format(weekday=WEEKDAYS[today.weekday()])


def practice_residency(today: date) -> Residency:
    """Return the residency that ``residency_text`` describes.

    Raises:
        ClubplannerError: the text above cannot be read: a fault of this program.
    """
    residency, problems = read_residency_text(residency_text(today), FILE_NAME)
    if residency is None or problems:
        raise ClubplannerError("the practice residency is wrong", where=str(problems))
    return residency


def past_nights(
    residency: Residency,
    tracks: Sequence[Track],
    today: date,
    progress: Progress,
) -> list[tuple[Night, PlayLog]]:
    """Return the past nights, oldest first, each with what was played.

    Raises:
        ClubplannerError: the tracks do not fill a night.
    """
    theme, _ = load_shipped(residency.theme)
    nights: list[tuple[Night, PlayLog]] = []
    for weeks_ago in range(PAST_NIGHTS, 0, -1):
        day = today - timedelta(weeks=weeks_ago)
        logs = [log for _, log in nights]
        context = night_context(residency, theme, tracks, logs, day)
        plan = bound_night(residency, theme, tracks, day)
        night = _first_plan(plan, tracks, context, weeks_ago)
        name = file_name(night.date, night.name)
        log = play_log_of(night, context, tracks, weeks_ago, name)
        nights.append((night, log))
        progress(len(nights), PAST_NIGHTS, name)
    return nights


def _first_plan(
    night: Night, tracks: Sequence[Track], context: Context, seed: int
) -> Night:
    """Return the builder's first plan without a bridge: a past night need be no better.

    No clock is asked, so the same library and day make the same past anywhere.
    """
    found: list[bool] = []

    def note(so_far: BuildProgress) -> None:
        if so_far.bridges == 0:
            found.append(True)

    built = build(
        night,
        tracks,
        context,
        seed=seed,
        seconds=None,
        progress=note,
        cancelled=lambda: bool(found),
    )
    if built.night is None:
        raise ClubplannerError(f"no practice night could be built: {built.why}")
    return built.night


def night_context(
    residency: Residency,
    theme: Theme,
    tracks: Sequence[Track],
    logs: Sequence[PlayLog],
    day: date,
) -> Context:
    """Return what is known around a night of the residency on ``day``."""
    heard = remember(logs, residency.venue, day, residency.heard_s)
    memory = for_tracks(heard, tracks, day)
    return Context(
        rules=residency.rules,
        theme=planning_values(theme),
        weeks=memory.weeks,
        pair_stars=memory.pair_stars,
        last_pairs=memory.last_pairs,
    )


def bound_night(
    residency: Residency, theme: Theme, tracks: Sequence[Track], day: date
) -> Night:
    """Return a new night on ``day`` whose cues have the tracks the theme matches."""
    found = {one.cue.id: one.track for one in match(theme, tracks) if one.track}
    night = new_night(residency, day)
    slots = (replace(slot, track=found.get(slot.cue)) for slot in night.slots)
    return replace(night, slots=tuple(slots))


def _write(path: Path, text: str) -> Path:
    """Write one file; the same text from an interrupted run may lie there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    if not (path.is_file() and path.read_bytes() == data):
        write_new(path, data)
    return path
