"""Which track is a cue: the likely ones first, then any of the library by its words."""

from clubplanner.music.query import Searcher
from clubplanner.music.track import Track
from clubplanner.theme.matching import CueMatch
from clubplanner.tui.dialogs.find_track import Choice, FindTrack


def candidates(match: CueMatch, here: Track | None) -> tuple[Choice, ...]:
    """Return the tracks that are likely, each once.

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


def question(match: CueMatch, here: Track | None, searcher: Searcher) -> FindTrack:
    """Ask which track a cue is.

    Args:
        match: the cue, and what was found for it.
        here: the track under the library's cursor.
        searcher: finds any other track.
    """
    title = match.cue.title

    def asked(track: Track | None) -> str:
        if track is None:
            return f'Which track is the cue "{title}"?'
        name = track.title or track.path
        return f'Is "{name} - {track.artist or "?"}" the cue "{title}"?'

    hint = "Enter says yes to the track under the cursor, Esc leaves all as it is."
    return FindTrack(asked, candidates(match, here), searcher, hint)
