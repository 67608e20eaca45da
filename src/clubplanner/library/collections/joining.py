"""How a collection's values join those of the files.

The order of trust: the DJ's own word; the file's own tags; collections, the one
imported last first. So a collection's value stands in where the file says nothing. The
one exception is that of the tags themselves: of BPM within 1 of each other the one with
more decimals is the tempo, said finer. Nothing is dropped: what is not used stays
visible among the sources.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from clubplanner.library.same_tempo import is_finer
from clubplanner.music.key import KEYS
from clubplanner.music.track import Evidence, Source, Track


class Values(NamedTuple):
    """What a collection says of a track, as it lies in the store.

    Attributes:
        path: the track of the library it was matched to.
        key: Camelot text.
    """

    path: str
    bpm: float | None
    key: str | None
    energy: int | None
    rating: float | None
    comment: str
    mix_in_s: float | None
    out_s: float | None


class Saying(NamedTuple):
    """What one collection says of one track, with all that was found.

    Attributes:
        source: the collection, for people: ``rekordbox collection``.
        key_text: the key as written there.
        evidence: its writers, cue points and beatgrid.
    """

    source: str
    values: Values
    key_text: str
    evidence: Evidence


def fill(
    by_path: Callable[[str], Track | None],
    collections: Iterable[tuple[str, Iterable[Values]]],
) -> None:
    """Let collections' values stand in the tracks where they count.

    The tracks must be new and shown to nobody yet: they are filled where they are,
    because copying twenty thousand frozen ones takes 190 ms, filling them 20.

    Args:
        by_path: finds a track.
        collections: source and values of each, the one imported last first.
    """
    for source, listed in collections:
        for values in listed:
            track = by_path(values[0])
            if track is not None:
                _fill(track, values, source)


def _fill(track: Track, values: Values, source: str) -> None:
    _, bpm, key, energy, rating, comment, mix_in_s, out_s = values
    put = object.__setattr__
    if bpm is not None and bpm != track.bpm and _counts(bpm, track.bpm):
        put(track, "bpm", bpm)
        put(track, "bpm_from", source)
    if key is not None and track.key is None:
        put(track, "key", KEYS[key])
        put(track, "key_from", source)
    if energy is not None and track.energy is None:
        put(track, "energy", energy)
        put(track, "energy_from", source)
    if rating and not track.rating:
        put(track, "rating", rating)
    if comment and not track.comment:
        put(track, "comment", comment)
    if mix_in_s is not None and track.mix_in_s is None:
        put(track, "mix_in_s", mix_in_s)
    if out_s is not None and track.out_s is None:
        put(track, "out_s", out_s)


def _counts(bpm: float, known: float | None) -> bool:
    return known is None or is_finer(bpm, known)


def add_to_evidence(evidence: Evidence, sayings: Sequence[Saying]) -> Evidence:
    """Return the evidence with what collections say, the source in use first.

    Args:
        evidence: what the file says.
        sayings: of collections, the one imported last first.
    """
    if not sayings:
        return evidence
    sources = dict(evidence.sources)
    for name, said in _sources(sayings).items():
        sources[name] = _ranked(name, sources.get(name, ()), said)
    # 2 ms, and only who asks for evidence needs it.
    from clubplanner.library.tags.trust import cue_points_in_order

    points = [p for saying in sayings for p in saying.evidence.cue_points]
    grids = (saying.evidence.beatgrid for saying in sayings)
    return replace(
        evidence,
        sources=sources,
        cue_points=cue_points_in_order([*evidence.cue_points, *points]),
        beatgrid=evidence.beatgrid or next(filter(None, grids), ()),
    )


def _sources(sayings: Sequence[Saying]) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for source, values, key_text, evidence in sayings:
        said = {
            "bpm": (values.bpm, ""),
            "key": (values.key, key_text),
            "energy": (values.energy, ""),
            "rating": (values.rating, ""),
        }
        for name, (value, raw) in said.items():
            if value is not None or raw:
                found.setdefault(name, []).append(Source(value, source, raw))
        for name, listed in evidence.sources.items():
            found.setdefault(name, []).extend(replace(s, origin=source) for s in listed)
    return found


def _ranked(
    name: str, own: tuple[Source, ...], said: list[Source]
) -> tuple[Source, ...]:
    """Return the file's own sources and collections', the one in use first."""
    best = own[0] if own and own[0].value is not None else None
    for source in said:
        if source.value is not None and _is_better(name, source, best):
            best = source
    rest = [source for source in (*own, *said) if source is not best]
    return (best, *rest) if best else tuple(rest)


def _is_better(name: str, source: Source, best: Source | None) -> bool:
    """Whether a collection's value counts before the best so far."""
    if best is None:
        return True
    if name == "rating":
        return not best.value
    if name != "bpm":
        return False
    bpm, known = source.value, best.value
    return isinstance(bpm, float) and isinstance(known, float) and is_finer(bpm, known)
