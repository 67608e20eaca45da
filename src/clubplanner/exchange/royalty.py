"""The royalty sheet: what was played, as the societies that pay writers ask for it.

One sheet holds the union of the fields that PRS, GEMA, SOCAN, ASCAP, BMI and SESAC name
for a set list (event, venue with address, act, hours; per work its title, performer,
writers and time), and what the recording's right wants beside it (ISRC, label; in the
UK that is PPL). None of them publishes a file format for DJs, so it is a table to copy
from and a page to sign.

It is made from the play log of the night where there is one, else from the plan, and
says which. Writers are those that tags, collections or the theme name; unknown ones
stay blank: a writer guessed from the artist would pay the wrong person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest

from clubplanner.exchange.csv_sheet import quoted_table, span
from clubplanner.exchange.options import HeardNight, HeardPlay, Options
from clubplanner.exchange.page import page, words
from clubplanner.exchange.rows import (
    Listing,
    Row,
    assumed_problems,
    named_rows,
    one_line,
)
from clubplanner.exchange.tracklist import stamp
from clubplanner.exchange.version import version_of
from clubplanner.music.isrc import valid_isrc
from clubplanner.night.plan import elapsed

COLUMNS = (
    *("Position", "Title", "Recording artist", "Version", "Writers"),
    *("Seconds", "Starts", "ISRC", "Label"),
    *("Event", "Date", "Venue", "Address", "Act", "Set start", "Set end", "Source"),
)

FROM_LOG = "what was played, from the play log"
FROM_PLAN = "what was planned, not what was played"


@dataclass(frozen=True, slots=True)
class Work:
    """One line of the sheet. Unknown is None or empty.

    Attributes:
        title: as recorded, its version in it.
        version: the remix, edit or take.
        seconds: how long it sounded.
        begins: wall clock of its start.
    """

    title: str
    artist: str
    version: str
    seconds: int | None
    begins: datetime | None
    isrc: str
    label: str
    writers: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The heading and the lines, however they came about."""

    listing: Listing
    options: Options
    source: str
    works: tuple[Work, ...]
    begins: datetime | None
    ends: datetime | None

    @property
    def seconds(self) -> int:
        """All seconds that are known, overlaps counted for both."""
        return sum(work.seconds or 0 for work in self.works)

    def heading(self) -> tuple[tuple[str, str], ...]:
        """Return the columns of the event with what they hold."""
        night = self.listing.night
        values = (
            night.name,
            night.date.isoformat(),
            night.venue,
            self.options.address,
            self.options.act,
            _clock(self.begins),
            _clock(self.ends),
            self.source,
        )
        names = COLUMNS[-len(values) :]
        return tuple(zip(names, map(one_line, values), strict=True))


def write_royalty(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the sheet as a table and as a page to print and sign.

    Returns:
        the table and the page, and the problems.
    """
    heard = options.heard()
    if heard is None:
        rows, left_out = named_rows(listing.rows)
        begins, ends = _planned_hours(listing)
        writers = options.writers(row.file for row in rows if row.file)
        works = tuple(_planned(row, writers.get(row.file, "")) for row in rows)
        sheet = _Sheet(listing, options, FROM_PLAN, works, begins, ends)
        said = (*left_out, *assumed_problems(rows))
    else:
        plays = tuple(_timed(heard.plays))
        begins, ends = _heard_hours(plays)
        works = tuple(map(_heard, plays))
        sheet = _Sheet(listing, options, FROM_LOG, works, begins, ends)
        said = tuple(_log_problems(heard, plays))
    problems = (*_source_problems(sheet), *said, *_blanks(sheet))
    return (_table(sheet), _page(sheet)), problems


def _planned(row: Row, writers: str) -> Work:
    return Work(
        row.title,
        row.artist,
        version_of(row.title, row.remixer),
        row.play_s,
        row.begins,
        row.isrc,
        row.label,
        one_line(writers),
    )


def _heard(play: HeardPlay) -> Work:
    title = one_line(play.title)
    return Work(
        title,
        one_line(play.artist),
        version_of(title, one_line(play.remixer)),
        play.play_s,
        play.begins,
        valid_isrc(play.isrc),
        one_line(play.label),
        one_line(play.writers),
    )


def _timed(plays: Sequence[HeardPlay]) -> Iterator[HeardPlay]:
    """Yield the plays; one of unknown length lasts until the next one began."""
    for play, following in zip_longest(plays, plays[1:]):
        begun = following.begins if following is not None else None
        if play.play_s is None and play.begins is not None and begun is not None:
            until = elapsed(play.begins, begun)
            yield replace(play, play_s=until) if until > 0 else play
        else:
            yield play


def _planned_hours(listing: Listing) -> tuple[datetime | None, datetime | None]:
    night = listing.night
    if not listing.rows:
        return night.start, night.end
    return night.start, night.clock(listing.timeline.end)


def _heard_hours(
    plays: Sequence[HeardPlay],
) -> tuple[datetime | None, datetime | None]:
    """Return the start of the first and the end of the last play, where known."""
    if not plays:
        return None, None
    last = plays[-1]
    if last.begins is None or last.play_s is None:
        return plays[0].begins, None
    return plays[0].begins, last.begins + timedelta(seconds=last.play_s)


def _source_problems(sheet: _Sheet) -> Iterator[str]:
    if sheet.source == FROM_PLAN:
        yield "there is no play log of this night: the sheet holds what was planned"
    if sheet.works and not sheet.options.address:
        yield "the venue's address is blank: write address: in residency.yaml"


def _log_problems(heard: HeardNight, timed: Sequence[HeardPlay]) -> Iterator[str]:
    if not heard.is_public:
        yield "the play log says that nobody was there: practice is not to be reported"
    filled = sum(
        play.play_s is None and known.play_s is not None
        for play, known in zip(heard.plays, timed, strict=True)
    )
    if filled:
        yield (
            f"the play log has no length of {_tracks(filled)}: the time until the next "
            "one began stands for it"
        )


def _blanks(sheet: _Sheet) -> Iterator[str]:
    """Say how often each field is left blank."""
    works = sheet.works
    for name, values in (
        ("title", [work.title for work in works]),
        ("artist", [work.artist for work in works]),
        ("writers", [work.writers for work in works]),
        ("time played", [work.seconds is not None for work in works]),
        ("ISRC", [work.isrc for work in works]),
        ("label", [work.label for work in works]),
    ):
        blank = sum(not value for value in values)
        if blank:
            yield f"{_tracks(blank)} of {len(works)} without {name}"


def _tracks(count: int) -> str:
    return f"{count} track" if count == 1 else f"{count} tracks"


def _table(sheet: _Sheet) -> str:
    event = [value for _, value in sheet.heading()]
    return quoted_table(
        COLUMNS,
        ((*_cells(number, work), *event) for number, work in enumerate(sheet.works, 1)),
    )


def _cells(number: int, work: Work) -> tuple[str, ...]:
    return (
        str(number),
        work.title,
        work.artist,
        work.version,
        work.writers,
        "" if work.seconds is None else str(work.seconds),
        "" if work.begins is None else f"{work.begins:%H:%M:%S}",
        work.isrc,
        work.label,
    )


def _page(sheet: _Sheet) -> str:
    night = sheet.listing.night
    facts = [
        f"<div><dt>{name}</dt><dd>{words(value)}</dd></div>"
        for name, value in sheet.heading()
    ]
    names = ("No", *COLUMNS[1:5], "Played", *COLUMNS[7:9])
    body = (
        "<h1>Music performed</h1>",
        f"<dl>{''.join(facts)}</dl>",
        "<table>",
        f"<thead><tr>{''.join(f'<th>{name}</th>' for name in names)}</tr></thead>",
        "<tbody>",
        *(_line(names, number, work) for number, work in enumerate(sheet.works, 1)),
        "</tbody>",
        "</table>",
        f'<p class="total">{_tracks(len(sheet.works))}, {span(sheet.seconds)} played'
        f"{_unknown(sheet)}, overlaps counted for both tracks.</p>",
        '<p class="sign"><span>Place and date</span><span>Signature</span></p>',
        "<footer>made by clubplanner</footer>",
    )
    return page(f"Music performed: {night.name}, {night.date}", _STYLE, body)


def _line(names: Sequence[str], number: int, work: Work) -> str:
    number_, title, artist, version, writers, _, _, isrc, label = _cells(number, work)
    played = "" if work.seconds is None else stamp(work.seconds)
    cells = (number_, title, artist, version, writers, played, isrc, label)
    told = (
        f'<td data-name="{name}">{words(cell)}</td>'
        for name, cell in zip(names, cells, strict=True)
    )
    return f"<tr>{''.join(told)}</tr>"


def _unknown(sheet: _Sheet) -> str:
    count = sum(work.seconds is None for work in sheet.works)
    return f" ({_tracks(count)} of unknown time left out)" if count else ""


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


_STYLE = """
:root { color-scheme: light dark; }
body { margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem;
  font: 1rem/1.35 system-ui, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .8rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
  gap: .4rem 1.5rem; margin: 0 0 1.2rem; }
dt { font-size: .8rem; opacity: .75; }
dd { margin: 0; min-height: 1.4em; border-bottom: 1px solid; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; table-layout: fixed;
  font-variant-numeric: tabular-nums; }
th, td { border: 1px solid; padding: .2rem .35rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { font-size: .8em; vertical-align: bottom; }
th:nth-child(1) { width: 2.6em; }
th:nth-child(2) { width: 21%; }
th:nth-child(3) { width: 16%; }
th:nth-child(4) { width: 11%; }
th:nth-child(6) { width: 4.6em; }
th:nth-child(7) { width: 9em; }
th:nth-child(8) { width: 11%; }
td:nth-child(1), td:nth-child(6) { text-align: right; }
.sign { display: flex; gap: 3rem; margin-top: 4rem; break-inside: avoid; }
.sign span { flex: 1; border-top: 1px solid; padding-top: .2rem; font-size: .85rem; }
footer { margin-top: 1.5rem; font-size: .75rem; opacity: .7; }
@media (max-width: 40rem) {
  thead { display: none; }
  table, tbody, tr, td { display: block; }
  tr { border-top: 1px solid; padding: .5rem 0; }
  td:nth-child(n) { border: 0; padding: 0; text-align: left; }
  td:empty { display: none; }
  td::before { content: attr(data-name) " "; opacity: .7; font-size: .8rem;
    font-weight: normal; }
  td:nth-child(2) { font-size: 1.15rem; font-weight: bold; }
  td:nth-child(-n+2)::before { content: none; }
  td:first-child { float: right; opacity: .7; }
}
@media print {
  @page { margin: 12mm; }
  :root { color-scheme: light; }
  body { margin: 0; padding: 0; max-width: none; font-size: 8.5pt; color: #000; }
  h1 { font-size: 15pt; }
  dt, footer { font-size: 7.5pt; }
  th, td { padding: .15em .4em; }
  dl { grid-template-columns: repeat(4, 1fr); }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""
