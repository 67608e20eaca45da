"""A made home for the app's tests: a library, a residency, tonight and past nights.

Every path is relative to the working folder, so that pictures do not show where the
tests ran.
"""

import random
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from clubplanner.builder.alternatives import Alternative, Offer
from clubplanner.builder.build import Built
from clubplanner.library.index import Index
from clubplanner.library.rows import track_row
from clubplanner.music.key import KEYS
from clubplanner.music.text import clean
from clubplanner.music.track import Track
from clubplanner.night.score import score
from clubplanner.tui.program import ClubplannerApp
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace

NOW = datetime(2026, 11, 28, 18, 0)
HOSTILE = (
    "ESC \x1b[2J\x1b]0;owned\x07 clears",
    "bidi \u202etxet\u202c turned",
    "[bold]markup[/bold] [@click=app.quit]stays[/]",
    "x" * 500,
    "東京の夜",
    "👩\u200d👩\u200d👧 family \U0001f3f3\ufe0f\u200d\U0001f308",
    "line\none\ttab",
)
"""Titles as files hold them; the model cleans them."""

_FIRST = ("Velvet", "Midnight", "Solar", "Paradise", "Echo", "Chrome", "Golden", "Rain")
_SECOND = ("Hands", "Circuit", "Atlas", "Signal", "Temple", "Ritual", "Avalon", "Moon")
_ARTISTS = tuple(
    f"{first} {last}"
    for first in ("Nina", "Yuki", "Carl", "Ana", "Theo", "Ola")
    for last in ("Oak", "Vale", "Ember", "Frost")
)
_GENRES = ("House", "Techno", "Disco", "Indie", "Pop")

RESIDENCY = """\
clubplanner: 1
name: Heated Rivalry
venue: The Basement
weekday: saturday
start: '22:00'
end: '01:00'
theme: heated-rivalry
curve:
- 22:00 4
- 00:00 9
- 01:00 6
"""

LOG = """\
clubplanner: 1
name: Heated Rivalry
date: {day}
venue: The Basement
night: {day}-heated-rivalry.yaml
plays:
"""


def made_tracks(count: int) -> list[Track]:
    """Return tracks with invented names; some lack values, the first are hostile."""
    dice = random.Random(7)
    tracks = [_track(dice, number) for number in range(count)]
    for number, title in enumerate(HOSTILE[:count]):
        tracks[number] = replace(tracks[number], title=clean(title))
    if count > 12:
        tracks[8] = replace(tracks[8], bpm=None, bpm_from="")
        tracks[9] = replace(tracks[9], key=None, key_from="", energy=None)
        tracks[10] = replace(tracks[10], title="Rivalry", artist="Peter Peter")
        tracks[11] = replace(tracks[11], title="mangetout", artist="Wet Leg")
        tracks[12] = replace(tracks[12], artist="", genre="", rating=None)
    return tracks


def _track(dice: random.Random, number: int) -> Track:
    return Track(
        path=f"music/{number:05}.flac",
        title=f"{dice.choice(_FIRST)} {dice.choice(_SECOND)} {number}",
        artist=dice.choice(_ARTISTS),
        album="Practice",
        genre=dice.choice(_GENRES),
        year=2014 + number % 12,
        bpm=round(dice.gauss(123, 3), 1),
        key=dice.choice(list(KEYS.values())),
        energy=dice.randint(3, 9),
        rating=float(dice.randint(2, 5)),
        length_s=float(dice.randint(230, 420)),
        bpm_from="TBPM",
        key_from="TKEY",
        energy_from="comment",
    )


def make_home(home: Path, *, tracks: int = 40, slots: int = 14) -> Workspace:
    """Make a home and open tonight's night in it.

    Args:
        home: the folder, relative to the working folder.
        tracks: how many tracks the library has; their files are empty.
        slots: how many of them are in tonight's set; -1 for no night at all.
    """
    made = made_tracks(tracks)
    paths = Paths.under(home)
    _index(paths, made)
    (paths.sets / "played").mkdir(parents=True)
    (paths.sets / "residency.yaml").write_text(RESIDENCY, "utf-8")
    if slots >= 0:
        _write_night(paths, date(2026, 11, 28), _slots(made, slots))
    if tracks > 24:
        _past(paths, made)
    workspace = Workspace(paths, lambda: NOW)
    if slots >= 0:
        workspace.open_night("2026-11-28")
    return workspace


def _index(paths: Paths, tracks: list[Track]) -> None:
    folder = Path("music")
    folder.mkdir(exist_ok=True)
    for track in tracks:
        Path(track.path).touch()
    with Index.open(paths.index_file).connected() as db, db:
        db.execute("INSERT INTO roots VALUES (1, 'music')")
        db.executemany(
            "INSERT INTO files (root, rel, size, mtime_ns, added, reason, texts, year, "
            "bpm, key, energy, rating, length_s, gain) "
            "VALUES (1, ?, 0, 0, 0, '', ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (track.path.removeprefix("music/"), *track_row(track))
                for track in tracks
            ],
        )


def _slots(tracks: list[Track], count: int) -> list[str]:
    by_tempo = sorted((t for t in tracks[13:] if t.bpm), key=lambda t: t.bpm or 0)
    lines = [_slot(track) for track in by_tempo[:count]]
    if count >= 10:
        lines[0] = _slot(tracks[10]) + "  cue: rivalry\n  at: '22:00'\n  first: true\n"
        lines[4] += "  at: '22:20'\n  window: 5 min\n"
        lines[5] += "  after: true\n  note: kick comes in alone\n"
        lines.insert(7, "- gap: '4:00'\n")
        lines.insert(9, "- cue: inferno\n  at: '23:00'\n")
        lines[11] += "  cut_out: true\n"
    return lines


def _slot(track: Track) -> str:
    title = track.title.replace("'", "''")
    return f"- title: '{title}'\n  artist: {track.artist}\n  file: {track.path}\n"


def _write_night(paths: Paths, day: date, slots: list[str]) -> None:
    head = (
        f"clubplanner: 1\nname: Heated Rivalry\ndate: {day}\nstart: '22:00'\n"
        "end: '01:00'\nvenue: The Basement\ntheme: heated-rivalry\n"
        "curve:\n- 22:00 4\n- 00:00 9\n- 01:00 6\n"
    )
    text = head + ("slots:\n" + "".join(slots) if slots else "")
    name = f"{day}-heated-rivalry.yaml"
    (paths.sets / name).write_text(text, "utf-8")


def _past(paths: Paths, tracks: list[Track]) -> None:
    for number, day in enumerate((date(2026, 11, 14), date(2026, 11, 21))):
        chosen = tracks[14 + number * 4 : 22 + number * 4]
        _write_night(paths, day, [_slot(track) for track in chosen])
        plays = "".join(
            _slot(track) + f"  at: '22:{5 * place:02}'\n  stars: {3 + place % 3}\n"
            for place, track in enumerate([*chosen[:5], tracks[30 + number], chosen[7]])
        )
        text = LOG.format(day=day) + plays + "  note: floor filled here\n"
        (paths.sets / "played" / f"{day}-heated-rivalry.yaml").write_text(text, "utf-8")


def other_plan(app: ClubplannerApp) -> Offer:
    """Return the open night as the best plan, and one with other free tracks."""
    workspace = app.desk.workspace
    workspace.planner._base()
    night, context = workspace.opened, workspace.context
    inside = {slot.track.path for slot in night.slots if slot.track}
    spare = iter([t for t in workspace.tracks if t.bpm and t.path not in inside])
    slots = tuple(
        replace(slot, track=next(spare)) if slot.track and not slot.is_kept else slot
        for slot in night.slots
    )
    best = replace(night, name=night.name)
    plans = [best, replace(night, slots=slots)]
    told = [
        Alternative(Built(plan, score(plan, context)), text)
        for plan, text in zip(plans, ("The best.", "All tracks differ."), strict=True)
    ]
    return Offer(tuple(told), "", 9, "steps")
