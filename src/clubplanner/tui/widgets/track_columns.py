"""The columns the list of tracks can show, by the names the settings know."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key
from clubplanner.music.track import Track
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.line_table import Cell
from clubplanner.tui.widgets.tones import key_tone


class Around(Protocol):
    """What a row shows beside the track's own values."""

    in_set: Mapping[str, str]
    """Per path of a track in the set its slot's number."""
    weeks: Mapping[str, int]
    """Per path whole weeks since it was last played at the venue."""
    fit_of: Callable[[Track], Cell]
    """How well a track follows the slot under the set's cursor."""


@dataclass(frozen=True, slots=True)
class TrackColumn:
    """One column of tracks.

    Attributes:
        column: its heading and width.
        cell: what it shows of a track.
        about: what it is, for the choice of columns.
    """

    column: Column
    cell: Callable[[Track, Around], Cell]
    about: str


def stars(rating: float | None) -> str:
    """Return a rating as signs: ``****``, a half star as ``'``, unknown as ``?``."""
    if rating is None:
        return "?"
    return "*" * int(rating) + ("'" if rating % 1 else "")


def _text(read: Callable[[Track], str]) -> Callable[[Track, Around], Cell]:
    return lambda track, _around: (read(track), "")


def _known(text: object) -> str:
    return "?" if text in (None, "") else str(text)


def _file(track: Track) -> str:
    return track.path.rpartition("/")[2]


def _last(track: Track, around: Around) -> Cell:
    weeks = around.weeks.get(track.path)
    if weeks is None:
        return "-", ""
    return f"{weeks} wk" if weeks else "<1 wk", ""


def _fit(track: Track, around: Around) -> Cell:
    place = around.in_set.get(track.path)
    return (f"in {place}", "dim") if place else around.fit_of(track)


def _key(track: Track, _around: Around) -> Cell:
    return format_key(track.key), key_tone(track.key)


TRACK_COLUMNS: dict[str, TrackColumn] = {
    "title": TrackColumn(
        Column("Title", 20, share=3),
        _text(lambda t: t.title or _file(t) or "?"),
        "title",
    ),
    "artist": TrackColumn(
        Column("Artist", 11, share=2), _text(lambda t: t.artist or "?"), "artist"
    ),
    "bpm": TrackColumn(
        Column("BPM", 6, is_right=True), _text(lambda t: bpm_text(t.bpm)), "BPM"
    ),
    "key": TrackColumn(Column("Key", 3), _key, "key"),
    "energy": TrackColumn(
        Column("E", 2, is_right=True), _text(lambda t: _known(t.energy)), "energy"
    ),
    "length": TrackColumn(
        Column("Time", 5, is_right=True),
        _text(lambda t: format_duration(t.length_s)),
        "length",
    ),
    "rating": TrackColumn(
        Column("Stars", 5, rank=2), _text(lambda t: stars(t.rating)), "stars"
    ),
    "genre": TrackColumn(
        Column("Genre", 10, share=1, rank=4), _text(lambda t: t.genre or "?"), "genre"
    ),
    "last": TrackColumn(
        Column("Last", 5, is_right=True, rank=3),
        _last,
        "weeks since it was played here",
    ),
    "fit": TrackColumn(
        Column("Fit", 8, rank=1), _fit, "how it follows the slot in the set"
    ),
    "album": TrackColumn(
        Column("Album", 12, share=1), _text(lambda t: _known(t.album)), "album"
    ),
    "year": TrackColumn(
        Column("Year", 4, is_right=True), _text(lambda t: _known(t.year)), "year"
    ),
    "label": TrackColumn(
        Column("Label", 10, share=1), _text(lambda t: _known(t.label)), "label"
    ),
    "tags": TrackColumn(
        Column("Tags", 10, share=1), _text(lambda t: ", ".join(t.tags)), "your tags"
    ),
    "note": TrackColumn(
        Column("Note", 12, share=2), _text(lambda t: t.note), "your note"
    ),
    "comment": TrackColumn(
        Column("Comment", 12, share=2), _text(lambda t: t.comment), "comment"
    ),
    "file": TrackColumn(Column("File", 12, share=2), _text(_file), "name of the file"),
}
"""Every column, those shown at first in front."""

AT_FIRST = tuple(TRACK_COLUMNS)[:10]
"""The columns shown while the DJ has chosen none."""


def chosen_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Return the columns to show: those of the DJ's that there are, or the first."""
    known = dict.fromkeys(name for name in names if name in TRACK_COLUMNS)
    return tuple(known) or AT_FIRST


def laid_out(names: Sequence[str]) -> tuple[Column, ...]:
    """Return columns in their order; of the DJ's own choice the last give way first.

    Args:
        names: out of ``TRACK_COLUMNS``.
    """
    columns = tuple(TRACK_COLUMNS[name].column for name in names)
    if tuple(names) == AT_FIRST:
        return columns
    return tuple(replace(one, rank=place) for place, one in enumerate(columns))
