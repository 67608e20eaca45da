"""The plots of the season page: SVG made of numbers, without scripts.

Nothing from a file's tags comes in here. All coordinates lie inside the view box; a
value that is not known has no mark.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import cos, pi, sin

Points = Sequence[tuple[float, float]]

CURVE_SIZE = (260, 110)
SHARE_SIZE = (900, 200)
WHEEL_SIZE = (420, 420)

_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 8.0, 8.0, 18.0
_NUMBERS, _LETTERS = range(1, 13), "AB"
_RINGS = {"A": (70.0, 135.0), "B": (135.0, 200.0)}
WIDEST_STEP = 56.0
"""From one bar of shares to the next, at most."""

_EDGE = 0.5
"""Percent of the darkest sector from which on its words are light."""


def curve_plot(
    bpm: Points, energy: Points, bounds: tuple[float, float], minutes: float
) -> str:
    """Return a night's tempo as a line over its energy as bars.

    Args:
        bpm: minute and BPM of each play.
        energy: minute and energy (1-10) of each play.
        bounds: lowest and highest BPM of all nights drawn, so that they compare.
        minutes: length of the longest night drawn.
    """
    width, height = CURVE_SIZE
    inside = width - _LEFT - _RIGHT, height - _TOP - _BOTTOM
    low, high = _room(*bounds)
    whole = max(minutes, 1.0)

    def x(minute: float) -> float:
        return _LEFT + inside[0] * _clamp(minute / whole)

    def y(part: float) -> float:
        return _TOP + inside[1] * (1 - _clamp(part))

    floor = y(0)
    parts = [_line("axis", _LEFT, floor, x(whole))]
    for hour in range(int(whole // 60) + 1):
        at = x(60 * hour)
        parts.append(_text(at, height - 5, f"{hour}h" if hour else "0", "middle"))
    ends = [minute for minute, _ in energy[1:]] + [whole]
    for (minute, level), end in zip(energy, ends, strict=False):
        top, wide = y(level / 10), max(1.0, x(end) - x(minute) - 0.6)
        wide = min(wide, x(whole) - x(minute))
        parts.append(
            f'<rect class="bar" x="{x(minute):.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{floor - top:.1f}"/>'
        )
    if bpm:
        spots = [(x(minute), y((one - low) / (high - low))) for minute, one in bpm]
        line = " ".join(f"{left:.1f},{top:.1f}" for left, top in spots)
        parts.append(f'<polyline class="line" points="{line}"/>')
        parts += [
            _text(_LEFT - 4, y(0) + 3, f"{low:.0f}", "end"),
            _text(_LEFT - 4, y(1) + 6, f"{high:.0f}", "end"),
        ]
    return _svg(CURVE_SIZE, parts, _curve_words(bpm, energy))


def share_plot(shares: Sequence[tuple[str, float]]) -> str:
    """Return bars of percents with the names below that have room.

    Args:
        shares: a short name of our own and percent, 0-100.
    """
    width, height = SHARE_SIZE
    inside = width - _LEFT - 10 - _RIGHT, height - _TOP - 10 - _BOTTOM
    floor = _TOP + 10 + inside[1]
    step = min(WIDEST_STEP, inside[0] / max(1, len(shares)))
    every = max(1, -(-50 // max(1, int(step))))
    parts: list[str] = []
    for percent in (0, 25, 50, 75, 100):
        y = floor - inside[1] * percent / 100
        kind = "axis" if percent == 0 else "grid"
        parts.append(_line(kind, _LEFT + 10, y, width - _RIGHT))
        parts.append(_text(_LEFT + 6, y + 4, f"{percent} %", "end"))
    for number, (name, share) in enumerate(shares):
        x = _LEFT + 10 + step * number
        tall = inside[1] * _clamp(share / 100)
        wide = max(1.0, step - min(6.0, step / 4))
        parts.append(
            f'<rect class="bar" x="{x:.1f}" y="{floor - tall:.1f}" '
            f'width="{wide:.1f}" height="{tall:.1f}"/>'
        )
        if number % every == 0 and x + 50 <= width:
            parts.append(_text(x, height - 4, name, "start"))
        if step >= 26:
            parts.append(
                _text(x + wide / 2, floor - tall - 3, f"{share:.0f}", "middle")
            )
    told = ", ".join(f"{name} {share:.0f} %" for name, share in shares)
    return _svg(SHARE_SIZE, parts, f"Share of new tracks: {told}")


def key_wheel(keys: Mapping[str, int]) -> str:
    """Return the Camelot wheel, every key shaded and labelled by its share of plays.

    Args:
        keys: plays by Camelot key.
    """
    total = max(1, sum(keys.values()))
    most = max(1, *keys.values()) if keys else 1
    parts: list[str] = []
    for number in _NUMBERS:
        for letter in _LETTERS:
            key = f"{number}{letter}"
            count = keys.get(key, 0)
            parts += _sector(key, count / most, 100 * count / total)
    told = ", ".join(
        f"{key} {100 * count / total:.0f} %"
        for key, count in sorted(keys.items(), key=lambda pair: -pair[1])
        if count
    )
    return _svg(WHEEL_SIZE, parts, f"Share of plays by key: {told}")


def _sector(key: str, part: float, percent: float) -> Iterator[str]:
    """Yield a key's piece of the ring and its words."""
    number, letter = int(key[:-1]), key[-1]
    inner, outer = _RINGS[letter]
    # 12 stands on top, as on a clock.
    middle = 2 * pi * number / 12 - pi / 2
    left, right = middle - pi / 12, middle + pi / 12
    corners = [
        _at(left, outer),
        _at(right, outer),
        _at(right, inner),
        _at(left, inner),
    ]
    (a, b), (c, d), (e, f), (g, h) = corners
    path = (
        f"M{a:.1f} {b:.1f}A{outer} {outer} 0 0 1 {c:.1f} {d:.1f}"
        f"L{e:.1f} {f:.1f}A{inner} {inner} 0 0 0 {g:.1f} {h:.1f}Z"
    )
    yield f'<path class="sector" fill-opacity="{part:.2f}" d="{path}"/>'
    x, y = _at(middle, (inner + outer) / 2)
    kind = "light" if part > _EDGE else "dark"
    yield _text(x, y - 1, key, "middle", f"key {kind}")
    yield _text(x, y + 12, _share_words(percent), "middle", kind)


def _share_words(percent: float) -> str:
    if not percent:
        return "-"
    return "<1 %" if percent < 1 else f"{percent:.0f} %"


def _at(angle: float, radius: float) -> tuple[float, float]:
    x, y = WHEEL_SIZE[0] / 2, WHEEL_SIZE[1] / 2
    return x + radius * cos(angle), y + radius * sin(angle)


def _room(low: float, high: float) -> tuple[float, float]:
    """Return bounds with at least ten BPM between them."""
    spare = max(0.0, 10 - (high - low)) / 2
    return low - spare, high + spare


def _clamp(part: float) -> float:
    return min(1.0, max(0.0, part))


def _curve_words(bpm: Points, energy: Points) -> str:
    parts = []
    if bpm:
        parts.append(f"tempo from {bpm[0][1]:.0f} to {bpm[-1][1]:.0f} BPM")
    if energy:
        levels = [level for _, level in energy]
        parts.append(f"energy {min(levels):.0f} to {max(levels):.0f}")
    return "; ".join(parts).capitalize()


def _line(kind: str, left: float, y: float, right: float) -> str:
    return (
        f'<line class="{kind}" x1="{left:.1f}" y1="{y:.1f}" '
        f'x2="{right:.1f}" y2="{y:.1f}"/>'
    )


def _text(x: float, y: float, text: str, anchor: str, kind: str = "") -> str:
    escaped = text.replace("<", "&lt;")
    named = f' class="{kind}"' if kind else ""
    return (
        f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escaped}</text>'
    )


def _svg(size: tuple[int, int], parts: Sequence[str], told: str) -> str:
    width, height = size
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{told}">'
        f"{''.join(parts)}</svg>"
    )
