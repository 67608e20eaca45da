"""Completion in the library's filter: offered while it is typed, taken by Tab."""

import pytest
from textual.pilot import Pilot

from clubplanner.music.query import Completion
from clubplanner.tui.program import ClubplannerApp
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.filter_field import FilterField, offer_pieces
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.conftest import MakeApp

SIZE = (120, 36)


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


def line(app: ClubplannerApp) -> str:
    bar = app.screen.query_one("#offers", Bar)
    return "".join(piece.text for piece in bar.left) if bar.display else ""


def value(app: ClubplannerApp) -> str:
    return app.screen.query_one(FilterField).value


async def test_fields_then_values_are_offered_and_taken(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1")
        assert line(app) == ""
        await press(pilot, "slash")
        assert line(app).startswith(" bpm: key: energy:")
        await press(pilot, *"ge")
        assert line(app) == ">genre: "
        await press(pilot, "tab")
        assert value(app) == "genre:"
        first = line(app).split()[0]
        await press(pilot, "down", "down", "up")
        assert line(app).split()[0] == first[1:]
        chosen = line(app).partition(">")[2].split()
        await press(pilot, "tab")
        assert value(app) == f"genre:{chosen[0]} "
        assert len(app.screen.query_one(TrackTable).view) == int(chosen[1])
        await press(pilot, "enter")
        assert line(app) == ""


async def test_tab_with_nothing_offered_goes_on_to_the_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", *"zzz", "tab")
        assert app.screen.query_one(TrackTable).has_focus


async def test_the_cues_of_the_theme_are_offered(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "slash", *"cue:riv")
        assert line(app) == ">rivalry 1 "
        await press(pilot, "tab", "enter")
        table = app.screen.query_one(TrackTable)
        assert [table.tracks[n].title for n in table.view] == ["Rivalry"]


@pytest.mark.parametrize("width", [12, 30, 80])
@pytest.mark.parametrize("chosen", range(4))
def test_the_chosen_completion_is_always_seen(width: int, chosen: int) -> None:
    names = ("deep house", "東京", "x" * 200, "pop")
    offers = [Completion(name, name, 0, 1234) for name in names]
    pieces = offer_pieces(offers, chosen, width)
    place = next(n for n, piece in enumerate(pieces) if piece.text.startswith(">"))
    assert place == 0 or sum(len(p.text) for p in pieces[: place + 1]) <= width
    assert pieces[place].tone == "cursor"
