"""``clubplanner replan``: the words of a DJ in a hurry, and what comes of them."""

import json

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, NIGHT_FILE, RESIDENCY, Cli, one_sentence

CHANGE = ["remedy", "slot", "saved_s", "text"]


@pytest.fixture
def built(cli: Cli) -> Cli:
    """The command line with a residency and one built night."""
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    cli.fine("build", NIGHT, "--seconds", "0.4")
    return cli


def slots(cli: Cli) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(cli.fine("show", NIGHT, "--json"))[
        "slots"
    ]
    return found


def test_a_late_night_is_planned_anew_saved_and_told(built: Cli) -> None:
    before = slots(built)
    said = built("replan", NIGHT, "--now", "22:09", "--playing", "2")
    assert f"Saved {built.sets / NIGHT_FILE}" in said.err
    title = before[1]["title"]
    assert said.out.startswith(f'"{title}" plays since 22:09:00, ')
    assert "late." in said.out.splitlines()[0]
    after = slots(built)
    assert after[1]["starts"].endswith("T22:09:00")  # type: ignore[attr-defined]
    assert [s["title"] for s in after[:2]] == [s["title"] for s in before[:2]]
    text = (built.sets / NIGHT_FILE).read_text("utf-8")
    assert "started: '22:09'" in text
    assert "Inferno" in said.out


def test_a_dry_run_saves_nothing(built: Cli) -> None:
    before = (built.sets / NIGHT_FILE).read_bytes()
    built("replan", NIGHT, "--now", "22:09", "--playing", "2", "--dry-run")
    assert (built.sets / NIGHT_FILE).read_bytes() == before
    assert built("replan", NIGHT, "--now", "22:09", "--playing", "2").code in (0, 1)


def test_a_program_gets_the_changes_and_the_plan(built: Cli) -> None:
    said = built("replan", NIGHT, "--now", "22:09", "--playing", "2", "--json")
    made = json.loads(said.out)
    assert list(made) == ["replan", "clubplanner", "night", "slots", "transitions"]
    about = made["replan"]
    assert list(about) == ["playing", "drift_s", "changes", "notes", "unheld"]
    assert about["playing"] == 2
    assert about["drift_s"] > 0
    assert about["changes"]
    assert all(list(change) == CHANGE for change in about["changes"])
    assert said.code == (exits.FINDINGS if about["unheld"] else exits.OK)


def test_what_cannot_be_held_is_said_with_exit_status_1(built: Cli) -> None:
    said = built("replan", NIGHT, "--now", "22:50", "--playing", "1")
    assert said.code == exits.FINDINGS
    assert "! " in said.out
    assert "the music ends at" in said.out


def test_any_track_of_the_library_may_play(built: Cli) -> None:
    planned = {slot["title"] for slot in slots(built)}
    tracks = json.loads(built.fine("tracks", "tune", "--json"))
    other = next(t["title"] for t in tracks if t["title"] not in planned)
    said = built("replan", NIGHT, "--now", "22:05", "--playing", other)
    assert said.out.startswith(f'"{other}" plays since 22:05:00')
    assert other in {slot["title"] for slot in slots(built)}


def test_since_when_and_what_was_played_can_be_told(built: Cli) -> None:
    first = str(slots(built)[0]["title"])
    words = ("--playing", "3", "--since", "22:07", "--played", first)
    said = built("replan", NIGHT, "--now", "22:08:30", *words)
    assert "plays since 22:07:00" in said.out
    assert "counts as skipped." in said.out


@pytest.mark.parametrize(
    ("words", "code", "parts"),
    [
        (("--now", "22:10", "--playing", "Nonesuch"), 4, ["called 'Nonesuch'"]),
        (("--now", "22:10", "--playing", "tune"), 3, ["'tune' may be", "more"]),
        (("--now", "22:10", "--playing", "99"), 4, ["'99'", "slot's number"]),
        (("--now", "25:10", "--playing", "1"), 3, ["'25:10' is no clock time"]),
        (("--now", "soon", "--playing", "1"), 3, ["for example 23:30"]),
        (("--now", "21:30", "--playing", "1"), 3, ["starts at 22:00", "21:30"]),
        (("--playing", "1"), 3, ["this night goes from Sat 14 Mar 22:00 to 22:45"]),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(
    built: Cli, words: tuple[str, ...], code: int, parts: list[str]
) -> None:
    before = (built.sets / NIGHT_FILE).read_bytes()
    said = built("replan", NIGHT, *words)
    assert (said.code, said.out) == (code, "")
    one_sentence(said, *parts)
    assert (built.sets / NIGHT_FILE).read_bytes() == before


def test_what_plays_must_be_named(built: Cli) -> None:
    assert built("replan", NIGHT).code == exits.USAGE


def test_a_night_that_has_not_begun_starts_now(built: Cli) -> None:
    said = built("replan", NIGHT, "--now", "22:09", "--waiting")
    title = slots(built)[1]["title"]
    assert said.out.startswith(f'"{title}" starts 22:09:00, 9 min late.')
    assert slots(built)[1]["starts"].endswith("T22:09:00")  # type: ignore[attr-defined]
    text = (built.sets / NIGHT_FILE).read_text("utf-8")
    assert "gap: '9:00'" in text
    assert "started:" not in text


def test_what_plays_and_that_nothing_does_are_not_said_together(built: Cli) -> None:
    said = built("replan", NIGHT, "--waiting", "--playing", "2")
    assert said.code == exits.USAGE


@pytest.mark.parametrize("words", [("--since", "22:01"), ("--played", "1")])
def test_of_a_night_that_has_not_begun_nothing_was_played(
    built: Cli, words: tuple[str, ...]
) -> None:
    before = (built.sets / NIGHT_FILE).read_bytes()
    said = built("replan", NIGHT, "--now", "22:09", "--waiting", *words)
    assert said.code == exits.USAGE
    assert "nothing has played yet" in said.err
    assert (built.sets / NIGHT_FILE).read_bytes() == before
