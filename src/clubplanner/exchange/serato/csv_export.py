"""Histories as Serato exports them, a table (CSV) or lined-up text (TXT).

The columns are those of the DJ's view, in any order. Each session begins with a row of
its own: its name, and the only date there is, before the clock times of its tracks.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from clubplanner.exchange import cells
from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.serato.local_time import DAY_S, Stamp, date_in, read_stamp
from clubplanner.files.problem import Problem

_TIMES = {"start time", "end time", "playtime"}
_OF_TRACKS = {
    "artist",
    "album",
    "deck",
    "bpm",
    "key",
    "song",
    "notes",
    "genre",
    "playtime",
}
_WORDS = {
    "name": "titel|titre|nom|título|nombre|titolo|nome|名前|曲名",
    "artist": "interpret|künstler|artiste|artista|アーティスト",
    "start time": "startzeit|beginn|heure de début|hora de inicio|ora di inizio"
    "|hora de início|開始時間|開始時刻",
    "end time": "endzeit|ende|heure de fin|hora de finalización|hora final|ora di fine"
    "|hora de término|終了時間|終了時刻",
    "playtime": "spielzeit|spieldauer|durée de lecture|temps de lecture"
    "|tiempo de reproducción|tempo di riproduzione|tempo de reprodução|再生時間",
    "deck": "platine|plato|deque|デッキ",
    "notes": "notizen|notas|note|メモ",
}
_ENGLISH = {word: name for name, words in _WORDS.items() for word in words.split("|")}
"""What other languages call the columns; only English ones were met in a file."""

_COLUMN_TEXT = re.compile(r"\S+(?: \S+)*")
_LONGEST_HEADER = 4000
_NAMED_DECKS = {"left": 1, "right": 2}

Row = dict[str, str]


@dataclass(slots=True)
class _Session:
    """A session as it is collected: its row, and the rows below it."""

    head: Row
    rows: list[Row] = field(default_factory=list)


def claims(source: Source) -> bool:
    """Whether the first line names Serato's columns, a time of a history among them."""
    columns = _columns(source.head_text.lstrip("\r\n").split("\n", 1)[0])
    has_time = "name" in columns and not _TIMES.isdisjoint(columns)
    return has_time and not _OF_TRACKS.isdisjoint(columns)


def read(source: Source) -> Imported:
    """Read an export. Its times are the wall clock of the computer that played.

    A track that starts at an earlier hour than the one before starts on the next day; a
    list sorted newest first is turned round. The note a DJ wrote in the history goes
    before the track's own comment.

    Raises:
        ClubplannerError: there is no track in it.
    """
    decoded = source.text()
    problems: list[Problem] = []
    sessions = _sessions(_rows(decoded.text, source, problems))
    tracks: list[Entry] = []
    playlists: list[Playlist] = []
    for session in sessions:
        begin = _begin(session, source, problems)
        first = len(tracks)
        tracks += _entries(session.rows, begin)
        name = cells.text(session.head.get("name")) or cells.text(source.path.stem)
        numbers = tuple(range(first, len(tracks)))
        if numbers:
            playlists.append(Playlist(name, numbers, "history", day=begin.day))
    if not tracks:
        nothing = Problem(source.where, "there is no track in this history")
        raise (problems[0] if problems else nothing).as_error()
    return Imported(
        KIND.name,
        "Serato",
        decoded.encoding,
        decoded.is_guessed,
        tuple(tracks),
        tuple(playlists),
        tuple(problems),
    )


def _columns(header: str) -> list[str]:
    """Return the names of the columns in small letters."""
    line = header[:_LONGEST_HEADER].strip("\ufeff\r\n")
    if _is_lined_up(line):
        return [_column(one) for one in _COLUMN_TEXT.findall(line)]
    try:
        row = next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []
    return [_column(one) for one in row]


def _column(title: str) -> str:
    plain = title.strip().lower()
    return _ENGLISH.get(plain, plain)


def _is_lined_up(header: str) -> bool:
    return not any(sign in header for sign in ',;\t"')


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _rows(text: str, source: Source, problems: list[Problem]) -> Iterator[Row]:
    """Yield the rows below the header, each by the names of its columns."""
    table = io.StringIO(text.lstrip("\r\n"), newline="")
    header = table.readline()
    columns = _columns(header)
    if _is_lined_up(header):
        yield from _lined_up_rows(table, header, columns)
        return
    reader = csv.reader(table, delimiter=_delimiter(header))
    try:
        for row in reader:
            if any(row):
                yield dict(zip(columns, row, strict=False))
    except csv.Error as error:
        where = f"{source.where}:{reader.line_num + 1}"
        msg = f"the table is broken here ({error}); what stands above was read"
        problems.append(Problem(where, msg, "export it again"))


def _lined_up_rows(
    lines: io.StringIO, header: str, columns: Sequence[str]
) -> Iterator[Row]:
    """Cut lines where the columns of the header begin; lines of dashes part them."""
    begins = [found.start() for found in _COLUMN_TEXT.finditer(header)]
    spans = list(zip(begins, [*begins[1:], None], strict=True))
    for line in lines:
        if line.strip(" -\r\n"):
            row = [line[begin:end].strip() for begin, end in spans]
            yield dict(zip(columns, row, strict=True))


def _sessions(rows: Iterator[Row]) -> list[_Session]:
    """Part rows into sessions: a row with a date and no artist begins one."""
    sessions: list[_Session] = []
    for row in rows:
        told = read_stamp(row.get("start time", "")).day
        named = None if sessions else date_in(row.get("name", "")).day
        if (told or named) and not row.get("artist", "").strip():
            sessions.append(_Session(row))
            continue
        if not sessions:
            sessions.append(_Session({}))
        sessions[-1].rows.append(row)
    return sessions


def _begin(session: _Session, source: Source, problems: list[Problem]) -> Stamp:
    """Return the day and the clock at which a session began."""
    told = read_stamp(session.head.get("start time", ""))
    dated = (told, date_in(session.head.get("name", "")), date_in(source.path.stem))
    day = next((one for one in dated if one.day), Stamp())
    if session.rows and day.day is None:
        msg = "no date is told: the times of its tracks are left out"
        problems.append(Problem(source.where, msg, "export the row of the session too"))
    elif session.rows and day.is_unsure and day.day:
        read_as = f"{day.day.day} {day.day:%B %Y}"
        msg = f"the date was read as {read_as}; day and month may be swapped"
        problems.append(Problem(source.where, msg, is_notice=True))
    return Stamp(day.day, told.clock_s)


def _entries(rows: list[Row], begin: Stamp) -> list[Entry]:
    """Return the rows in the order they were played, on the right day."""
    stamps = [read_stamp(row.get("start time", "")) for row in rows]
    clocks = [stamp.clock_s for stamp in stamps if stamp.clock_s is not None]
    if _is_newest_first(clocks):
        rows, stamps, clocks = rows[::-1], stamps[::-1], clocks[::-1]
    now = begin.clock_s if begin.clock_s is not None else next(iter(clocks), 0)
    entries: list[Entry] = []
    for row, stamp in zip(rows, stamps, strict=True):
        if stamp.clock_s is None:
            entries.append(_entry(row, None))
            continue
        now += _step(now, stamp.clock_s)
        day, clock_s = (stamp.day, stamp.clock_s) if stamp.day else (begin.day, now)
        entries.append(_entry(row, stamp.clock_s, _moment(day, clock_s)))
    return entries


def _step(before: int, after: int) -> int:
    """Return the seconds from one clock time to the next, the short way round."""
    return (after - before + DAY_S // 2) % DAY_S - DAY_S // 2


def _is_newest_first(clocks: Sequence[int]) -> bool:
    steps = [_step(before, after) for before, after in pairwise(clocks)]
    return sum(step < 0 for step in steps) > sum(step > 0 for step in steps)


def _moment(day: date | None, clock_s: int) -> datetime | None:
    """Return a time of a night that began on ``day``; later days count on."""
    if day is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(seconds=clock_s)


def _entry(row: Row, clock: int | None, start: datetime | None = None) -> Entry:
    def cell(column: str) -> str:
        return cells.text(row.get(column))

    sounded = cells.seconds(cell("playtime").replace(".", ":"))
    end = read_stamp(row.get("end time", "")).clock_s
    if sounded is None and clock is not None and end is not None:
        sounded = cells.length((end - clock) % DAY_S)
    deck = cell("deck").lower()
    return Entry(
        path=cells.path(row.get("filename", "")),
        title=cell("name"),
        artist=cell("artist"),
        remixer=cell("remixer"),
        album=cell("album"),
        genre=cell("genre"),
        label=cell("label"),
        year=cells.year(cell("year")),
        grouping=cell("grouping"),
        comment=cell("notes") or cell("comment"),
        writers=cell("composer"),
        bpm=cells.tempo(cell("bpm")),
        key=cells.key(cell("key")),
        key_text=cell("key"),
        length_s=cells.seconds(cell("length")),
        started_at=start,
        played_s=sounded,
        deck=_NAMED_DECKS.get(deck, cells.whole(deck)),
    )


KIND = Kind("serato-csv", "Serato history (CSV or TXT)", claims, read)
