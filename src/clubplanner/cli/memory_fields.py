"""The memory of a room as the stable JSON of ``clubplanner memory --json``."""

from collections.abc import Callable, Sequence
from datetime import date

from clubplanner.residency.heard.balance import (
    Balance,
    Played,
    artist_balance,
    track_balance,
    unplayed,
)
from clubplanner.residency.heard.cues import CueHour, cue_records
from clubplanner.residency.heard.fresh import freshness
from clubplanner.residency.heard.profile import (
    Profile,
    Spread,
    energy_profile,
    key_profile,
    tempo_profile,
)
from clubplanner.residency.heard.records import (
    Record,
    artist_records,
    pair_records,
    track_records,
)
from clubplanner.residency.heard.room import Room, Song
from clubplanner.workspace.remembering import Remembered

Fields = dict[str, object]


def fields(
    known: Remembered,
    sections: Sequence[str],
    limit: int | None = None,
) -> Fields:
    """Return the named parts under their names, behind what they are of.

    Args:
        known: what was heard.
        sections: as ``--show`` names them.
        limit: entries of each list at most, None for all.
    """
    room = known.room
    made: dict[str, Callable[[], object]] = {
        "tracks": lambda: _tracks(known, limit),
        "artists": lambda: _artists(room, limit),
        "pairs": lambda: _pairs(room)[:limit],
        "new": lambda: _new(room),
        "keys": lambda: _keys(room),
        "tempo": lambda: _profile(tempo_profile(room.recent)),
        "energy": lambda: _profile(energy_profile(room.recent)),
        "cues": lambda: _cues(known)[:limit],
    }
    head: Fields = {
        "venue": room.venue or None,
        "today": room.today.isoformat(),
        "weeks": room.weeks,
        "since": room.since.isoformat(),
        "nights": len(room.nights),
        "recent_nights": len(room.recent),
        "plays": sum(len(part) for night in room.nights for part in night.sets),
        "notes": [
            {"kind": note.kind, "count": note.count, "text": note.text}
            for note in room.notes
        ],
    }
    return head | {name: made[name]() for name in sections}


def _tracks(known: Remembered, limit: int | None) -> Fields:
    room = known.room
    return {
        "played": [
            {
                **_song(one.song),
                "cue": known.cue_of.get(one.song.id),
                **_record(one.record, room.today),
            }
            for one in track_records(room)[:limit]
        ],
        **_balance(track_balance(room), limit),
        "unplayed": [
            {
                "path": track.path,
                "title": track.title or None,
                "artist": track.artist or None,
                "stars": track.rating,
            }
            for track in unplayed(room, known.tracks)[:limit]
        ],
    }


def _artists(room: Room, limit: int | None) -> Fields:
    return {
        "played": [
            {
                "artist": one.artist,
                "tracks": one.songs,
                "plays": one.plays,
                **_record(one.record, room.today),
            }
            for one in artist_records(room)[:limit]
        ],
        **_balance(artist_balance(room), limit),
    }


def _pairs(room: Room) -> list[Fields]:
    return [
        {
            "from": _song(one.out),
            "into": _song(one.into),
            **_record(one.record, room.today),
        }
        for one in pair_records(room)
    ]


def _new(room: Room) -> list[Fields]:
    return [
        {
            "date": one.day.isoformat(),
            "name": one.name,
            "tracks": one.songs,
            "new": len(one.new),
            "share": one.share,
            "first_night": one.is_first,
        }
        for one in freshness(room)
        if one.day >= room.since
    ]


def _keys(room: Room) -> Fields:
    keys = key_profile(room.recent)
    return {
        "plays": keys.whole,
        "unknown": keys.unknown,
        "nights": [
            {"date": day.isoformat(), "plays": counts} for day, counts in keys.nights
        ],
    }


def _profile(profile: Profile) -> Fields:
    return {
        **_spread(profile.whole),
        "untimed": profile.untimed,
        "nights": [
            {"date": day.isoformat(), **_spread(spread)}
            for day, spread in profile.nights
        ],
        "hours": [{"hour": hour, **_spread(spread)} for hour, spread in profile.hours],
    }


def _cues(known: Remembered) -> list[Fields]:
    return [
        {
            "cue": one.cue,
            "title": one.title,
            "nights": one.nights,
            "recent": one.recent,
            "last": _day(one.last),
            **_cue_counts(one.plays),
            "hours": [{"hour": h.hour, **_cue_counts(h)} for h in one.hours],
        }
        for one in cue_records(known.room, known.cue_of, known.cues)
    ]


def _cue_counts(hour: CueHour) -> Fields:
    return {
        "plays": hour.plays,
        "asked": hour.asked,
        "worked": hour.worked,
        "failed": hour.failed,
    }


def _balance(balance: Balance, limit: int | None) -> Fields:
    return {
        "usual_nights": balance.usual_nights,
        "overplayed": [_played(row) for row in balance.over[:limit]],
        "underplayed": [_played(row) for row in balance.under[:limit]],
    }


def _played(row: Played) -> Fields:
    expected = None if row.expected is None else round(row.expected, 2)
    return {"name": row.name, "nights": row.nights, "usual": expected}


def _song(song: Song) -> Fields:
    return {
        "path": song.track.path if song.track else None,
        "title": song.title or None,
        "artist": song.artist or None,
    }


def _record(record: Record, today: date) -> Fields:
    return {
        "nights": record.nights,
        "recent": record.recent,
        "first": record.first.isoformat(),
        "last": record.last.isoformat(),
        "weeks_ago": record.weeks_ago(today),
        "mean_stars": record.mean_stars,
        "last_stars": record.last_stars,
        "starred": _day(record.starred),
        "note": record.note or None,
    }


def _spread(spread: Spread) -> Fields:
    return {
        "known": spread.count,
        "unknown": spread.unknown,
        "low": spread.low,
        "median": spread.median,
        "high": spread.high,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
