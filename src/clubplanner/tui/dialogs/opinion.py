"""How a night or a play went: stars and words, of a play and of the mix into it."""

from collections.abc import Iterator

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.tui.dialogs.dialog import Dialog
from clubplanner.workspace.correcting import Opinion, Part

_LABELS = {Part.NIGHT: "", Part.PLAY: "", Part.MIX: "Mix into it: "}

Known = tuple[Part, int | None, str]
"""What is rated, its stars and its note as they are."""


class OpinionDialog(Dialog[tuple[tuple[Part, Opinion], ...]]):
    """Answers with the opinions that were changed.

    Args:
        title: what it is about.
        known: what can be rated, as it is.
    """

    def __init__(self, title: str, known: tuple[Known, ...]) -> None:
        super().__init__()
        self.title_text = title
        self._known = known

    def content(self) -> Iterator[Widget]:
        """Yield two lines per part."""
        for part, stars, note in self._known:
            for name, word, value, hint in (
                ("stars", "stars", "" if stars is None else str(stars), "1 to 5"),
                ("note", "note", _line(note), "floor filled here, never again"),
            ):
                label = f"{_LABELS[part]}{word}".capitalize()
                with Horizontal(classes="fields"):
                    yield Label(f"{label:<19}")
                    field = Input(
                        value, id=f"{part}-{name}", placeholder=hint, compact=True
                    )
                    field.cursor_blink = False
                    yield field
        yield Static(
            "Tab goes on, Enter keeps them in the play log; an empty field is no "
            "opinion.",
            classes="hint",
            markup=False,
        )
        yield Static("", id="problem", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep them."""
        self.action_confirm()

    def confirm(self) -> None:
        """Answer with what was changed."""
        try:
            given = tuple(self._given(*known) for known in self._known)
        except ClubplannerError as error:
            self.problem(str(error))
            return
        self.dismiss(tuple(one for one in given if one[1] != Opinion()))

    def _given(self, part: Part, stars: int | None, note: str) -> tuple[Part, Opinion]:
        """Return what was typed on a part; None in it where nothing was changed."""
        now = _stars(self._typed(part, "stars"))
        words = self._typed(part, "note")
        return part, Opinion(
            None if now == (stars or 0) else now,
            None if words == _line(note) else words,
        )

    def _typed(self, part: Part, name: str) -> str:
        return self.query_one(f"#{part}-{name}", Input).value.strip()


def _stars(text: str) -> int:
    if not text:
        return 0
    if text in ("1", "2", "3", "4", "5"):
        return int(text)
    raise ClubplannerError("stars are a whole number from 1 to 5, or nothing")


def _line(note: str) -> str:
    return " ".join(note.split())
