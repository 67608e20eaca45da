"""The DJ's own keys and colours."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.tui.actions import actions
from clubplanner.tui.own_keys import own_keys
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.workspace.settings import KeyPress, read_settings
from tests.tui.conftest import MakeApp

SIZE = (120, 36)
SHARED = "escape"


def press(action: str, keys: str) -> KeyPress:
    return KeyPress(action, keys, "config.yaml:3")


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("E", ("E",)),
        ("E Del", ("E", "delete")),
        ("^T", ("ctrl+t",)),
        ("Ctrl+T", ("ctrl+t",)),
        ("Shift+Left", ("shift+left",)),
        ("F3", ("f3",)),
        (";", (";",)),
        ("Shift+Tab", ("shift+tab",)),
    ],
)
def test_keys_are_read_as_people_write_them(
    written: str, keys: tuple[str, ...]
) -> None:
    read, problems = own_keys([press("set.remove", written)])
    assert problems == ()
    assert read.changed == {"set.remove": keys}
    assert next(a for a in read.actions("set") if a.name == "remove").keys == keys


@pytest.mark.parametrize(
    ("action", "keys", "said"),
    [
        ("set.remov", "D", "did you mean 'set.remove'"),
        ("nothing.like.it", "D", "README lists them"),
        ("set.remove", "Hyper+D", "there is no key 'Hyper+D'"),
        ("set.remove", "delet", "there is no key 'delet'"),
        ("set.remove", "^J", "terminals keep the key '^J'"),
        ("set.remove", "p", "'set.pin' has one of the keys"),
        ("set.remove", "u", "'everywhere.undo' has one of the keys"),
        ("set.remove", "j", "'list.down' has one of the keys"),
        ("everywhere.undo", "d", "'set.remove' has one of the keys"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_changes_nothing(
    action: str, keys: str, said: str
) -> None:
    read, problems = own_keys([press(action, keys)])
    assert read.actions() == actions()
    assert [str(problem)[:14] for problem in problems] == ["config.yaml:3:"]
    assert said in str(problems[0])


def test_two_actions_may_swap_their_keys() -> None:
    read, problems = own_keys([press("set.remove", "p"), press("set.pin", "d")])
    assert problems == ()
    assert read.word("set.remove") == "p"


def test_a_swap_of_which_one_half_fails_is_no_clash() -> None:
    lines = [press("set.remove", "p"), press("set.pin", "u")]
    read, problems = own_keys(lines)
    assert len(problems) == 2
    assert read.actions() == actions()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([action.id for action in actions()]),
            st.sampled_from([*"abdpuxDXj1", "^T", "F3", "Esc", "Enter"]),
        ),
        max_size=6,
        unique_by=lambda pair: pair[0],
    )
)
def test_no_keymap_makes_two_actions_share_a_key(pairs: list[tuple[str, str]]) -> None:
    read, problems = own_keys([press(*pair) for pair in pairs])
    assert len(problems) + len(read.changed) == len(pairs)
    for screen in ClubplannerApp.MODES:
        keys = [
            key
            for action in read.actions(screen, "list", "everywhere")
            for key in action.keys
            if key != SHARED
        ]
        assert len(keys) == len(set(keys))


async def test_the_app_listens_to_the_dj_s_keys_and_names_them(
    make_app: MakeApp,
) -> None:
    settings = Path("home/config/config.yaml")
    settings.parent.mkdir(parents=True)
    settings.write_text(
        "keymap:\n  set.remove: Y\n  everywhere.undo: Z\n  set.pin: u u\n"
        "  set.fill: q\n",
        "utf-8",
    )
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        assert app.desk.night is not None
        count = len(app.desk.night.slots)
        await pilot.press("d")
        await pilot.pause()
        assert len(app.desk.night.slots) == count
        await pilot.press("Y")
        await pilot.pause()
        assert len(app.desk.night.slots) == count - 1
        assert app.desk.status.endswith("Undo: Z")
        await pilot.press("Z")
        await pilot.pause()
        assert len(app.desk.night.slots) == count
        footer = {
            piece.text.strip() for piece in app.screen.query_one("#keys", Bar).left
        }
        assert "Y" in footer
        await pilot.press("exclamation_mark")
        await pilot.pause()
        table = app.screen.query_one("#problems", RowsTable)
        shown = " ".join(cell for row in table.rows for cell, _ in row.cells)
        assert "'everywhere.quit' has one of the keys of 'set.fill' already" in shown


async def test_colours_go_round_and_are_kept(make_app: MakeApp) -> None:
    app = make_app()
    seen = [app.theme]
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(4):
            await pilot.press("f2")
            await pilot.pause()
            kept, _ = read_settings(Path("home/config/config.yaml"))
            assert app.desk.status == f"Colours: {kept.colours}"
            seen.append(app.theme)
    assert seen[1:] == ["textual-light", "contrast", "ansi-dark", "tokyo-night"]


async def test_kept_colours_are_there_at_the_next_start(make_app: MakeApp) -> None:
    app = make_app()
    app.desk.workspace.settings = replace(
        app.desk.workspace.settings, colours="contrast"
    )
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert app.theme == "contrast"
