"""``clubplanner diff``: two nights side by side."""

import json

import pytest

from clubplanner.cli import exits
from tests.cli.making import PLAY_LOG, RESIDENCY, Cli, has_control, one_sentence

JSON = ["a", "b", "both", "only_a", "only_b", "neighbours"]
SIDE_JSON = ["name", "date", "path", "played", "overlap_percent", "tracks"]
STOP_JSON = ["at", "title", "artist", "path", "bpm", "key", "energy"]

HEAD = """\
clubplanner: 1
name: {name}
date: {day}
start: '22:00'
end: '23:00'
venue: The Cellar
slots:
"""


def slots(*tunes: int) -> str:
    return "".join(f"- title: Tune {n}\n  artist: Artist {n}\n" for n in tunes)


@pytest.fixture
def two(cli: Cli) -> Cli:
    """Two nights that share three tracks, and the play log of the first."""
    cli.write_night(RESIDENCY, "residency.yaml")
    for day, name, tunes in (
        ("2026-02-28", "Test Night", (1, 2, 3, 4)),
        ("2026-03-14", "Later", (5, 1, 2, 6, 4)),
    ):
        text = HEAD.format(name=name, day=day) + slots(*tunes)
        cli.write_night(text, f"{day}-{name.lower().replace(' ', '-')}.yaml")
    (cli.sets / "played").mkdir()
    log = cli.sets / "played" / "2026-02-28-test-night.yaml"
    log.write_text(PLAY_LOG, "utf-8")
    return cli


def test_two_plans_are_compared(two: Cli) -> None:
    out = two.fine("diff", "2026-02-28", "later")
    lines = out.splitlines()
    assert lines[:3] == [
        "A  Test Night  Sat 28 Feb 2026, planned, 4 tracks",
        "B  Later  Sat 14 Mar 2026, planned, 5 tracks",
        "In both: 3 tracks, 75 % of A, 60 % of B; 1 pair of neighbours",
    ]
    assert "22:00  22:03  +3 min  Tune 1  Artist 1" in lines
    assert "Artist 1 - Tune 1 > Artist 2 - Tune 2" in lines
    assert lines[lines.index("Only in A:") + 2].split("  ")[1] == "Tune 3"
    only_b = lines[lines.index("Only in B:") + 2 :]
    assert [line.split("  ")[1] for line in only_b] == ["Tune 5", "Tune 6"]
    assert len([line for line in lines if line[:6] in ("energy", "tempo ")]) == 4
    assert all(len(line) <= 80 for line in lines)


def test_json_has_stable_keys_and_the_clock_of_both(two: Cli) -> None:
    found = json.loads(two.fine("diff", "2026-02-28", "2026-03-14", "--json"))
    assert list(found) == JSON
    assert list(found["a"]) == SIDE_JSON
    assert all(list(stop) == STOP_JSON for stop in found["b"]["tracks"])
    assert (found["a"]["overlap_percent"], found["b"]["overlap_percent"]) == (75, 60)
    assert found["both"][0] == {
        "title": "Tune 1",
        "artist": "Artist 1",
        "at_a": "2026-02-28T22:00:00",
        "at_b": found["both"][0]["at_b"],
        "moved_min": 3,
    }
    assert found["only_a"][0]["bpm"] == 123
    assert found["neighbours"] == [
        {
            "first": {"title": "Tune 1", "artist": "Artist 1"},
            "second": {"title": "Tune 2", "artist": "Artist 2"},
        }
    ]


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (("--played", "A"), [True, False]),
        (("--played", "B"), [False, True]),
        (("--played",), [True, True]),
        ((), [False, False]),
    ],
)
def test_the_play_log_is_taken_where_asked(
    two: Cli, words: tuple[str, ...], flags: list[bool]
) -> None:
    said = two.fine("diff", "2026-02-28", "2026-02-28", *words, "--json")
    found = json.loads(said)
    assert [found[name]["played"] for name in "ab"] == flags
    counts = [len(found[name]["tracks"]) for name in "ab"]
    assert counts == [2 if flag else 4 for flag in flags]


def test_what_the_library_knows_of_a_play_is_shown(two: Cli) -> None:
    out = two.fine("diff", "2026-02-28", "2026-02-28", "--played", "B")
    assert "In both: 1 track, 25 % of A, 50 % of B" in out
    assert "22:05  Stranger  Nobody    ?  ?    ?" in out
    assert "·" in next(line for line in out.splitlines() if line.startswith("energy B"))


def test_a_night_goes_by_its_file_too(two: Cli) -> None:
    path = two.sets / "2026-03-14-later.yaml"
    log = two.sets / "played" / "2026-02-28-test-night.yaml"
    assert "100 % of A" in two.fine("diff", path, "later")
    assert "played, 2 tracks" in two.fine("diff", log, path, "--played", "A")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("nowhere", "later"), "nowhere"),
        (("later", "nowhere"), "nowhere"),
        (("later", "later", "--played"), "no play log"),
    ],
)
def test_an_unknown_night_is_named(two: Cli, words: tuple[str, ...], part: str) -> None:
    said = two("diff", *words)
    assert said.code == exits.NOT_FOUND
    one_sentence(said, part)


@pytest.mark.parametrize("words", [(), ("later",), ("later", "later", "--played", "C")])
def test_two_nights_must_be_named(two: Cli, words: tuple[str, ...]) -> None:
    assert two("diff", *words).code == exits.USAGE


def test_a_damaged_night_is_named(two: Cli) -> None:
    two.write_night("slots: [", "2026-04-04-broken.yaml")
    said = two("diff", "broken", "later")
    assert said.code == exits.UNREADABLE
    assert "2026-04-04-broken.yaml:" in said.err.splitlines()[-1]


def test_a_hostile_title_steers_no_terminal(two: Cli) -> None:
    title = '"=2+2 \\e[31m 東京 \\u202e"'
    text = HEAD.format(name="Odd", day="2026-03-21") + f"- title: {title}\n"
    two.write_night(text, "2026-03-21-odd.yaml")
    out = two.fine("diff", "odd", "later")
    assert "東京" in out
    assert not has_control(out)


def test_an_empty_night_has_no_picture(two: Cli) -> None:
    text = HEAD.format(name="Empty", day="2026-03-21").replace(
        "slots:\n", "slots: []\n"
    )
    two.write_night(text, "2026-03-21-empty.yaml")
    out = two.fine("diff", "empty", "empty")
    assert "0 tracks, 0 % of A" in out
    assert "No picture" in out
