"""VirtualDJ's text history ``History/tracklist.txt``: read.

It grows at its end, session after session (seen in the files of users)::

    VirtualDJ History 2025/06/20
    ------------------------------
    21:32 : Yushiro - Just H Party 3.0
"""

import re
from datetime import date, time

from clubplanner.exchange.incoming import Entry, Imported, Kind, Playlist, Source
from clubplanner.exchange.midnight import on_days
from clubplanner.exchange.names import artist_and_title, day_in
from clubplanner.exchange.reading import first_of, split_lines
from clubplanner.files.problem import Problem

_HEAD = re.compile(r"^VirtualDJ History \d{4}/\d{1,2}/\d{1,2}", re.MULTILINE)
_PLAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d) : (.*)")

_Play = tuple[time, str]


def claims(source: Source) -> bool:
    """Whether a file has the head of a session."""
    return _HEAD.search(source.head_text) is not None


def read(source: Source) -> Imported:
    """Read every session as one night; minutes are all the file knows.

    Raises:
        ClubplannerError: it cannot be read or is larger than any list.
    """
    decoded = source.text()
    found = split_lines(decoded, source.where)
    sessions: list[tuple[date | None, list[_Play]]] = []
    lost: list[Problem] = []
    for number, line in enumerate(found.lines, 1):
        play = _PLAY.fullmatch(line.strip())
        if _HEAD.match(line):
            sessions.append((day_in(line), []))
        elif play and sessions:
            sessions[-1][1].append((time(int(play[1]), int(play[2])), play[3]))
        elif line.strip(" -"):
            msg = "this line is no play and was left out"
            lost.append(Problem(f"{source.where}:{number}", msg, is_notice=True))
    tracks: list[Entry] = []
    nights: list[Playlist] = []
    for day, plays in sessions:
        begin = len(tracks)
        tracks.extend(_entries(plays, day))
        places = tuple(range(begin, len(tracks)))
        name = day.isoformat() if day else "VirtualDJ History"
        nights.append(Playlist(name, places, "history", day=day))
    return Imported(
        kind="virtualdj-tracklist",
        origin="VirtualDJ",
        encoding=decoded.encoding,
        is_guessed=decoded.is_guessed,
        tracks=tuple(tracks),
        playlists=tuple(night for night in nights if night.tracks),
        problems=(*found.problems, *first_of(lost)),
    )


def _entries(plays: list[_Play], day: date | None) -> list[Entry]:
    starts = on_days((clock for clock, _ in plays), day) if day else [None] * len(plays)
    entries: list[Entry] = []
    for (_, display), start in zip(plays, starts, strict=True):
        artist, title = artist_and_title(display)
        entries.append(Entry(title=title, artist=artist, started_at=start))
    return entries


KIND = Kind("virtualdj-tracklist", "VirtualDJ history (text)", claims, read)
