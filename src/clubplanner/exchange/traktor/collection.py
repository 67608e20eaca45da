"""Traktor's collection, or a playlist exported from it: tracks and lists."""

from clubplanner.exchange.incoming import Imported, Kind, Playlist, Source
from clubplanner.exchange.traktor.nml import (
    Document,
    TrackList,
    encoding_of,
    is_nml,
    read_nml,
)
from clubplanner.exchange.traktor.points import ORIGIN
from clubplanner.files.problem import Problem


def read_collection(source: Source) -> Imported:
    """Read the tracks and the playlists of an NML file.

    Raises:
        ClubplannerError: it is not NML, or nothing of it could be read.
    """
    document = read_nml(source)
    problems = list(document.problems)
    if document.smart_lists:
        msg = f"smart lists hold rules and no tracks: {document.smart_lists} left out"
        hint = "make a playlist of one in Traktor to bring it over"
        problems.append(Problem(source.where, msg, hint, is_notice=True))
    return Imported(
        kind=KIND.name,
        origin=ORIGIN,
        encoding=encoding_of(source),
        tracks=tuple(document.tracks),
        playlists=tuple(_playlist(found, document) for found in document.lists),
        problems=tuple(problems),
    )


def _playlist(found: TrackList, document: Document) -> Playlist:
    places = [document.places.get(row.key) for row in found.rows]
    known = tuple(place for place in places if place is not None)
    return Playlist(found.name, known, missing=len(places) - len(known))


KIND = Kind(
    "traktor-nml", "Traktor collection or playlist (NML)", is_nml, read_collection
)
