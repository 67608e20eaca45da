"""The app up to its first paint, and the opening of the work behind it.

What the work needs takes longer to import than Textual, so nothing here imports it
before the frame stands there.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import RenderableType
from textual.app import App
from textual.events import Event, InputEvent, Paste
from textual.screen import Screen

from clubplanner.errors import ClubplannerError
from clubplanner.tui import colours, hang_up
from clubplanner.tui.long_work import LongWork
from clubplanner.tui.screens.opening import OpeningScreen

if TYPE_CHECKING:
    from clubplanner.files.problem import Problem
    from clubplanner.tui.actions import Keys
    from clubplanner.tui.desk import Desk
    from clubplanner.workspace.workspace import Workspace


class FirstPaintApp(App[int]):
    """Paints the frame, then opens the work; a subclass shows it.

    Attributes:
        desk: what the screens share.
        keys: what the DJ presses for what.
        key_problems: what is wrong with the DJ's own keys.
        work: what runs in the background.
        is_open: whether the work is open, and these four are there.
        failure: why the work could not be opened; the app has left then.
        is_leaving: no action is done any more.

    Args:
        open_workspace: opens the work in progress.
        now: the clock.
        first_colours: one of ``COLOURS`` for the first paint.
        hung_up: told the exit status when the terminal goes, even while the app hangs.
    """

    desk: "Desk"
    keys: "Keys"
    key_problems: "tuple[Problem, ...]"
    work: LongWork

    def __init__(
        self,
        open_workspace: "Callable[[], Workspace]",
        now: Callable[[], datetime],
        first_colours: str,
        hung_up: Callable[[int], None],
    ) -> None:
        super().__init__()
        self._open_workspace = open_workspace
        self._now = now
        self._first_colours = first_colours
        self._hung_up = hung_up
        self.is_open = False
        self.failure: ClubplannerError | OSError | None = None
        self.is_leaving = False

    async def show_work(self) -> None:
        """Show the work that is open now."""
        raise NotImplementedError

    def status_changed(self) -> None:
        """Show what there is to say."""
        raise NotImplementedError

    def night_changed(self) -> None:
        """Show the night and the library as they are now."""
        raise NotImplementedError

    def offer_recovery(self) -> None:
        """Ask what becomes of edits that were never saved."""
        raise NotImplementedError

    def get_default_screen(self) -> Screen[None]:
        """Return what is painted first."""
        return OpeningScreen()

    def open_work(self) -> None:
        """Open the work, as the app does by itself after its first paint.

        Raises:
            ClubplannerError: it cannot be opened.
        """
        from clubplanner.tui.desk import Desk
        from clubplanner.tui.own_keys import own_keys

        workspace = self._open_workspace()
        self.keys, self.key_problems = own_keys(workspace.settings.keymap)
        self.desk = Desk(
            workspace,
            self.keys,
            self._now,
            self.status_changed,
            self.night_changed,
            self.offer_recovery,
        )
        self.work = LongWork(self, workspace.paths.log_file)
        self.is_open = True

    async def wait_for_work(self, event: Event) -> None:
        """Let what is typed or clicked before the work is open wait for it."""
        if isinstance(event, InputEvent | Paste) and not self.is_open:
            await self._open()

    def exit(
        self,
        result: int | None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; no action is done from here on."""
        self.is_leaving = True
        super().exit(result, return_code, message)

    async def on_mount(self) -> None:
        """Listen for hang-ups, paint the frame, then open the work."""
        hang_up.listen(self._hung_up, self.exit)
        if self.is_open:
            await self.show_work()
            return
        colours.show(self, self._first_colours)
        self.call_after_refresh(self._open)

    async def _open(self) -> None:
        """Open the work and show it; leave where that fails."""
        if self.is_open or self.is_leaving:
            return
        try:
            self.open_work()
        except (ClubplannerError, OSError) as error:
            self.failure = error
            self.exit()
            return
        await self.show_work()
