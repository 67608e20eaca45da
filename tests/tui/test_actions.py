import pytest
from textual.dom import DOMNode

from clubplanner.tui.actions import (
    FORBIDDEN_KEYS,
    Action,
    Keys,
    actions,
    bindings,
    key_word,
)
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.dialogs.find_track import FindTrack
from clubplanner.tui.dialogs.order import OrderDialog
from clubplanner.tui.dialogs.tap import TapDialog
from clubplanner.tui.keymap import KEYMAP
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.screens.plans import PlansDialog
from clubplanner.tui.screens.shelving import ShelfDialog
from clubplanner.tui.screens.what_next import WhatNext
from clubplanner.tui.widgets.filter_field import FilterField
from clubplanner.tui.widgets.line_table import LineTable

SCREENS = tuple(ClubplannerApp.MODES)
CLASSES: dict[str, type[DOMNode]] = {
    "everywhere": ClubplannerApp,
    "list": LineTable,
    "dialog": Dialog,
    "shelf": ShelfDialog,
    "what_next": WhatNext,
    "plans": PlansDialog,
    "tapping": TapDialog,
    "filter": FilterField,
    "order": OrderDialog,
    "find_track": FindTrack,
    **{mode: type(make()) for mode, make in ClubplannerApp.MODES.items()},
}


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.id)
def test_every_action_has_a_method_and_a_sentence(action: Action) -> None:
    method = getattr(CLASSES[action.place], f"action_{action.name}", None)
    assert method is not None
    assert method.__doc__
    assert action.help[0].isupper()
    assert action.help.endswith(".")


@pytest.mark.parametrize("action", actions(), ids=lambda action: action.id)
def test_no_action_takes_a_key_terminals_or_multiplexers_need(action: Action) -> None:
    assert action.keys
    assert not FORBIDDEN_KEYS & set(action.keys)
    assert not any(key.startswith("alt+") for key in action.keys)


@pytest.mark.parametrize("place", KEYMAP)
def test_no_two_actions_of_a_place_share_a_key(place: str) -> None:
    keys = [key for action in actions(place) for key in action.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_list_hides_no_key_of_its_screen(screen: str) -> None:
    in_lists = {key for action in actions("list") for key in action.keys}
    assert not in_lists & {key for action in actions(screen) for key in action.keys}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_hides_only_esc_of_what_works_everywhere(screen: str) -> None:
    everywhere = {key for action in actions("everywhere") for key in action.keys}
    nearer = {key for action in actions(screen, "list") for key in action.keys}
    assert everywhere & nearer <= {"escape"}


@pytest.mark.parametrize("screen", SCREENS)
def test_no_capital_letter_is_used_beside_its_control_key(screen: str) -> None:
    keys = {k for a in actions(screen, "list", "everywhere") for k in a.keys}
    capitals = {key for key in keys if len(key) == 1 and key.isupper()}
    assert not {key for key in capitals if f"ctrl+{key.lower()}" in keys}


@pytest.mark.parametrize("place", KEYMAP)
def test_bindings_can_be_remapped_by_id(place: str) -> None:
    assert [b.id for b in bindings(place)] == [action.id for action in actions(place)]


@pytest.mark.parametrize("width", [70, 80, 120, 200])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_footer_fits_and_always_names_the_help(screen: str, width: int) -> None:
    shown = Keys().footer((screen, "everywhere", "list"), width)
    assert sum(len(a.key) + len(a.word) + 3 for a in shown) <= width
    assert shown[-1].name == "help"
    assert len(shown) > 4


def test_the_narrowest_footer_names_what_cannot_wait_on_the_night() -> None:
    words = {action.word for action in Keys().footer(("set", "everywhere", "list"), 80)}
    assert {"what next", "build", "late"} <= words


def test_keys_are_written_as_people_know_them() -> None:
    assert [key_word(k) for k in ("ctrl+s", "shift+up", "question_mark", "J")] == [
        "^S",
        "Shift+Up",
        "?",
        "J",
    ]
