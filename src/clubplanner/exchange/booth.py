"""The booth sheet: the night on one page, to print or to read on a phone in the dark.

One HTML file that needs nothing else. Per slot: when, what, how fast the deck stands as
it comes in, the key as heard, how long the mix is, the times in the file, and whatever
the DJ must not miss. The same night always gives the same sheet.
"""

from collections.abc import Iterator
from html import escape

from clubplanner.exchange.booth_style import style
from clubplanner.exchange.booth_words import Entry, entry
from clubplanner.exchange.options import Options, TransitionFacts
from clubplanner.exchange.page import element, page, words
from clubplanner.exchange.rows import Listing, assumed_problems

_LEGEND = (
    "BPM of the file → BPM and pitch to come in with, then back to the track's own. "
    "Beats and seconds of the mix into it, graded A to F. in, next, out: times in the "
    "file where it comes in, the next one comes in, it is gone."
)


def write_booth(
    listing: Listing, options: Options
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the sheet; nothing is left out, gaps among the slots.

    Returns:
        the one page, and the problems.
    """
    held = options.spares()
    above = (None, *listing.rows)
    entries = tuple(
        entry(
            row,
            before,
            options.transitions.get(row.slot_id, TransitionFacts()),
            options,
            held,
        )
        for before, row in zip(above, listing.rows, strict=False)
    )
    night = listing.night
    body = (*_head(listing, options), *_slots(entries), *_foot())
    text = page(f"{night.name}, {night.date}", style(entries), body)
    return (text,), (*held.problems, *assumed_problems(listing.rows))


def _head(listing: Listing, options: Options) -> Iterator[str]:
    night, line = listing.night, listing.timeline
    facts = [
        words(night.venue),
        f"{night.date}",
        f"{night.start:%H:%M} to {night.end:%H:%M}",
        f"music ends {night.clock(line.end):%H:%M}" if line.items else "",
        words(options.act),
    ]
    lock = "on: keys as in the files" if options.key_lock else "off: keys as heard"
    yield "<header>"
    yield f"<h1>{words(night.name)}</h1>"
    yield element("p", " · ".join(fact for fact in facts if fact))
    deck = f"Key lock {lock}. Pitch range {options.pitch_range:g}%."
    yield element("p", f"{escape(_LEGEND)} {deck}", "legend")
    yield "</header>"


def _slots(entries: tuple[Entry, ...]) -> Iterator[str]:
    if not entries:
        yield "<p>The night has no slots yet.</p>"
        return
    yield "<ol>"
    for one in entries:
        kind = "slot pinned" if one.pins else "slot"
        yield element("li", "".join(_parts(one)), kind)
    yield "</ol>"


def _foot() -> Iterator[str]:
    yield "<footer>made by clubplanner</footer>"


def _parts(one: Entry) -> Iterator[str]:
    row = one.row
    yield f'<time datetime="{row.begins:%Y-%m-%dT%H:%M}">{row.begins:%H:%M}</time>'
    number = element("span", f"{row.number}", "number")
    title = element("span", words(row.title), "title")
    artist = element("span", words(row.artist), "artist")
    yield f'<div class="what">{title} {artist} {number}</div>'
    yield f'<div class="facts">{"".join(_facts(one))}</div>'
    yield element("div", "".join(_more(one)), "more")


def _facts(one: Entry) -> Iterator[str]:
    came = f"→ {one.tempo}" if one.tempo else ""
    yield f'<div class="tempo">{element("b", one.bpm)} {came}</div>'
    yield f'<div class="key">{element("b", one.key)}</div>'
    mix = " ".join(part for part in (one.mix, element("b", one.grade)) if part)
    yield f'<div class="mix">{mix}</div>'
    times = " ".join(f"<i>{name}</i> {time}" for name, time in one.times)
    yield f'<div class="times">{times}</div>'


def _more(one: Entry) -> Iterator[str]:
    for pin in one.pins:
        yield element("span", f"<strong>{words(pin)}</strong>", "pin")
    for mark in one.marks:
        yield element("span", escape(mark), "mark")
    yield element("span", words(one.note), "note")
    if one.bridge:
        said = f"<strong>{words(one.bridge)}</strong>: {words(one.ways)}"
        yield element("span", said, "bridge")
    names = (element("span", words(track)) for track in one.instead)
    yield element("span", "".join(names), "instead")
