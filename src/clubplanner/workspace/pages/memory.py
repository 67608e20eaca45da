"""What a room has heard, as pages: tables, and pictures in plain text."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from clubplanner.music.text import many
from clubplanner.music.track import Track
from clubplanner.residency.heard import picture
from clubplanner.residency.heard.balance import (
    Balance,
    Played,
    artist_balance,
    track_balance,
    unplayed,
)
from clubplanner.residency.heard.cues import CueRecord, cue_records
from clubplanner.residency.heard.fresh import Fresh, freshness
from clubplanner.residency.heard.profile import (
    Profile,
    Spread,
    energy_profile,
    key_profile,
    tempo_profile,
)
from clubplanner.residency.heard.records import (
    Record,
    TrackRecord,
    artist_records,
    pair_records,
    track_records,
)
from clubplanner.residency.heard.room import Room
from clubplanner.workspace.pages.table import Block, Table
from clubplanner.workspace.remembering import Remembered

RANGE_WIDTH = 30

_TIMES = frozenset({1, 2, 3, 4})


Page = tuple[Block, ...]


def nothing(known: Remembered) -> Page:
    """Return the page of a room no log tells of, with what was left out."""
    where = f"at {known.room.venue}" if known.room.venue else "anywhere"
    lines = [f"No public night {where} is known yet.", "clubplanner import reads them."]
    return ("\n".join([*lines, *_notes(known.room)]),)


def overview(known: Remembered, limit: int) -> Page:
    """Return the page with a little of every part."""
    room = known.room
    return (
        _head(room),
        _curves(room),
        *_balance_lines("tracks", track_balance(room), limit),
        *_balance_lines("artists", artist_balance(room), limit),
        *_unplayed_lines(room, known.tracks, limit),
        *_window_pictures(room, limit),
        *_cue_lines(known, limit),
        "\n".join(_notes(room)),
    )


def section(name: str, known: Remembered, limit: int) -> Page:
    """Return one of ``pages.PARTS`` with its picture."""
    pages: dict[str, Callable[[], list[Block]]] = {
        "tracks": lambda: _tracks(known, limit),
        "artists": lambda: _artists(known.room, limit),
        "pairs": lambda: _pairs(known.room, limit),
        "new": lambda: _new(known.room, limit),
        "keys": lambda: _keys(known.room, limit),
        "tempo": lambda: _profile(tempo_profile(known.room.recent), "BPM", limit),
        "energy": lambda: _profile(energy_profile(known.room.recent), "Energy", limit),
        "cues": lambda: _cue_tables(_cues(known), limit),
    }
    return (_head(known.room), *pages[name](), "\n".join(_notes(known.room)))


def _head(room: Room) -> str:
    recent = [hearing for night in room.recent for hearing in night.hearings]
    plays = sum(len(part) for night in room.nights for part in night.sets)
    artists = {hearing.song.artist_id for hearing in recent} - {""}
    first, last = room.nights[0].day, room.nights[-1].day
    days = (
        f"{first:%d %b %Y} to {last:%d %b %Y}" if first < last else f"{last:%d %b %Y}"
    )
    return (
        f"{room.venue or 'All venues'}: {many(len(room.nights), 'night')}, "
        f"{many(plays, 'play')}, {days}\n"
        f"The last {many(room.weeks, 'week')}: {many(len(room.recent), 'night')}, "
        f"{many(len(recent), 'play')} of "
        f"{many(len({hearing.song.id for hearing in recent}), 'track')} by "
        f"{many(len(artists), 'artist')}"
    )


def _curves(room: Room) -> Table:
    """Return freshness, tempo and energy of the window, a line each with its steps."""
    fresh = [one for one in freshness(room) if one.day >= room.since]
    shares = [None if one.share is None else 100 * one.share for one in fresh]
    known = [share for share in shares if share is not None]
    rows = []
    if known:
        ends = f"{min(known):.0f}-{max(known):.0f} %"
        line = picture.spark(shares, 0, 100)
        rows.append(("New here", f"{median(known):.0f} %", ends, line))
    for name, profile in (
        ("Tempo", tempo_profile(room.recent)),
        ("Energy", energy_profile(room.recent)),
    ):
        line = picture.spark([spread.median for _, spread in profile.nights])
        rows.append((name, _number(profile.whole.median), _ends(profile.whole), line))
    return Table(("", "Median", "Range", "By night"), rows, frozenset({1}))


def _balance_lines(what: str, balance: Balance, limit: int) -> list[Block]:
    if not balance.usual_nights and not balance.over:
        return []
    both = (("Overplayed", balance.over), ("Underplayed", balance.under))
    return [_played(f"{word} {what}", balance, r, limit) for word, r in both if r]


def _played(head: str, balance: Balance, rows: Sequence[Played], limit: int) -> Table:
    lines = [
        (
            f"{row.nights} of {balance.nights}",
            "?" if row.expected is None else f"{row.expected:.1f}",
            row.name,
        )
        for row in rows[:limit]
    ]
    names = ("Nights", "Usual", head)
    return Table(names, lines, frozenset({0, 1}), _and_more(len(rows), limit))


def _unplayed_lines(room: Room, tracks: Iterable[Track], limit: int) -> list[Block]:
    found = unplayed(room, tracks)
    if not found:
        return []
    rows = [
        (f"{track.rating or 0:g}", track.title or track.path, track.artist)
        for track in found[:limit]
    ]
    head = ("Stars", "Never played here", "Artist")
    return [Table(head, rows, frozenset({0}), _and_more(len(found), limit))]


def _window_pictures(room: Room, limit: int) -> list[Block]:
    """Return weeks and keys of the window, nothing for one without a night."""
    if not room.recent:
        return []
    return [
        "\n".join(["Most played by week", _heat(room, limit)]),
        "\n".join(["Keys, plays of the window", _wheel(room)]),
    ]


def _heat(room: Room, limit: int) -> str:
    nights = Counter(key for night in room.recent for key in night.songs)
    songs = sorted(nights, key=lambda key: (-nights[key], room.songs[key].title, key))
    return picture.heat(room, [room.songs[key] for key in songs[:limit]])


def _wheel(room: Room) -> str:
    keys = key_profile(room.recent)
    lines = [picture.wheel(keys.whole)] if any(keys.whole.values()) else []
    if keys.unknown:
        lines.append(f"{many(keys.unknown, 'play')} of unknown key")
    return "\n".join(lines)


def _tracks(known: Remembered, limit: int) -> list[Block]:
    room = known.room
    found = track_records(room)
    rows = [
        (*_record_cells(one.record, room), one.song.title, one.song.artist, _went(one))
        for one in found[:limit]
    ]
    head = (
        "Last",
        "Weeks",
        "Nights",
        "Recent",
        "Stars",
        "Title",
        "Artist",
        "How it went",
    )
    return [
        Table(head, rows, _TIMES, _and_more(len(found), limit), spare=(1, 3, 4)),
        *_balance_lines("tracks", track_balance(room), limit),
        *_unplayed_lines(room, known.tracks, limit),
        f"Most played by week\n{_heat(room, limit)}",
    ]


def _artists(room: Room, limit: int) -> list[Block]:
    found = artist_records(room)
    rows = [
        (*_record_cells(one.record, room), str(one.songs), str(one.plays), one.artist)
        for one in found[:limit]
    ]
    head = ("Last", "Weeks", "Nights", "Recent", "Stars", "Tracks", "Plays", "Artist")
    return [
        Table(head, rows, _TIMES | {5, 6}, _and_more(len(found), limit)),
        *_balance_lines("artists", artist_balance(room), limit),
    ]


def _pairs(room: Room, limit: int) -> list[Block]:
    found = pair_records(room)
    rows = [
        (
            f"{one.record.last:%d %b %Y}",
            str(one.record.nights),
            one.out.title,
            one.into.title,
            one.record.went,
            one.record.note,
        )
        for one in found[:limit]
    ]
    head = ("Last", "Nights", "From", "Into", "How it went", "Note")
    below = _and_more(len(found), limit)
    return [Table(head, rows, frozenset({1}), below, spare=(1,))]


def _new(room: Room, limit: int) -> list[Block]:
    found = [one for one in freshness(room) if one.day >= room.since]
    rows = [_new_cells(one) for one in reversed(found[-limit:])]
    shares = [one.share for one in found]
    head = ("Night", "Tracks", "New", "Share", "")
    return [
        f"New tracks by night  {picture.spark(shares, 0, 1)}",
        Table(head, rows, frozenset({1, 2, 3}), _and_more(len(found), limit)),
    ]


def _new_cells(one: Fresh) -> tuple[str, ...]:
    share = one.share
    words = "first night known" if one.is_first else ""
    shown = "" if share is None else f"{picture.bar(share)} {words}".rstrip()
    percent = "?" if share is None else f"{100 * share:.0f} %"
    return f"{one.day:%d %b %Y}", str(one.songs), str(len(one.new)), percent, shown


def _keys(room: Room, limit: int) -> list[Block]:
    nights = key_profile(room.recent).nights
    rows = [
        (
            f"{day:%d %b %Y}",
            str(sum(counts.values())),
            ", ".join(
                f"{key} {count}"
                for key, count in sorted(counts.items(), key=lambda one: -one[1])[:5]
            ),
        )
        for day, counts in reversed(nights[-limit:])
    ]
    head = ("Night", "Known", "Commonest")
    more = _and_more(len(nights), limit)
    return [_wheel(room), Table(head, rows, frozenset({1}), more)]


def _profile(profile: Profile, unit: str, limit: int) -> list[Block]:
    whole = profile.whole
    medians = [spread.median for _, spread in profile.nights]
    line = f"{unit} by night, median  {picture.spark(medians)}"
    head = ("Median", "Range", "Known", "")
    hours = [(f"{hour:02}", *_spread(spread, whole)) for hour, spread in profile.hours]
    nights = [
        (f"{day:%d %b %Y}", *_spread(spread, whole))
        for day, spread in reversed(profile.nights[-limit:])
    ]
    right, more = frozenset({1, 3}), _and_more(len(profile.nights), limit)
    untimed = f"{many(profile.untimed, 'play')} without an hour"
    return [
        line,
        Table(("Hour", *head), hours, right) if hours else "",
        untimed if profile.untimed else "",
        Table(("Night", *head), nights, right, more),
    ]


def _spread(spread: Spread, whole: Spread) -> tuple[str, ...]:
    known = f"{spread.count} of {spread.count + spread.unknown}"
    return _number(spread.median), _ends(spread), known, _range(spread, whole)


def _range(spread: Spread, whole: Spread) -> str:
    """Draw low, median and high on the scale of the whole: ``  ├──●────┤``."""
    if None in (spread.low, spread.median, spread.high, whole.low, whole.high):
        return ""
    low, size = whole.low or 0, max((whole.high or 0) - (whole.low or 0), 1e-9)
    first, middle, last = (
        round(((value or 0) - low) / size * (RANGE_WIDTH - 1))
        for value in (spread.low, spread.median, spread.high)
    )
    cells = [" "] * first + ["─"] * (last - first + 1)
    cells[first], cells[last] = "├", "┤"
    cells[middle] = "●"
    return "".join(cells)


def _cues(known: Remembered) -> tuple[CueRecord, ...]:
    return cue_records(known.room, known.cue_of, known.cues)


def _cue_lines(known: Remembered, limit: int) -> list[Block]:
    return _cue_tables([one for one in _cues(known) if one.nights], limit)


def _cue_tables(found: Sequence[CueRecord], limit: int) -> list[Block]:
    rows = [
        (
            one.title,
            str(one.nights),
            str(one.recent),
            f"{one.last:%d %b %Y}" if one.last else "never",
            str(one.plays.asked),
            f"{one.plays.worked}/{one.plays.failed}",
            ", ".join(
                f"{'?' if hour.hour is None else f'{hour.hour:02}h'} {hour.plays}"
                f"{f' ({hour.worked} worked)' if hour.worked else ''}"
                for hour in one.hours
            ),
        )
        for one in found[:limit]
    ]
    if not rows:
        return []
    head = ("Cue", "Nights", "Recent", "Last", "Asked", "Worked/failed", "By hour")
    return [Table(head, rows, frozenset({1, 2, 4, 5}), _and_more(len(found), limit))]


def _record_cells(record: Record, room: Room) -> tuple[str, ...]:
    return (
        f"{record.last:%d %b %Y}",
        str(record.weeks_ago(room.today)),
        str(record.nights),
        str(record.recent),
        "" if record.mean_stars is None else f"{record.mean_stars:.1f}",
    )


def _went(one: TrackRecord) -> str:
    return "; ".join(part for part in (one.record.went, one.record.note) if part)


def _notes(room: Room) -> list[str]:
    return [f"- {note.text}" for note in room.notes]


def _ends(spread: Spread) -> str:
    return f"{_number(spread.low)}-{_number(spread.high)}" if spread.count else "?"


def _number(value: float | None) -> str:
    if value is None:
        return "?"
    return f"{value:.1f}".removesuffix(".0")


def _and_more(count: int, limit: int) -> str:
    more = count - limit
    return f"and {more:,} more, all with clubplanner memory --json" if more > 0 else ""
