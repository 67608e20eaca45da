"""What is known around the open night when it is planned: rules, theme, the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.residency.memory import Memory, for_tracks, remember
from clubplanner.residency.unlogged import unlogged
from clubplanner.theme.matching import CueMatch
from clubplanner.theme.model import Theme
from clubplanner.theme.planning import planning_values
from clubplanner.workspace.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class HeardBefore:
    """What a venue heard before a night.

    Attributes:
        day: of the night.
        memory: of the play logs, and of the plans of nights without one.
        has_plans: whether there are such nights.
    """

    day: date
    memory: Memory
    has_plans: bool

    def last_of(self, match: CueMatch) -> tuple[date | None, int]:
        """Return when a cue was last played, None for never, and in how many nights.

        A play counts whether the log knows it as the DJ's track or as the show names
        it: the track may be new, or gone.
        """
        cue = match.cue
        known = [Track("", title=cue.title, artist=cue.artist)]
        known += [match.track] if match.track else []
        days = [self.memory.last_date(track) for track in known]
        nights = max(self.memory.count(track) for track in known)
        return max((day for day in days if day), default=None), nights


def heard_before(around: Surroundings, venue: str, day: date) -> HeardBefore:
    """Return what a venue heard before a day, or will hear as it is planned."""
    plans = unlogged(around.sets_folder.nights, around.played, venue, day)
    roots = [str(folder) for folder in around.settings.folders]
    logs = (*around.played, *plans)
    memory = remember(logs, venue, day, around.residency.heard_s, roots)
    return HeardBefore(day, memory, bool(plans))


def context_of(
    around: Surroundings, heard: HeardBefore, theme: Theme, matches: Iterable[CueMatch]
) -> Context:
    """Return rules, theme and memory in terms of the library's tracks.

    Args:
        around: library and residency.
        heard: what the venue heard before the night.
        theme: of the night.
        matches: its cues with their tracks.
    """
    always = (one.track for one in matches if one.cue.is_signature)
    signatures = frozenset(track.path for track in always if track)
    known = for_tracks(heard.memory, around.tracks, heard.day, signatures)
    return Context(
        around.residency.rules,
        planning_values(theme),
        known.weeks,
        known.pair_stars,
        known.last_pairs,
        artist_weeks=known.artist_weeks,
        pair_days=known.pair_days,
        signatures=signatures,
        has_plans=heard.has_plans,
    )
