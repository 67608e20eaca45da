"""What one sees first: what the program is for, and the first folder to read."""

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Button

from clubplanner.tui.app import PRACTICE
from clubplanner.tui.dialogs.folder import FolderDialog


class WelcomeDialog(FolderDialog):
    """Leads to the first scanned folder, or to the practice night."""

    title_text = "Welcome to clubplanner"
    about = (
        "It plans a club night from your own audio files, which it only reads.\n\n"
        "Name the folder they are in. Then make a night, pin its moments and let it be "
        "built. Or look at the practice night first: made-up tracks, apart from yours."
    )

    def content(self) -> Iterator[Widget]:
        """Yield the question for a folder, and the other ways on."""
        yield from super().content()
        with Horizontal(id="buttons"):
            yield Button("Read the folder", id="read", compact=True)
            yield Button("Practice night", id="practice", compact=True)
            yield Button("Later", id="later", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on as chosen."""
        if event.button.id == "read":
            self.action_confirm()
        elif event.button.id == "practice":
            self.app.exit(PRACTICE)
        else:
            self.action_leave()
