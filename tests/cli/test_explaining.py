"""Several plans to choose from, and why a plan is as it is, on the command line."""

import json
from itertools import pairwise

import pytest

from clubplanner.cli import exits
from tests.cli.making import NIGHT, NIGHT_FILE, RESIDENCY, Cli, one_sentence

TERMS = [
    "tempo",
    "key",
    "step",
    "genre",
    "memory",
    "cut",
    "energy",
    "affinity",
    "recency",
    "artist",
    "neighbours",
    "fresh",
]
PLAN = ["cost", "bridges", "terms", "how", "tracks", "stopped_by"]


@pytest.fixture
def new(cli: Cli) -> Cli:
    """The command line with a residency and one new night."""
    cli.write_night(RESIDENCY, "residency.yaml")
    cli.fine("new")
    return cli


@pytest.fixture
def built(new: Cli) -> Cli:
    """The same with the night built."""
    new.fine("build", NIGHT, "--seconds", "0.4")
    return new


def test_alternatives_are_listed_and_the_best_is_saved(new: Cli) -> None:
    said = new("build", "--alternatives", "3", "--seconds", "0.4", "--json")
    assert said.code == exits.OK
    offer = json.loads(said.out)
    assert list(offer) == ["plans", "taken", "why", "stopped_by", "near_misses"]
    assert 1 <= len(offer["plans"]) <= 3
    assert (offer["why"] is None) == (len(offer["plans"]) == 3)
    for plan in offer["plans"]:
        assert list(plan) == PLAN
        assert sum(plan["terms"].values()) == plan["cost"]
        assert 100 * plan["cost"] <= 105 * offer["plans"][0]["cost"]
    saved = json.loads(new.fine("show", "--json"))["slots"]
    assert [slot["file"] for slot in saved] == offer["plans"][0]["tracks"]


def test_another_of_the_plans_can_be_taken(
    new: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Few steps under the usual cap of seconds, so that both times offer the same.
    monkeypatch.setattr("clubplanner.builder.build.STEPS", 600)
    # Every track suits as little as any other, so many plans cost much the same.
    new.write_night(f"{RESIDENCY}rules:\n  affinity_scale: 1\n", "residency.yaml")
    words = ("build", "--alternatives", "2")
    offer = json.loads(new.fine(*words, "--dry-run", "--json"))
    assert len(offer["plans"]) == 2
    assert "tracks differ; " in offer["plans"][1]["how"]
    text = new.fine(*words, "--take", "2")
    assert text.splitlines()[0].split() == ["Plan", "Cost", "Bridges", "How"]
    assert text.splitlines()[2].startswith("> 2")
    assert offer["plans"][1]["how"] in text
    saved = json.loads(new.fine("show", "--json"))["slots"]
    assert [slot["file"] for slot in saved] == offer["plans"][1]["tracks"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--alternatives", "4"), "at most 3 plans are offered"),
        (("--take", "2"), "--take chooses among plans"),
        (("--alternatives", "1", "--take", "2"), "there is no plan 2"),
    ],
)
def test_a_plan_that_is_not_offered_is_a_usage_error(
    new: Cli, words: tuple[str, ...], told: str
) -> None:
    before = (new.sets / NIGHT_FILE).read_bytes()
    said = new("build", "--seconds", "0.4", *words)
    assert (said.code, said.out) == (exits.USAGE, "")
    one_sentence(said, told)
    assert (new.sets / NIGHT_FILE).read_bytes() == before
    assert not list((new.home / "state" / "journal").glob("*"))


def test_no_legal_night_has_no_alternatives(bare_cli: Cli) -> None:
    bare_cli.fine("new", "--date", NIGHT)
    said = bare_cli("build", "--alternatives", "3", "--json")
    assert said.code == exits.FINDINGS
    assert list(json.loads(said.out)) == ["night", "why", "stopped_by"]


@pytest.mark.parametrize("more", [(), ("--alternatives", "2")])
def test_a_stop_by_the_clock_is_said_in_text_and_json(
    new: Cli, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clubplanner.builder.build.STEPS", 10**6)
    short = ("build", "--seconds", "0.3", "--dry-run", *more)
    assert "The clock stopped the search" in new(*short).err
    data = json.loads(new.fine(*short, "--json"))
    assert data.get("build", data)["stopped_by"] == "clock"


@pytest.mark.parametrize("more", [(), ("--alternatives", "2")])
def test_a_search_that_runs_its_course_says_nothing_of_the_clock(
    new: Cli, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Few steps under the usual cap of seconds: no busy machine lets the clock win.
    monkeypatch.setattr("clubplanner.builder.build.STEPS", 200)
    words = ("build", "--dry-run", *more)
    assert "The clock stopped" not in new(*words).err
    data = json.loads(new.fine(*words, "--json"))
    assert data.get("build", data)["stopped_by"] == "steps"
    assert data.get("build", {"steps": 200})["steps"] >= 200


def test_every_slot_is_explained_with_its_terms(built: Cli) -> None:
    reasons = json.loads(built.fine("explain", "--json"))
    plan = json.loads(built.fine("show", "--json"))
    assert [one["title"] for one in reasons] == [s["title"] for s in plan["slots"]]
    assert [one["slot"] for one in reasons] == list(range(1, len(reasons) + 1))
    assert reasons[0]["into"] is None
    for one in reasons:
        assert list(one["terms"]) == TERMS
        assert sum(one["terms"].values()) == one["cost"]
    for _, one in pairwise(reasons):
        assert sum(one["into"]["terms"].values()) == one["into"]["cost"]
    seconds = [one["runner_up"] for one in reasons if one["runner_up"]]
    assert seconds
    for second in seconds:
        assert sum(second["terms"].values()) == second["cost"]
    pinned = next(one for one in reasons if one["title"] == "Inferno")
    assert (pinned["runner_up"], pinned["text"]) == (None, "You pinned it.")


def test_explain_says_it_in_lines_and_sums_up(built: Cli) -> None:
    text = built.fine("explain")
    (one,) = json.loads(built.fine("explain", "--slot", "2", "--json"))
    assert one["text"] in text
    assert built.fine("explain", "--slot", "2").splitlines()[-1].strip() == one["text"]
    shown = built.fine("show").splitlines()[-1]
    cost = shown.rpartition("cost ")[2]
    assert f"cost {cost}: " in text.splitlines()[-1]


def test_a_slot_that_is_not_there_cannot_be_explained(built: Cli) -> None:
    said = built("explain", "--slot", "99")
    assert said.code == exits.USAGE
    one_sentence(said, "the night has ")


def test_suggestions_show_their_terms(built: Cli) -> None:
    (row,) = json.loads(built.fine("suggest", "--slot", "3", "--limit", "1", "--json"))
    assert sum(row["terms"].values()) == row["cost"]
    assert row["reach"] is None
    text = built.fine("suggest", "--slot", "3", "--limit", "1")
    assert "Terms" in text.splitlines()[0]


def test_before_an_empty_stretch_suggestions_show_how_the_pin_is_reached(
    new: Cli,
) -> None:
    (row,) = json.loads(new.fine("suggest", "--slot", "1", "--limit", "1", "--json"))
    reach = row["reach"]
    assert list(reach) == ["to", "at", "tracks", "cost", "bridges"]
    assert (reach["to"], reach["at"]) == ("Inferno", "22:20")
    assert sum(row["terms"].values()) + reach["cost"] == row["cost"]
    assert 'still reaches "Inferno" at 22:20 in ' in row["reason"]


def test_a_planned_night_without_a_log_rests_its_tracks(new: Cli) -> None:
    new.fine("build", NIGHT, "--seconds", "0.4")
    first = json.loads(new.fine("show", NIGHT, "--json"))["slots"]
    new.fine("new", "--date", "2026-03-21")
    for slot in first:
        assert slot["title"]
    new.fine("build", "2026-03-21", "--seconds", "0.4")
    second = json.loads(new.fine("show", "2026-03-21", "--json"))["slots"]
    free = [{s["title"] for s in slots if not s["cue"]} for slots in (first, second)]
    assert not free[0] & free[1]
    text = (new.sets / NIGHT_FILE).read_text("utf-8")
    later = new.sets / NIGHT_FILE.replace(NIGHT, "2026-03-21")
    later.write_text(text.replace(NIGHT, "2026-03-21"), "utf-8")
    said = new("check", "2026-03-21")
    assert "was played or planned here 1 week ago; tracks rest 2 weeks" in said.out
