"""Traktor's NML, streamed: the tracks of a file and the lists that refer to them.

Collections, exported playlists and histories are one format (VERSION 14 to 20): a
COLLECTION of ENTRYs, then PLAYLISTS, a tree of NODEs whose lists name tracks by volume,
folders and file. Elements that are not asked for (LOUDNESS, ITUNES, INDEXING ...) pass
by unseen.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Source
from clubplanner.exchange.traktor.locations import path_of
from clubplanner.exchange.traktor.points import read_points
from clubplanner.exchange.xml_stream import read_xml
from clubplanner.files.problem import Problem
from clubplanner.music.energy import from_comment
from clubplanner.music.key import Key, key_from_traktor

VERSIONS = range(14, 21)
"""Traktor 1 to Traktor Pro 4."""

_DEEPEST = 20
"""Folders of a playlist's name that are kept."""

_OF_A_TRACK = frozenset(
    ("LOCATION", "ALBUM", "INFO", "TEMPO", "MUSICAL_KEY"),
)

Attributes = Mapping[str, str]
_NOTHING: Attributes = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list.

    Attributes:
        key: the track, as ``Location.key``.
        played: attributes of EXTENDEDDATA, which only a history has.
    """

    key: str
    played: Attributes | None = None


@dataclass(slots=True)
class TrackList:
    """A list of the file: its name with its folders, and its rows in order."""

    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """What an NML file holds.

    Attributes:
        version: of the NML, None where it says none.
        tracks: the collection in order.
        places: the place in ``tracks`` of each key.
        lists: playlists in order of the tree.
        smart_lists: how many lists are rules and name no track.
        problems: why the file could not be read to its end, and what was assumed.
    """

    version: int | None = None
    tracks: list[Entry] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    lists: list[TrackList] = field(default_factory=list)
    smart_lists: int = 0
    problems: list[Problem] = field(default_factory=list)


def is_nml(source: Source) -> bool:
    """Whether the file begins like NML."""
    head = source.head_text.lstrip("\ufeff \t\r\n")
    return head.startswith("<") and "<NML" in head


def encoding_of(source: Source) -> str:
    """Return the encoding of the XML, told by its mark; Traktor writes UTF-8."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "UTF-16" if source.head.startswith(marks) else "UTF-8"


def read_nml(source: Source) -> Document:
    """Read a file.

    Raises:
        ClubplannerError: it is not NML, or nothing of it could be read.
    """
    reader = _Reader(source.where)
    with source.open() as stream:
        broken = read_xml(stream, source.where, reader.start, reader.end)
    document = reader.document
    if broken:
        if not document.tracks and not document.lists:
            raise broken.as_error()
        document.problems.append(broken)
    return document


class _Reader:
    """Gathers the document from the elements as they come."""

    def __init__(self, where: str) -> None:
        self.document = Document()
        self._where = where
        self._is_begun = False
        self._in_collection = False
        self._track: dict[str, Attributes] | None = None
        self._points: list[tuple[Attributes, str]] = []
        self._folders: list[str] = []
        self._list: TrackList | None = None
        self._row: Row | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._is_begun:
            self._begin(name, attributes)
        elif self._track is not None:
            self._start_in_track(self._track, name, attributes)
        elif self._in_collection:
            if name == "ENTRY":
                self._track, self._points = {name: attributes}, []
        elif self._list is not None:
            self._start_in_list(name, attributes)
        elif name == "COLLECTION":
            self._in_collection = True
        elif name == "NODE":
            self._folders.append(attributes.get("NAME", ""))
        elif name == "PLAYLIST":
            self._list = TrackList(self._list_name())
        elif name == "SMARTLIST":
            self.document.smart_lists += 1

    def end(self, name: str) -> None:
        if name == "ENTRY":
            self._end_entry()
        elif name == "COLLECTION":
            self._in_collection = False
        elif name == "PLAYLIST" and self._list is not None:
            self.document.lists.append(self._list)
            self._list = None
        elif name == "NODE" and self._folders:
            self._folders.pop()

    def _begin(self, name: str, attributes: Attributes) -> None:
        if name != "NML":
            raise ClubplannerError(
                "this XML is not of Traktor: it does not begin with NML",
                where=self._where,
            )
        self._is_begun = True
        self.document.version = cells.whole(attributes.get("VERSION"))
        if self.document.version not in VERSIONS:
            msg = f"NML version {attributes.get('VERSION', '?')[:20]} is not known"
            hint = "check what was read"
            self.document.problems.append(
                Problem(self._where, msg, hint, is_notice=True)
            )

    def _start_in_track(
        self, track: dict[str, Attributes], name: str, attributes: Attributes
    ) -> None:
        if name in _OF_A_TRACK:
            track[name] = attributes
        elif name == "CUE_V2":
            self._points.append((attributes, ""))
        elif name == "GRID" and self._points:
            self._points[-1] = (self._points[-1][0], attributes.get("BPM", ""))

    def _start_in_list(self, name: str, attributes: Attributes) -> None:
        if name == "ENTRY":
            self._row = Row("")
        elif name == "PRIMARYKEY" and self._row is not None:
            self._row = Row(attributes.get("KEY", ""), self._row.played)
        elif name == "EXTENDEDDATA" and self._row is not None:
            self._row = Row(self._row.key, attributes)

    def _end_entry(self) -> None:
        if self._track is not None:
            self._keep_track(self._track)
            self._track = None
        elif self._row is not None and self._list is not None:
            self._list.rows.append(self._row)
            self._row = None

    def _keep_track(self, elements: dict[str, Attributes]) -> None:
        at = elements.get("LOCATION", _NOTHING)
        key = f"{at.get('VOLUME', '')}{at.get('DIR', '')}{at.get('FILE', '')}"
        self.document.places.setdefault(key, len(self.document.tracks))
        self.document.tracks.append(_entry(elements, self._points))

    def _list_name(self) -> str:
        names = [name for name in self._folders[-_DEEPEST:] if name != "$ROOT"]
        return cells.text("/".join(names))


def _entry(
    elements: Mapping[str, Attributes], points: list[tuple[Attributes, str]]
) -> Entry:
    """Return a track of its elements.

    The number of MUSICAL_KEY, Traktor's own analysis, is trusted before the text of the
    file's tag, and that before the lyrics, where Mixed In Key's key often stands (and
    a shop's address sometimes).
    """
    head, info = elements["ENTRY"], elements.get("INFO", _NOTHING)
    at, tempo = elements.get("LOCATION", _NOTHING), elements.get("TEMPO", _NOTHING)
    bpm = cells.tempo(tempo.get("BPM"))
    cue_points, beatgrid = read_points(points, bpm)
    key_text, lyrics = info.get("KEY"), info.get("KEY_LYRICS")
    told = cells.text(key_text or (lyrics if cells.key(lyrics) else ""))
    number = elements.get("MUSICAL_KEY", _NOTHING)
    numbered = _numbered(number)
    comment = cells.text(info.get("COMMENT"))
    length = cells.number(info.get("PLAYTIME_FLOAT"))
    return Entry(
        path=path_of(at.get("VOLUME", ""), at.get("DIR", ""), at.get("FILE", "")),
        title=cells.text(head.get("TITLE")),
        artist=cells.text(head.get("ARTIST")),
        remixer=cells.text(info.get("REMIXER")),
        album=cells.text(elements.get("ALBUM", _NOTHING).get("TITLE")),
        genre=cells.text(info.get("GENRE")),
        label=cells.text(info.get("LABEL")),
        year=cells.year(info.get("RELEASE_DATE")),
        comment=comment,
        bpm=bpm,
        key=numbered or cells.key(key_text) or cells.key(lyrics),
        key_text=_as_written(number.get("VALUE", ""), numbered, told),
        energy=from_comment(comment).energy,
        rating=cells.byte_stars(info.get("RANKING")) or None,
        length_s=cells.length(length) or cells.seconds(info.get("PLAYTIME")),
        cue_points=cue_points,
        beatgrid=beatgrid,
    )


def _as_written(number: str, numbered: Key | None, told: str) -> str:
    """Return the key as the file has it: the text, and a number that says another."""
    if not told or numbered is None or cells.key(told) == numbered:
        return told
    return f"MUSICAL_KEY {cells.text(number)}, KEY {told}"


def _numbered(attributes: Attributes) -> Key | None:
    index = cells.whole(attributes.get("VALUE"))
    return None if index is None else key_from_traktor(index)
