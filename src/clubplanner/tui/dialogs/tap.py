"""Tap tempo: a key on every beat, the BPM shown as it settles."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from clubplanner.music.tapping import FEWEST, PAUSE_S, Tapped, tapped
from clubplanner.music.tempo import fold_tempo, format_bpm, format_percent
from clubplanner.tui.actions import Keys, bindings
from clubplanner.tui.dialogs.dialog import Dialog


class TapDialog(Dialog[float]):
    """Answers with the BPM that was tapped.

    Args:
        keys: what the DJ presses for what.
        what: the tracks it is about, for people.
        known: the tempo there is, in BPM, to compare with.
    """

    PLACE = "tapping"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tapping")]

    def __init__(self, keys: Keys, what: str, known: float | None) -> None:
        super().__init__()
        self.title_text = f"Tap the tempo of {what}"
        self._keys = keys
        self._known = known
        self._times: list[float] = []
        self._pressed_at = 0.0

    def content(self) -> Iterator[Widget]:
        """Yield what the taps say so far."""
        yield Static(tempo_words(Tapped(0)), id="tapped", markup=False)
        yield Static(known_words(None, self._known), id="known", markup=False)
        beat = self._keys.word("tapping.beat")
        yield Static(
            f"{beat} on every beat of the music. Enter keeps the BPM, Esc leaves it. "
            f"A pause of {PAUSE_S:.0f} seconds begins anew.",
            classes="hint",
            markup=False,
        )
        yield Static("", id="problem", markup=False)

    async def on_key(self, event: Key) -> None:
        """Take the time at which a key was pressed, before the dialog runs it."""
        self._pressed_at = event.time

    def action_beat(self) -> None:
        """Tap."""
        self._times.append(self._pressed_at)
        now = tapped(self._times)
        self.query_one("#tapped", Static).update(tempo_words(now))
        self.query_one("#known", Static).update(known_words(now.bpm, self._known))
        self.problem("")

    def confirm(self) -> None:
        """Answer with the tempo, if there is one."""
        bpm = tapped(self._times).bpm
        if bpm is None:
            self.problem(f"Tap {FEWEST} beats at least")
            return
        self.dismiss(bpm)


def tempo_words(now: Tapped) -> str:
    """Return what taps say: ``124.3 BPM  ±0.4  12 taps  steady``."""
    taps = "1 tap" if now.taps == 1 else f"{now.taps} taps"
    if now.bpm is None:
        return f"  ?   BPM         {taps}"
    how = "steady" if now.is_steady else "settling"
    return f"{now.bpm:5.1f} BPM  ±{now.error_bpm:<4.1f}  {taps}  {how}"


def known_words(bpm: float | None, known: float | None) -> str:
    """Return the tempo there is, and how far a tapped one is from it."""
    if known is None:
        return "So far the BPM is unknown."
    so_far = f"So far it is {format_bpm(known)} BPM"
    if bpm is None:
        return f"{so_far}."
    step = fold_tempo(known, bpm)
    octave = {2.0: " at double tempo", 0.5: " at half tempo"}.get(step.octave, "")
    return f"{so_far}: {format_percent(step.percent)}{octave}."
