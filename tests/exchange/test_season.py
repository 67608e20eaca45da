"""The season page: its plots, its words, and how a browser lays it out."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.exchange.season import (
    MOST_CURVES,
    MOST_SONGS,
    MOST_WEEKS,
    Season,
    SeasonCue,
    SeasonNight,
    SeasonPair,
    SeasonSong,
    season_page,
)
from clubplanner.exchange.season_plots import (
    CURVE_SIZE,
    SHARE_SIZE,
    WHEEL_SIZE,
    curve_plot,
    key_wheel,
    share_plot,
)
from clubplanner.music.key import KEYS
from tests.exchange.chromium import needs_browser, printed_pages, widths
from tests.exchange.pages import Page

HOSTILE = [
    "<script>alert(1)</script>",
    "\u202eright to left",
    "東京 🌙 & \"quotes\" 'x'",
    "long " * 40,
    "]]>\n\x1b[2J",
]
DAY = date(2026, 1, 3)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def season(nights: int, songs: int = 40, *, known: bool = True) -> Season:
    """A season in which every name is hostile."""
    days = [DAY + timedelta(days=7 * n) for n in range(nights)]
    return Season(
        HOSTILE[0],
        tuple(
            SeasonNight(
                day,
                HOSTILE[n % 5],
                40,
                40 if not n else n % 17,
                tuple((4.5 * k, 95.0 + k) for k in range(40)) if known else (),
                tuple((4.5 * k, 1.0 + k % 10) for k in range(40)) if known else (),
                1 + n % 5,
                HOSTILE[n % 5],
                90,
                n % 9 - 4,
            )
            for n, day in enumerate(days)
        ),
        {key: n for n, key in enumerate(KEYS)} if known else {},
        3,
        tuple(
            SeasonSong(HOSTILE[n % 5], HOSTILE[-n % 5], tuple(days[n % 3 :: 1 + n % 4]))
            for n in range(songs)
            if days[n % 3 :: 1 + n % 4]
        ),
        (SeasonCue(HOSTILE[1], nights, 1, 2, 3, "22:00 (4 times)"),),
        (SeasonPair(HOSTILE[2], HOSTILE[3], "worked 3 Jan 2026, 4 stars"),),
        ("2 tracks played are not in the library: no key or tempo.",),
    )


@pytest.mark.parametrize("nights", [0, 1, 4, 26, 520])
@pytest.mark.parametrize("known", [True, False])
def test_no_name_breaks_the_page_and_nothing_comes_from_outside(
    nights: int, known: bool
) -> None:
    html = season_page(season(nights, known=known))
    page = Page(html)
    assert "<script" not in html
    assert "://" not in html
    assert "\u202e" in html or not nights
    assert not re.search(r"\bnan\b|\binf\b|None", html)
    text = " ".join(" ".join(page.texts).split())
    if nights:
        assert f"{nights:,} night" in text
        assert "worked 3 Jan 2026, 4 stars" in text
    else:
        assert "No night of this time has a public play log." in text
    assert html.count("<figure>") == (min(nights, MOST_CURVES) if known else 0)


def test_what_is_drawn_is_bounded_and_the_latest() -> None:
    html = season_page(season(520, songs=200))
    last = DAY + timedelta(days=7 * 519)
    assert f"<figcaption>{last.day} {last:%b %Y}</figcaption>" in html
    heat = html[html.index('class="heat"') : html.index("The show")]
    assert heat.count("<tr>") == MOST_SONGS + 2
    rows = heat.split("<tr>")[3:]
    assert {row.count("<td") for row in rows} == {MOST_WEEKS + 1}


def numbers(svg: str) -> list[tuple[str, float]]:
    """Every coordinate with the name of its attribute."""
    found = []
    for name, value in re.findall(r' (x|y|x1|x2|y1|y2|width|height)="([^"]*)"', svg):
        found.append((name, float(value)))
    for points in re.findall(r'points="([^"]*)"', svg):
        for pair in points.split():
            x, y = pair.split(",")
            found += [("x", float(x)), ("y", float(y))]
    return found


def assert_inside(svg: str, size: tuple[int, int]) -> None:
    width, height = size
    for name, value in numbers(svg):
        limit = width if name[0] in "xw" else height
        assert 0 <= value <= limit, (name, value)


plays = st.lists(
    st.tuples(st.floats(0, 700), st.floats(20, 999)), max_size=60, unique=True
).map(sorted)
levels = st.lists(
    st.tuples(st.floats(0, 700), st.integers(1, 10)), max_size=60, unique=True
).map(sorted)


@given(plays, levels)
def test_curves_lie_inside_their_box(
    bpm: list[tuple[float, float]], energy: list[tuple[float, float]]
) -> None:
    tempi = [one for _, one in bpm]
    bounds = min(tempi, default=0.0), max(tempi, default=0.0)
    longest = max((minute for minute, _ in (*bpm, *energy)), default=0.0)
    svg = curve_plot(bpm, energy, bounds, longest)
    assert_inside(svg, CURVE_SIZE)
    assert svg.count('class="bar"') == len(energy)
    assert svg.count("<polyline") == bool(bpm)


@given(st.lists(st.floats(0, 100), max_size=MOST_WEEKS))
def test_shares_lie_inside_and_their_names_apart(shares: list[float]) -> None:
    svg = share_plot([(f"{n:02} Nov", share) for n, share in enumerate(shares)])
    assert_inside(svg, SHARE_SIZE)
    assert svg.count('class="bar"') == len(shares)
    names = [
        float(x)
        for x, text in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]*)', svg)
        if text.endswith("Nov")
    ]
    assert all(after - before >= 45 for before, after in pairwise(names))


@given(st.dictionaries(st.sampled_from(list(KEYS)), st.integers(0, 5000)))
def test_the_wheel_shades_and_tells_every_key(keys: dict[str, int]) -> None:
    svg = key_wheel(keys)
    assert_inside(svg, WHEEL_SIZE)
    opacity = [float(one) for one in re.findall(r'fill-opacity="([\d.]+)"', svg)]
    assert len(opacity) == 24
    assert all(0 <= one <= 1 for one in opacity)
    for key in KEYS:
        assert f">{key}</text>" in svg
    if any(keys.values()):
        assert max(opacity) == 1


@needs_browser
def test_a_browser_prints_it_and_a_phone_shows_it_without_scrolling_sideways(
    tmp_path: Path,
) -> None:
    html = season_page(season(26))
    assert 3 <= printed_pages(html, tmp_path) <= 8
    inside, needed = widths(html, tmp_path, 390)
    assert needed <= inside
