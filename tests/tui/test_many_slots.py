"""Several slots at once: copied, cut, pasted, a stretch put anew."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from clubplanner.night.plan import Slot
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.set import SetScreen
from tests.tui.conftest import MakeApp
from tests.tui.made import make_home

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def names(app: ClubplannerApp) -> list[str]:
    return [slot.name for slot in app.desk.workspace.opened.slots]


async def test_marked_slots_are_cut_and_pasted_elsewhere_with_one_undo_each(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await press(pilot, "down", "space", "space", "D")
        assert names(app) == [before[0], *before[3:]]
        assert app.desk.status == "Cut 2 slots. Paste: v"
        await press(pilot, "end", "v")
        assert names(app) == [before[0], *before[3:], *before[1:3]]
        assert app.desk.status == "Paste 2 slots. Undo: u"
        await press(pilot, "u")
        assert names(app) == [before[0], *before[3:]]
        await press(pilot, "u")
        assert names(app) == before


async def test_a_copy_has_no_pins_and_goes_into_another_night(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        first = app.desk.workspace.opened.slots[0]
        assert first.anchors
        await press(pilot, "home", "y")
        assert app.desk.status == "Copied 1 slot. Paste: v"
        await press(pilot, "v")
        pasted = app.desk.workspace.opened.slots[1]
        assert (pasted.name, pasted.anchors) == (first.name, ())
        assert pasted.id != first.id
        assert app.desk.workspace.opened.slots[0].anchors == first.anchors


async def test_nothing_to_paste_says_how_to_copy(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await press(pilot, "v")
        assert app.desk.status == "Nothing is copied or cut. Copy: y"
        assert names(app) == before


async def test_a_stretch_gets_other_tracks_and_all_else_keeps_its_time(
    make_app: MakeApp,
) -> None:
    app = make_app(make_home(Path("home"), tracks=160, slots=12))
    async with app.run_test(size=SIZE) as pilot:
        work = app.desk.workspace
        place = next(
            n
            for n in range(6, len(work.opened.slots) - 3)
            if not any(slot.is_anchored for slot in work.opened.slots[n : n + 2])
        )
        before = work.opened
        starts = {item.slot.id: item.start for item in work.timeline.items}
        gone = {
            slot.track.path for slot in before.slots[place : place + 2] if slot.track
        }
        await press(pilot, "home", *["down"] * place, "space", "space", "A")
        after = work.opened
        assert after is not before
        assert "Rebuilding the stretch: done" in app.desk.status
        kept = {slot.id for slot in before.slots}
        fresh = [slot for slot in after.slots if slot.id not in kept]
        assert fresh
        assert not gone & {slot.track.path for slot in after.slots if slot.track}
        for item in work.timeline.items:
            if item.slot.id in starts:
                assert abs(item.start - starts[item.slot.id]) <= 90
        await press(pilot, "u")
        assert work.opened == before


async def test_a_pinned_slot_or_a_torn_stretch_is_a_sentence(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = app.desk.workspace.opened
        await press(pilot, "home", "A")
        assert "is pinned: leave it out, or take its pin off" in app.desk.status
        await press(pilot, "down", "space", "down", "space", "A")
        assert "do not follow each other" in app.desk.status
        assert app.desk.workspace.opened is before


async def test_an_edit_typed_ahead_of_the_screen_leaves_the_cursor_where_it_went(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "home")
        screen = app.screen
        assert isinstance(screen, SetScreen)
        before = names(app)
        # One after the other, as a burst of keys comes in: no message between them.
        screen.table.action_down()
        screen.table.action_down()
        screen.action_remove()
        await press(pilot)
        assert names(app) == [*before[:2], *before[3:]]
        assert (screen.table.cursor, app.desk.row) == (2, 2)


async def test_marked_slots_move_together_and_come_back_as_one(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await press(pilot, "down", "space", "space", "J")
        assert names(app)[:5] == [before[0], before[3], before[1], before[2], before[4]]
        assert app.desk.status == "Move 2 slots down. Undo: u"
        await press(pilot, "u")
        assert names(app) == before


async def test_length_overlap_and_cut_are_given_to_all_marked_slots(
    make_app: MakeApp,
) -> None:
    app = make_app()

    def marked() -> tuple[Slot, ...]:
        return app.desk.workspace.opened.slots[1:3]

    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "space", "space")
        await press(pilot, "l", *["backspace"] * 5, *"3:10", "enter")
        assert app.desk.status == "2 slots play 3:10. Undo: u"
        assert [slot.out_s for slot in marked()] == [190, 190]
        await press(pilot, "l", *["backspace"] * 5, "enter")
        assert [slot.out_s for slot in marked()] == [None, None]
        await press(pilot, "o", "3", "2", "enter", "minus")
        assert app.desk.status == "Overlap out of 2 slots by -16 beats. Undo: u"
        assert [slot.overlap_beats for slot in marked()] == [16, 16]
        await press(pilot, "X")
        assert all(slot.cut_out for slot in marked())
        await press(pilot, "L")
        assert app.desk.status == "2 slots have no pin"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("o", *"1000"), "0 to 512 beats"),
        (("l", *["backspace"] * 5, *"59:00"), " long"),
        (("i", *["backspace"] * 5, *"5:00 1:00"), "must come after the mix-in point"),
    ],
)
async def test_a_value_a_slot_cannot_have_is_said_while_it_is_typed(
    make_app: MakeApp, keys: tuple[str, ...], told: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = app.desk.night
        await press(pilot, "down", *("space" if key == " " else key for key in keys))
        assert told in str(app.screen.query_one("#problem").render())
        await press(pilot, "enter")
        assert isinstance(app.screen, Ask)
        assert app.desk.night is before


async def test_two_marked_slots_change_places_and_one_with_that_under_the_cursor(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = names(app)
        await press(pilot, "s")
        assert app.desk.status == "Mark the slot to swap with first: Space"
        await press(pilot, "down", "space", "s")
        assert names(app) == [before[0], before[2], before[1], *before[3:]]
        assert app.desk.status == f'Swap "{before[1]}" and "{before[2]}". Undo: u'
        await press(pilot, "u")
        assert names(app) == before
        await press(pilot, "escape", "down", "space", "home", "s")
        assert names(app) == [before[3], *before[1:3], before[0], *before[4:]]
        await press(pilot, "u", "escape", "home", "space", "up", "s")
        assert app.desk.status == "Mark the slot to swap with first: Space"
        assert names(app) == before
