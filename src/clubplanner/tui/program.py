"""The app itself: its screens as modes, what works everywhere, the way out."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.dom import DOMNode
from textual.events import Event, Key, TextSelected
from textual.keys import key_to_character

from clubplanner.errors import ClubplannerError
from clubplanner.tui import colours
from clubplanner.tui.actions import Action, actions, bindings
from clubplanner.tui.commands import ActionCommands, NightCommands
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.tui.first_paint import FirstPaintApp
from clubplanner.tui.messages import WorkEnded, WorkProgressed
from clubplanner.tui.modes import MODES
from clubplanner.tui.screens.plan_screen import MIN_HEIGHT, MIN_WIDTH, PlanScreen
from clubplanner.tui.sizes import HEIGHTS, WIDTHS
from clubplanner.tui.typed_ahead import Passed, TypedAhead
from clubplanner.tui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from clubplanner.tui.saving import Saving
    from clubplanner.workspace.workspace import Workspace


class ClubplannerApp(FirstPaintApp):
    """clubplanner in the terminal.

    Attributes:
        progress: how far the long work in the background is, in words.
        saving: saves and leaves the open night.
    """

    saving: "Saving"

    TITLE = "clubplanner"
    CSS_PATH = "frame.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("everywhere")]
    COMMANDS: ClassVar[set[type[ActionCommands] | type[NightCommands]]] = {  # type: ignore[assignment]
        ActionCommands,
        NightCommands,
    }
    MODES = MODES  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self,
        open_workspace: "Callable[[], Workspace]",
        now: Callable[[], datetime],
        first_colours: str = "",
        hung_up: Callable[[int], None] = lambda code: None,
    ) -> None:
        super().__init__(open_workspace, now, first_colours, hung_up)
        self.progress = ""
        self._typed_ahead = TypedAhead(self, super().on_event)
        self._came_from = "set"
        self._asked_to_quit = False

    async def on_event(self, event: Event) -> None:
        """Let keys wait for those before them, and drop those for nobody.

        For nobody are those sent to what has lost the focus meanwhile, to a dialog
        above all, and in a window that is too small all but those that leave.
        """
        await self.wait_for_work(event)
        if not isinstance(event, Key):
            await super().on_event(event)
        elif event.is_forwarded:
            if not (isinstance(self.screen, Dialog) or self._typed_ahead.is_late):
                await super().on_event(event)
            self._typed_ahead.passed()
        elif self._is_too_small:
            await self._leave_by(event.key)
        else:
            await self._typed_ahead.take(event)

    def forget_keys(self) -> None:
        """Drop keys typed ahead of an answer: a second Enter answers nothing else."""
        self._typed_ahead.forget()

    def on_passed(self, message: Passed) -> None:
        """Send on the keys that waited for one."""
        self._typed_ahead.passed(message.number)

    @property
    def _is_too_small(self) -> bool:
        """Whether a screen is hidden behind the sentence that tells so."""
        width, height = self.size
        is_small = width < MIN_WIDTH or height < MIN_HEIGHT
        return is_small and isinstance(self.screen, PlanScreen)

    async def _leave_by(self, key: str) -> None:
        for action in self.keys.actions("everywhere"):
            if action.name in ("quit", "interrupt") and key in action.keys:
                await self.run_action(action.name)

    async def show_work(self) -> None:
        """Choose colours, keys and the first screen, offer recovery."""
        from clubplanner.tui.saving import Saving

        self.saving = Saving(self)
        colours.show(self, self.desk.workspace.settings.colours)
        self.set_keymap({name: ",".join(k) for name, k in self.keys.changed.items()})
        night = self.desk.night
        await self.switch_mode(
            "set" if night is not None and night.slots else "library"
        )
        self.call_after_refresh(self._settle)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; what it cannot do ends in a sentence, not in a crash.

        Nothing is done on a screen below a dialog, nor once the app is leaving.
        """
        is_below = (
            default_namespace is not None
            and default_namespace is not self
            and default_namespace.screen is not self.screen
        )
        if self.is_leaving or is_below:
            return True
        if self.desk.status and _is_ours(action, default_namespace):
            self.desk.say("")
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except ClubplannerError as error:
            self.desk.tell(error)
            return True

    def action_press(self, key: str) -> None:
        """Do what a key does where the focus is: it was clicked in the footer."""
        self.post_message(Key(key, key_to_character(key)))

    def _run_name(self, action: Action) -> str:
        """Return what runs an action from anywhere on the current screen."""
        if action.place == "everywhere":
            return f"app.{action.name}"
        namespace = "focused" if action.place == "list" else "screen"
        return f"{namespace}.{action.name}"

    def draw_frame(self) -> None:
        """Draw tabs, status and keys of the screen in front."""
        for screen in self.screen_stack:
            if isinstance(screen, PlanScreen):
                screen.draw_frame()

    def on_work_progressed(self, message: WorkProgressed) -> None:
        """Show how far the work got."""
        self.progress = message.text
        self.status_changed()

    def on_work_ended(self, message: WorkEnded) -> None:
        """Hand over the result of long work, or say why there is none."""
        if not self.is_running:
            return
        if message.is_long:
            self.work.ended()
            self.progress = ""
        if message.error is not None:
            self.desk.tell(message.error)
        elif message.finish is not None:
            self.desk.attempt(message.finish)
        self.status_changed()

    def on_text_selected(self, event: TextSelected) -> None:
        """Say how a selection gets to the clipboard."""
        self.desk.say("Ctrl+C copies the selection")

    def action_show_library(self) -> None:
        """Show the library."""
        self._show("library")

    def action_show_set(self) -> None:
        """Show the set."""
        self._show("set")

    def action_show_mix(self) -> None:
        """Show one transition."""
        self._show("mix")

    def action_show_past(self) -> None:
        """Show past nights."""
        self._show("past")

    def show_memory(self) -> None:
        """Show what the room has heard."""
        self._show("memory")

    def show_compared(self) -> None:
        """Show the two nights chosen on the Past screen side by side."""
        self._show("compare")

    def action_show_theme(self) -> None:
        """Show the theme."""
        self._show("theme")

    def action_show_gig(self) -> None:
        """Show the gig."""
        self._show("gig")

    def action_problems(self) -> None:
        """List everything that needs attention."""
        if self.current_mode != "problems":
            self._came_from = self.current_mode or "set"
            self._show("problems")

    async def go_and_run(self, action: Action) -> None:
        """Run an action from anywhere: one of another screen goes there first."""
        if action.place == "problems":
            self.action_problems()
        if action.place in self.MODES and action.place != self.current_mode:
            await self.switch_mode(action.place)
        screen = self.screen

        async def run() -> None:
            await screen.run_action(self._run_name(action))

        # The screen may be a new one that has not drawn its list yet.
        screen.call_after_refresh(run)

    def show_previous(self) -> None:
        """Go back to where the problems were asked for."""
        self._show(self._came_from)

    def action_undo(self) -> None:
        """Take back the last edit."""
        self.desk.undo()

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.desk.redo()

    def action_save(self) -> None:
        """Save the night."""
        self.saving.save()

    def action_export(self) -> None:
        """Ask how to export, and export."""
        if self.desk.night is None:
            self.desk.say("No night is open", "warn")
            return
        from clubplanner.tui.dialogs.export import ExportDialog

        self.push_screen(ExportDialog(self.desk))

    def action_nights(self) -> None:
        """Open another night, or make a new one, which is then shown."""
        from clubplanner.tui.dialogs.nights import NightsDialog

        self.push_screen(NightsDialog(self.desk), self._show_new)

    def action_help(self) -> None:
        """Explain the keys of the screen in front."""
        from clubplanner.tui.dialogs.help import HelpDialog

        screen = self.screen
        if isinstance(screen, PlanScreen):
            about = getattr(self.focused, "HELP", "")
            self.push_screen(HelpDialog(self.keys, screen.PLACE, (screen.HELP, about)))

    def action_colours(self) -> None:
        """Take the next set of colours and keep it in the settings."""
        workspace = self.desk.workspace
        chosen = colours.after(workspace.settings.colours)
        workspace.set_settings(replace(workspace.settings, colours=chosen))
        self.desk.say(colours.show(self, chosen))

    def action_stop(self) -> None:
        """Stop the work in the background."""
        if self.work.stop():
            self.desk.say("Stopping")

    def action_interrupt(self) -> None:
        """Copy what is selected; else tell how to leave, and leave the second time."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            self.desk.say("Copied the selection")
        elif self._asked_to_quit:
            self.run_action_quit()
        else:
            self._asked_to_quit = True
            self.set_timer(2, self._forget_interrupt)
            key = self.keys.word("everywhere.quit")
            self.desk.say(f"Leave with {key}, or Ctrl+C once more")

    async def action_quit(self) -> None:
        """Leave, asking first about unsaved edits."""
        self.run_action_quit()

    def run_action_quit(self) -> None:
        """Leave at once when all is saved, else ask."""
        from clubplanner.tui.dialogs.choose import Choose

        if isinstance(self.screen, Choose):
            return
        self.work.stop()
        self.saving.leave(lambda: self.exit(0))

    def _show_new(self, is_new: bool | None) -> None:
        if is_new:
            self.action_show_set()

    def _show(self, mode: str) -> None:
        if not isinstance(self.screen, PlanScreen):
            return
        self.switch_mode(mode)

    def status_changed(self) -> None:
        """Draw the status line of the screens."""
        for screen in self.screen_stack:
            if isinstance(screen, PlanScreen) and screen.is_mounted:
                screen.draw_status()

    def night_changed(self) -> None:
        """Let the screens catch up."""
        for screen in self.screen_stack:
            if isinstance(screen, PlanScreen) and screen.is_mounted:
                screen.catch_up()

    def _forget_interrupt(self) -> None:
        self._asked_to_quit = False

    def _settle(self) -> None:
        """Freeze what is loaded (a full collection over 50,000 tracks takes 22 ms)."""
        gc.collect()
        gc.freeze()
        self.offer_recovery()
        self.saving.watch()
        if self._is_first_run and isinstance(self.screen, PlanScreen):
            from clubplanner.tui.screens.scanning import welcome

            welcome(self.screen)

    @property
    def _is_first_run(self) -> bool:
        """Whether no night is open and no folder was ever read."""
        workspace = self.desk.workspace
        if workspace.night is not None or workspace.settings.folders:
            return False
        return not (workspace.tracks or workspace.library.missing_roots)

    def offer_recovery(self) -> None:
        """Ask what becomes of edits that were never saved."""
        self.saving.recover()


def _is_ours(action: "str | ActionParseResult", namespace: DOMNode | None) -> bool:
    """Whether an action takes the last message away: moving about does not."""
    name = action.rpartition(".")[2] if isinstance(action, str) else action[1]
    ours = {one.name for one in actions() if one.place != "list"} - {"focus_next"}
    return name in ours and not isinstance(namespace, LineTable)
