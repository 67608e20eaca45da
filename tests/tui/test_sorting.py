"""Sorting the library by several columns: chosen in one list, shown in the head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from clubplanner.tui.dialogs.order import OrderDialog, turned
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.sorting import SORT_KEYS, arrows, order_words, unseen_order
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def head(app: ClubplannerApp) -> str:
    return app.screen.query_one(TrackTable).render_line(0).text


def to(name: str, before: str = "title") -> list[str]:
    """Return the keys from one row of the sort dialog to a later one."""
    return ["down"] * (SORT_KEYS.index(name) - SORT_KEYS.index(before))


async def test_three_columns_sort_the_list_and_the_head_shows_their_order(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "s", *to("bpm"), "down", "space", "up", "space")
        await press(pilot, "space", *to("energy", "bpm"), "space", "enter")
        assert app.desk.status == "Sorted by key, then BPM downwards, then energy"
        text = head(app)
        assert all(word in text for word in ("Key^1", "BPMv2", "E^3"))
        table = app.screen.query_one(TrackTable)
        shown = [table.tracks[n] for n in table.view]
        places = [(t.key.number, t.key.letter, -(t.bpm or 0)) for t in shown if t.key]
        assert places == sorted(places)
        assert shown[-1].key is None


async def test_enter_alone_sorts_by_the_row_and_del_goes_back(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "s", *to("bpm"), "enter")
        assert app.desk.status == "Sorted by BPM"
        assert "BPM^ " in head(app)
        await press(pilot, "s")
        assert isinstance(app.screen, OrderDialog)
        assert app.screen.query_one(RowsTable).key() == "bpm"
        await press(pilot, "d")
        assert app.desk.status == "Sorted as found"
        assert "^" not in head(app)


async def test_a_dialog_left_keeps_the_order(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "s", "enter", "s", "down", "space", "escape")
        assert "Title^ " in head(app)


async def test_the_fit_is_no_column_of_the_dialog(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "f", "s", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Title^ " in head(app)


@pytest.mark.parametrize(
    ("keys", "signs", "words"),
    [
        ((), {}, "as found"),
        (("fit",), {"Fit": "^"}, "by fit"),
        (("-bpm",), {"BPM": "v"}, "by BPM downwards"),
        (("key", "-bpm"), {"Key": "^1", "BPM": "v2"}, "by key, then BPM downwards"),
        (("album", "key"), {"Album": "^1", "Key": "^2"}, "by album, then key"),
    ],
)
def test_an_order_is_shown_and_told(
    keys: tuple[str, ...], signs: dict[str, str], words: str
) -> None:
    assert arrows(keys) == signs
    assert order_words(keys) == words


def test_what_no_heading_shows_is_told() -> None:
    assert unseen_order(("album", "-key", "-year"), {"Key"}) == (
        "by album, then year downwards"
    )
    assert unseen_order(("key", "fit"), {"Key"}) == ""


@given(st.lists(st.sampled_from(SORT_KEYS), max_size=20), st.booleans())
def test_turning_keeps_each_name_once_and_goes_round(
    names: list[str], can_turn: bool
) -> None:
    chosen: tuple[str, ...] = ()
    for name in names:
        chosen = turned(chosen, name, can_turn=can_turn)
        plain = [one.removeprefix("-") for one in chosen]
        assert len(plain) == len(set(plain))
        assert can_turn or list(chosen) == plain
    for name in set(names):
        now = chosen
        for _ in range(3 if can_turn else 2):
            now = turned(now, name, can_turn=can_turn)
        assert set(now) == set(chosen)
