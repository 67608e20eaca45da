from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from clubplanner.music.text import cells
from clubplanner.music.track import Track
from clubplanner.tui.widgets import tones
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.track_columns import stars
from clubplanner.tui.widgets.track_table import TrackTable
from tests.tui.made import HOSTILE, made_tracks


class ToneScreen(Screen[None]):
    """A screen that knows the tones its widgets draw in."""

    COMPONENT_CLASSES: ClassVar[set[str]] = tones.COMPONENT_CLASSES


class TableApp(App[None]):
    """One table of tracks and nothing else."""

    CSS_PATH = "../../src/clubplanner/tui/screens/screens.tcss"

    def __init__(self, tracks: Sequence[Track]) -> None:
        super().__init__()
        self.tracks = tracks
        self.moves: list[int] = []

    def get_default_screen(self) -> Screen[None]:
        return ToneScreen()

    def compose(self) -> ComposeResult:
        yield TrackTable(id="tracks", empty="Nothing here.")

    def on_mount(self) -> None:
        self.table.show_tracks(self.tracks, range(len(self.tracks)))

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        self.moves.append(event.row)

    @property
    def table(self) -> TrackTable:
        return self.query_one(TrackTable)


def lines(app: TableApp) -> list[str]:
    return [app.table.render_line(y).text for y in range(app.table.size.height)]


async def started(pilot: Pilot[None]) -> None:
    await pilot.pause()


async def test_every_line_is_exactly_as_wide_as_the_table() -> None:
    app = TableApp(made_tracks(40))
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        assert {cells(line) for line in lines(app)} == {app.table.size.width}


@pytest.mark.parametrize("number", range(len(HOSTILE)))
async def test_hostile_titles_are_shown_as_plain_text(number: int) -> None:
    app = TableApp(made_tracks(40))
    async with app.run_test(size=(120, 36)) as pilot:
        await started(pilot)
        line = lines(app)[number + 1]
        assert not {"\x1b", "\x07", "\u202e", "\u202c", "\n", "\t"} & set(line)
        if "[bold]" in HOSTILE[number]:
            assert "[bold]markup[/bold]" in line


async def test_keys_move_the_cursor_and_stop_at_both_ends() -> None:
    app = TableApp(made_tracks(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        table = app.table
        for key, row in (
            ("up", 0),
            ("j", 1),
            ("down", 2),
            ("k", 1),
            ("pagedown", 23),
            ("G", 99),
            ("down", 99),
            ("pageup", 77),
            ("home", 0),
            ("end", 99),
            ("g", 0),
        ):
            await pilot.press(key)
            assert table.cursor == row, key
            first = table.scroll_offset.y
            assert first <= row <= first + table.size.height - 2


async def test_the_head_stays_and_the_cursor_is_marked_without_colour() -> None:
    app = TableApp(made_tracks(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await pilot.press("G")
        shown = lines(app)
        assert "Title" in shown[0]
        assert [line[0] for line in shown].count(">") == 1
        assert shown[-1].startswith(">")


async def test_marks_are_kept_in_the_order_they_were_made() -> None:
    app = TableApp(made_tracks(30))
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await pilot.press("G", "space", "g", "space", "space")
        titles = [track.title for track in app.table.chosen_tracks()]
        assert titles == [app.tracks[n].title for n in (29, 0, 1)]
        assert lines(app)[1].startswith("+ ")
        await pilot.press("g", "space")
        assert len(app.table.chosen_tracks()) == 2


async def test_a_filtered_view_keeps_marks_of_hidden_tracks() -> None:
    app = TableApp(made_tracks(30))
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await pilot.press("space")
        app.table.show_view([5, 6])
        assert [t.path for t in app.table.chosen_tracks()] == [app.tracks[0].path]


async def test_a_click_selects_and_the_wheel_scrolls() -> None:
    app = TableApp(made_tracks(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await pilot.click(TrackTable, offset=(10, 5))
        assert app.table.cursor == 4
        app.table.scroll_to(y=10, animate=False)
        await pilot.pause()
        await pilot.click(TrackTable, offset=(10, 5))
        assert app.table.cursor == 14


async def test_an_empty_view_says_so_and_no_key_breaks_it() -> None:
    app = TableApp([])
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        await pilot.press("j", "k", "G", "g", "pagedown", "space", "c")
        assert "Nothing here." in "".join(lines(app))
        assert app.table.track() is None


async def test_a_narrow_table_leaves_columns_out_but_never_title_bpm_and_key() -> None:
    app = TableApp(made_tracks(30))
    async with app.run_test(size=(70, 20)) as pilot:
        await started(pilot)
        head = lines(app)[0]
        assert all(name in head for name in ("Title", "Artist", "BPM", "Key"))
        assert "Genre" not in head


async def test_unknown_values_are_question_marks() -> None:
    app = TableApp([Track(path="/music/a.mp3")])
    async with app.run_test(size=(80, 24)) as pilot:
        await started(pilot)
        row = lines(app)[1]
        assert "a.mp3" in row
        assert row.startswith(">!")
        assert row.split()[1:] == ["?", "?", "?", "?", "?", "?", "-"]


@pytest.mark.parametrize(
    ("rating", "text"), [(None, "?"), (0, ""), (3, "***"), (4.5, "****'")]
)
def test_ratings_are_stars(rating: float | None, text: str) -> None:
    assert stars(rating) == text


async def test_a_held_key_moves_all_rows_only_once_in_many_steps() -> None:
    app = TableApp(made_tracks(200))
    async with app.run_test(size=(80, 21)) as pilot:
        await started(pilot)
        app.table.focus()
        seen = []
        for move in [app.table.action_down] * 70 + [app.table.action_up] * 70:
            move()
            top = int(app.table.scroll_offset.y)
            assert top <= app.table.cursor < top + 20
            seen.append(top)
        assert seen[-1] == 0
        turns = sum(one != other for one, other in pairwise(seen))
        assert turns <= 140 / 6
        await pilot.press("end")
        assert app.table.scroll_offset.y == 180
        await pilot.press("home")
        assert app.table.scroll_offset.y == 0
