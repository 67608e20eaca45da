"""Pins are edited as they are; words, answers and edits share one undo."""

from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.night.plan import At, Position
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.find_track import FindTrack
from clubplanner.tui.dialogs.nights import NightsDialog
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.dialogs.pin import PinDialog
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.track_table import TrackTable
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.made import NOW, make_home

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def fields(app: ClubplannerApp) -> dict[str | None, str]:
    return {field.id: field.value for field in app.screen.query(Input)}


def kind(app: ClubplannerApp) -> object:
    return app.screen.query_one("#kinds", RowsTable).key()


def slot_anchors(app: ClubplannerApp, row: int) -> tuple[object, ...]:
    assert app.desk.night is not None
    return app.desk.night.slots[row].anchors


async def test_the_pin_dialog_opens_with_the_pin_there_is(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *["down"] * 4)
        before = slot_anchors(app, 4)
        await press(pilot, "p")
        assert kind(app) == "at"
        assert fields(app) == {"time": "22:20", "window": "5"}
        await press(pilot, "enter")
        assert slot_anchors(app, 4) == before
        assert app.desk.status == "It is so already: nothing has changed"
        assert not app.desk.workspace.is_dirty


async def test_a_pin_that_is_no_clock_time_opens_on_its_kind(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *["down"] * 5, "p")
        assert kind(app) == "after"


async def test_of_several_pins_each_shows_its_own_and_one_is_edited(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        assert len(slot_anchors(app, 0)) == 2
        await press(pilot, "p")
        assert isinstance(app.screen, PinDialog)
        table = app.screen.query_one("#kinds", RowsTable)
        shown = {row.key: row.cells[1][0] for row in table.rows}
        assert (shown["at"], shown["first"], shown["last"]) == ("@22:00", "first", "")
        await press(pilot, "tab")
        app.screen.query_one("#time", Input).value = "22:05"
        await press(pilot, "enter")
        assert set(slot_anchors(app, 0)) == {
            At(datetime(2026, 11, 28, 22, 5)),
            Position(1),
        }


async def test_of_several_pins_loosening_asks_which(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        first, second = slot_anchors(app, 0)
        await press(pilot, "L")
        assert isinstance(app.screen, Pick)
        await press(pilot, "down", "enter")
        assert slot_anchors(app, 0) == (first,)
        await press(pilot, "u", "L", "down", "down", "enter")
        assert slot_anchors(app, 0) == ()
        await press(pilot, "u", "L", "escape")
        assert slot_anchors(app, 0) == (first, second)


async def test_words_and_edits_are_undone_in_the_order_they_were_made(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        workspace = app.desk.workspace
        before = workspace.tracks[0].energy
        await press(pilot, "X", "1", "e")
        app.screen.query_one("#energy", Input).value = "10"
        await press(pilot, "enter", "2", "d")
        assert (workspace.tracks[0].energy, len(workspace.opened.slots)) == (10, 15)
        await press(pilot, "u")
        assert (workspace.tracks[0].energy, len(workspace.opened.slots)) == (10, 16)
        await press(pilot, "u")
        assert workspace.tracks[0].energy == before
        assert app.desk.status.startswith("Undone: Your words about")
        assert workspace.opened.slots[0].cut_out
        await press(pilot, "u")
        assert not workspace.opened.slots[0].cut_out
        await press(pilot, "u")
        assert app.desk.status == "Nothing to undo"
        await press(pilot, *["ctrl+r"] * 3)
        assert (workspace.tracks[0].energy, len(workspace.opened.slots)) == (10, 15)
        assert app.desk.status.startswith("Redone: Remove")


async def test_words_about_several_tracks_are_one_step(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = [track.rating for track in app.desk.workspace.tracks]
        await press(pilot, "1", "space", "space", "space", "e")
        app.screen.query_one("#rating", Input).value = "1"
        await press(pilot, "enter")
        assert [track.rating for track in app.desk.workspace.tracks] != before
        await press(pilot, "u")
        assert [track.rating for track in app.desk.workspace.tracks] == before


@pytest.mark.parametrize("keys", [["y"], ["n"], ["t", "enter"]])
async def test_an_answer_about_a_cue_is_undone_and_the_night_stays(
    make_app: MakeApp, keys: list[str]
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d", "5")
        workspace = app.desk.workspace
        answers = workspace.library.cue_answers()
        await press(pilot, *keys)
        assert workspace.library.cue_answers() != answers
        await press(pilot, "u")
        assert workspace.library.cue_answers() == answers
        assert len(workspace.opened.slots) == 15
        assert "Rivalry" in app.desk.status


async def test_assigning_names_the_track_and_offers_the_library_s_last(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "g", *["down"] * 20, "5", "t")
        here = app.desk.track
        assert here is not None
        assert isinstance(app.screen, FindTrack)
        title = app.screen.query_one("#title")
        table = app.screen.query_one("#choices", RowsTable)
        cue = 'the cue "Rivalry"?'
        assert str(title.render()) == f'Is "Rivalry - Peter Peter" {cue}'
        assert table.rows[-1].cells[0][0] == here.title
        await press(pilot, "pagedown")
        assert str(title.render()) == f'Is "{here.title} - {here.artist}" {cue}'
        await press(pilot, "enter")
        assert ("rivalry", here.path) in app.desk.workspace.library.cue_answers()


async def test_after_undo_the_cursor_is_on_the_slot_it_was_about(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *["down"] * 3)
        moved = app.desk.slot
        assert moved is not None
        await press(pilot, "J", "J", "J", "home", "u")
        assert app.desk.slot is not None
        assert app.desk.slot.id == moved.id
        await press(pilot, "end", "u", "u")
        assert app.desk.row == 3


async def test_a_length_longer_than_the_track_is_refused_in_the_dialog(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "l")
        field = app.screen.query_one(Input)
        field.value = "59:00"
        await press(pilot, "enter")
        assert isinstance(app.screen, Ask)
        problem = str(app.screen.query_one("#problem").render())
        name = app.desk.workspace.opened.slots[1].name
        assert problem.startswith(f'"{name}" is ')
        assert problem.endswith(" long")


async def test_problems_open_on_the_first_when_they_are_others(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "exclamation_mark", "down", "down", "2", "exclamation_mark")
        table = app.screen.query_one("#problems", RowsTable)
        assert table.cursor == 2
        await press(pilot, "2", "X", "d", "exclamation_mark")
        assert table.cursor == 0


async def test_the_track_that_plays_there_now_is_marked_among_the_alternatives(
    make_app: MakeApp,
) -> None:
    app = make_app(make_home(Path("home"), tracks=18, slots=4))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m")
        await app.workers.wait_for_complete()
        await pilot.pause()
        table = app.screen.query_one("#alternatives", RowsTable)
        now = app.desk.workspace.opened.slots[1].name
        marked = [row.cells[0][0] for row in table.rows if row.sign == "#"]
        others = [row for row in table.rows if row.sign != "#"]
        assert marked in ([f"(now) {now}"], [])
        assert all(now != row.cells[0][0] for row in others)


async def test_folders_that_are_not_there_are_named_instead_of_no_music(
    make_app: MakeApp,
) -> None:
    make_home(Path("home"))
    Path("music").rename("unplugged")
    app = make_app(Workspace(Paths.under(Path("home")), lambda: NOW))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        table = app.screen.query_one(TrackTable)
        assert not table.tracks
        assert "1 folder is not there" in app.desk.status
        assert table.empty.startswith("1 folder is not there: plug the drive in")


def test_a_scan_says_which_drive_to_plug_in() -> None:
    from clubplanner.library.scan import ScanReport
    from clubplanner.tui.screens.scanning import summed_up

    said = summed_up(ScanReport(missing_roots=("a", "b")))
    assert said == "Scanned: 2 folders are not there: plug the drive in"
    said = summed_up(ScanReport(added=3, missing_roots=("a",)))
    assert said == "Scanned: 3 added. 1 folder is not there: plug the drive in"


@pytest.mark.parametrize(
    ("typed", "mode"),
    [("scan", "library"), ("what repeats", "past"), ("alternatives", "mix")],
)
async def test_the_palette_finds_another_screen_s_action_and_goes_there(
    make_app: MakeApp, typed: str, mode: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon")
        await pilot.pause(0.2)
        await press(pilot, *("space" if sign == " " else sign for sign in typed))
        await pilot.pause(0.4)
        await press(pilot, "enter")
        await pilot.pause(0.3)
        assert app.current_mode == mode


async def test_the_palette_finds_quit_by_its_word(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon")
        await pilot.pause(0.2)
        await press(pilot, *"quit")
        await pilot.pause(0.4)
        await press(pilot, "enter")
        await pilot.pause(0.3)
    assert app.return_value == 0


async def test_the_way_out_of_a_slot_is_read_at_80x24_and_fails_stand_out(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down")
        paper = app.screen.query_one("#slot-details", Paper)
        shown = ["".join(text for text, _ in line) for line in paper._wrapped[:2]]
        assert shown[0].startswith("to Golden Temple 13: B mix, +0.6%, fifth down")
        assert shown[0].endswith("0:32")
        assert shown[1].startswith("22:10:")
        bar = app.screen.query_one("#slot-head", Bar)
        fails = next(piece for piece in bar.right if "fail" in piece.text)
        is_some = not fails.text.startswith("0 ")
        assert (fails.tone == "bad") is is_some


async def test_nights_are_listed_with_venue_hours_and_state(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "N")
        assert isinstance(app.screen, NightsDialog)
        table = app.screen.query_one(RowsTable)
        texts = [
            tuple(text for text, _ in table.row_cells(row))
            for row in range(table.row_count())
        ]
        assert texts[0][0] == "Sat 28 Nov 2026"
        assert texts[0][2:] == ("The Basement", "22:00-01:00", "open")
        assert texts[1][4] == "played"


async def test_gaps_are_filled_behind_and_one_undo_takes_it_back(
    make_app: MakeApp,
) -> None:
    app = make_app(make_home(Path("home"), tracks=120, slots=5))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "n")
        app.screen.query_one(Input).value = "20:00"
        await press(pilot, "enter")
        before = app.desk.workspace.opened
        await press(pilot, "f")
        assert isinstance(app.screen, PlanScreen)
        await app.workers.wait_for_complete()
        await pilot.pause()
        after = app.desk.workspace.opened
        assert not any(slot.is_gap for slot in after.slots)
        assert len(after.slots) > 15
        assert "was " in app.desk.status
        await press(pilot, "u")
        assert app.desk.workspace.opened == before


async def test_a_cue_without_a_likely_track_is_assigned_by_words_of_its_title(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", "f")
        cue = app.screen.query_one("#cues", RowsTable).rows[0].cells[1][0]
        wanted = app.desk.workspace.tracks[-1]
        await press(pilot, "t")
        assert isinstance(app.screen, FindTrack)
        table = app.screen.query_one("#choices", RowsTable)
        title = app.screen.query_one("#title")
        await press(pilot, "enter")
        assert isinstance(app.screen, FindTrack)
        app.screen.query_one(Input).value = f"title:{wanted.title}"
        await pilot.pause()
        await press(pilot, "end", "pagedown", "down", "up", "pageup", "pagedown")
        found = [row.cells[0][0] for row in table.rows]
        assert set(found) == {wanted.title}
        assert str(title.render()) == (
            f'Is "{wanted.title} - {wanted.artist}" the cue "{cue}"?'
        )
        app.screen.query_one(Input).value = "no such words at all"
        await pilot.pause()
        assert table.rows == ()
        assert str(title.render()) == f'Which track is the cue "{cue}"?'
        app.screen.query_one(Input).value = f"title:{wanted.title}"
        await press(pilot, "enter")
        answers = app.desk.workspace.library.cue_answers()
        assert [path for (_, path), yes in answers.items() if yes] == [wanted.path]


async def test_theme_tells_when_a_cue_was_last_played_here(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        workspace = app.desk.workspace
        for day in ("2025-11-15", "2026-11-07"):
            head = f"clubplanner: 1\nname: X\ndate: {day}\nvenue: The Basement\n"
            play = "plays:\n- title: Melt\n  artist: Peter Peter\n  at: '22:00'\n"
            log = workspace.paths.sets / "played" / f"{day}-melt.yaml"
            log.write_text(head + play, "utf-8")
        workspace.sets_changed()
        await press(pilot, "5")
        rows = app.screen.query_one("#cues", RowsTable).rows
        assert {row.cells[1][0]: row.cells[5][0] for row in rows[:2]} == {
            "Rivalry": "",
            "Melt": "07 Nov",
        }
        details = app.screen.query_one("#cue-details", Paper)
        assert "\nplayed   never here\n" in details.text()
        await press(pilot, "down")
        assert "\nplayed   last Sat 07 Nov 2026, in 2 nights here\n" in details.text()
