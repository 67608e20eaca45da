"""The programs the app's benchmarks run: the app over a large library, a minimal app.

``python -m tests.benchmarks.tui_children app|minimal``, in the folder of a made home.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

NOW = datetime(2026, 11, 28, 18, 0)


def run_app() -> int:
    """Run clubplanner over the home made in the working folder."""
    from clubplanner.tui.app import run
    from clubplanner.workspace.paths import Paths
    from clubplanner.workspace.workspace import Workspace

    def opened() -> Workspace:
        workspace = Workspace(Paths.under(Path("home")), lambda: NOW)
        workspace.open_night("2026-11-28")
        return workspace

    return run(opened, now=lambda: NOW, environ=os.environ)


def run_minimal() -> int:
    """Run the least a Textual app can be: an input, a text, a footer."""
    os.environ.setdefault("TEXTUAL_FPS", "250")
    from textual.app import App, ComposeResult
    from textual.widgets import Footer, Input, Static

    class Minimal(App[int]):
        def compose(self) -> ComposeResult:
            field = Input()
            field.cursor_blink = False
            yield field
            yield Static("Ready", id="text")
            yield Footer()

        def on_input_changed(self, event: Input.Changed) -> None:
            text = self.query_one("#text", Static)
            text.update(event.value * 3, layout=False)

    return Minimal().run() or 0


if __name__ == "__main__":
    sys.exit(run_app() if sys.argv[1] == "app" else run_minimal())
