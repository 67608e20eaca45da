"""The DJ's own words about tracks: they win over every tag and leave files alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from clubplanner.errors import ClubplannerError
from clubplanner.library.own_words import Words
from clubplanner.music.key import parse_key
from clubplanner.music.tempo import format_bpm, parse_bpm
from clubplanner.music.track import Track
from clubplanner.tui.desk import Desk
from clubplanner.tui.dialogs.dialog import Dialog

_FIELDS = (
    ("bpm", "BPM", "a tempo, or half, or double"),
    ("key", "Key", "8A, Am, 1m"),
    ("energy", "Energy", "1 to 10"),
    ("rating", "Stars", "0 to 5"),
    ("note", "Note", "your words"),
)


class WordsDialog(Dialog[None]):
    """Asks for own words; with several tracks, empty fields are left as they are.

    Args:
        desk: keeps the words.
        tracks: what they are about, one at least.
    """

    def __init__(self, desk: Desk, tracks: Sequence[Track]) -> None:
        super().__init__()
        self._desk = desk
        self._tracks = tracks
        is_one = len(tracks) == 1
        what = f'"{tracks[0].title}"' if is_one else f"{len(tracks)} tracks"
        self.title_text = f"Your own words about {what}"

    def content(self) -> Iterator[Widget]:
        """Yield a line per field."""
        now = _shown(self._desk.workspace.words(self._tracks[0].path))
        for name, label, hint in _FIELDS:
            value = now[name] if len(self._tracks) == 1 else ""
            with Horizontal(classes="fields"):
                yield Label(f"{label:<8}")
                field = Input(value, id=name, placeholder=hint, compact=True)
                field.cursor_blink = False
                yield field
        yield Static(
            "Tab goes on, Enter keeps them. Your files stay as they are; an empty "
            "field goes back to the tags (with several tracks: stays as it is).",
            classes="hint",
            markup=False,
        )
        yield Static("", id="problem", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the words."""
        self.action_confirm()

    def confirm(self) -> None:
        """Keep the words and close."""
        typed = {name: self.query_one(f"#{name}", Input).value for name, *_ in _FIELDS}
        is_one = len(self._tracks) == 1
        what = f'"{self._tracks[0].title}"' if is_one else f"{len(self._tracks)} tracks"
        try:
            given = [(track.path, self._given(track, typed)) for track in self._tracks]
            self._desk.keep_words(f"Your words about {what}", given)
        except ClubplannerError as error:
            self.problem(str(error))
            return
        self.dismiss(None)

    def _given(self, track: Track, typed: dict[str, str]) -> Words:
        """Return a track's words after what was typed."""
        before = self._desk.workspace.words(track.path)
        return changed(
            before, typed if len(self._tracks) == 1 else _filled(typed, before)
        )


def changed(words: Words, typed: dict[str, str]) -> Words:
    """Return words with what was typed in place of what they said.

    Raises:
        ClubplannerError: a field cannot be read.
    """
    text = {name: value.strip() for name, value in typed.items()}
    tempo = text["bpm"] if text["bpm"] in ("half", "double") else ""
    bpm = None
    if text["bpm"] and not tempo:
        bpm = parse_bpm(text["bpm"])
        if bpm is None:
            raise ClubplannerError("the BPM cannot be read", hint="for example 124.5")
    reading = parse_key(text["key"]) if text["key"] else None
    if text["key"] and reading is None:
        raise ClubplannerError("the key cannot be read", hint="for example 8A or Am")
    energy = _number(text["energy"], "the energy", 1, 10)
    return replace(
        words,
        bpm=bpm,
        tempo=tempo,
        key=reading.key if reading else None,
        energy=None if energy is None else int(energy),
        rating=_number(text["rating"], "the stars", 0, 5),
        note=text["note"],
    )


def _number(text: str, what: str, low: int, high: int) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise ClubplannerError(f"{what} must be a number from {low} to {high}")
    return value


def _shown(words: Words) -> dict[str, str]:
    return {
        "bpm": words.tempo or ("" if words.bpm is None else format_bpm(words.bpm, 2)),
        "key": "" if words.key is None else str(words.key),
        "energy": "" if words.energy is None else str(words.energy),
        "rating": "" if words.rating is None else f"{words.rating:g}",
        "note": words.note,
    }


def _filled(typed: dict[str, str], before: Words) -> dict[str, str]:
    """Return what was typed, with what is said already where nothing was."""
    now = _shown(before)
    return {name: value.strip() or now[name] for name, value in typed.items()}
