"""Why a night cannot be built, in the DJ's words."""

from collections.abc import Sequence

from clubplanner.music.track import Track
from clubplanner.night.chains import Chain
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.plan import Night


def why_not(
    night: Night,
    kept: Sequence[Chain],
    tracks: Sequence[Track],
    songs: Sequence[Song],
    context: Context,
    stopped_by: str = "steps",
) -> str:
    """Return sentences."""
    return "No plan was found."
