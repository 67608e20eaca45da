"""Quick edits of own words in the library, of one track or of the marked, with undo."""

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from clubplanner.music.track import Track
from clubplanner.tui.dialogs.level import LevelDialog
from clubplanner.tui.dialogs.tap import TapDialog, known_words
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def tap(pilot: Pilot[int], bpm: float, count: int) -> None:
    """Send keys that were pressed at an even pace, whenever they arrive."""
    for number in range(count):
        key = Key("space", " ")
        key.time = 1000 + number * 60 / bpm
        pilot.app.post_message(key)
    await pilot.pause()
    await pilot.pause()


def track(app: ClubplannerApp, row: int) -> Track:
    return app.desk.workspace.tracks[row]


def text(app: ClubplannerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).render())


async def test_taps_give_the_bpm_as_it_settles_and_enter_keeps_it(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = track(app, 8)
        assert before.bpm is None
        await press(pilot, "1", *["down"] * 8, "t")
        assert isinstance(app.screen, TapDialog)
        await press(pilot, "enter")
        assert text(app, "problem") == "Tap 4 beats at least"
        await tap(pilot, 126, 9)
        assert text(app, "tapped") == "126.0 BPM  ±0.0   9 taps  steady"
        await press(pilot, "enter")
        assert (track(app, 8).bpm, track(app, 8).bpm_from) == (126, "your own word")
        assert app.desk.status == f'BPM 126 for "{before.title}". Undo: u'
        assert app.screen.query_one(TrackTable).cursor == 8
        await press(pilot, "u")
        assert track(app, 8) == before
        assert app.desk.status.startswith(f'Undone: BPM 126 for "{before.title}".')


@pytest.mark.parametrize(
    ("bpm", "known", "said"),
    [
        (None, None, "So far the BPM is unknown."),
        (None, 124.0, "So far it is 124 BPM."),
        (125.24, 124.0, "So far it is 124 BPM: +1.0%."),
        (62.0, 124.0, "So far it is 124 BPM: 0.0% at half tempo."),
    ],
)
def test_a_tapped_tempo_is_compared_with_the_known_one(
    bpm: float | None, known: float | None, said: str
) -> None:
    assert known_words(bpm, known) == said


async def test_halving_and_doubling_are_steps_with_names(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        bpm, title = track(app, 0).bpm, track(app, 0).title
        assert bpm is not None
        await press(pilot, "1", "less_than_sign")
        assert track(app, 0).bpm == bpm / 2
        assert app.desk.status == f'Halve the BPM of "{title}". Undo: u'
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert track(app, 0).bpm == bpm * 2
        await press(pilot, "u", "u", "u")
        assert track(app, 0).bpm == bpm


async def test_of_marked_tracks_those_without_bpm_are_left_out(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", *["down"] * 7, "space", "space", "less_than_sign")
        assert app.desk.status == (
            f'Halve the BPM of "{track(app, 7).title}", 1 without such a BPM left out.'
            " Undo: u"
        )
        await press(pilot, "M", "g", *["down"] * 8, "less_than_sign")
        assert app.desk.status == "Halve the BPM: it is unknown, or would be no tempo"


@pytest.mark.parametrize(
    ("keys", "field", "value", "said"),
    [
        (["E", "9"], "energy", 9, "Energy 9 for 3 tracks"),
        (["E", "0"], "energy", 10, "Energy 10 for 3 tracks"),
        (["asterisk", "4"], "rating", 4, "Stars 4 for 3 tracks"),
        (["asterisk", "0"], "rating", 0, "Stars 0 for 3 tracks"),
        (["asterisk", "g", "enter"], "rating", 5, "Stars 5 for 3 tracks"),
    ],
)
async def test_one_digit_is_given_to_all_marked_and_the_marks_stay(
    make_app: MakeApp, keys: list[str], field: str, value: int, said: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        before = [getattr(one, field) for one in app.desk.workspace.tracks]
        await press(pilot, "1", "space", "space", "space", *keys)
        assert isinstance(app.screen, PlanScreen)
        now = [getattr(one, field) for one in app.desk.workspace.tracks]
        assert now == [value] * 3 + before[3:]
        assert app.desk.status == f"{said}. Undo: u"
        table = app.screen.query_one(TrackTable)
        assert (list(table.marks), table.cursor) == ([0, 1, 2], 3)
        await press(pilot, "u")
        assert [getattr(one, field) for one in app.desk.workspace.tracks] == before


async def test_the_level_opens_on_what_is_and_gives_the_tags_word_back(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        tagged = track(app, 0).energy
        await press(pilot, "1", "E", "1", "E")
        assert isinstance(app.screen, LevelDialog)
        assert app.screen.query_one(RowsTable).key() == 1
        await press(pilot, "end", "enter")
        assert track(app, 0).energy == tagged
        await press(pilot, "E", "end", "enter")
        assert app.desk.status == "It is so already: nothing has changed"


async def test_a_cue_is_assigned_and_taken_back_the_same_way(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        here = track(app, 20)
        await press(pilot, "1", *["down"] * 20, "T")
        first = app.desk.workspace.matches[0].cue
        assert text(app, "title") == f'Is "{here.title}" the cue "{first.title}"?'
        await press(pilot, "enter")
        answers = app.desk.workspace.library.cue_answers
        assert answers() == {(first.id, here.path): True}
        assert app.desk.status == f'"{here.title}" is "{first.title}". Undo: u'
        await press(pilot, "T")
        assert app.screen.query_one(RowsTable).row_sign(0) == "#"
        await press(pilot, "enter")
        assert answers() == {}
        await press(pilot, "u")
        assert answers() == {(first.id, here.path): True}


async def test_an_edit_of_a_filtered_list_keeps_the_cursor_on_the_track(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", *"house", "enter", "down", "down")
        table = app.screen.query_one(TrackTable)
        here = table.track()
        assert here is not None
        await press(pilot, "E", "1")
        now = table.track()
        assert now is not None
        assert (now.path, now.energy) == (here.path, 1)


@pytest.mark.parametrize("key", ["t", "less_than_sign", "E", "asterisk", "T"])
async def test_without_a_track_nothing_is_asked(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", *"zzzz", "enter", key)
        assert isinstance(app.screen, PlanScreen)
        assert not app.desk.status


async def test_an_edit_while_sorted_by_fit_keeps_the_cursor_and_names_its_undo(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "f")
        await app.workers.wait_for_complete()
        await press(pilot, "down", "down", "down")
        table = app.screen.query_one(TrackTable)
        here = table.track()
        assert here is not None
        await press(pilot, "asterisk", "1")
        await app.workers.wait_for_complete()
        await pilot.pause()
        now = table.track()
        assert now is not None
        assert (now.path, now.rating) == (here.path, 1)
        assert app.desk.status == f'Stars 1 for "{here.title}". Undo: u'
