"""What a room has heard, put together from the play logs, the library and the theme."""

from collections.abc import Iterable
from dataclasses import dataclass

from clubplanner.errors import NotFoundError
from clubplanner.files.problem import did_you_mean
from clubplanner.library.finding import TrackFinder
from clubplanner.library.library import Library
from clubplanner.library.wanted import Wanted
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.residency.heard.balance import UNPLAYED_STARS
from clubplanner.residency.heard.room import Find, Room, Song, hear
from clubplanner.residency.heard.sifting import known_venues
from clubplanner.residency.play_log import PlayLog
from clubplanner.theme.matching import SURE_ENOUGH, match
from clubplanner.theme.model import Theme
from clubplanner.workspace.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Remembered:
    """A room's memory with what the theme says of it.

    Attributes:
        room: what was heard.
        tracks: of the library those that were heard or are rated well enough to be.
        cue_of: id of a song to that of the theme's cue it is.
        cues: every cue of the theme, its title by its id.
    """

    room: Room
    tracks: tuple[Track, ...]
    cue_of: dict[str, str]
    cues: dict[str, str]


def remembered(surroundings: Surroundings, venue: str | None, weeks: int) -> Remembered:
    """Return what a room heard until tonight.

    Args:
        surroundings: the DJ's files.
        venue: the room; None for the residency's, empty for all together.
        weeks: how many weeks count as recent, from 1.

    Raises:
        NotFoundError: no play log names the venue.
    """
    logs = surroundings.played
    if venue is None:
        venue = surroundings.residency.venue
    elif venue:
        venue = _spelt_as_known(venue, known_venues(logs), surroundings)
    library = surroundings.library_of(_wanted(logs))
    find = _finder(logs, library)
    heard_s = surroundings.residency.heard_s
    room = hear(logs, venue, surroundings.today, weeks, find, heard_s)
    theme, _ = surroundings.theme_of(None)
    return Remembered(
        room,
        tuple(library.tracks),
        _cues_among(room.songs.values(), theme, library),
        {cue.id: cue.title for cue in theme.cues},
    )


def _wanted(logs: Iterable[PlayLog]) -> Wanted:
    """Return the tracks a memory is about: played, or rated well and never played."""
    plays = [play for log in logs for play in log.plays]
    titles = {play.title for play in plays}
    return Wanted(
        {play.path for play in plays if play.path},
        {fold(title) for title in titles if title},
        UNPLAYED_STARS,
    )


def _finder(logs: Iterable[PlayLog], library: Library) -> Find:
    """Return what looks plays up in the library.

    A few thousand of its titles were ever played, so only those are put in order by
    name: 30 ms instead of 100 for fifty thousand tracks.
    """
    titles = {fold(title) for title in {p.title for log in logs for p in log.plays}}
    roots = [root.path for root in library.roots]
    named = TrackFinder([t for t in library.tracks if fold(t.title) in titles], roots)

    def find(file: str, title: str, artist: str) -> Track | None:
        by_file = library.by_path(file) or library.find(file) if file else None
        return by_file or named.find(file, title, artist)

    return find


def _spelt_as_known(
    venue: str, known: tuple[str, ...], surroundings: Surroundings
) -> str:
    own = surroundings.residency.venue
    names = dict.fromkeys((*([own] if own else []), *known))
    for name in names:
        if fold(name).strip() == fold(venue).strip():
            return name
    near = did_you_mean(venue, names)
    hint = near or (f"known are: {', '.join(names)}" if names else "")
    raise NotFoundError(f"no play log is of the venue '{venue[:80]}'", hint=hint)


def _cues_among(
    songs: Iterable[Song], theme: Theme, library: Library
) -> dict[str, str]:
    """Return the ids of songs that are cues of the theme, with that of the cue.

    Only what was heard is matched, which the library need not have: a song counts that
    is surely enough the cue, in whatever version. Of two cues the surer one is taken.
    """
    tracks = [
        song.track or Track(song.id, title=song.title, artist=song.artist)
        for song in songs
    ]
    sure: dict[str, tuple[int, str]] = {}
    for found in match(theme, tracks, library.cue_answers()):
        taken = [(found.track, found.confidence)] if found.track else []
        others = [(other.track, other.confidence) for other in found.others]
        for track, confidence in (*taken, *others):
            best = sure.get(track.path, (SURE_ENOUGH - 1, ""))
            if confidence > best[0]:
                sure[track.path] = confidence, found.cue.id
    return {path: cue for path, (_, cue) in sure.items()}
