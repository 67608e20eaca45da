"""Two nights compared, as a page: what both play, what one of them, over one clock."""

from clubplanner.music.key import format_key
from clubplanner.music.tempo import format_bpm
from clubplanner.music.text import many
from clubplanner.residency.night_diff import NightDiff, Shared, Stop
from clubplanner.workspace.pages.side_by_side import side_by_side
from clubplanner.workspace.pages.table import Block, Table

SIDES = ("A", "B")

_BOTH = ("In A", "In B", "Moved", "Title", "Artist")
_ONE = ("At", "Title", "Artist", "BPM", "Key", "E")


def diff_page(found: NightDiff, notation: str) -> tuple[Block, ...]:
    """Return two nights compared.

    Args:
        found: the nights.
        notation: how keys are written.
    """
    page: list[Block] = [
        "\n".join(_heads(found)),
        "\n".join(side_by_side(found.a, found.b)),
    ]
    if found.both:
        rows = [_shared_row(one) for one in found.both]
        page.append(Table(_BOTH, rows, frozenset({2})).titled("In both:"))
    if found.neighbours:
        pairs = (f"{_named(one)} > {_named(two)}" for one, two in found.neighbours)
        page.append("\n".join(("Neighbours in both:", *pairs)))
    for name, stops in zip(SIDES, (found.only_a, found.only_b), strict=True):
        if stops:
            rows = [_row(stop, notation) for stop in stops]
            table = Table(_ONE, rows, frozenset({3, 5}))
            page.append(table.titled(f"Only in {name}:"))
    return tuple(page)


def _heads(found: NightDiff) -> list[str]:
    lines = []
    for name, side in zip(SIDES, (found.a, found.b), strict=True):
        kind = "played" if side.is_played else "planned"
        count = many(len(side.stops), "track")
        lines.append(f"{name}  {side.name}  {side.date:%a %d %b %Y}, {kind}, {count}")
    lines.append(
        f"In both: {many(len(found.both), 'track')}, "
        f"{found.share(found.a):.0f} % of A, {found.share(found.b):.0f} % of B; "
        f"{many(len(found.neighbours), 'pair')} of neighbours"
    )
    return lines


def _title(stop: Stop) -> str:
    return stop.track.title or stop.track.path or "?"


def _named(stop: Stop) -> str:
    return f"{stop.track.artist or '?'} - {_title(stop)}"


def _clock(stop: Stop) -> str:
    return f"{stop.at:%H:%M}" if stop.at else "?"


def _shared_row(one: Shared) -> tuple[str, ...]:
    moved = one.moved_min
    words = "?" if moved is None else f"{moved:+} min" if moved else ""
    return _clock(one.a), _clock(one.b), words, _title(one.a), one.a.track.artist or "?"


def _row(stop: Stop, notation: str) -> tuple[str, ...]:
    track = stop.track
    return (
        _clock(stop),
        _title(stop),
        track.artist or "?",
        format_bpm(track.bpm),
        format_key(track.key, notation),
        "?" if track.energy is None else str(track.energy),
    )
