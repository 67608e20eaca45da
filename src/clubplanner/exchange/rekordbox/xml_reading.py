"""rekordbox XML, read: the collection and its playlists, of rekordbox 5, 6 and 7.

Format: the list of elements AlphaTheta publishes (xml_format_list.pdf), and genuine
exports. A track has its values in attributes, its beatgrid in TEMPO and its cue points
in POSITION_MARK elements; a playlist names tracks by TrackID or by Location. Exports of
rekordbox 5 may lack PLAYLISTS, those of other programs PRODUCT.
"""

import re
from functools import lru_cache
from operator import attrgetter

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.reading import decode
from clubplanner.exchange.rekordbox.history import history_day
from clubplanner.exchange.rekordbox.location import read_location
from clubplanner.exchange.version import titled
from clubplanner.exchange.xml_stream import read_xml
from clubplanner.files.problem import Problem
from clubplanner.music.track import CuePoint, GridMarker

ORIGIN = "rekordbox"

_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_MARK_KINDS = {"0": "cue", "1": "fade-in", "2": "fade-out", "3": "load", "4": "loop"}
_BY_LOCATION = "1"
_DEEPEST = 32
"""Folders of a playlist's name that are kept."""

_time = attrgetter("time_s")
_key = lru_cache(maxsize=256)(cells.key)
_bpm = lru_cache(maxsize=256)(cells.tempo)
_whole = lru_cache(maxsize=256)(cells.whole)
"""A collection has hundreds of thousands of these and few that differ."""


def claims(source: Source) -> bool:
    """Tell whether the root element is rekordbox's."""
    root = _ROOT.search(source.head_text)
    is_root = root is not None and root[1] == "DJ_PLAYLISTS"
    return is_root and source.first_line.startswith("<")


def read(source: Source) -> Imported:
    """Read a rekordbox XML.

    Raises:
        ClubplannerError: it cannot be opened, or broke before its first track.
    """
    reader = _Reader()
    with source.open() as stream:
        broken = read_xml(stream, source.where, reader.start, reader.end)
    if broken and not reader.tracks:
        raise broken.as_error()
    return Imported(
        kind=KIND.name,
        origin=ORIGIN,
        encoding=decode(source.head, is_part=True).encoding,
        tracks=tuple(reader.tracks),
        playlists=reader.playlists(),
        problems=(*reader.problems(source.where), *((broken,) if broken else ())),
    )


class _List:
    """A playlist while it is read: its name and what its rows are called."""

    def __init__(self, name: str, key_type: str) -> None:
        self.name = name
        self.is_by_location = key_type == _BY_LOCATION
        self.keys: list[str] = []


class _Reader:
    """Takes the elements in order and keeps tracks and playlists."""

    def __init__(self) -> None:
        self.tracks: list[Entry] = []
        self._by_id: dict[str, int] = {}
        self._by_path: dict[str, int] = {}
        self._track: dict[str, str] | None = None
        self._cue_points: list[CuePoint] = []
        self._beatgrid: list[GridMarker] = []
        self._lists: list[_List] = []
        self._nodes: list[tuple[str, _List | None]] = []
        self._timeless = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if name == "POSITION_MARK":
            self._mark(values)
        elif name == "TEMPO":
            self._tempo(values)
        elif name == "TRACK":
            if not self._nodes:
                self._track = values
            elif here := self._nodes[-1][1]:
                here.keys.append(values.get("Key", ""))
        elif name == "NODE":
            self._open(values)

    def end(self, name: str) -> None:
        """Take the end of an element."""
        if name == "NODE":
            self._nodes.pop()
        elif name == "TRACK" and self._track is not None:
            self._keep(self._track)
            self._track = None
            self._cue_points, self._beatgrid = [], []

    def playlists(self) -> tuple[Playlist, ...]:
        """Return the playlists, their rows found among the tracks."""
        return tuple(map(self._playlist, self._lists))

    def problems(self, where: str) -> list[Problem]:
        """Return what could not be used."""
        found = []
        if not self.tracks:
            found.append(Problem(where, "the collection is empty", is_notice=True))
        if self._timeless:
            msg = f"{self._timeless} cue points or beats without a time or BPM left out"
            found.append(Problem(where, msg, is_notice=True))
        return found

    def _open(self, values: dict[str, str]) -> None:
        """Enter a folder or a playlist; the outermost folder is no folder."""
        is_list = values.get("Type", "") == "1" or "KeyType" in values
        name = values.get("Name", "") if self._nodes or is_list else ""
        opened = None
        if is_list:
            above = [folder for folder, _ in self._nodes[: _DEEPEST + 1] if folder]
            full = cells.text("/".join((*above, name)))
            opened = _List(full, values.get("KeyType", ""))
            self._lists.append(opened)
        self._nodes.append((name, opened))

    def _tempo(self, values: dict[str, str]) -> None:
        time_s = cells.number(values.get("Inizio"))
        bpm = _bpm(values.get("Bpm"))
        if time_s is None or bpm is None:
            self._timeless += 1
        else:
            self._beatgrid.append(GridMarker(time_s, bpm))

    def _mark(self, values: dict[str, str]) -> None:
        time_s = cells.number(values.get("Start"))
        if time_s is None or not 0 <= time_s < cells.LONGEST_S:
            self._timeless += 1
            return
        kind = _MARK_KINDS.get(values.get("Type", ""), "cue")
        number = _whole(values.get("Num"))
        self._cue_points.append(
            CuePoint(
                time_s,
                kind,
                cells.text(values.get("Name")),
                number if number is not None and number >= 0 else None,
                cells.number(values.get("End")) if kind == "loop" else None,
                ORIGIN,
            )
        )

    def _keep(self, values: dict[str, str]) -> None:
        get, text = values.get, cells.text
        path, key_text = read_location(get("Location", "")), text(get("Tonality"))
        for places, name in ((self._by_id, get("TrackID")), (self._by_path, path)):
            if name:
                places.setdefault(name, len(self.tracks))
        self._cue_points.sort(key=_time)
        self._beatgrid.sort(key=_time)
        self.tracks.append(
            Entry(
                path=path,
                title=titled(text(get("Name")), text(get("Mix"))),
                artist=text(get("Artist")),
                remixer=text(get("Remixer")),
                album=text(get("Album")),
                genre=text(get("Genre")),
                label=text(get("Label")),
                year=cells.year(get("Year")),
                grouping=text(get("Grouping")),
                comment=text(get("Comments")),
                writers=text(get("Composer")),
                bpm=_bpm(get("AverageBpm")),
                key=_key(key_text),
                key_text=key_text,
                rating=cells.byte_stars(get("Rating")),
                length_s=cells.length(cells.number(get("TotalTime"))),
                cue_points=tuple(self._cue_points),
                beatgrid=tuple(self._beatgrid),
            )
        )

    def _playlist(self, made: _List) -> Playlist:
        if made.is_by_location:
            found = [self._by_path.get(read_location(key)) for key in made.keys]
        else:
            found = [self._by_id.get(key) for key in made.keys]
        day = history_day(made.name)
        return Playlist(
            name=made.name,
            tracks=tuple(place for place in found if place is not None),
            kind="history" if day else "playlist",
            missing=found.count(None),
            day=day,
        )


KIND = Kind("rekordbox-xml", "rekordbox collection (XML)", claims, read)
