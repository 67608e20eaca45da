"""Traktor's cue points: ``CUE_V2`` with its type, milliseconds and hot cue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from clubplanner.exchange import cells
from clubplanner.exchange.rows import Row
from clubplanner.exchange.xml_text import element
from clubplanner.music.track import CuePoint, GridMarker

ORIGIN = "Traktor"

KINDS = ("cue", "fade-in", "fade-out", "load", "grid", "loop")
"""Kinds of cue point by TYPE."""

HOT_CUES = 8
"""Hot cues a track can have, numbered from 0."""

UNNAMED = "n.n."
"""What Traktor calls a cue point nobody named."""

_LONGEST_MS = 1e9

Attributes = Mapping[str, str]


def read_point(attributes: Attributes) -> CuePoint | None:
    """Return the cue point of a ``CUE_V2``; None where its type or time says nothing.

    A START below zero, which a grid marker before the first sample has, is left out.
    """
    kind, start = cells.whole(attributes.get("TYPE")), _ms(attributes.get("START"))
    if kind is None or not 0 <= kind < len(KINDS) or start is None:
        return None
    length, number = _ms(attributes.get("LEN")), cells.whole(attributes.get("HOTCUE"))
    name = cells.text(attributes.get("NAME"))
    return CuePoint(
        time_s=round(start / 1000, 6),
        kind=KINDS[kind],
        name="" if name == UNNAMED else name,
        number=number if number is not None and 0 <= number < HOT_CUES else None,
        end_s=round((start + length) / 1000, 6) if length else None,
        origin=ORIGIN,
    )


def read_points(
    found: Sequence[tuple[Attributes, str]], bpm: float | None
) -> tuple[tuple[CuePoint, ...], tuple[GridMarker, ...]]:
    """Return cue points and beatgrid of a track, in order of time.

    Args:
        found: the attributes of each ``CUE_V2`` and the BPM of the ``GRID`` inside,
            which Traktor 4 writes; empty for none.
        bpm: the track's tempo, for grid markers without one of their own.
    """
    points: list[CuePoint] = []
    grid: list[GridMarker] = []
    for attributes, own_bpm in found:
        point = read_point(attributes)
        if point is None:
            continue
        points.append(point)
        tempo = cells.tempo(own_bpm) or bpm
        if point.kind == "grid" and tempo:
            grid.append(GridMarker(point.time_s, tempo))
    by_time = sorted(points, key=lambda point: point.time_s)
    return tuple(by_time), tuple(sorted(grid, key=lambda marker: marker.time_s))


def _ms(text: str | None) -> float | None:
    value = cells.number(text)
    return value if value is not None and 0 <= value < _LONGEST_MS else None


def planned_points(rows: Iterable[Row]) -> tuple[CuePoint, ...]:
    """Return the points a night plans in one track, in order of time.

    Where it comes in (also at its beginning, when the slot is pinned), where the next
    one is mixed in, and where it is gone. Traktor starts the next deck at a fade-out
    marker, so that stands the overlap before the out point.

    Args:
        rows: the slots the track fills.
    """
    points = {point: None for row in rows for point in (*_into(row), *_out_of(row))}
    return tuple(sorted(points, key=lambda point: point.time_s))


def write_point(point: CuePoint, place: int) -> str:
    """Return a point as ``CUE_V2``.

    Args:
        point: a cue point of a track.
        place: its place among the track's; the first ones become hot cues.
    """
    return element(
        "CUE_V2",
        {
            "NAME": point.name or UNNAMED,
            "DISPL_ORDER": "0",
            "TYPE": str(KINDS.index(point.kind)),
            "START": f"{point.time_s * 1000:.6f}",
            "LEN": "0.000000",
            "REPEATS": "-1",
            "HOTCUE": str(place if place < HOT_CUES else -1),
        },
    )


def _into(row: Row) -> Iterator[CuePoint]:
    if row.mix_in_s is None and not row.pinned:
        return
    way = "" if row.mix_in_s is None else "cut in" if row.cut_in else "mix in"
    kind = "fade-in" if way == "mix in" else "cue"
    name = ", ".join(word for word in (way, *row.pinned) if word)
    yield CuePoint(row.mix_in_s or 0.0, kind, name)


def _out_of(row: Row) -> Iterator[CuePoint]:
    if row.out_s is None:
        return
    overlap = row.overlap_s * (1 + (row.pitch or 0.0) / 100)
    mixed = max(row.mix_in_s or 0.0, row.out_s - overlap)
    if row.cut_out or mixed >= row.out_s:
        yield CuePoint(row.out_s, "fade-out", "cut out" if row.cut_out else "out")
        return
    yield CuePoint(mixed, "fade-out", "mix out")
    yield CuePoint(row.out_s, "cue", "out")
