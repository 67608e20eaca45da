"""What the screens say: transition, past nights, theme, problems, help, exports."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.builder.build import Built, Progress
from clubplanner.exchange.formats import FORMATS, Export
from clubplanner.library.scan import ScanReport
from clubplanner.music.track import CuePoint, Evidence, Source, Track
from clubplanner.night.plan import At
from clubplanner.tui.actions import Keys, actions
from clubplanner.tui.commands import ActionCommands, NightCommands
from clubplanner.tui.dialogs.export import ExportDialog
from clubplanner.tui.dialogs.help import HelpDialog, help_blocks, help_lines
from clubplanner.tui.dialogs.nights import NightsDialog
from clubplanner.tui.fit import FitColumn
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.building import told
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.scanning import summed_up
from clubplanner.tui.screens.track_text import track_lines
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.track_table import TrackTable
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.workspace import Workspace
from tests.tui.conftest import MakeApp
from tests.tui.made import NOW, make_home

SIZE = (120, 36)


def paper(app: ClubplannerApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", Paper).text()


def bar(app: ClubplannerApp, name: str) -> str:
    widget = app.screen.query_one(f"#{name}", Bar)
    return "".join(piece.text for piece in (*widget.left, *widget.right))


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def test_the_mix_screen_tells_tempo_key_energy_and_overlap(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "m")
        text = paper(app, "mix-text")
        mix = app.desk.workspace.transitions[1]
        assert mix.meeting is not None
        assert f"{mix.grade} mix" in text
        assert f"{mix.meeting.incoming_percent:+.1f}%" in text
        assert f"{mix.meeting.both_incoming_percent:+.1f}%" in text
        assert "lock on" in text
        assert "cents off" in text
        assert "inside your range of 8%" in text
        assert f"{mix.asked_beats} beats" in text


async def test_the_mix_screen_walks_from_pair_to_pair(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", "right_square_bracket", "right_square_bracket")
        assert bar(app, "mix-head").startswith("── 03 to 04")
        await press(pilot, "left_square_bracket", "2")
        assert app.desk.row == 1


async def test_an_overlap_changed_on_the_mix_screen_is_undone_there(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", "minus")
        assert "48 beats" in paper(app, "mix-text")
        await press(pilot, "u")
        assert "48 beats" not in paper(app, "mix-text")


async def test_an_alternative_takes_the_place_of_the_incoming_track(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "m")
        await settle(pilot)
        table = app.screen.query_one("#alternatives", RowsTable)
        title = table.rows[0].cells[0][0]
        await press(pilot, "enter")
        assert app.desk.night is not None
        assert app.desk.night.slots[2].name == title
        assert app.desk.row == 1


async def test_left_and_right_go_from_mix_to_mix(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", "right", "right", "left")
        assert app.desk.row == 1
        assert "02 to 03" in bar(app, "mix-head")


async def test_past_nights_show_planned_beside_played(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4")
        assert app.screen.query_one("#past", RowsTable).row_count() == 2
        text = paper(app, "past-details")
        assert "6 kept, 0 moved, 1 swapped, 1 dropped, 0 added" in text
        assert "floor filled here" in text
        await press(pilot, "i")
        assert paper(app, "past-details").startswith("2 nights")


async def test_a_past_plan_can_be_opened(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "enter")
        assert app.current_mode == "set"
        assert app.desk.night is not None
        assert app.desk.night.date.isoformat() == "2026-11-21"


async def test_a_night_that_was_only_played_says_it_has_no_plan(
    make_app: MakeApp,
) -> None:
    app = make_app()
    sets = app.desk.workspace.paths.sets
    (sets / "2026-11-21-heated-rivalry.yaml").unlink()
    app.desk.workspace.sets_changed()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "enter")
        assert app.current_mode == "past"
        assert "no plan to open" in app.desk.status


async def test_the_theme_shows_matched_and_missing_cues(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        assert "2 of " in bar(app, "theme-head")
        table = app.screen.query_one("#cues", RowsTable)
        rows = {row.cells[1][0]: row.cells[3][0] for row in table.rows}
        assert rows["Melt"] == "missing"
        assert rows["mangetout"].endswith("%")
        await press(pilot, "f")
        assert "mangetout" not in {row.cells[1][0] for row in table.rows}


async def test_a_cue_without_a_track_can_be_pinned(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", "down", "p", "enter")
        assert app.desk.night is not None
        slot = next(s for s in app.desk.night.slots if s.cue == "melt")
        assert slot.track is None
        assert slot.anchor(At) is not None


async def test_saying_no_and_yes_to_a_match_is_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5", "n")
        match = next(m for m in app.desk.workspace.matches if m.cue.id == "rivalry")
        assert match.track is None
        await press(pilot, "1", "g", *["down"] * 10, "5", "t", "enter")
        match = next(m for m in app.desk.workspace.matches if m.cue.id == "rivalry")
        assert match.answer is True
        assert Path("home/data/words.yaml").exists()


async def test_problems_lead_to_their_slot(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "exclamation_mark")
        table = app.screen.query_one("#problems", RowsTable)
        finding = next(f for f in app.desk.workspace.findings if f.slot_id)
        row = next(n for n, r in enumerate(table.rows) if finding.text in r.cells[2][0])
        await press(pilot, *["down"] * row)
        assert finding.text in paper(app, "problem-details")
        await press(pilot, "enter")
        assert app.current_mode == "set"
        assert app.desk.slot is not None
        assert app.desk.slot.id == finding.slot_id
        await press(pilot, "3", "exclamation_mark", "escape")
        assert app.current_mode == "mix"


@pytest.mark.parametrize("place", ClubplannerApp.MODES)
async def test_the_help_names_every_action_of_a_screen(place: str) -> None:
    text = "\n".join(
        "".join(t for t, _ in line)
        for line in help_lines(help_blocks(Keys(), place, ()), 90)
    )
    assert all(a.help in text for a in actions(place, "list", "everywhere"))


async def test_the_palette_offers_every_action_and_every_night(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        offered = [text for text, _, _ in ActionCommands(app.screen).commands()]
        hidden = {"command_palette", "interrupt", "leave"}
        inside = {"dialog", "filter", "find_track", "order", "plans", "shelf"}
        inside |= {"tapping", "what_next"}
        for action in actions():
            if action.name not in hidden and action.place not in inside:
                assert any(
                    action.word in text and action.help in text for text in offered
                )
        assert len(NightCommands(app.screen).commands()) == 3


async def test_a_command_of_the_palette_acts_on_the_screen(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon")
        await pilot.pause(0.2)
        await press(pilot, *"out of the set")
        await pilot.pause(0.3)
        await press(pilot, "enter")
        await pilot.pause(0.2)
        assert app.desk.night is not None
        assert len(app.desk.night.slots) == 15


async def test_help_opens_and_closes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(app.screen, HelpDialog)
        await press(pilot, "escape")
        assert isinstance(app.screen, PlanScreen)


async def test_exporting_writes_the_file_and_never_over_another(
    make_app: MakeApp,
) -> None:
    app = make_app()
    target = Path("home/sets/exports/2026-11-28-heated-rivalry.cue")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", "enter")
        first = target.read_bytes()
        assert b'TITLE "Rivalry"' in first
        target.write_text("mine", "utf-8")
        await press(pilot, "x")
        problem = app.screen.query_one("#problem")
        assert "is there already" in str(problem.render())
        await press(pilot, "enter")
        assert isinstance(app.screen, ExportDialog)
        assert target.read_text("utf-8") == "mine"
        await press(pilot, *["tab"] * 3, "space", "tab")
        await press(pilot, "ctrl+s")
        assert target.read_bytes() == first


async def test_a_sheet_that_looks_for_tracks_is_made_beside_typing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    go_on = threading.Event()
    export = app.desk.workspace.export

    def slowly(name: str, **more: Any) -> Export:
        if name == "booth":
            assert go_on.wait(10)
        return export(name, **more)

    monkeypatch.setattr(app.desk.workspace, "export", slowly)
    place = list(FORMATS).index("booth")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "x", *["down"] * place)
        await press(pilot, "enter")
        problem = app.screen.query_one("#problem")
        assert "a moment" in str(problem.render())
        go_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert str(problem.render()) == ""
        await press(pilot, "enter")
        assert isinstance(app.screen, PlanScreen)
    (written,) = Path("home/sets/exports").iterdir()
    assert written.name == "2026-11-28-heated-rivalry-booth.html"


async def test_another_night_is_opened_or_made(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "N")
        assert isinstance(app.screen, NightsDialog)
        await press(pilot, "down", "enter")
        assert app.desk.night is not None
        assert app.desk.night.date.isoformat() == "2026-11-21"
        await press(pilot, "N", "tab", *"2026-12-05", "enter")
        assert app.desk.night.date.isoformat() == "2026-12-05"


async def test_own_words_win_over_the_tags(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "e")
        fields = {field.id: field for field in app.screen.query(Input)}
        fields["energy"].value = "10"
        await press(pilot, "enter")
        assert app.desk.workspace.tracks[0].energy == 10
        assert "your own word" in paper(app, "details")


async def test_details_show_the_sources(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        height = app.screen.query_one("#details").size.height
        await press(pilot, "i")
        assert app.screen.query_one("#details").size.height > height


def test_every_source_has_a_line_and_its_text_only_where_that_differs() -> None:
    said: dict[str, tuple[Source, ...]] = {
        "bpm": (
            Source(105.0123, "Traktor collection"),
            Source(105.0, "TBPM", "105.00"),
        ),
        "rating": (Source(4.0, "rekordbox collection"), Source(3.0, "POPM", "153")),
    }
    point = CuePoint(15.5, "fade-in", "Intro", origin="Traktor")
    evidence = Evidence(said, (point, CuePoint(61.0, "cue")))
    lines = track_lines(Track("/a.mp3", title="A"), "", evidence)
    assert ["".join(text for text, _ in line) for line in lines][-6:] == [
        "BPM     105.0123 Traktor collection",
        'BPM     105.0    TBPM  written "105.00"',
        "stars   4.0      rekordbox collection",
        'stars   3.0      POPM  written "153"',
        "point   0:15     fade-in Intro (Traktor)",
        "point   1:01     cue",
    ]


async def test_fit_puts_the_cheapest_to_mix_in_first(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "1", "f")
        await settle(pilot)
        table = app.screen.query_one(TrackTable)
        fit = FitColumn()
        fit.follow(app.desk)
        found = fit.ask(table.tracks)()
        assert found is not None
        costs = [found.costs[n] for n in table.view]
        assert costs == sorted(costs)
        assert len(set(costs)) > 5
        assert app.desk.slot is not None
        assert app.desk.slot.track is not None
        shown = {table.tracks[n].path for n in table.view}
        assert len(shown) == 39
        assert app.desk.slot.track.path not in shown
        assert "to follow" in app.desk.status


async def test_a_build_runs_behind_and_is_one_edit(make_app: MakeApp) -> None:
    app = make_app(make_home(Path("home"), tracks=120, slots=0))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "b")
        await settle(pilot)
        assert app.desk.night is not None
        assert len(app.desk.night.slots) > 20
        assert app.desk.status.startswith("Building the night: done, cost ")
        await press(pilot, "u")
        assert not app.desk.night.slots


async def test_filling_leaves_what_stands(make_app: MakeApp) -> None:
    app = make_app(make_home(Path("home"), tracks=120, slots=5))
    async with app.run_test(size=SIZE) as pilot:
        assert app.desk.night is not None
        before = app.desk.night.slots
        await press(pilot, "f")
        await settle(pilot)
        assert app.desk.night.slots[:5] == before
        assert len(app.desk.night.slots) > 20


async def test_a_second_job_waits_and_esc_stops_the_first(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def endless(
        *, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Built:
        progress(Progress(500, 4000, 0, 9876))
        while not cancelled():
            time.sleep(0.01)
        return Built(None, None, "stopped before a plan was found")

    monkeypatch.setattr(app.desk.workspace.planner, "build", endless)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "b", "b")
        assert "Building the night is still running" in app.desk.status
        assert "12 %, best cost 9,876" in bar(app, "status")
        assert "Esc stops it" in bar(app, "status")
        await press(pilot, "down", "d")
        assert app.desk.night is not None
        assert len(app.desk.night.slots) == 15
        await press(pilot, "escape")
        await settle(pilot)
        assert not app.work.is_running
        assert "stopped before a plan was found" in app.desk.status


async def test_a_failing_job_ends_in_a_sentence_and_a_log(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def broken(**_: object) -> Built:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(app.desk.workspace.planner, "build", broken)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "b")
        await settle(pilot)
        assert "Building the night failed unexpectedly" in app.desk.status
        assert app.desk.status_tone == "bad"
        log = app.desk.workspace.paths.log_file.read_text("utf-8")
        assert "ZeroDivisionError: by nothing" in log


async def test_a_folder_without_audio_is_not_read(make_app: MakeApp) -> None:
    app = make_app(tracks=0, slots=-1)
    Path("music of mine").mkdir()
    Path("list.txt").touch()
    said = {
        "": "Write the name of a folder.",
        "nowhere": "There is no such folder.",
        "list.txt": "This is a file, not a folder.",
        "music of mine": "No audio files in this folder or below.",
    }
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "escape", "r")
        dialog = app.screen
        for name, sentence in said.items():
            dialog.query_one(Input).value = name
            await press(pilot)
            await settle(pilot)
            await press(pilot, "enter")
            assert app.screen is dialog
            assert str(dialog.query_one("#problem").render()) == sentence
        assert app.desk.workspace.settings.folders == ()


@pytest.mark.parametrize(
    "home", [{"tracks": 0, "slots": -1}, {"tracks": 15, "slots": 0}]
)
async def test_no_key_breaks_an_app_with_nothing_in_it(
    make_app: MakeApp, home: dict[str, int]
) -> None:
    app = make_app(**home)
    leaving = {"quit", "interrupt", "command_palette"}
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        await press(pilot, "escape")
        for number in "123456":
            await press(pilot, number)
            screen = app.screen
            assert isinstance(screen, PlanScreen)
            # What works everywhere is the app's own, the same from any screen.
            everywhere = ("everywhere",) if number == "1" else ()
            for action in actions("list"):
                app.post_message(Key(action.keys[0], key_to_character(action.keys[0])))
            for action in actions(screen.PLACE, *everywhere):
                if action.name in leaving or action.name.startswith("show_"):
                    continue
                # The pilot's own press waits three times for idle time.
                app.post_message(Key(action.keys[0], key_to_character(action.keys[0])))
                await pilot.pause()
                while not isinstance(app.screen, PlanScreen):
                    await pilot.press("escape")
                if app.screen is not screen or isinstance(app.focused, Input):
                    await pilot.press(number)
        await settle(pilot)


async def test_unsaved_edits_of_a_killed_session_come_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d", "d")
        app.exit(137)
    again = Workspace(Paths.under(Path("home")), lambda: NOW)
    again.open_night("2026-11-28")
    app = make_app(again)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        title = str(app.screen.query_one("#title").render())
        assert "2 edits" in title
        await press(pilot, "r")
        assert app.desk.night is not None
        assert len(app.desk.night.slots) == 14
        assert isinstance(app.screen, PlanScreen)


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no SIGHUP on Windows")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
async def test_a_hang_up_ends_the_app_and_the_journal_has_the_edit(
    make_app: MakeApp, name: str
) -> None:
    app = make_app()
    number = getattr(signal, name)
    before = signal.getsignal(number)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d")
        os.kill(os.getpid(), number)
        for _ in range(50):
            await asyncio.sleep(0.02)
            if not app.is_running:
                break
    assert app.return_value == 128 + number
    signal.signal(number, before)
    journals = list(Path("home/state/journal").glob("*.jsonl"))
    assert len(journals) == 1


@pytest.mark.parametrize("size", [(69, 24), (80, 19), (40, 10)])
async def test_a_window_too_small_gets_a_sentence(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        text = str(app.screen.query_one("#too-small").render())
        assert f"this window is {size[0]}x{size[1]}" in text
        assert app.screen.query_one("#too-small").display
        assert not app.screen.query_one("#body").display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.screen.query_one("#body").display


@pytest.mark.parametrize("size", [(70, 20), (80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("number", "12345")
async def test_every_screen_fits_and_shows_rows(
    make_app: MakeApp, size: tuple[int, int], number: str
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await press(pilot, number)
        for widget in app.screen.query("#body > *"):
            assert widget.region.right <= size[0]
            assert widget.region.bottom <= size[1] - 2
            assert widget.size.height >= 1


async def test_the_terminal_s_sixteen_colours_get_a_theme_of_them(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textual import constants

    monkeypatch.setattr(constants, "COLOR_SYSTEM", "standard")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot)
        assert app.theme == "ansi-dark"


def test_work_is_told_in_words() -> None:
    assert told(Progress(500, 4000)) == "12 %, no legal plan yet"
    assert told(Progress(4000, 4000, 1, 12345)) == "100 %, best cost 12,345, 1 bridges"
    assert summed_up(ScanReport(added=1200, unreadable=1)) == (
        "Scanned: 1,200 added, 1 unreadable (see !)"
    )
    assert summed_up(ScanReport(is_cancelled=True)).startswith("Stopped: ")


@pytest.mark.parametrize(
    ("answer", "day", "saved"),
    [("c", "2026-11-28", 13), ("s", "2026-11-21", 12), ("d", "2026-11-21", 13)],
)
@pytest.mark.parametrize("way", [("4", "enter"), ("N", "down", "enter")])
async def test_unsaved_edits_are_asked_for_before_another_night_is_opened(
    make_app: MakeApp, way: tuple[str, ...], answer: str, day: str, saved: int
) -> None:
    app = make_app()
    file = app.desk.workspace.file
    before = file.read_text("utf-8").count("file: ")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "d", *way)
        assert "not saved" in str(app.screen.query_one("#title").render())
        await press(pilot, answer)
        assert app.desk.night is not None
        assert app.desk.night.date.isoformat() == day
        assert app.desk.workspace.is_dirty == (answer == "c")
    kept = file.read_text("utf-8").count("file: ")
    assert kept - before == saved - 13


async def test_fit_given_up_while_it_is_worked_out_leaves_the_list_as_found(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    asked: list[Callable[[], object]] = []
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        await settle(pilot)
        monkeypatch.setattr(
            app.work, "beside", lambda name, job, done, group: asked.append(job)
        )
        table = app.screen.query_one(TrackTable)
        before = list(table.view)
        await press(pilot, "f")
        assert app.desk.status == "Working out how 40 tracks fit"
        assert list(table.view) == before
        await press(pilot, "f")
        assert asked[0]() is None
        assert list(table.view) == before


def test_in_a_vast_window_help_stands_in_two_columns_and_says_the_same() -> None:
    blocks = help_blocks(Keys(), "set", ("About it.",))
    tall, wide = help_lines(blocks, 90), help_lines(blocks, 176)
    assert len(wide) < len(tall) * 2 // 3
    shown = ["".join(text for text, _ in line) for line in wide]
    assert max(map(len, shown)) <= 176
    flat = " ".join(" ".join(shown).split())
    for block in blocks:
        for line in block:
            assert " ".join("".join(text for text, _ in line).split()) in flat


async def test_in_a_vast_window_a_command_and_its_key_stand_in_one_line(
    make_app: MakeApp,
) -> None:
    app = make_app()
    for width, lines in ((200, 1), (120, 2)):
        async with make_app(app.desk.workspace).run_test(size=(width, 40)) as pilot:
            await pilot.press("colon", *"shelf")
            await pilot.pause()
            await pilot.app.workers.wait_for_complete()
            await pilot.pause(0.3)
            found = pilot.app.screen.query_one("CommandList")
            prompt = str(found.get_option_at_index(0).prompt)  # type: ignore[attr-defined]
            assert prompt.count("\n") == lines - 1
            assert "set.shel" in prompt
