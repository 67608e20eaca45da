"""Plans of nights that nobody wrote a play log of."""

from datetime import date
from pathlib import Path

from clubplanner.residency.memory import remember
from clubplanner.residency.sets_folder import list_sets
from clubplanner.residency.unlogged import unlogged

NIGHT = """\
clubplanner: 1
name: Night
date: {day}
start: '22:00'
end: '02:00'
venue: {venue}
slots:
- file: {file}
  title: {file}
  artist: Ann
  length: '5:00'
- gap: '5:00'
- cue: inferno
"""
LOG = """\
clubplanner: 1
name: Night
date: {day}
venue: Club
public: {public}
plays: []
"""


def folder(tmp_path: Path) -> Path:
    sets = tmp_path / "sets"
    (sets / "played").mkdir(parents=True)
    for day, venue in (
        ("2026-10-01", "Club"),
        ("2026-10-08", "Club"),
        ("2026-10-15", "Elsewhere"),
        ("2026-10-22", "Club"),
        ("2026-10-29", "Club"),
    ):
        text = NIGHT.format(day=day, venue=venue, file=f"{day}.mp3")
        (sets / f"{day}-night.yaml").write_text(text, "utf-8")
    for day, public in (("2026-10-01", "true"), ("2026-10-08", "false")):
        text = LOG.format(day=day, public=public)
        (sets / "played" / f"{day}-night.yaml").write_text(text, "utf-8")
    (sets / "2026-10-20-broken.yaml").write_text("slots: [", "utf-8")
    return sets


def test_plans_without_a_public_log_stand_for_what_was_played(tmp_path: Path) -> None:
    sets = list_sets(folder(tmp_path))
    found = unlogged(sets.nights, sets.played, "Club", date(2026, 10, 29))
    assert [(log.date.day, [p.path for p in log.plays]) for log in found] == [
        (8, ["2026-10-08.mp3"]),
        (22, ["2026-10-22.mp3"]),
    ]
    memory = remember([*sets.played, *found], "Club", date(2026, 10, 29))
    assert memory.last_played["2026-10-22.mp3"] == date(2026, 10, 22)


def test_only_plans_without_a_log_are_read(tmp_path: Path) -> None:
    sets = list_sets(folder(tmp_path))
    unlogged(sets.nights, sets.played, "", date(2026, 10, 16))
    read = [one.path.name[:10] for one in sets.nights if "_read" in one.__dict__]
    # A broken file has no head that could be read instead.
    assert read == ["2026-10-08", "2026-10-15", "2026-10-20"]
