"""Plans of one night laid beside each other by the clock.

Two plans are lined up as two texts are by a ``diff``: what plays at the same time
stands in one row, and so does the same track a little earlier or later. The rest stands
alone, in the order of the clock (Needleman and Wunsch, J. Mol. Biol. 48, 1970).
"""

from collections.abc import Iterator, Sequence

from clubplanner.night.timeline import Timed

Beside = tuple[Timed | None, ...]
"""What the plans play at about one time; None where one of them is still playing what
stands above."""

_ALONE = 120
"""What a slot in a row of its own counts, in seconds: two apart as twice that."""

_SAME_S = 600
"""Seconds a track may be moved and still stand beside itself."""

_SAME_PART = 4
"""A moved track counts this part of the seconds it was moved by."""


def by_clock(plans: Sequence[Sequence[Timed]]) -> list[Beside]:
    """Return plans row by row.

    Args:
        plans: the slots of each on the clock, in playing order.
    """
    rows: list[Beside] = [(item,) for item in plans[0]]
    for count, plan in enumerate(plans[1:], 1):
        rows = list(_joined(rows, plan, count))
    return rows


def _joined(
    rows: Sequence[Beside], plan: Sequence[Timed], count: int
) -> Iterator[Beside]:
    """Yield the rows of ``count`` plans with one more plan beside them."""
    costs = _costs(rows, plan)
    steps: list[Beside] = []
    row, place = len(rows), len(plan)
    alone: Beside = (None,) * count
    while row or place:
        here = costs[row][place]
        joined = _pair(rows[row - 1], plan[place - 1]) if row and place else None
        if joined is not None and here == costs[row - 1][place - 1] + joined:
            row, place = row - 1, place - 1
            steps.append((*rows[row], plan[place]))
            continue
        is_above = bool(row) and here == costs[row - 1][place] + _ALONE
        is_beside = bool(place) and here == costs[row][place - 1] + _ALONE
        if is_above and is_beside:
            is_above = _start(rows[row - 1]) > plan[place - 1].start
        if is_above:
            row -= 1
            steps.append((*rows[row], None))
        else:
            place -= 1
            steps.append((*alone, plan[place]))
    return reversed(steps)


def _costs(rows: Sequence[Beside], plan: Sequence[Timed]) -> list[list[int]]:
    """Return what lining up the first so many rows and slots costs at least."""
    costs = [[_ALONE * place for place in range(len(plan) + 1)]]
    for number, row in enumerate(rows, 1):
        above, here = costs[-1], [_ALONE * number]
        for place, item in enumerate(plan):
            best = min(above[place + 1], here[place]) + _ALONE
            joined = _pair(row, item)
            if joined is not None:
                best = min(best, above[place] + joined)
            here.append(best)
        costs.append(here)
    return costs


def _pair(row: Beside, item: Timed) -> int | None:
    """Return what a slot in a row with others costs, None where it has no place."""
    found = (_apart(other, item) for other in row if other is not None)
    return min((cost for cost in found if cost is not None), default=None)


def _apart(one: Timed, other: Timed) -> int | None:
    seconds = abs(one.start - other.start)
    if one.slot.id == other.slot.id and one.slot.is_kept:
        return 0
    paths = [item.slot.track.path if item.slot.track else "" for item in (one, other)]
    if paths[0] and paths[0] == paths[1] and seconds <= _SAME_S:
        return seconds // _SAME_PART
    return seconds if seconds < 2 * _ALONE else None


def _start(row: Beside) -> int:
    return min(item.start for item in row if item is not None)
