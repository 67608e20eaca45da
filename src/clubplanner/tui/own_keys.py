"""The DJ's own keys: the ``keymap`` of the settings against the table of actions.

A line that cannot be used is a problem with its line, and the action keeps its keys.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.keys import Keys as TextualKeys

from clubplanner.files.problem import Problem, did_you_mean
from clubplanner.tui.actions import FORBIDDEN_KEYS, KEY_WORDS, Action, Keys, actions

if TYPE_CHECKING:
    from clubplanner.workspace.settings import KeyPress

_NAMES = {word.casefold(): name for name, word in KEY_WORDS.items()}
_INSIDE = {
    "shelf": ("dialog", "list"),
    "plans": ("dialog", "list"),
    "order": ("dialog", "list"),
    "tapping": ("dialog",),
    "filter": ("library", "everywhere"),
}
"""Places inside a dialog or screen, with those whose keys work there as well."""
_KNOWN = frozenset(key.value for key in TextualKeys) | set(KEY_WORDS)


def own_keys(presses: "Sequence[KeyPress]") -> tuple[Keys, tuple[Problem, ...]]:
    """Return the keys in force and what is wrong with the DJ's own."""
    changed: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    known = {action.id: action for action in actions()}
    for press in presses:
        if press.action not in known:
            msg = f"the app has no action '{press.action}'"
            hint = did_you_mean(press.action, known) or "README lists them"
            problems.append(Problem(press.where, msg, hint))
            continue
        try:
            changed[press.action] = tuple(map(_parsed, press.keys.split()))
        except ValueError as error:
            problems.append(Problem(press.where, str(error), "it keeps its own keys"))
    return _without_clashes(changed, presses, problems), tuple(problems)


def _parsed(word: str) -> str:
    """Return Textual's name of a key as people write it: ``^S``, ``Shift+Up``, ``D``.

    Raises:
        ValueError: there is no such key, or the terminal does not hand it on.
    """
    plain = f"ctrl+{word[1:]}" if word[0] == "^" and len(word) > 1 else word
    *modifiers, last = plain.split("+") if len(plain) > 1 else [plain]
    shifts = [modifier.casefold() for modifier in modifiers]
    name = _NAMES.get(last.casefold(), last)
    if shifts or len(name) > 1:
        name = name.casefold()
    key = "+".join([*shifts, name])
    is_known = len(name) == 1 or name in _KNOWN
    if not is_known or not set(shifts) <= {"ctrl", "shift"}:
        raise ValueError(f"there is no key '{word}'")
    if key in FORBIDDEN_KEYS:
        raise ValueError(f"terminals keep the key '{word}' for themselves")
    return key


def _without_clashes(
    changed: Mapping[str, tuple[str, ...]],
    presses: "Sequence[KeyPress]",
    problems: list[Problem],
) -> Keys:
    """Return the keys without those that another action beside them has.

    A line that is left out gives its action the old keys back, which another line may
    have taken meanwhile: so this goes on until nothing clashes.
    """
    kept = dict(changed)
    while True:
        everything = Keys(kept).actions()
        found = next(
            (
                (press, clash)
                for press in presses
                if press.action in kept and (clash := _clash(press.action, everything))
            ),
            None,
        )
        if found is None:
            return Keys(kept)
        press, clash = found
        del kept[press.action]
        msg = f"'{clash.id}' has one of the keys of '{press.action}' already"
        problems.append(Problem(press.where, msg, "give that one another as well"))


def _clash(name: str, everything: Sequence[Action]) -> Action | None:
    """Return another action that listens to a key of one where this one does."""
    ours = next(action for action in everything if action.id == name)
    return next(
        (
            action
            for action in everything
            if action.id != name
            and _meet(action.place, ours.place)
            and set(action.keys) & set(ours.keys) - _shared(action.id, name)
        ),
        None,
    )


def _meet(one: str, other: str) -> bool:
    """Say whether the keys of two places work at the same time."""
    places = {one, other}
    if len(places) == 1:
        return True
    for place, beside in _INSIDE.items():
        if place in places:
            return not places.isdisjoint(beside)
    return "dialog" not in places and not places.isdisjoint(("list", "everywhere"))


def _shared(one: str, other: str) -> set[str]:
    """Return the keys two actions share in the table: the nearer one gets Esc."""
    keys = [set(a.keys) for a in actions() if a.id in (one, other)]
    return set.intersection(*keys)
