"""Serato's history up to version 3, ``_Serato_/History/Sessions/NUMBER.session``.

Each ``oent`` record holds one ``adat`` with numbered fields. The number of a row comes
again whenever Serato learns more of it, complete each time: the last one counts. A
``uent`` takes a row back. Numbers have 4 or 8 bytes, flags one. The meaning of the
fields follows ben-xo/sslscrobbler, which has read them since 2010.
"""

from itertools import count

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Source
from clubplanner.exchange.serato.drives import root_by, rooted
from clubplanner.exchange.serato.history import Play, by_start, moment, nights
from clubplanner.exchange.serato.records import (
    field,
    parts,
    path,
    read_records,
    text,
    version,
    whole,
)
from clubplanner.files.problem import Problem

_ROW, _PATH, _TITLE, _ARTIST, _ALBUM, _GENRE, _LENGTH = map(
    field, (1, 2, 6, 7, 8, 9, 10)
)
_BPM, _COMMENT, _GROUPING, _REMIXER, _LABEL, _COMPOSER, _YEAR = map(
    field, (15, 17, 19, 20, 21, 22, 23)
)
_START, _END, _DECK, _PLAYED_S, _SESSION, _PLAYED, _KEY = map(
    field, (28, 29, 31, 45, 48, 50, 51)
)
_MOST_DECKS = 8


def claims(source: Source) -> bool:
    """Whether a file is a session."""
    return version(source.head).endswith("Review")


def read(source: Source) -> Imported:
    """Read a session.

    A row Serato never marked as played was only loaded or listened to in advance: it
    stays, with ``is_public`` False.

    Raises:
        ClubplannerError: no row of it can be read.
    """
    root = root_by(str(source.path.absolute()))
    rows: dict[int, Play] = {}
    unnumbered = count(-1, -1)
    damaged = 0

    def take(tag: bytes, body: bytes) -> None:
        nonlocal damaged
        if tag == b"uent":
            rows.pop(int.from_bytes(body[:8], "big"), None)
        if tag != b"oent":
            return
        found = parts((parts(body) or {}).get(b"adat", b""))
        if found:
            number = whole(found.get(_ROW, b""))
            row = next(unnumbered) if number is None else number
            rows[row] = _play(found, root)
        else:
            damaged += 1

    broken = read_records(source, take)
    if not rows:
        hint = "import the files in History/Sessions"
        nothing = Problem(source.where, "no track was loaded in this session", hint)
        raise (broken or nothing).as_error()
    problems = [broken] if broken else []
    if damaged:
        msg = f"rows left out as damaged: {damaged:,}"
        problems.append(Problem(source.where, msg))
    plays = by_start(list(rows.values()))
    return Imported(
        KIND.name,
        "Serato",
        tracks=tuple(play.entry for play in plays),
        playlists=nights(plays, cells.text(source.path.stem)),
        problems=tuple(problems),
    )


def _play(found: dict[bytes, bytes], root: str) -> Play:
    def cell(tag: bytes) -> str:
        return cells.text(text(found.get(tag, b"")))

    def number(tag: bytes) -> int | None:
        return whole(found.get(tag, b""))

    deck, was_played, begin, end = map(number, (_DECK, _PLAYED, _START, _END))
    start = moment(begin)
    sounded = number(_PLAYED_S)
    if sounded is None and start and begin is not None and end is not None:
        sounded = end - begin
    entry = Entry(
        path=rooted(path(found.get(_PATH, b"")), root),
        title=cell(_TITLE),
        artist=cell(_ARTIST),
        remixer=cell(_REMIXER),
        album=cell(_ALBUM),
        genre=cell(_GENRE),
        label=cell(_LABEL),
        year=cells.year(cell(_YEAR)),
        grouping=cell(_GROUPING),
        comment=cell(_COMMENT),
        writers=cell(_COMPOSER),
        bpm=cells.tempo(str(number(_BPM) or "")),
        key=cells.key(cell(_KEY)),
        key_text=cell(_KEY),
        length_s=cells.seconds(cell(_LENGTH)),
        started_at=start,
        played_s=cells.length(sounded),
        deck=deck if deck is not None and 1 <= deck <= _MOST_DECKS else None,
        is_public=None if was_played is None else was_played != 0,
    )
    return Play(entry, number(_SESSION))


KIND = Kind("serato-session", "Serato history (session)", claims, read)
