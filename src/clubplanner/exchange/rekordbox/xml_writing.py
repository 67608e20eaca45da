"""rekordbox XML, written: a night as a playlist, its plan as cue points.

A file stands once in the collection, however often it is played; the playlist names it
at each of its places. rekordbox shows the file under "rekordbox xml" once it is chosen
in its preferences; from there the playlist is imported with a right click. Since 5.6.1
an import does not change tracks the collection has already, so the DJ's own cue points
stay, and the planned ones reach only tracks that are new there.

There is no TEMPO: it would say where the first beat lies, which a plan does not know,
and a wrong one would stand in place of rekordbox's own analysis.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clubplanner import __version__
from clubplanner.exchange.options import Options
from clubplanner.exchange.rekordbox.location import location
from clubplanner.exchange.rows import Listing, Row, one_line, rows_with_files
from clubplanner.exchange.xml_text import attributes_text
from clubplanner.music.key import name as key_name
from clubplanner.night.plan import Night

MEMORY_CUES = 10
"""Memory cues rekordbox and its players keep of one track."""

HOT_CUES = 8
"""Hot cues A to H."""

LONGEST_NAME = 100
"""Characters of a cue point's name; players show the beginning of it."""

_STAR = 51


@dataclass(frozen=True, slots=True)
class _Mark:
    """A planned point of a track.

    Attributes:
        millisecond: its place in the file.
        name: what happens there and when: ``IN 23:30, at 23:30``.
        is_hot: whether the point is the DJ's own and so gets a hot cue too.
    """

    millisecond: int
    name: str
    is_hot: bool


@dataclass(frozen=True, slots=True)
class _Track:
    """A file of the collection, the slots it fills, and their points."""

    number: int
    location: str
    slots: Sequence[Row]
    marks: Sequence[_Mark]

    @property
    def is_crowded(self) -> bool:
        """Whether it has more points than rekordbox keeps."""
        return len(self.marks) > MEMORY_CUES


def write_xml(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the night's files as a collection and a playlist of its order.

    Every track gets a memory cue where it comes in, where the next one does (MIX) and
    where it is gone before its end, each with its time of the night. A mix-in or out
    point of the DJ's own is a hot cue as well.

    Returns:
        the one document, and the problems.
    """
    rows, problems = rows_with_files(listing.rows, options)
    placed = [(location(row.file), row) for row in rows]
    unplaced = tuple(_unplaced(row) for where, row in placed if not where)
    slots: dict[str, list[Row]] = {}
    for where, row in placed:
        if where:
            slots.setdefault(where, []).append(row)
    tracks = [
        _Track(number, where, played, _marks(played, listing.night))
        for number, (where, played) in enumerate(slots.items(), 1)
    ]
    ids = {track.location: track.number for track in tracks}
    lines = (
        *_head(len(tracks)),
        *(line for track in tracks for line in _track(track)),
        *_playlist(listing.night, [ids[where] for where, _ in placed if where]),
    )
    crowded = tuple(_crowded(track) for track in tracks if track.is_crowded)
    text = "".join(f"{line}\n" for line in lines)
    return (text,), (*problems, *unplaced, *crowded)


def _head(tracks: int) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<DJ_PLAYLISTS Version="1.0.0">'
    yield f'  <PRODUCT Name="clubplanner" Version="{__version__}" Company=""/>'
    yield f'  <COLLECTION Entries="{tracks}">'


def _track(track: _Track) -> Iterator[str]:
    row = track.slots[0]
    values = {
        "TrackID": str(track.number),
        "Name": row.title,
        "Artist": row.artist,
        "Album": row.album,
        "Genre": row.genre,
        "TotalTime": None if row.length_s is None else str(int(row.length_s)),
        "Year": None if row.year is None else str(row.year),
        "AverageBpm": None if row.bpm is None else f"{row.bpm:.2f}",
        "Comments": row.comment,
        "Rating": None if row.rating is None else str(_STAR * int(row.rating + 0.5)),
        "Location": track.location,
        "Remixer": row.remixer,
        "Tonality": None if row.key is None else key_name(row.key),
        "Label": row.label,
    }
    yield f"    <TRACK{attributes_text(values)}>"
    for hot, mark in _numbered(track.marks):
        start = f"{mark.millisecond / 1000:.3f}"
        point = {"Name": mark.name, "Type": "0", "Start": start, "Num": str(hot)}
        yield f"      <POSITION_MARK{attributes_text(point)}/>"
    yield "    </TRACK>"


def _playlist(night: Night, ids: Sequence[int]) -> Iterator[str]:
    yield "  </COLLECTION>"
    yield "  <PLAYLISTS>"
    yield '    <NODE Type="0" Name="ROOT" Count="1">'
    name = attributes_text({"Name": one_line(f"{night.date} {night.name}")})
    yield f'      <NODE{name} Type="1" KeyType="0" Entries="{len(ids)}">'
    for number in ids:
        yield f'        <TRACK Key="{number}"/>'
    yield "      </NODE>"
    yield "    </NODE>"
    yield "  </PLAYLISTS>"
    yield "</DJ_PLAYLISTS>"


def _numbered(marks: Iterable[_Mark]) -> Iterator[tuple[int, _Mark]]:
    """Yield the marks as rekordbox keeps them: -1 for a memory cue, 0-7 for A-H."""
    hot = 0
    for number, mark in enumerate(marks):
        if number < MEMORY_CUES:
            yield -1, mark
        if mark.is_hot and hot < HOT_CUES:
            yield hot, mark
            hot += 1


def _marks(slots: Iterable[Row], night: Night) -> list[_Mark]:
    """Return the points of all slots one file fills, in order, one for each place."""
    places: dict[int, list[_Mark]] = {}
    for row in slots:
        for mark in _points(row, night):
            places.setdefault(mark.millisecond, []).append(mark)
    return [
        _Mark(
            place,
            " / ".join(mark.name for mark in marks)[:LONGEST_NAME].rstrip(),
            any(mark.is_hot for mark in marks),
        )
        for place, marks in sorted(places.items())
    ]


def _points(row: Row, night: Night) -> Iterator[_Mark]:
    """Yield where the row's track comes in, meets the next one and is gone."""
    begin, length = row.mix_in_s or 0.0, row.length_s or 0.0
    per_second = 1 + (row.pitch or 0.0) / 100
    cut = ("cut",) if row.cut_in else ()
    words = (f"IN {row.begins:%H:%M}", *cut, *row.pinned, *_note(row))
    yield _mark(begin, words, is_hot=row.mix_in_s is not None)
    if row.is_assumed:
        return
    alone_s = row.play_s - row.overlap_s
    meets = begin + alone_s * per_second
    if row.overlap_s and meets < length:
        clock = night.clock(row.start_s + alone_s)
        yield _mark(meets, (f"MIX {clock:%H:%M}",))
    end, slack = begin + row.play_s * per_second, 2 * per_second
    is_own = False
    if row.out_s is not None and abs(row.out_s - end) <= slack:
        end, is_own = row.out_s, True
    if is_own or end < length - slack:
        cut = ("cut",) if row.cut_out else ()
        yield _mark(end, (f"OUT {row.ends:%H:%M}", *cut), is_hot=is_own)


def _note(row: Row) -> tuple[str, ...]:
    note = one_line(row.note).strip()
    return (note,) if note else ()


def _mark(second: float, words: Iterable[str], *, is_hot: bool = False) -> _Mark:
    return _Mark(int(second * 1000 + 0.5), ", ".join(words), is_hot)


def _unplaced(row: Row) -> str:
    return (
        f"{row.where} is left out: rekordbox needs the whole path of a file on a "
        f"drive, and this is {row.file}"
    )


def _crowded(track: _Track) -> str:
    return (
        f"{track.slots[0].where} is played {len(track.slots)} times: its last "
        f"{len(track.marks) - MEMORY_CUES} planned points are left out, rekordbox "
        f"keeps {MEMORY_CUES} memory cues"
    )
