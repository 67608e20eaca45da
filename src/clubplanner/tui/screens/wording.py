"""Quick edits of the DJ's own words: of the track under the cursor, or the marked."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from clubplanner.library.own_words import Words
from clubplanner.library.word_edits import DOUBLE, HALF, with_bpm, with_cue, with_octave
from clubplanner.music.tempo import format_bpm
from clubplanner.music.track import Track
from clubplanner.tui.desk import Desk, named
from clubplanner.tui.dialogs.level import NOTHING, LevelDialog
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.dialogs.tap import TapDialog
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.track_columns import stars

_CUE_COLUMNS = (
    Column("Cue", 20, share=2),
    Column("Artist", 14, share=1),
    Column("Your track", 16, share=2),
)
_STARS = range(5, -1, -1)
_ENERGY = range(10, 0, -1)
_VERBS = {HALF: "Halve", DOUBLE: "Double"}


def tap_tempo(screen: PlanScreen, tracks: Sequence[Track]) -> None:
    """Ask for a tempo by tapping and give it to tracks.

    Args:
        screen: the screen in front.
        tracks: one at least.
    """
    desk, what = screen.desk, _names(tracks)

    def take(bpm: float | None) -> None:
        if bpm is not None:
            label = f"BPM {format_bpm(bpm)} for {what}"
            _keep(desk, label, tracks, lambda _track, words: with_bpm(words, bpm))

    known = _common([track.bpm for track in tracks])
    screen.app.push_screen(TapDialog(desk.keys, what, known), take)


def move_octave(screen: PlanScreen, tracks: Sequence[Track], factor: float) -> None:
    """Halve or double the BPM of tracks; those where that cannot be are left out.

    Args:
        screen: the screen in front.
        tracks: one at least.
        factor: ``HALF`` or ``DOUBLE``.
    """
    desk = screen.desk
    edited = {
        track.path: words
        for track in tracks
        if (words := with_octave(track, desk.workspace.words(track.path), factor))
    }
    moved = [track for track in tracks if track.path in edited]
    verb = _VERBS[factor]
    if not moved:
        desk.say(f"{verb} the BPM: it is unknown, or would be no tempo", "warn")
        return
    out = len(tracks) - len(moved)
    without = f", {out} without such a BPM left out" if out else ""
    label = f"{verb} the BPM of {_names(moved)}{without}"
    _keep(desk, label, moved, lambda track, _words: edited[track.path])


def ask_energy(screen: PlanScreen, tracks: Sequence[Track]) -> None:
    """Ask for energy and give it to tracks.

    Args:
        screen: the screen in front.
        tracks: one at least.
    """
    dialog = LevelDialog(
        f"Energy of {_names(tracks)}",
        _ENERGY,
        lambda one: "■" * one,
        _common([track.energy for track in tracks]),
    )

    def edit(words: Words, given: int | None) -> Words:
        return replace(words, energy=given)

    _ask_level(screen, tracks, dialog, "Energy", edit)


def ask_stars(screen: PlanScreen, tracks: Sequence[Track]) -> None:
    """Ask for stars and give them to tracks.

    Args:
        screen: the screen in front.
        tracks: one at least.
    """
    now = _common([track.rating for track in tracks])
    dialog = LevelDialog(f"Stars of {_names(tracks)}", _STARS, stars, now)

    def edit(words: Words, given: int | None) -> Words:
        return replace(words, rating=None if given is None else float(given))

    _ask_level(screen, tracks, dialog, "Stars", edit)


def ask_cue(screen: PlanScreen, tracks: Sequence[Track]) -> None:
    """Ask which cue tracks are; where all of them are it already, take that back.

    Args:
        screen: the screen in front.
        tracks: one at least.
    """
    desk, what = screen.desk, _names(tracks)
    matches = desk.workspace.matches
    if not matches:
        desk.say("No theme is chosen: there are no cues", "warn")
        return
    be = "is" if len(tracks) == 1 else "are"
    said = [dict(desk.workspace.words(track.path).cues) for track in tracks]

    def is_said(cue_id: str) -> bool:
        return all(cues.get(cue_id) for cues in said)

    def take(place: int | None) -> None:
        if place is None:
            return
        cue = matches[place].cue
        is_yes = None if is_said(cue.id) else True
        label = f'{"" if is_yes else "No word that "}{what} {be} "{cue.title}"'
        _keep(desk, label, tracks, lambda _track, w: with_cue(w, cue.id, is_yes))

    rows = [
        Row(
            place,
            (
                (match.cue.title, ""),
                (match.cue.artist, "dim"),
                (match.track.title if match.track else "", "dim"),
            ),
            "#" if is_said(match.cue.id) else " ",
        )
        for place, match in enumerate(matches)
    ]
    hint = "Enter says yes. # is said already: Enter takes it back. Esc leaves it."
    question = Pick(
        lambda place: f'{be.title()} {what} the cue "{matches[place].cue.title}"?',
        *(_CUE_COLUMNS, rows, hint),
        is_wide=True,
    )
    screen.app.push_screen(question, take)


def _ask_level(
    screen: PlanScreen,
    tracks: Sequence[Track],
    dialog: LevelDialog,
    name: str,
    edit: Callable[[Words, int | None], Words],
) -> None:
    """Ask for a level and give it to tracks, or what their tags say."""
    desk = screen.desk

    def take(level: int | None) -> None:
        if level is not None:
            given = None if level == NOTHING else level
            told = "as tagged" if given is None else given
            label = f"{name} {told} for {_names(tracks)}"
            _keep(desk, label, tracks, lambda _track, words: edit(words, given))

    screen.app.push_screen(dialog, take)


def _keep(
    desk: Desk,
    label: str,
    tracks: Sequence[Track],
    edit: Callable[[Track, Words], Words],
) -> None:
    words = [(one.path, edit(one, desk.workspace.words(one.path))) for one in tracks]
    desk.attempt(lambda: desk.keep_words(label, words))


def _names(tracks: Sequence[Track]) -> str:
    return named([track.title for track in tracks], "tracks")


def _common(values: Sequence[float | None]) -> float | None:
    """Return the value that all have, None where they differ."""
    return values[0] if len(set(values)) == 1 else None
