"""``clubplanner memory``: the page, its parts, its JSON, and what bad logs come to."""

import json
from datetime import date, timedelta

import pytest

from clubplanner.cli import exits
from clubplanner.music.text import cells
from clubplanner.workspace.pages import PARTS
from tests.cli.making import RESIDENCY, TUNES, Cli, one_sentence

HEAD = [
    *("venue", "today", "weeks", "since", "nights", "recent_nights", "plays", "notes"),
]
RECORD = [
    *("nights", "recent", "first", "last", "weeks_ago", "mean_stars", "last_stars"),
    *("starred", "note"),
]
SPREAD = ["known", "unknown", "low", "median", "high"]


def log(day: date, plays: str, venue: str = "The Cellar", more: str = "") -> str:
    return f"name: Night\ndate: {day}\nvenue: {venue}\n{more}plays:\n{plays}"


def play(clock: str, title: str, artist: str = "", more: str = "") -> str:
    return f"- at: '{clock}'\n  title: {title}\n  artist: {artist}\n{more}"


@pytest.fixture
def played(cli: Cli) -> Cli:
    """A year of Saturdays up to the one before; the last one worked."""
    (cli.sets / "played").mkdir(parents=True)
    cli.write_night(RESIDENCY, "residency.yaml")
    for week in range(1, 40):
        day = date(2026, 3, 7) - timedelta(weeks=week)
        tunes = [(week + step) % TUNES for step in (0, 3, 7)]
        plays = [
            play(f"22:{4 * n:02}", f"Tune {tune}", f"Artist {tune}")
            for n, tune in enumerate(tunes)
        ]
        if week < 5:
            plays.append(play("22:30", "Tune 19", "Artist 19"))
        if week % 2:
            stars = "  stars: 5\n  note: asked for twice\n"
            plays.append(play("23:10", "Inferno", "Peter Peter", stars))
        cli.write_night(log(day, "".join(plays)), f"played/{day}-night.yaml")
    return cli


def test_the_page_shows_every_part_within_eighty_cells(played: Cli) -> None:
    page = played.fine("memory")
    assert page.startswith("The Cellar: 39 nights, ")
    for words in (
        *("The last 12 weeks: 11 nights", "New here", "Tempo", "Energy"),
        *("Overplayed tracks", "Most played by week", "Keys, plays", "Inferno"),
    ):
        assert words in page, words
    assert max(cells(line) for line in page.splitlines()) <= 80
    assert "\x1b" not in page


@pytest.mark.parametrize("section", PARTS)
def test_every_part_stands_alone(played: Cli, section: str) -> None:
    page = played.fine("memory", "--show", section, "--limit", "2")
    assert page.startswith("The Cellar: 39 nights, ")
    found = json.loads(played.fine("memory", "--show", section, "--json"))
    assert list(found) == [*HEAD, section]
    assert found[section]


def test_the_json_has_stable_keys(played: Cli) -> None:
    found = json.loads(played.fine("memory", "--json"))
    assert list(found) == [*HEAD, *PARTS]
    assert (found["venue"], found["nights"], found["weeks"]) == ("The Cellar", 39, 12)
    tracks = found["tracks"]
    assert list(tracks) == [
        *("played", "usual_nights", "overplayed", "underplayed", "unplayed"),
    ]
    assert list(tracks["played"][0]) == ["path", "title", "artist", "cue", *RECORD]
    assert list(tracks["overplayed"][0]) == ["name", "nights", "usual"]
    assert list(found["artists"]["played"][0]) == ["artist", "tracks", "plays", *RECORD]
    assert list(found["pairs"][0]) == ["from", "into", *RECORD]
    assert list(found["new"][0]) == [
        *("date", "name", "tracks", "new", "share", "first_night"),
    ]
    assert list(found["keys"]) == ["plays", "unknown", "nights"]
    assert len(found["keys"]["plays"]) == 24
    assert list(found["tempo"]) == [*SPREAD, "untimed", "nights", "hours"]
    assert list(found["energy"]["hours"][0]) == ["hour", *SPREAD]
    assert [hour["hour"] for hour in found["tempo"]["hours"]] == [22, 23]
    inferno = found["cues"][0]
    assert (inferno["cue"], inferno["title"]) == ("inferno", "Inferno")
    assert (inferno["plays"], inferno["asked"], inferno["worked"]) == (20, 20, 20)
    assert inferno["hours"] == [
        {"hour": 23, "plays": 20, "asked": 20, "worked": 20, "failed": 0}
    ]
    cued = [one for one in tracks["played"] if one["cue"]]
    assert [one["cue"] for one in cued] == ["inferno"]
    assert cued[0]["path"].endswith("inferno.flac")


def test_what_came_up_of_late_is_overplayed(played: Cli) -> None:
    found = json.loads(played.fine("memory", "--weeks", "4", "--json"))
    over = {row["name"]: row for row in found["tracks"]["overplayed"]}
    assert over["Tune 19 (Artist 19)"]["nights"] == 3


def test_limit_cuts_every_list(played: Cli) -> None:
    found = json.loads(played.fine("memory", "--json", "--limit", "1"))
    lists = (found["tracks"]["played"], found["artists"]["played"], found["cues"])
    assert [len(rows) for rows in lists] == [1, 1, 1]
    assert "and 20 more, all with" in played.fine(
        "memory", "--show", "tracks", "--limit", "1"
    )


def test_another_venue_and_all_of_them(played: Cli) -> None:
    text = log(date(2026, 3, 1), play("22:00", "Tune 1", "Artist 1"), "Élan")
    played.write_night(text, "played/2026-03-01-elan.yaml")
    assert "1 log of other venues, left out: Élan." in played.fine("memory")
    assert played.fine("memory", "--venue", "elan").startswith("Élan: 1 night, 1 play,")
    assert played.fine("memory", "--venue", "").startswith("All venues: 40 nights")
    said = played("memory", "--venue", "Celar")
    assert said.code == exits.NOT_FOUND
    one_sentence(said, "no play log is of the venue 'Celar'", "The Cellar")


@pytest.mark.parametrize("weeks", ["0", "-1", "x", "2001", "9" * 30])
def test_weeks_are_a_sensible_number(cli: Cli, weeks: str) -> None:
    assert cli("memory", "--weeks", weeks).code == exits.USAGE


def test_without_a_log_it_says_so(cli: Cli) -> None:
    assert cli.fine("memory").startswith("No public night anywhere is known yet.")
    for section in PARTS:
        assert (
            json.loads(cli.fine("memory", "--json", "--show", section))["nights"] == 0
        )


def test_bad_logs_are_said_and_the_rest_is_remembered(cli: Cli) -> None:
    (cli.sets / "played").mkdir(parents=True)
    cli.write_night(RESIDENCY, "residency.yaml")
    jumps = play("23:00", "Tune 2") + play("21:00", "Gone\\e[2J") + play("23:10", "X")
    for name, text in {
        "a": log(date(2026, 2, 28), "- title: Tune 1\n- played: '0:10'\n  title: B\n"),
        "b": log(date(2026, 2, 21), jumps),
        "c": log(date(2026, 2, 14), play("22:00", "Tune 3"), more="public: no\n"),
        "d": log(date(2026, 2, 7), "[]\n"),
        "e": log(date(2026, 1, 31), "- {}\n- at: 99\n"),
        "f": "date: [",
    }.items():
        cli.write_night(text, f"played/{name}.yaml")
    said = cli("memory")
    assert said.code == exits.OK
    assert "played/f.yaml" in said.err
    for words in (
        *(
            "1 log not open to the public",
            "1 play under 30 seconds",
            "whose clock jumps",
        ),
        *("without times", "without a title and a file", "without an artist"),
        "not in the library",
    ):
        assert words in said.out, words
    for section in PARTS:
        assert cli("memory", "--show", section).code == exits.OK


def test_check_names_the_overlap_where_the_house_limits_it(played: Cli) -> None:
    rules = "rules:\n  overlap_limit: 20\n  weeks_hard: 0\n"
    played.write_night(RESIDENCY + rules, "residency.yaml")
    slots = "".join(
        f"- title: Tune {n}\n  artist: Artist {n}\n" for n in (19, 1, 2, 3, 14, 16)
    )
    pinned = "- cue: inferno\n  last: true\n"
    night = (
        "name: Next\ndate: 2026-03-14\nstart: '22:00'\nend: '22:30'\n"
        f"venue: The Cellar\ntheme: heated-rivalry\nslots:\n{slots}{pinned}"
    )
    played.write_night(night, "2026-03-14-next.yaml")
    found = json.loads(played("check", "2026-03-14", "--json").out)
    (finding,) = (one for one in found if one["rule"] == "overlap-limit")
    assert (finding["severity"], finding["slot"]) == ("warn", None)
    assert "the limit is 20 %" in finding["text"]
    assert '"Tune 19" (28 Feb)' in finding["text"]
    assert "Inferno" not in finding["text"]
    assert finding["sources"].startswith("play logs of ")
    played.write_night(RESIDENCY, "residency.yaml")
    assert "overlap-limit" not in played("check", "2026-03-14", "--json").out
