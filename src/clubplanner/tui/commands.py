"""The command palette: every action of the screen in front, and every night."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from clubplanner.tui.actions import Action, key_word
from clubplanner.tui.app import program_of

if TYPE_CHECKING:
    from clubplanner.tui.program import ClubplannerApp

Command = tuple[str, str, Callable[[], object]]
"""What is typed for it, its help, what it does."""


ONE_LINE = 150
"""Cells from which on a command and its key stand in one line."""


class _Commands(Provider):
    """Commands with a text to match; subclasses list them."""

    @property
    def program(self) -> "ClubplannerApp":
        """The app, with its own type."""
        return program_of(self.app)

    def commands(self) -> list[Command]:
        """Return the commands."""
        raise NotImplementedError

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Yield all commands, before anything is typed."""
        for text, about, act in self.commands():
            shown, below = self._shown(Content(text), about)
            yield DiscoveryHit(shown, act, text, below)

    async def search(self, query: str) -> Hits:
        """Yield the commands that match what was typed."""
        matcher = self.matcher(query)
        for text, about, act in self.commands():
            score = matcher.match(text)
            if score > 0:
                shown, below = self._shown(matcher.highlight(text), about)
                yield Hit(score, shown, act, text, below)

    def _shown(self, text: Content, about: str) -> tuple[Content, str | None]:
        """Return a command in one line where there is room, else its help apart."""
        column = self.screen.size.width * 2 // 3
        room = column - text.cell_length
        if self.screen.size.width < ONE_LINE or room < 1:
            return text, about
        return Content.assemble(text, (f"{' ' * room}{about}", "dim")), None


class ActionCommands(_Commands):
    """Every action of every screen, those of the screen in front first."""

    def commands(self) -> list[Command]:
        """Return the actions: word and help as text, id and keys as help."""
        from clubplanner.tui.screens.plan_screen import PlanScreen

        if not isinstance(self.screen, PlanScreen):
            return []
        here = self.screen.PLACE
        others = [mode for mode in self.program.MODES if mode != here]
        return [
            (_words(action), _about(action), partial(self.program.go_and_run, action))
            for place in (here, "list", "everywhere", *others)
            for action in self.program.keys.actions(place)
            if action.name not in ("command_palette", "interrupt")
            and (place not in others or action.name != "leave")
        ]


class NightCommands(_Commands):
    """The nights that can be opened."""

    def commands(self) -> list[Command]:
        """Return one command per night of the residency."""
        return [
            (
                f"Open {night.name}",
                f"{night.date:%a %d %b %Y}",
                partial(self._open, night.path),
            )
            for night in self.program.desk.workspace.nights()
        ]

    def _open(self, path: Path) -> None:
        desk = self.program.desk
        self.program.saving.leave(lambda: desk.attempt(lambda: desk.open_night(path)))


def _words(action: Action) -> str:
    """Return what an action is found by: its word in the footer and its help."""
    word = action.word or action.name.replace("_", " ")
    return f"{word}: {action.help}"


def _about(action: Action) -> str:
    keys = " or ".join(key_word(key) for key in action.keys)
    return f"{action.id}, key {keys}"
