"""Tracklists, the table and JSON."""

import csv
import io
import json
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.csv_sheet import COLUMNS, write_csv
from clubplanner.exchange.json_plan import write_json
from clubplanner.exchange.options import Options, TransitionFacts
from clubplanner.exchange.tracklist import (
    stamp,
    write_1001tracklists,
    write_clock,
    write_description,
)
from clubplanner.exchange.version import full_title, version_of
from clubplanner.night.plan import After, EndAt, Knot, Played, Position
from tests.exchange.nights import START, listed, night, pinned, track


def test_the_tracklist_shows_the_clock_of_the_night() -> None:
    plan = night(track(1, label="Milan"), None, track(2), gaps={2: 60})
    (text,), problems = write_clock(listed(plan), Options())
    assert text.splitlines() == [
        "Heated Rivalry, The Rink, 2026-11-27",
        "",
        "22:00:00  Artist 1 - Song 1 [MILAN]",
        "22:04:30  ID - heartbeat-3",
        "22:09:30  Artist 2 - Song 2",
    ]
    assert problems == (
        "slot 3 is a gap of 60 s and is left out",
        'slot 2 "heartbeat-3" has no known length: the times after it assume 4:00',
    )


def test_a_tracklist_names_the_act() -> None:
    (text,), _ = write_clock(listed(night(track(1))), Options(act="DJ Ice"))
    assert text.startswith("DJ Ice: Heated Rivalry, The Rink, 2026-11-27\n")


def test_a_night_over_midnight_shows_the_time_of_the_next_day() -> None:
    plan = night(*(track(n) for n in range(28)))
    (text,), _ = write_clock(listed(plan), Options())
    assert text.splitlines()[-1] == "00:01:30  Artist 27 - Song 27"


def test_a_description_begins_at_zero_even_after_a_gap() -> None:
    plan = night(*(track(n) for n in range(15)), gaps={0: 300})
    (text,), _ = write_description(listed(plan), Options())
    lines = text.splitlines()
    assert lines[0] == "0:00 Artist 0 - Song 0"
    assert lines[1] == "9:30 Artist 1 - Song 1"
    assert lines[14] == "1:08:00 Artist 14 - Song 14"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59, "0:59"), (600, "10:00"), (3599, "59:59"), (3600, "1:00:00")],
)
def test_stamps_grow_an_hour_only_when_they_need_it(seconds: int, text: str) -> None:
    assert stamp(seconds) == text


def test_1001tracklists_has_its_stamps_in_brackets() -> None:
    plan = night(
        track(1, label="Milan", remixer="Kim"),
        track(2, title="", artist=""),
        *(track(n) for n in range(3, 17)),
    )
    (text,), problems = write_1001tracklists(listed(plan), Options())
    lines = text.splitlines()
    assert lines[:2] == [
        "[00:00] Artist 1 - Song 1 (Kim Remix) [MILAN]",
        "[04:30] ID - /music/002.flac",
    ]
    assert lines[-1] == "[1:07:30] Artist 16 - Song 16"
    assert problems == ()


@pytest.mark.parametrize(
    ("title", "remixer", "version", "full"),
    [
        ("Inferno", "", "", "Inferno"),
        ("Inferno (Kim Remix)", "", "Kim Remix", "Inferno (Kim Remix)"),
        ("Inferno (Kim Remix)", "Kim", "Kim Remix", "Inferno (Kim Remix)"),
        ("Inferno [Extended Mix] (2024)", "", "Extended Mix", None),
        ("Inferno (feat. Ada) (Live)", "", "Live", None),
        ("Inferno (feat. Ada)", "", "", None),
        ("Inferno", "Kim", "Kim Remix", "Inferno (Kim Remix)"),
        ("Kim's Inferno", "KIM", "", "Kim's Inferno"),
        ("Remixes (", "", "", "Remixes ("),
    ],
)
def test_a_title_or_its_remixer_says_the_version(
    title: str, remixer: str, version: str, full: str | None
) -> None:
    assert version_of(title, remixer) == version
    assert full_title(title, remixer) == (title if full is None else full)


@pytest.mark.parametrize(
    ("tracks", "said"),
    [
        ([{}, {}, {}], []),
        ([{}, {}], ["YouTube makes chapters of 3 tracks and more"]),
        (
            [{"length_s": 9.0}, {}, {}],
            ['slot 2 "Song 1" starts 7 s after the one before: YouTube makes no '
             "chapters below 10 s"],
        ),
        (
            [{"title": "I <3 ice"}, {}, {}],
            ['slot 1 "I <3 ice": YouTube takes no < or > in a description'],
        ),
        (
            [{"title": "東" * 60}] * 27,
            ["the list has 5,386 bytes and YouTube takes 5,000: put the rest into a "
             "comment"],
        ),
    ],
)  # fmt: skip
def test_a_description_says_why_youtube_makes_no_chapters(
    tracks: list[dict[str, object]], said: list[str]
) -> None:
    plan = night(*(track(n, **values) for n, values in enumerate(tracks)))
    _, problems = write_description(listed(plan), Options())
    assert list(problems) == said


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(1, 900), max_size=40))
def test_a_description_without_a_problem_keeps_the_rules_of_chapters(
    lengths: list[float],
) -> None:
    plan = night(*(track(n, length_s=one) for n, one in enumerate(lengths)))
    (text,), problems = write_description(listed(plan), Options())
    starts = [_seconds(line.split()[0]) for line in text.splitlines()]
    steps = [b - a for a, b in pairwise(starts)]
    fits = len(starts) >= 3 and starts[0] == 0 and min(steps) >= 10
    assert fits is (not problems and bool(lengths))


def _seconds(written: str) -> int:
    total = 0
    for part in written.split(":"):
        total = 60 * total + int(part)
    return total


def _table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_the_table_holds_every_slot_with_unknown_cells_empty() -> None:
    plan = night(
        track(1, year=2025), track(2, bpm=None, key=None, energy=None, length_s=None)
    )
    (text,), problems = write_csv(listed(plan), Options())
    assert text.startswith('\ufeff"No","Clock"')
    assert "\r\n" in text
    one, two = _table(text)
    assert tuple(one) == COLUMNS
    assert (one["Clock"], one["Start"], one["Play"]) == (
        "22:00:00",
        "0:00:00",
        "0:05:00",
    )
    assert (one["BPM"], one["Key"], one["Energy"], one["Year"]) == (
        "128.00",
        "8A",
        "6",
        "2025",
    )
    assert (two["BPM"], two["Key"], two["Energy"], two["Length"]) == ("", "", "", "")
    assert len(problems) == 1


@pytest.mark.parametrize("title", ["=1+1", "+44", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula_in_a_spreadsheet(title: str) -> None:
    (text,), _ = write_csv(listed(night(track(1, title=title))), Options())
    assert _table(text)[0]["Title"] == f"'{title}"


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_the_table_keeps_any_title_on_its_line(title: str, note: str) -> None:
    plan = night(track(1, title=title))
    plan = replace(plan, slots=(replace(plan.slots[0], note=note),))
    (text,), _ = write_csv(listed(plan), Options())
    text.encode("utf-8")
    assert text.count("\r\n") == 2
    (row,) = _table(text)
    assert len(row) == len(COLUMNS)
    assert not row["Note"].startswith(("=", "+", "-", "@"))


def test_json_carries_the_whole_plan_in_its_documented_shape() -> None:
    zone = ZoneInfo("Europe/London")
    start = START.replace(tzinfo=zone)
    plan = night(track(1), track(2), None, gaps={1: 60})
    first = pinned(track(1), 22, 0)
    pins = (EndAt(start, 60), Position(-1), Played(), After("rivalry"))
    plan = replace(
        plan,
        zone="Europe/London",
        start=start,
        end=datetime(2026, 11, 28, 3, 0, tzinfo=zone),
        curve=(Knot(start, 4.5),),
        slots=(first, *plan.slots[1:3], replace(plan.slots[3], anchors=pins)),
    )
    facts = {plan.slots[2].id: TransitionFacts(1.5, "good", ("tempo rises 1.5 %",))}
    (text,), _ = write_json(listed(plan), Options(transitions=facts))
    told = json.loads(text)
    assert told["clubplanner"] == {"format": "plan", "version": 1}
    assert told["night"]["start"] == "2026-11-27T22:00:00+00:00"
    assert told["night"]["music_ends"] == "2026-11-27T22:14:30+00:00"
    assert told["night"]["curve"] == [
        {"time": "2026-11-27T22:00:00+00:00", "energy": 4.5}
    ]
    assert [slot["is_gap"] for slot in told["slots"]] == [False, True, False, False]
    assert told["slots"][0]["anchors"][0]["type"] == "at"
    assert told["slots"][0]["key"] == "8A"
    assert [a["type"] for a in told["slots"][3]["anchors"]] == [
        "end_at",
        "position",
        "played",
        "after",
    ]
    assert told["slots"][3]["bpm"] is None
    assert told["transitions"][1] == {
        "from": 2,
        "to": 3,
        "percent": 1.5,
        "grade": "good",
        "remarks": ["tempo rises 1.5 %"],
    }


def test_the_keys_of_json_are_those_of_its_documentation() -> None:
    from clubplanner.exchange import json_plan

    words = (json_plan.__doc__ or "").replace(",", " ").replace("(", " ").split()
    (text,), _ = write_json(listed(night(track(1), track(2))), Options())
    told = json.loads(text)
    keys = [*told, *told["night"], *told["slots"][0], *told["transitions"][0]]
    assert [key for key in keys if key not in words and f"{key})" not in words] == []


def test_json_takes_a_file_name_that_is_no_unicode() -> None:
    (text,), _ = write_json(listed(night(track(1, path="/m/\udce9.mp3"))), Options())
    text.encode("utf-8")
    assert json.loads(text)["slots"][0]["file"] == "/m/\udce9.mp3"
