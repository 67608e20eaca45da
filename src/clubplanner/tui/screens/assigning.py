"""Which track is a cue: the likely ones first, then the one the library stands on."""

from collections.abc import Sequence

from clubplanner.music.track import Track
from clubplanner.theme.matching import CueMatch
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row

Choice = tuple[Track, str]
"""A track and why it is offered."""

_COLUMNS = (
    Column("Title", 20, share=2),
    Column("Artist", 12, share=1),
    Column("Why", 16, share=1),
)


def candidates(match: CueMatch, here: Track | None) -> tuple[Choice, ...]:
    """Return the tracks worth choosing from, each once.

    Args:
        match: what was found for the cue.
        here: the track under the library's cursor.
    """
    found = [(match.track, match.why)] if match.track else []
    found += [(one.track, f"{one.confidence} %: {one.why}") for one in match.others]
    if here is not None:
        found.append((here, "the library stands on it"))
    each: dict[str, Choice] = {}
    for track, why in found:
        each.setdefault(track.path, (track, why))
    return tuple(each.values())


def question(title: str, choices: Sequence[Choice]) -> Pick:
    """Ask which of some tracks a cue is; answers with its place among them."""

    def asked(place: int) -> str:
        track = choices[place][0]
        return f'Is "{track.title} - {track.artist or "?"}" the cue "{title}"?'

    rows = [
        Row(place, ((track.title, ""), (track.artist or "?", ""), (why, "dim")))
        for place, (track, why) in enumerate(choices)
    ]
    hint = "Enter says yes to the track under the cursor, Esc leaves all as it is."
    return Pick(asked, _COLUMNS, rows, hint)
