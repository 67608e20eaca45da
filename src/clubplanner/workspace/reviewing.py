"""A past night reviewed with what the DJ's files say of it."""

import contextlib
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.library.index import Index
from clubplanner.music.track import Track
from clubplanner.residency.play_log import Play
from clubplanner.residency.review import Review, review
from clubplanner.residency.two_curves import Find, gone_files
from clubplanner.workspace.past import PastNight

if TYPE_CHECKING:
    from clubplanner.night.plan import Night
    from clubplanner.workspace.surroundings import Surroundings


def reviewed(
    around: "Surroundings",
    past: PastNight,
    names: dict[str, dict[str, tuple[str, str]]],
) -> Review:
    """Return a past night planned against played.

    Args:
        around: the DJ's files.
        past: the night.
        names: per theme the artist and title of its cues, filled as it is needed.

    Raises:
        NotFoundError: its plan or its play log is not known.
    """
    if past.night is None or past.log is None:
        missing = "plan" if past.night is None else "play log"
        made_by = "new --date DATE" if past.night is None else "import HISTORY"
        raise NotFoundError(
            f'"{past.name}" of {past.date} has no {missing}',
            hint=past.problem or f"clubplanner {made_by} makes it",
        )
    residency = around.residency
    return review(
        past.night,
        past.log,
        _cue_names(around, past.night, names),
        rules=residency.rules,
        heard_s=residency.heard_s,
    )


def finder(around: "Surroundings") -> Find:
    """Return what finds a play in the library, which it opens when it is first used."""

    def find(path: str, artist: str, title: str) -> Track | None:
        return around.library.find(path, title, artist)

    return find


def gone(around: "Surroundings", found: Review) -> tuple[Play, ...]:
    """Return the plays of a reviewed night whose files are in no library now."""
    files = {one.play.path for one in found.heard} - {""}
    known = None
    # What is wrong with the index is said where the library is read.
    with contextlib.suppress(ClubplannerError):
        if files and around.paths.index_file.exists():
            known = Index(around.paths.index_file).known_files(files)
    return gone_files(found, finder(around), known)


def _cue_names(
    around: "Surroundings", night: "Night", known: dict[str, dict[str, tuple[str, str]]]
) -> dict[str, tuple[str, str]]:
    """Return artist and title per cue; none where every slot has a track."""
    if not any(slot.cue and slot.track is None for slot in night.slots):
        return {}
    if night.theme not in known:
        cues = around.theme_of(night)[0].cues
        known[night.theme] = {cue.id: (cue.artist, cue.title) for cue in cues}
    return known[night.theme]
