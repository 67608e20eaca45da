"""``new --next`` and ``new --like``: next week's night, and a night like another."""

import json
from pathlib import Path

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, NIGHT_FILE, PLAY_LOG, RESIDENCY, Cli, one_sentence

QUICK = ("--seconds", "0.4")

PACK = """\
clubplanner: 1
id: club
name: Club
cues:
- {id: one, title: Tune 1, artist: Artist 1, kind: needle drop}
- {id: two, title: Tune 2, artist: Artist 2, kind: needle drop, signature: true}
- {id: three, title: Tune 3, artist: Artist 3, kind: needle drop}
- {id: four, title: Tune 4, artist: Artist 4, kind: needle drop}
- {id: inferno, title: Inferno, artist: Peter Peter, kind: score}
- {id: absent, title: Nobody Owns This, artist: Nobody, kind: score}
"""

OURS = RESIDENCY.replace("heated-rivalry", "club")

JSON = ["path", "date", "pinned", "cues", "notices", "build", "why"]
CUE_JSON = ["cue", "title", "path", "signature", "last", "last_is_planned", "why"]


@pytest.fixture
def room(cli: Cli) -> Cli:
    """The command line with a residency whose theme has cues the DJ owns."""
    themes = cli.home / "data" / "themes"
    themes.mkdir(parents=True, exist_ok=True)
    (themes / "club.yaml").write_text(PACK, "utf-8")
    cli.write_night(OURS, "residency.yaml")
    return cli


def played(room: Cli, day: str, *tunes: int) -> None:
    folder = room.sets / "played"
    folder.mkdir(exist_ok=True)
    plays = "".join(f"- title: Tune {n}\n  artist: Artist {n}\n" for n in tunes)
    head = PLAY_LOG.split("plays:")[0].replace("2026-02-28", day)
    (folder / f"{day}-test-night.yaml").write_text(f"{head}plays:\n{plays}", "utf-8")


def cues(room: Cli, *words: str) -> list[str]:
    made = json.loads(room.fine("new", "--next", "--no-build", "--json", *words))
    return [one["cue"] for one in made["cues"]]


def test_next_makes_builds_and_saves_the_night_and_says_what_it_chose(
    room: Cli,
) -> None:
    played(room, "2026-02-28", 1, 3)
    played(room, "2026-02-21", 4)
    said = room("new", "--next", *QUICK)
    assert said.code == exits.OK, said
    path = room.sets / NIGHT_FILE
    lines = said.out.splitlines()
    assert lines[:5] == [
        f"Made {path}",
        "Sat 14 Mar 2026, 22:00-22:45, 1 pin of the residency",
        "Tune 2: a signature cue",
        "Tune 4: last heard 21 Feb, 3 weeks before",
        "Tune 1: last heard 28 Feb, 2 weeks before",
    ]
    assert "slots, the music ends at 22:4" in said.out
    text = path.read_text("utf-8")
    assert text.count("played: true") == 3
    assert text.count("- ") > 6
    assert not list((room.home / "state" / "journal").glob("*"))
    assert room("check", NIGHT).code == exits.OK


def test_the_same_week_gives_the_same_night(room: Cli) -> None:
    room.fine("new", "--next", "--no-build")
    first = (room.sets / NIGHT_FILE).read_bytes()
    (room.sets / NIGHT_FILE).unlink()
    room.fine("new", "--next", "--no-build")
    assert (room.sets / NIGHT_FILE).read_bytes() == first


def test_week_after_week_every_cue_comes_round_and_nothing_is_overwritten(
    room: Cli,
) -> None:
    assert cues(room) == ["two", "one", "three"]
    first = (room.sets / NIGHT_FILE).read_bytes()
    assert cues(room) == ["two", "four", "one"]
    assert cues(room) == ["two", "three", "four"]
    names = sorted(path.name[:10] for path in room.sets.glob("2026-*"))
    assert names == ["2026-03-14", "2026-03-21", "2026-03-28"]
    assert (room.sets / NIGHT_FILE).read_bytes() == first


def test_the_reason_tells_a_plan_from_what_was_played(room: Cli) -> None:
    room.write_night(OURS.replace("rotation", "") + "rotation: 3\n", "residency.yaml")
    cues(room)
    out = room.fine("new", "--next", "--no-build")
    assert "Tune 4: planned for 14 Mar, 1 week before" in out


@pytest.mark.parametrize(
    ("more", "expected", "said"),
    [
        ("rotation: 0\n", ["two"], ""),
        ("rotation: 1\n", ["two", "one"], ""),
        ("rotating: [four, three]\n", ["two", "three", "four"], ""),
        ("rotating: [four, forr]\n", ["two", "four"], "did you mean 'four'"),
        ("rotation: 9\n", ["two", "one", "three", "four"], "3 of 9 cues"),
    ],
)
def test_the_residency_says_how_many_and_which_cues_come_round(
    room: Cli, more: str, expected: list[str], said: str
) -> None:
    room.write_night(OURS + more, "residency.yaml")
    made = room("new", "--next", "--no-build", "--json")
    assert [one["cue"] for one in json.loads(made.out)["cues"]] == expected
    assert said in made.err
    assert bool(said) == bool(json.loads(made.out)["notices"])


def test_a_night_without_a_log_is_named_while_its_tracks_ought_to_rest(
    room: Cli,
) -> None:
    room.fine("new", "--date", "2026-03-07")
    room.fine("new", "--date", "2026-02-28")
    said = room("new", "--next", "--no-build")
    assert "2026-03-07 Test Night has no play log" in said.err
    assert "2026-02-28" not in said.err
    (room.sets / NIGHT_FILE).unlink()
    played(room, "2026-03-07", 9)
    assert "play log" not in room("new", "--next", "--no-build").err


def test_a_signature_cue_nobody_owns_is_said(room: Cli) -> None:
    pack = PACK.replace("Nobody, kind: score", "Nobody, kind: score, signature: yes")
    (room.home / "data" / "themes" / "club.yaml").write_text(pack, "utf-8")
    said = room("new", "--next", "--no-build")
    assert '"Nobody Owns This" is a signature cue, but no track' in said.err


def test_a_cue_the_residency_pins_is_not_put_in_twice(room: Cli) -> None:
    room.write_night(OURS.replace("cue: inferno", "cue: two"), "residency.yaml")
    assert cues(room) == ["one", "three"]


def test_json_has_stable_keys(room: Cli) -> None:
    made = json.loads(room.fine("new", "--next", "--json", *QUICK))
    assert list(made) == JSON
    assert made["build"]["steps"] > 0
    assert (made["pinned"], made["why"]) == (1, None)
    assert all(list(one) == CUE_JSON for one in made["cues"])
    assert made["cues"][0]["signature"] is True


@pytest.mark.parametrize(
    ("nights", "expected"),
    [
        (["2026-03-14"], "2026-03-21"),
        (["2026-05-02"], "2026-05-09"),
        # A night on another weekday does not put the series off.
        (["2026-12-31"], "2026-03-14"),
        (["2026-01-31"], "2026-03-14"),
    ],
)
def test_the_date_is_the_next_free_one(
    room: Cli, nights: list[str], expected: str
) -> None:
    for day in nights:
        room.fine("new", "--date", day)
    made = json.loads(room.fine("new", "--next", "--no-build", "--json"))
    assert made["date"] == expected


def test_a_night_elsewhere_takes_its_day_but_does_not_put_the_series_off(
    room: Cli,
) -> None:
    for day in ("2026-03-14", "2026-04-04"):
        path = Path(json.loads(room.fine("new", "--date", day, "--json"))["path"])
        path.write_text(path.read_text().replace("The Cellar", "Elsewhere"))
    made = json.loads(room.fine("new", "--next", "--no-build", "--json"))
    assert made["date"] == "2026-03-21"


def test_a_night_that_cannot_be_built_is_saved_and_the_why_is_said(room: Cli) -> None:
    clash = "- cue: four\n  at: '22:21'\n  window: 1 min\n"
    pins = OURS.replace("window: 5 min", "window: 1 min")
    room.write_night(pins + clash, "residency.yaml")
    said = room("new", "--next", *QUICK)
    assert said.code == exits.FINDINGS
    assert said.out.startswith(f"Made {room.sets / NIGHT_FILE}\n")
    assert said.err.splitlines()[-1].startswith("Saved unbuilt: ")
    assert "Inferno" in said.err
    assert "cue: inferno" in (room.sets / NIGHT_FILE).read_text("utf-8")
    (room.sets / NIGHT_FILE).unlink()
    made = json.loads(room("new", "--next", "--json", *QUICK).out)
    assert (made["build"], bool(made["why"])) == (None, True)


def test_there_is_nothing_to_make_it_from_without_a_residency(cli: Cli) -> None:
    said = cli("new", "--next")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "no residency", "residency.yaml")
    assert not cli.sets.exists()


def test_a_damaged_residency_is_named(cli: Cli) -> None:
    cli.write_night("start: [", "residency.yaml")
    said = cli("new", "--next")
    assert said.code == exits.UNREADABLE
    assert "residency.yaml:" in said.err.splitlines()[-1]


def test_without_a_weekday_the_date_must_be_given(room: Cli) -> None:
    room.write_night(OURS.replace("weekday: saturday\n", ""), "residency.yaml")
    said = room("new", "--next", "--no-build")
    assert said.code == exits.UNREADABLE
    one_sentence(said, "weekday", "--date")
    room.fine("new", "--next", "--no-build", "--date", NIGHT)
    again = room("new", "--next", "--no-build", "--date", NIGHT)
    one_sentence(again, "already")


@pytest.mark.parametrize(
    ("theme", "said"),
    [("", "no theme is known"), ("theme: no-such\n", "no theme of this name")],
)
def test_without_a_theme_no_cue_comes_round_and_that_is_said(
    cli: Cli, theme: str, said: str
) -> None:
    cli.write_night(
        RESIDENCY.replace("theme: heated-rivalry\n", theme), "residency.yaml"
    )
    made = cli("new", "--next", "--no-build")
    assert made.code == exits.OK
    assert said in made.err


@pytest.mark.parametrize(
    "words",
    [
        ("--no-build",),
        ("--seed", "3"),
        ("--seconds", "1"),
        ("--next", "--no-build", "--seconds", "1"),
        ("--next", "--like", "x"),
        ("--keep-tracks",),
        ("--next", "--keep-tracks"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    room: Cli, words: tuple[str, ...]
) -> None:
    said = room("new", *words)
    assert said.code == exits.USAGE, said
    assert not list(room.sets.glob("2026-*"))


def test_a_night_like_another_has_its_hours_and_pins_and_is_built_anew(
    room: Cli,
) -> None:
    room.fine("new", "--next", *QUICK)
    night = room.sets / NIGHT_FILE
    night.write_text(night.read_text("utf-8").replace("'22:20'", "'22:25'"), "utf-8")
    before = night.read_bytes()
    made = json.loads(room.fine("new", "--like", NIGHT, "--json"))
    assert made == {
        "path": str(room.sets / "2026-03-21-test-night.yaml"),
        "date": "2026-03-21",
        "like": str(night),
        "slots": 4,
    }
    text = Path(made["path"]).read_text("utf-8")
    assert "at: '22:25'" in text
    assert "date: 2026-03-21" in text
    assert night.read_bytes() == before
    room.fine("build", "2026-03-21", *QUICK)
    assert room("check", "2026-03-21").code == exits.OK


def test_tracks_date_and_name_come_along_where_asked(room: Cli) -> None:
    room.fine("new", "--next", *QUICK)
    words = ("--like", NIGHT, "--keep-tracks", "--date", "2026-04-03", "--name", "Good")
    assert "hours, curve and" in room.fine("new", *words)
    plans = [
        json.loads(room.fine("show", day, "--json"))["slots"]
        for day in (NIGHT, "2026-04-03")
    ]
    assert [s["title"] for s in plans[0]] == [s["title"] for s in plans[1]]
    assert (room.sets / "2026-04-03-good.yaml").exists()
    one_sentence(room("new", *words), "already")


def test_a_gap_of_the_template_keeps_its_hour_through_a_build(room: Cli) -> None:
    room.fine("new", "--next", *QUICK)
    night = room.sets / NIGHT_FILE
    head, last = night.read_text("utf-8").rsplit("\n- ", 1)
    night.write_text(f"{head}\n- gap: '4:00'\n- {last}", "utf-8")
    starts = [_gap_start(room, NIGHT)]
    room.fine("new", "--like", NIGHT)
    room.fine("build", "2026-03-21", *QUICK)
    starts.append(_gap_start(room, "2026-03-21"))
    assert starts[0] > 600
    assert abs(starts[0] - starts[1]) <= 180


def _gap_start(room: Cli, night: str) -> int:
    slots = json.loads(room.fine("show", night, "--json"))["slots"]
    return next(int(slot["start_s"]) for slot in slots if slot["is_gap"])


def test_a_night_of_no_residency_repeats_on_its_own_weekday(cli: Cli) -> None:
    cli.fine("new", "--date", "2026-03-05", "--name", "Thursday")
    made = json.loads(cli.fine("new", "--like", "thursday", "--json"))
    assert made["date"] == "2026-03-12"


def test_a_template_that_is_not_there_is_named(room: Cli) -> None:
    said = room("new", "--like", "christmas")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "christmas")


def test_a_night_at_the_end_of_the_calendar_is_named(room: Cli) -> None:
    room.fine("new", "--date", "2999-12-28")
    said = room("new", "--next", "--no-build")
    assert said.code == exits.UNREADABLE
    one_sentence(said, "2999-12-28", "--date")
