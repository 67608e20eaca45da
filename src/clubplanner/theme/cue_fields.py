"""Reads one cue of a theme pack."""

from clubplanner.files.fields import Fields
from clubplanner.music.text import clean
from clubplanner.theme.model import RELATIONS, Cue, Relation, ReportedTempo

_KINDS = ("score", "needle drop")
_CONFIDENCE = ("high", "medium", "low")
_VOCALS = ("yes", "no", "male", "female")
_CHARACTERS = ("loud", "soft", "building", "steady")
_FACTS = {"title", "artist", "kind", "variants", "album", "track", "year", "length"}
_RELEASE = {"isrc", "writers", "language", "vocals", "genre", "cover", "shared_name"}
_SHOW = {"episodes", "scene", "role", "motifs", "character", "texture"}
_DECK = {"tempo_changes", "no_beat_out", "reported_tempo", "mixing", "harmony"}
_REST = {"id", "club", "charts", "note", "relations", "confidence", "sources"}
_CHOICE = {"signature"}

CUE_KEYS = frozenset(_FACTS | _RELEASE | _SHOW | _DECK | _REST | _CHOICE)
"""Every key of a cue; ``sources`` says per key where its value comes from."""


def read_cue(fields: Fields) -> Cue | None:
    """Return the cue, None if it lacks its id or title (a problem each)."""
    cue = Cue(
        id=fields.required("id"),
        title=clean(fields.required("title")),
        artist=clean(fields.text("artist")),
        kind=fields.choice("kind", _KINDS) or "score",
        variants=tuple(map(clean, fields.texts("variants"))),
        album=clean(fields.text("album")),
        track_number=fields.whole("track", 1, 999),
        year=fields.whole("year", 1, 9999),
        length_s=fields.duration("length"),
        isrc=fields.text("isrc"),
        writers=tuple(map(clean, fields.texts("writers"))),
        language=fields.text("language"),
        vocals=fields.choice("vocals", _VOCALS),
        genre=clean(fields.text("genre")),
        is_cover=fields.yes("cover"),
        is_signature=fields.yes("signature"),
        shared_name=fields.yes("shared_name"),
        episodes=_episodes(fields),
        scene=clean(fields.text("scene")),
        role=clean(fields.text("role")),
        motifs=fields.texts("motifs"),
        character=fields.choice("character", _CHARACTERS),
        texture=tuple(map(clean, fields.texts("texture"))),
        tempo_changes=fields.yes("tempo_changes"),
        no_beat_out=fields.yes("no_beat_out"),
        reported_tempo=_reported_tempo(fields.mapping("reported_tempo")),
        mixing=clean(fields.text("mixing")),
        harmony=clean(fields.text("harmony")),
        club=clean(fields.text("club")),
        charts=clean(fields.text("charts")),
        note=clean(fields.text("note")),
        relations=tuple(map(_relation, fields.mappings("relations"))),
        confidence=fields.choice("confidence", _CONFIDENCE),
        sources=_sources(fields.mapping("sources")),
    )
    fields.left_over()
    return cue if cue.id and cue.title else None


def _episodes(fields: Fields) -> tuple[int, ...]:
    found = fields.texts("episodes")
    if all(number.isascii() and number.isdigit() for number in found):
        return tuple(int(number) for number in found)
    fields.complain("episodes", "episodes are numbers", "write episodes: [1, 2]")
    return ()


def _reported_tempo(fields: Fields | None) -> ReportedTempo | None:
    if fields is None:
        return None
    low, high = fields.number("low", 20, 999), fields.number("high", 20, 999)
    source, note = fields.required("source"), clean(fields.text("note"))
    fields.left_over()
    if low is None or high is None or not source:
        return None
    return ReportedTempo(low, high, source, note)


def _relation(fields: Fields) -> Relation:
    relation = Relation(
        kind=fields.choice("type", RELATIONS),
        to=fields.text("to"),
        about=clean(fields.text("about")),
        note=clean(fields.text("note")),
        confidence=fields.choice("confidence", _CONFIDENCE),
    )
    fields.left_over()
    return relation


def _sources(fields: Fields | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if fields is None:
        return ()
    return tuple((key, fields.texts(key)) for key in fields.names())
