"""The season page: what a room heard over its nights, on one page to read and print.

It is made of plain values that other rooms work out. Every plot says with words or
numbers what its shades say, so that a black and white print loses nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from clubplanner.exchange.page import page, words
from clubplanner.exchange.season_plots import curve_plot, key_wheel, share_plot
from clubplanner.exchange.season_style import STYLE

MOST_CURVES = 24
"""Nights whose curves are drawn, the latest ones."""

MOST_WEEKS = 53
"""Nights of the heat map and of the shares, the latest ones."""

MOST_SONGS = 30
"""Rows of the heat map, the most played ones."""

MOST_ROWS = 15
"""Rows of a table."""


@dataclass(frozen=True, slots=True)
class SeasonNight:
    """One night. Unknown is None or empty.

    Attributes:
        day, name: of the night.
        plays: tracks the room heard.
        new: how many of them it heard for the first time.
        bpm: minute of the night and tempo of every play whose time and BPM are known.
        energy: minute of the night and energy (1-10), likewise.
        stars: 1-5 for the night as a whole.
        note: the DJ's words on it.
        kept: percent of the planned tracks that were played in their place.
        late_min: minutes late of the play that was latest against its plan, negative
            for early.
    """

    day: date
    name: str = ""
    plays: int = 0
    new: int = 0
    bpm: tuple[tuple[float, float], ...] = ()
    energy: tuple[tuple[float, float], ...] = ()
    stars: int | None = None
    note: str = ""
    kept: int | None = None
    late_min: int | None = None


@dataclass(frozen=True, slots=True)
class SeasonSong:
    """One track over the season.

    Attributes:
        title, artist: as they are called.
        days: of the nights that had it.
        went: how it went, ``worked 12 Dec 2026, 4 stars``; empty for no opinion.
    """

    title: str
    artist: str
    days: tuple[date, ...]
    went: str = ""


@dataclass(frozen=True, slots=True)
class SeasonCue:
    """One cue of the theme: nights that had it, how it fared, when it was played."""

    title: str
    nights: int
    asked: int
    worked: int
    failed: int
    hours: str


@dataclass(frozen=True, slots=True)
class SeasonPair:
    """Two tracks mixed, and how that went."""

    out: str
    into: str
    went: str


@dataclass(frozen=True, slots=True)
class Season:
    """Everything the page shows.

    Attributes:
        venue: the room, empty for all together.
        nights: by date.
        keys: plays by Camelot key.
        unknown_keys: plays whose key is not known.
        songs: the most played first.
        cues, pairs: the most played, and the best first.
        notes: what was left out or is not known, one sentence each.
    """

    venue: str
    nights: tuple[SeasonNight, ...]
    keys: Mapping[str, int] = field(default_factory=dict)
    unknown_keys: int = 0
    songs: tuple[SeasonSong, ...] = ()
    cues: tuple[SeasonCue, ...] = ()
    pairs: tuple[SeasonPair, ...] = ()
    notes: tuple[str, ...] = ()


def season_page(season: Season) -> str:
    """Return the page as HTML, without anything from outside."""
    nights = season.nights
    where = words(season.venue) or "All venues"
    span = _span([night.day for night in nights])
    body = [
        f"<header><h1>{where}</h1><p>{span}</p></header>",
        *_headline(season),
        *_section("Tempo and energy", _curves(nights)),
        *_section("New tracks", _shares(nights)),
        *_section("Keys", _keys(season)),
        *_section("Tracks by night", _heat(season)),
        *_section("The show's cues", _cues(season.cues)),
        *_section("Mixes the DJ gave stars", _pairs(season.pairs)),
        *_section("Nights", _nights(nights)),
        *_section("What is not in here", _notes(season.notes)),
        "<footer>made by clubplanner</footer>",
    ]
    title = f"{season.venue or 'All venues'}: {_span([n.day for n in nights])}"
    return page(title, STYLE, body)


def _section(title: str, content: Iterable[str]) -> Iterator[str]:
    lines = list(content)
    if lines:
        kind = "long" if any("<table" in line for line in lines) else "whole"
        yield from (f'<section class="{kind}"><h2>{title}</h2>', *lines, "</section>")


def _headline(season: Season) -> Iterator[str]:
    nights = season.nights
    if not nights:
        yield "<p>No night of this time has a public play log.</p>"
        return
    plays = sum(night.plays for night in nights)
    new = sum(night.new for night in nights)
    starred = [night.stars for night in nights if night.stars is not None]
    kept = [night.kept for night in nights if night.kept is not None]
    facts = [
        (f"{len(nights):,}", _plural(len(nights), "night")),
        (f"{plays:,}", "tracks played"),
        (f"{len(season.songs):,}", "different tracks"),
        (_percent(new, plays), "heard for the first time"),
    ]
    if starred:
        facts.append((f"{sum(starred) / len(starred):.1f}", "stars a night, of 5"))
    if kept:
        facts.append((f"{round(sum(kept) / len(kept))} %", "played as planned"))
    yield '<ul class="facts">'
    yield from (f"<li><b>{number}</b> {said}</li>" for number, said in facts)
    yield "</ul>"


def _curves(nights: Sequence[SeasonNight]) -> Iterator[str]:
    drawn = [n for n in nights if n.bpm or n.energy][-MOST_CURVES:]
    if not drawn:
        return
    tempi = [bpm for night in drawn for _, bpm in night.bpm]
    minutes = [m for night in drawn for m, _ in (*night.bpm, *night.energy)]
    bounds = (min(tempi, default=0.0), max(tempi, default=0.0))
    cut = f" The latest {MOST_CURVES} nights." if len(drawn) == MOST_CURVES else ""
    yield (
        '<p class="legend">Line: tempo in BPM, as the files have it, double and half '
        "time folded. Bars: energy from 1 to 10. From left to right: the night in "
        f"hours.{cut}</p>"
    )
    yield '<div class="multiples">'
    for night in drawn:
        plot = curve_plot(night.bpm, night.energy, bounds, max(minutes, default=0.0))
        yield f"<figure><figcaption>{_day(night.day)}</figcaption>{plot}</figure>"
    yield "</div>"


def _shares(nights: Sequence[SeasonNight]) -> Iterator[str]:
    shown = [night for night in nights if night.plays][-MOST_WEEKS:]
    if not shown:
        return
    shares = [100 * night.new / night.plays for night in shown]
    mean = sum(shares) / len(shares)
    yield (
        '<p class="legend">Percent of each night that the room heard for the first '
        f"time; {mean:.0f} % on the whole. Its first night is all new.</p>"
    )
    bars = [
        (f"{night.day:%d %b}", share)
        for night, share in zip(shown, shares, strict=True)
    ]
    yield f'<div class="scroll wide">{share_plot(bars)}</div>'


def _keys(season: Season) -> Iterator[str]:
    total = sum(season.keys.values())
    if not total:
        return
    unknown = ""
    if season.unknown_keys:
        unknown = f" {season.unknown_keys:,} plays of unknown key are left out."
    yield (
        '<p class="legend">Percent of the plays in each key, by Camelot: minor (A) '
        f"inside, major (B) outside; stronger is more.{unknown}</p>"
    )
    yield key_wheel(season.keys)


def _heat(season: Season) -> Iterator[str]:
    days = [night.day for night in season.nights][-MOST_WEEKS:]
    first = days[0] if days else date.max
    rows = [
        song for song in season.songs if len(song.days) > 1 and song.days[-1] >= first
    ][:MOST_SONGS]
    if not rows:
        return
    yield (
        '<p class="legend">A filled square: the track was played on that night. The '
        "most played tracks, of those played more than once.</p>"
    )
    yield '<div class="scroll"><table class="heat"><thead><tr><th></th>'
    yield "".join(_month_heads(days)) + "<th></th></tr><tr><th>Track</th>"
    yield "".join(f"<th>{day.day}</th>" for day in days) + "<th>Nights</th></tr>"
    yield "</thead><tbody>"
    for song in rows:
        played = set(song.days)
        cells = "".join(
            '<td class="on">■</td>' if day in played else "<td></td>" for day in days
        )
        name = f"{words(song.title)} <i>{words(song.artist)}</i>"
        yield f"<tr><th>{name}</th>{cells}<td>{len(song.days)}</td></tr>"
    yield "</tbody></table></div>"


def _month_heads(days: Sequence[date]) -> Iterator[str]:
    """Yield a head over the nights of each month."""
    months: dict[tuple[int, int], int] = {}
    for day in days:
        months[day.year, day.month] = months.get((day.year, day.month), 0) + 1
    for (year, month), count in months.items():
        name = f"{date(year, month, 1):%b}" if count > 1 else ""
        yield f'<th colspan="{count}">{name}</th>'


def _cues(cues: Sequence[SeasonCue]) -> Iterator[str]:
    if cues:
        heads = ("Cue", "Nights", "Asked for", "Worked", "Failed", "Played at")
        yield from _table(
            heads,
            (
                (
                    words(one.title),
                    str(one.nights),
                    _count(one.asked),
                    _count(one.worked),
                    _count(one.failed),
                    words(one.hours),
                )
                for one in cues[:MOST_ROWS]
            ),
        )


def _pairs(pairs: Sequence[SeasonPair]) -> Iterator[str]:
    if pairs:
        yield from _table(
            ("Out of", "Into", "How it went"),
            (
                (words(one.out), words(one.into), words(one.went))
                for one in pairs[:MOST_ROWS]
            ),
        )


def _nights(nights: Sequence[SeasonNight]) -> Iterator[str]:
    if nights:
        heads = ("Night", "Tracks", "New", "Stars", "As planned", "Latest", "Note")
        yield from _table(heads, map(_night_cells, reversed(nights)))


def _night_cells(night: SeasonNight) -> tuple[str, ...]:
    return (
        _day(night.day),
        str(night.plays),
        _percent(night.new, night.plays),
        "" if night.stars is None else f"{night.stars} of 5",
        "" if night.kept is None else f"{night.kept} %",
        "" if night.late_min is None else _minutes(night.late_min),
        words(night.note),
    )


def _notes(notes: Sequence[str]) -> Iterator[str]:
    if notes:
        yield f"<ul>{''.join(f'<li>{words(note)}</li>' for note in notes)}</ul>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table of HTML cells."""
    yield '<div class="scroll"><table><thead><tr>'
    yield "".join(f"<th>{head}</th>" for head in heads) + "</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"


def _span(days: Sequence[date]) -> str:
    if not days:
        return "no nights"
    first, last = days[0], days[-1]
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _minutes(minutes: int) -> str:
    if not minutes:
        return "on time"
    return f"{abs(minutes)} min {'late' if minutes > 0 else 'early'}"


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else ""


def _count(number: int) -> str:
    return str(number) if number else ""


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
