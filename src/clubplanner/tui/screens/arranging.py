"""What the library's list shows, asked for: columns, and what they are sorted by."""

from collections.abc import Callable
from dataclasses import replace

from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.order import Chosen, OrderDialog
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.sorting import SORT_KEYS, sort_word
from clubplanner.tui.widgets.track_columns import (
    AT_FIRST,
    TRACK_COLUMNS,
    chosen_columns,
)


def ask_order(
    screen: PlanScreen, now: Chosen, sort: Callable[[Chosen | None], None]
) -> None:
    """Ask for columns to sort by.

    Args:
        screen: the screen in front.
        now: the columns in force.
        sort: takes the answer, None if there is none.
    """
    dialog = OrderDialog(
        "Sort by",
        {key: sort_word(key) for key in SORT_KEYS},
        tuple(key for key in now if key.removeprefix("-") in SORT_KEYS),
        screen.desk.keys,
        done="sorts",
        anew="the order found",
        can_turn=True,
    )
    screen.app.push_screen(dialog, sort)


def columns_of(desk: Desk) -> tuple[str, ...]:
    """Return the names of the columns the DJ wants, those at first without a choice."""
    return chosen_columns(desk.workspace.settings.columns)


def ask_columns(screen: PlanScreen) -> None:
    """Ask for columns and keep them in the settings.

    Args:
        screen: the screen in front.
    """
    desk = screen.desk

    def keep(names: Chosen | None) -> None:
        if names is None:
            return
        kept = () if names == AT_FIRST else names
        settings = replace(desk.workspace.settings, columns=kept)
        if desk.attempt(lambda: desk.workspace.set_settings(settings)):
            desk.changed(
                "Columns kept in your settings" if kept else "Columns as at first"
            )

    dialog = OrderDialog(
        "Columns, from left to right",
        {name: one.about for name, one in TRACK_COLUMNS.items()},
        columns_of(desk),
        desk.keys,
        done="shows them",
        anew="those shown at first",
        can_turn=False,
    )
    screen.app.push_screen(dialog, keep)
