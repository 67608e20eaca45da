"""What next: the list beside the slots follows the cursor, narrows and is taken."""

from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import Input

from clubplanner.night import edits
from clubplanner.night.plan import Night
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.set import SetScreen
from clubplanner.tui.screens.what_next import REST_S, WhatNext
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.paper import Paper
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def settle(pilot: Pilot[int]) -> None:
    """Wait until the cursor has rested and everything is looked up."""
    await pilot.pause(REST_S + 0.05)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def pane(app: ClubplannerApp) -> WhatNext:
    return app.screen.query_one(WhatNext)


def titles(app: ClubplannerApp) -> list[str]:
    return [row.cells[0][0] for row in pane(app).table.rows]


def head(app: ClubplannerApp) -> str:
    bar = app.screen.query_one("#next-head", Bar)
    return "".join(piece.text for piece in (*bar.left, *bar.right))


def terms(app: ClubplannerApp) -> str:
    return app.screen.query_one("#terms", Paper).text()


def footer(app: ClubplannerApp) -> str:
    return "".join(piece.text for piece in app.screen.query_one("#keys", Bar).left)


def night(app: ClubplannerApp) -> Night:
    assert app.desk.night is not None
    return app.desk.night


async def test_enter_puts_the_track_after_the_cursor_and_undo_takes_it_out(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "a")
        await settle(pilot)
        row = pane(app).table.cursor
        title = titles(app)[row + 1]
        await press(pilot, "down", "enter")
        assert night(app).slots[2].name == title
        assert len(night(app).slots) == 17
        assert app.desk.row == 2
        await settle(pilot)
        assert head(app).startswith(f'── After "{title}"')
        await press(pilot, "u")
        assert len(night(app).slots) == 16
        assert app.desk.row == 1


async def test_the_list_follows_the_cursor(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "a")
        await settle(pilot)
        await press(pilot, "tab", "down", "down", "down")
        await settle(pilot)
        found = app.desk.workspace.planner.suggest(5, replace=False)
        rows = [row for row in pane(app).table.rows if row.sign != "*"]
        assert [row.cells[0][0] for row in rows] == [one.track.title for one in found]
        assert night(app).slots[4].name in head(app)


async def test_a_track_in_place_of_the_one_here_can_be_tried_again(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "r")
        await settle(pilot)
        assert head(app).startswith("── In place of")
        rows = pane(app).table.rows
        place = next(n for n, row in enumerate(rows) if row.sign == " ")
        taken = rows[place]
        downs = place - pane(app).table.cursor
        await press(pilot, *["down"] * downs, "enter")
        assert night(app).slots[1].name == taken.cells[0][0]
        assert app.desk.row == 1
        await settle(pilot)
        assert f"(now) {taken.cells[0][0]}" in titles(app)
        await press(pilot, "r", "escape")
        assert not pane(app).is_open


async def test_words_narrow_the_list_and_esc_clears_them_then_closes(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await settle(pilot)
        everything = titles(app)
        wanted = everything[-1]
        assert len(everything) > 1
        await press(pilot, *wanted)
        await settle(pilot)
        assert titles(app) == [wanted]
        assert "1 track " in head(app)
        await press(pilot, "escape")
        await settle(pilot)
        assert titles(app) == everything
        await press(pilot, "escape")
        assert not pane(app).is_open
        assert app.focused is not None
        assert app.focused.id == "slots"


async def test_what_is_odd_about_the_words_is_told(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a", *"bpm:fast")
        await settle(pilot)
        assert "fast" in terms(app) + pane(app).table.empty


async def test_enter_takes_nothing_that_was_not_shown_yet(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await settle(pilot)
        before = night(app)
        field = app.screen.query_one("#next-words", Input)
        field.value = titles(app)[-1]
        await press(pilot, "enter")
        assert night(app) is before
        assert "Enter takes the track once it is shown" in app.desk.status
        await settle(pilot)
        await press(pilot, "enter")
        assert len(night(app).slots) == len(before.slots) + 1


async def test_the_costs_of_the_track_under_the_cursor_are_told(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "a")
        await settle(pilot)
        found = app.desk.workspace.planner.suggest(2, replace=False)
        for one in found[:2]:
            assert terms(app).startswith(f"{one.track.title} by {one.track.artist}: ")
            assert one.reason in terms(app)
            for word in ("taste", "curve"):
                assert word in terms(app)
            await press(pilot, "down")


async def test_a_cut_over_a_wide_seam_stands_first_with_the_cost_of_the_night(
    make_app: MakeApp,
) -> None:
    app = make_app()
    slots = night(app).slots
    far = next(slot for slot in reversed(slots) if slot.track and slot.track.bpm)
    assert far.track is not None
    slow = replace(far.track, path="music/slow.flac", title="Slow", bpm=97.0)
    app.desk.workspace.apply("Slow", lambda now: edits.add(now, slow, 3))
    before = app.desk.workspace.score.terms.total
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "down", "a")
        await settle(pilot)
        row = pane(app).table.rows[0]
        assert row.sign == "*"
        await press(pilot, *["up"] * pane(app).table.cursor)
        assert terms(app).startswith(row.cells[0][0])
        await press(pilot, "enter")
        after = app.desk.workspace.score.terms.total
        assert int(row.cells[5][0]) == after - before
        await press(pilot, "home", "down", "down", "a")
        app.desk.undo()
        await settle(pilot)
        assert pane(app).table.rows[0].sign == "*"
        await press(pilot, *"zzz")
        await settle(pilot)
        assert pane(app).table.empty == "No track of yours has these words."
        assert titles(app) == []


async def test_the_footer_tells_the_keys_of_the_part_with_the_focus(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        assert "slots" in footer(app)
        assert "build" not in footer(app)
        await press(pilot, "tab")
        assert "build" in footer(app)
        assert pane(app).is_open
        await press(pilot, "escape")
        assert not pane(app).is_open


async def test_an_empty_set_gets_its_first_track(make_app: MakeApp) -> None:
    app = make_app(slots=0)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "r")
        assert not pane(app).is_open
        await press(pilot, "a")
        await settle(pilot)
        assert "the doors" in head(app)
        first = titles(app)[pane(app).table.cursor]
        await press(pilot, "enter")
        assert [slot.name for slot in night(app).slots] == [first]


async def test_without_a_night_there_is_nothing_to_follow(make_app: MakeApp) -> None:
    app = make_app(slots=-1)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "a")
        assert not pane(app).is_open
        assert app.desk.status == app.desk.no_night


async def test_own_words_about_a_track_make_it_look_again(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "a")
        await settle(pilot)
        place = pane(app).table.cursor
        first = pane(app).table.rows[place]
        track = next(
            t for t in app.desk.workspace.tracks if t.title == first.cells[0][0]
        )
        words = replace(app.desk.workspace.words(track.path), bpm=60.0)
        app.desk.keep_words("BPM", [(track.path, words)])
        await settle(pilot)
        assert isinstance(app.screen, SetScreen)
        assert pane(app).table.rows[pane(app).table.cursor].cells != first.cells
