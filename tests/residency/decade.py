"""Ten years of weekly nights from a seed: the logs and the library they drew on."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from clubplanner.library.index import Index
from clubplanner.library.rows import TRACK_COLUMNS, track_row
from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from clubplanner.residency.play_log import Play, PlayLog, play_log_text
from clubplanner.residency.sets_folder import PLAYED, file_name

NIGHTS = 520
PLAYS = 30
TRACKS = 50_000
LAST = date(2026, 11, 21)
VENUE = "The Cellar"
LONDON = ZoneInfo("Europe/London")
WORDS = (
    *("deep", "love", "shadow", "velvet", "hands", "paradise", "lost", "river"),
    *("night", "sun", "golden", "rain", "echo", "temple", "sugar", "moon"),
)
NOTES = ("", "", "", "", "", "", "asked for by the bar", "floor filled here")


def library(count: int = TRACKS) -> list[Track]:
    """Tracks with title, artist and file of their own; a few know no key or tempo."""
    chance = random.Random(50)
    keys = [None, *KEYS.values()]
    return [
        Track(
            path=f"/music/artist {n % 900}/{n:05}.flac",
            title=f"{' '.join(chance.choices(WORDS, k=2)).title()} {n}",
            artist=f"DJ {n % 900}",
            genre="House",
            bpm=chance.choice([None, *(chance.uniform(110, 140) for _ in range(9))]),
            key=chance.choice(keys),
            energy=chance.choice([None, *range(1, 11)]),
            rating=chance.choice([None, 2.0, 3.0, 4.0, 5.0]),
            length_s=300.0,
        )
        for n in range(count)
    ]


def logs(
    tracks: list[Track], nights: int = NIGHTS, plays: int = PLAYS
) -> list[PlayLog]:
    """A log a week up to ``LAST``; a small crate of favourites comes round often."""
    chance = random.Random(520)
    favourites, found = tracks[: len(tracks) // 50 + 1], []
    for week in range(nights):
        day = LAST - timedelta(weeks=nights - 1 - week)
        start = datetime(day.year, day.month, day.day, 22, tzinfo=LONDON)
        chosen = [
            chance.choice(chance.choice((favourites, tracks))) for _ in range(plays)
        ]
        found.append(
            PlayLog(
                "Cellar Night",
                day,
                venue=VENUE,
                zone="Europe/London",
                plays=tuple(
                    _play(track, start + timedelta(minutes=4 * n), chance)
                    for n, track in enumerate(chosen)
                ),
            )
        )
    return found


def _play(track: Track, at: datetime, chance: random.Random) -> Play:
    return Play(
        track.title,
        track.artist,
        track.path.removeprefix("/music/") if chance.random() < 0.5 else "",
        at,
        240.0,
        chance.choice((None, None, None, 1, 2, 3, 4, 5)),
        chance.choice(NOTES),
    )


def write_logs(sets: Path, played: list[PlayLog]) -> None:
    """Put every log into the ``played`` folder of a sets folder."""
    folder = sets / PLAYED
    folder.mkdir(parents=True, exist_ok=True)
    for log in played:
        path = folder / file_name(log.date, log.name)
        path.write_text(play_log_text(log), "utf-8")


def index_library(index_path: Path, music: Path, tracks: list[Track]) -> None:
    """Put tracks into a library index as a scan of ``music`` would have.

    Their paths lie under ``/music``; the files themselves are not made.
    """
    music.mkdir(parents=True, exist_ok=True)
    (music / "mounted.txt").write_text("a drive that is there is not empty", "utf-8")
    index_path.parent.mkdir(parents=True, exist_ok=True)
    index = Index.open(index_path)
    values = ", ".join("?" * (1 + len(TRACK_COLUMNS.split(","))))
    with index.connected() as db, db:
        db.execute("INSERT INTO roots (id, path) VALUES (1, ?)", (str(music),))
        db.executemany(
            "INSERT INTO files (root, size, mtime_ns, added, reason, rel, "
            f"{TRACK_COLUMNS}) VALUES (1, 0, 0, 0, '', {values})",
            ((t.path.removeprefix("/music/"), *track_row(t)) for t in tracks),
        )
