"""The DJ's word on past nights, the room's memory, two nights compared, in the app."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.residency.play_log import PlayLog, read_play_log
from clubplanner.tui.dialogs.opinion import OpinionDialog
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.workspace.pages import PARTS
from tests.tui.conftest import MakeApp

SIZE = (120, 36)
SMALL = (80, 24)
NEWEST = "2026-11-21-heated-rivalry.yaml"

WIDE = """\
clubplanner: 1
name: 東京の夜、とても長い名前のクラブナイト
date: {day}
start: '22:00'
end: '23:00'
slots:
- title: 東京の夜の長い長い長い曲名
  artist: 月光電波とその仲間たち
- title: "\u1100\u1161\u1102\u1161 [bold]"
"""
WIDE_LOG = """\
date: {day}
night: {day}-wide.yaml
plays:
- title: 東京の夜の長い長い長い曲名
  artist: 月光電波とその仲間たち
  at: '22:00'
  note: 最高の夜だった、また来週もやりましょう
- title: 知らない曲
  at: '22:07'
"""


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def paper(app: ClubplannerApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", Paper).text()


def log_of(app: ClubplannerApp) -> PlayLog:
    path = app.desk.workspace.paths.sets / "played" / NEWEST
    log, problems = read_play_log(path)
    assert log is not None
    assert not problems
    return log


def bar_text(app: ClubplannerApp, name: str) -> str:
    bar = app.screen.query_one(f"#{name}", Bar)
    return "".join(piece.text for piece in (*bar.left, *bar.right))


async def test_stars_and_notes_of_night_play_and_mix_are_kept_in_the_log(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "r", "enter", "5", "tab", *"full", "enter")
        assert (log_of(app).stars, log_of(app).note) == (5, "full")
        assert "The night: 5 stars" in app.desk.status
        assert paper(app, "past-details").count("full") == 1
        await press(pilot, "r", "down", "down", "enter")
        assert isinstance(app.screen, OpinionDialog)
        stars = app.screen.query_one("#play-stars", Input)
        assert stars.value == str(log_of(app).plays[1].stars)
        app.screen.query_one("#mix-stars", Input).value = "9"
        await press(pilot, "enter")
        assert isinstance(app.screen, OpinionDialog)
        app.screen.query_one("#mix-stars", Input).value = "1"
        app.screen.query_one("#mix-note", Input).value = "never again"
        before = log_of(app).plays[1]
        await press(pilot, "enter")
        after = log_of(app).plays[1]
        assert (after.mix_stars, after.mix_note) == (1, "never again")
        assert (after.stars, after.note) == (before.stars, before.note)
        assert "never again" in paper(app, "past-details")
        before_bytes = log_of(app)
        await press(pilot, "r", "down", "enter", "enter")
        assert log_of(app) == before_bytes


async def test_what_a_play_was_is_shown_and_put_right(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "m")
        table = app.screen.query_one("#choices", RowsTable)
        words = [[text for text, _ in row.cells] for row in table.rows]
        assert len(words) == len(log_of(app).plays)
        assert words[0][3] == "file"
        assert words[0][2].startswith("1 ")
        stranger = next(n for n, cells in enumerate(words) if cells[3] == "-")
        await press(pilot, *["down"] * stranger, "enter")
        assert isinstance(app.screen, Pick)
        await press(pilot, "down", "down", "enter")
        said = log_of(app).plays[stranger].slot
        night = app.desk.workspace.past()[-1].night
        assert night is not None
        assert said == night.slots[2].name
        assert f'was slot 3 "{said}"' in app.desk.status
        await press(pilot, "m", *["down"] * stranger, "enter", "end", "up", "enter")
        assert log_of(app).plays[stranger].slot == "none"
        track = app.desk.workspace.tracks[20]
        await press(pilot, "m", *["down"] * stranger, "enter", "end", "enter")
        app.screen.query_one(Input).value = track.path
        await press(pilot, "enter")
        assert log_of(app).plays[stranger].path == track.path
        await press(pilot, "m", "enter", "end", "enter")
        app.screen.query_one(Input).value = "no such tune"
        await press(pilot, "enter")
        assert "has no track" in app.desk.status


async def test_the_memory_is_shown_page_by_page(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4", "w")
        assert app.current_mode == "memory"
        assert "The Basement: 2 nights, 14 plays" in paper(app, "memory-text")
        pages = []
        for name in PARTS:
            await press(pilot, "n")
            assert name.capitalize() in bar_text(app, "memory-head")
            pages.append(paper(app, "memory-text"))
            shown = app.screen.query_one("#memory-text", Paper)
            assert shown.virtual_size.height >= len(shown.lines)
        assert len(set(pages)) == len(PARTS)
        assert "Asked  Worked/failed" in pages[-1]
        await press(pilot, "n")
        assert "Overview" in bar_text(app, "memory-head")
        await press(pilot, "w")
        app.screen.query_one(Input).value = "0"
        await press(pilot, "enter")
        app.screen.query_one(Input).value = "2"
        await press(pilot, "enter")
        assert "The last 2 weeks: 1 night" in paper(app, "memory-text")
        await press(pilot, "v")
        assert "All venues" in paper(app, "memory-text")
        await press(pilot, "escape")
        assert app.current_mode == "past"


async def test_two_nights_are_compared(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4", "d")
        assert app.current_mode == "compare"
        text = paper(app, "compare-text")
        assert "A  Heated Rivalry  Sat 14 Nov 2026, played, 7 tracks" in text
        assert "energy A" in text
        assert "Only in B:" in text
        await press(pilot, "p")
        assert "planned, 8 tracks" in paper(app, "compare-text")
        await press(pilot, "escape", "down", "space", "up", "d")
        assert app.desk.compared is not None
        days = [one.date for one in app.desk.compared]
        assert days == [date(2026, 11, 14), date(2026, 11, 21)]


@pytest.mark.parametrize("keys", ["w", "d", "r", "m", "i", "enter"])
async def test_a_home_without_past_nights_says_so(make_app: MakeApp, keys: str) -> None:
    app = make_app(tracks=20, slots=6)
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4", keys)
        if keys == "w":
            assert "No public night" in paper(app, "memory-text")
        else:
            assert app.current_mode == "past"


@pytest.mark.parametrize("keys", ["", "d", "r", "m", "wn", "i"])
async def test_wide_titles_and_unknown_tempi_keep_to_the_window(
    make_app: MakeApp, keys: str
) -> None:
    app = make_app(tracks=20, slots=6)
    sets = app.desk.workspace.paths.sets
    for day in ("2026-11-14", "2026-11-21"):
        _write(sets / f"{day}-wide.yaml", WIDE.format(day=day))
        _write(sets / "played" / f"{day}-wide.yaml", WIDE_LOG.format(day=day))
    app.desk.workspace.sets_changed()
    async with app.run_test(size=SMALL) as pilot:
        await press(pilot, "4", *keys)
        for strip in app.screen._compositor.render_strips():
            assert strip.cell_length <= SMALL[0]
        shown = "\n".join(s.text for s in app.screen._compositor.render_strips())
        assert "東京の夜" in shown


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
