"""The royalty sheet: from the play log, else the plan; nothing guessed, all counted."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.options import HeardNight, HeardPlay, Options
from clubplanner.exchange.royalty import COLUMNS, write_royalty
from tests.exchange.nights import START, listed, night, track
from tests.exchange.pages import Page

HOSTILE = st.text(max_size=60) | st.sampled_from(
    ("</td><script>alert(1)</script>", '"><b>', "=1+1", "\u202eخطر", "x" * 200, "&lt;")
)


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def written(
    *plays: HeardPlay, public: bool = True
) -> tuple[list[dict[str, str]], Page, tuple[str, ...]]:
    options = Options(heard=lambda: HeardNight(plays, public), address="1 Ice Road")
    (text, html), problems = write_royalty(listed(night(track(1))), options)
    return rows_of(text), Page(html), problems


def test_a_plan_gives_every_field_a_society_asks_for() -> None:
    first = track(1, title="Inferno (Kim Remix)", isrc="GB-AYE-69-00001", label="Milan")
    options = Options(
        act="DJ Ice",
        address="1 Ice Road",
        writers=lambda paths: {next(iter(paths)): "Peter Roy, A.\nWriter"},
    )
    plan = night(first, track(2), gaps={1: 60})
    (text, html), problems = write_royalty(listed(plan), options)
    one, two = rows_of(text)
    assert tuple(one) == COLUMNS
    assert one == {
        "Position": "1",
        "Title": "Inferno (Kim Remix)",
        "Recording artist": "Artist 1",
        "Version": "Kim Remix",
        "Writers": "Peter Roy, A. Writer",
        "Seconds": "300",
        "Starts": "22:00:00",
        "ISRC": "GBAYE6900001",
        "Label": "Milan",
        "Event": "Heated Rivalry",
        "Date": "2026-11-27",
        "Venue": "The Rink",
        "Address": "1 Ice Road",
        "Act": "DJ Ice",
        "Set start": "2026-11-27 22:00",
        "Set end": "2026-11-27 22:11",
        "Source": "what was planned, not what was played",
    }
    assert (two["Position"], two["Seconds"], two["Writers"]) == ("2", "300", "")
    assert problems == (
        "there is no play log of this night: the sheet holds what was planned",
        "slot 2 is a gap of 60 s and is left out",
        "1 track of 2 without writers",
        "1 track of 2 without ISRC",
        "1 track of 2 without label",
    )
    page = Page(html)
    assert page.classes["total"] == [
        "2 tracks, 0:10:00 played, overlaps counted for both tracks."
    ]
    assert "Place and dateSignature" in page.classes["sign"][0]
    assert "@media print" in page.styles


def test_a_play_log_counts_instead_of_the_plan() -> None:
    rows, page, problems = written(
        HeardPlay("Rivalry", "Peter Peter", START, 200, writers="P. Roy"),
        HeardPlay("Rivalry", "Peter Peter", START + timedelta(seconds=200), 100),
        HeardPlay("", "", None, None, remixer="Kim"),
    )
    assert [row["Title"] for row in rows] == ["Rivalry", "Rivalry", ""]
    assert [row["Seconds"] for row in rows] == ["200", "100", ""]
    assert [row["Version"] for row in rows] == ["", "", "Kim Remix"]
    assert [row["Writers"] for row in rows] == ["P. Roy", "", ""]
    assert "P. Roy" in page.texts
    assert {row["Source"] for row in rows} == {"what was played, from the play log"}
    assert rows[0]["Set start"] == "2026-11-27 22:00"
    assert rows[0]["Set end"] == ""
    assert not any("Song 1" in text for text in page.texts)
    assert page.classes["total"] == [
        "3 tracks, 0:05:00 played (1 track of unknown time left out), overlaps counted "
        "for both tracks."
    ]
    assert problems == (
        "1 track of 3 without title",
        "1 track of 3 without artist",
        "2 tracks of 3 without writers",
        "1 track of 3 without time played",
        "3 tracks of 3 without ISRC",
        "3 tracks of 3 without label",
    )


def test_a_play_without_a_length_lasts_until_the_next_one_began() -> None:
    rows, _, problems = written(
        HeardPlay("Rivalry", "Peter Peter", START),
        HeardPlay("Inferno", "Peter Peter", START + timedelta(seconds=240)),
    )
    assert [row["Seconds"] for row in rows] == ["240", ""]
    assert problems[0] == (
        "the play log has no length of 1 track: the time until the next one began "
        "stands for it"
    )


def test_practice_is_not_to_be_reported() -> None:
    _, _, problems = written(HeardPlay("Rivalry", "", START, 9), public=False)
    assert "the play log says that nobody was there" in problems[0]


def test_an_address_nobody_wrote_down_is_asked_for() -> None:
    _, problems = write_royalty(listed(night(track(1))), Options())
    assert any("write address: in residency.yaml" in one for one in problems)


@pytest.mark.parametrize("count", [0, 1, 99, 1000])
def test_the_totals_are_those_of_the_lines(count: int) -> None:
    plan = night(*(track(n, length_s=60.0 + n) for n in range(count)))
    (text, html), problems = write_royalty(listed(plan), Options())
    seconds = sum(int(row["Seconds"]) for row in rows_of(text))
    assert seconds == sum(min(60 + n, 360) for n in range(count))
    clock = f"{timedelta(seconds=seconds).total_seconds() // 3600:.0f}:"
    (total,) = Page(html).classes["total"]
    assert total.startswith(f"{count} track{'' if count == 1 else 's'}, {clock}")
    assert len(rows_of(text)) == count
    assert any("writers" in one for one in problems) is (count > 0)
    assert write_royalty(listed(plan), Options())[0] == (text, html)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_title_breaks_the_table_or_the_page(
    title: str, artist: str, name: str
) -> None:
    plan = replace(night(track(1, title=title, artist=artist)), name=name, venue=title)
    for heard in (None, HeardNight((HeardPlay(title, artist, START, 5),))):
        options = Options(act=artist, address=name, heard=lambda heard=heard: heard)  # type: ignore[misc]
        (text, html), _ = write_royalty(listed(plan), options)
        text.encode("utf-8")
        html.encode("utf-8")
        (row,) = rows_of(text)
        assert len(row) == len(COLUMNS)
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        page = Page(html)
        assert len(page.classes["total"]) == 1


def test_a_night_over_midnight_keeps_its_dates() -> None:
    plan = night(*(track(n) for n in range(60)))
    (text, _), _ = write_royalty(listed(plan), Options())
    last = rows_of(text)[-1]
    assert last["Date"] == "2026-11-27"
    assert last["Set end"].startswith("2026-11-28 ")
    assert datetime.fromisoformat(last["Set end"]) > START
