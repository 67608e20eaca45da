"""VirtualDJ's ``database.xml`` and the lists of ``My Lists`` (2024 and later): read.

virtualdj.com/wiki/VDJ_database.html and virtualdj.com/wiki/Lists.html. A tempo is
stored as the seconds of one beat. Points of interest (Poi) are cue points, where no
Type means a cue, loops of so many beats, and anchors of the beatgrid; those VirtualDJ
puts there itself for its automix and remixes are no points of the DJ's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.version import titled
from clubplanner.exchange.xml_stream import read_xml
from clubplanner.music.track import CuePoint, GridMarker

_ROOT = re.compile(r"<(?:VirtualDJ_Database|VirtualFolder)[\s>]")
_PARTS = ("Tags", "Display", "Infos", "Scan")
_LONGEST_BEAT_S = 10
"""Seconds of a beat; a number above it is a tempo already."""

_HOT_CUES = 8
_LONGEST_COMMENT = 2000
"""Characters of a comment that are kept before it is cleaned."""

_Attributes = Mapping[str, str]


class _Collector:
    """Gathers the songs of a file as its elements come.

    Attributes:
        tracks: the songs that have ended.
        is_list: whether the file is one list rather than the database.
    """

    def __init__(self) -> None:
        self.tracks: list[Entry] = []
        self.is_list = False
        self._file = ""
        self._parts: dict[str, _Attributes] = {}
        self._points: list[_Attributes] = []
        self._comment = ""
        self._is_in_comment = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "VirtualFolder":
            self.is_list = True
        elif name == "song":
            self.tracks.append(_listed(attributes))
        elif name == "Song":
            self._file = attributes.get("FilePath", "")
            self._parts, self._points = {name: attributes}, []
            self._comment = ""
        elif name in _PARTS:
            self._parts[name] = attributes
        elif name == "Poi":
            self._points.append(attributes)
        self._is_in_comment = name == "Comment"

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._is_in_comment = False
        if name == "Song":
            song = _song(self._file, self._parts, self._points)
            self.tracks.append(replace(song, comment=cells.text(self._comment)))

    def text(self, piece: str) -> None:
        """Take a piece of the text inside an element."""
        if self._is_in_comment and len(self._comment) < _LONGEST_COMMENT:
            self._comment += piece


def claims(source: Source) -> bool:
    """Whether a file has one of VirtualDJ's root elements."""
    is_xml = source.first_line.startswith("<")
    return is_xml and _ROOT.search(source.head_text[:2000]) is not None


def read(source: Source) -> Imported:
    """Read the database, or one list, which becomes a playlist.

    Raises:
        ClubplannerError: nothing of it can be read.
    """
    found = _Collector()
    with source.open() as stream:
        problem = read_xml(stream, source.where, found.start, found.end, found.text)
    if problem and not found.tracks:
        raise problem.as_error()
    name, places = cells.text(source.path.stem), tuple(range(len(found.tracks)))
    return Imported(
        kind="virtualdj-xml",
        origin="VirtualDJ",
        encoding="UTF-8",
        tracks=tuple(found.tracks),
        playlists=(Playlist(name, places),) if found.is_list else (),
        problems=(problem,) if problem else (),
    )


def _listed(told: _Attributes) -> Entry:
    """Return one line of a list."""
    return Entry(
        path=cells.path(told.get("path", "")),
        title=titled(cells.text(told.get("title")), cells.text(told.get("remix"))),
        artist=cells.text(told.get("artist")),
        bpm=_tempo(told.get("bpm")),
        key=cells.key(told.get("key")),
        key_text=cells.text(told.get("key")),
        length_s=cells.length(cells.number(told.get("songlength"))),
    )


def _song(
    file: str, parts: Mapping[str, _Attributes], points: Sequence[_Attributes]
) -> Entry:
    """Return one song of the database.

    Before version 8 the names stood in Display, and the length was none in seconds.
    """
    tags = parts.get("Tags") or parts.get("Display") or parts.get("Song", {})
    infos = {} if "Display" in parts else parts.get("Infos", {})
    scan = parts.get("Scan", {})
    bpm = _tempo(scan.get("Bpm")) or _tempo(tags.get("Bpm"))
    key = scan.get("Key") or tags.get("Key")
    stars = cells.number(tags.get("Stars"))
    return Entry(
        path=cells.path(file),
        title=titled(cells.text(tags.get("Title")), cells.text(tags.get("Remix"))),
        artist=cells.text(tags.get("Author")),
        remixer=cells.text(tags.get("Remixer")),
        album=cells.text(tags.get("Album")),
        genre=cells.text(tags.get("Genre")),
        label=cells.text(tags.get("Label")),
        year=cells.year(tags.get("Year")),
        grouping=cells.text(tags.get("Grouping")),
        writers=cells.text(tags.get("Composer")),
        bpm=bpm,
        key=cells.key(key),
        key_text=cells.text(key),
        rating=stars if stars is not None and 0 < stars <= 5 else None,
        length_s=cells.length(cells.number(infos.get("SongLength"))),
        cue_points=tuple(_cue_points(points, bpm)),
        beatgrid=tuple(_beatgrid(points, bpm)),
    )


def _tempo(cell: str | None) -> float | None:
    """Return beats a minute of seconds a beat, or of a tempo as it is."""
    value = cells.number(cell)
    if value is None or value <= 0:
        return None
    bpm = 60 / value if value <= _LONGEST_BEAT_S else value
    return cells.tempo(f"{bpm:.3f}")


def _cue_points(points: Sequence[_Attributes], bpm: float | None) -> Iterator[CuePoint]:
    for start, point in _in_order(points):
        kind = point.get("Type") or "cue"
        if kind not in ("cue", "loop"):
            continue
        number, beats = cells.whole(point.get("Num")), cells.number(point.get("Size"))
        is_hot = number is not None and 1 <= number <= _HOT_CUES
        end = start + beats * 60 / bpm if beats and beats > 0 and bpm else None
        yield CuePoint(
            time_s=start,
            kind=kind,
            name=cells.text(point.get("Name")),
            number=number - 1 if number is not None and is_hot else None,
            end_s=end if kind == "loop" else None,
            origin="VirtualDJ",
        )


def _beatgrid(points: Sequence[_Attributes], bpm: float | None) -> Iterator[GridMarker]:
    for start, point in _in_order(points):
        tempo = _tempo(point.get("Bpm")) or bpm
        if point.get("Type") == "beatgrid" and tempo:
            yield GridMarker(start, tempo)


def _in_order(points: Sequence[_Attributes]) -> list[tuple[float, _Attributes]]:
    """Return the points that have a place in the file, the first one first."""
    placed = [(cells.number(point.get("Pos")), point) for point in points]
    kept = [(at, point) for at, point in placed if at is not None and at >= 0]
    return sorted(kept, key=lambda one: one[0])


KIND = Kind("virtualdj-xml", "VirtualDJ database or list (XML)", claims, read)
