"""The library: find tracks by words and fields, judge them, put them into the set."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from clubplanner.library.word_edits import DOUBLE, HALF
from clubplanner.music.query import FIELDS, Searcher
from clubplanner.music.track import Track
from clubplanner.tui.actions import bindings
from clubplanner.tui.dialogs.words import WordsDialog
from clubplanner.tui.fit import FitCosts
from clubplanner.tui.ordering import Ordering
from clubplanner.tui.screens import views
from clubplanner.tui.screens.arranging import ask_columns, ask_order, columns_of
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.scanning import ask_folder, not_there, scan_again
from clubplanner.tui.screens.shelving import shelve_tracks
from clubplanner.tui.screens.track_text import track_lines
from clubplanner.tui.screens.wording import (
    ask_cue,
    ask_energy,
    ask_stars,
    move_octave,
    tap_tempo,
)
from clubplanner.tui.sorting import FIT, FIT_HEAD, KEY_OF_HEAD, arrows, unseen_order
from clubplanner.tui.widgets.bar import Bar, Piece
from clubplanner.tui.widgets.filter_field import FilterField, offer_pieces
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.track_table import TrackTable

_NO_TRACK = "No track is shown. Esc clears the filter."


class LibraryScreen(PlanScreen):
    """All tracks, filtered and sorted, with the values of one of them."""

    PLACE = "library"
    HELP = (
        "Find a track and press Enter: it goes into the set after the set's cursor. "
        "Filter with words and fields: love bpm:118..124 key:~8A energy:>=7 -remix "
        "missing:any is:duplicate played:>8w."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("library")]
    AUTO_FOCUS = "#tracks"

    def __init__(self) -> None:
        super().__init__()
        self._tracks: Sequence[Track] = ()
        self._searcher: Searcher | None = None
        self._order = Ordering()
        self._notice = ""
        self._away = ""

    def body(self) -> Iterator[Widget]:
        """Yield the filter, the list and the details."""
        with Vertical(id="filter-box"):
            with Horizontal(id="filter-line"):
                yield FilterField(
                    placeholder="/ to filter: words, bpm:~124 key:~8A energy:>=7 -word",
                    id="filter",
                )
                yield Bar(id="count")
            yield Bar(id="offers")
        yield TrackTable(id="tracks", empty=_NO_TRACK)
        yield Bar(id="detail-head", fill="─")
        yield Paper(id="details", focusable=True)

    @property
    def table(self) -> TrackTable:
        """The list."""
        return self.query_one("#tracks", TrackTable)

    @property
    def field(self) -> FilterField:
        """The filter."""
        return self.query_one("#filter", FilterField)

    def keys_shown(self) -> tuple[str, ...]:
        """Return whose keys the footer shows: those of the part with the focus."""
        return ("filter",) if self.field.has_focus else super().keys_shown()

    def redraw(self) -> None:
        """Show the library and which of it is in the set, as they are now."""
        workspace = self.desk.workspace
        table = self.table
        table.show_columns(columns_of(self.desk))
        table.in_set = self._in_set()
        table.weeks = workspace.context.weeks
        self._order.fit.follow(self.desk)
        table.fit_of = self._order.fit.cell
        if workspace.tracks is not self._tracks:
            self._take_library()
        else:
            table.rows_changed()
        self._say_what_is_missing()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while it is typed."""
        self._filter()
        self.field.offer()

    def on_filter_field_offered(self, event: FilterField.Offered) -> None:
        """Show how the query can go on, while it is typed."""
        field, bar = self.field, self.query_one("#offers", Bar)
        if bar.display != field.has_focus:
            bar.display = field.has_focus
            self.draw_frame()
        fields = " " + " ".join(f"{name}:" for name in FIELDS)
        nothing_yet = [] if field.value else [Piece(fields, "dim")]
        offers = offer_pieces(field.offers, field.chosen, self.size.width)
        bar.show(offers or nothing_yet)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from the filter to the list."""
        self.table.focus()

    def on_line_table_moved(self, event: LineTable.Moved) -> None:
        """Show the values of the track under the cursor."""
        self._show_details()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Add the track that was double-clicked."""
        self.action_choose()

    def on_line_table_marked(self, event: LineTable.Marked) -> None:
        """Count the marked tracks."""
        self._show_count()

    def on_line_table_head_clicked(self, event: LineTable.HeadClicked) -> None:
        """Sort by the column that was clicked, the other way round the second time."""
        key = KEY_OF_HEAD.get(event.column)
        if key is not None:
            self._sort((f"-{key}" if self._order.keys[:1] == (key,) else key,))
        elif event.column == FIT_HEAD:
            self.action_fit()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.set_focus(self.field)

    def action_leave(self) -> None:
        """Leave the filter; in the list, clear it, or stop the work behind."""
        field = self.field
        if field.has_focus:
            self.table.focus()
        elif field.value:
            field.value = ""
        else:
            self.program.action_stop()

    def action_choose(self) -> None:
        """Add after the set's cursor."""
        slot = self.desk.slot
        self._add(self.desk.row + 1 if slot is not None else 0)

    def action_append(self) -> None:
        """Add at the end of the set."""
        night = self.desk.night
        self._add(len(night.slots) if night is not None else 0)

    def action_sort(self) -> None:
        """Ask for columns and sort."""
        ask_order(self, self._order.keys, self._sort)

    def action_columns(self) -> None:
        """Ask for the columns and keep them in the settings."""
        ask_columns(self)

    def action_views(self) -> None:
        """Ask for a view: duplicates, or what lacks a value."""
        if self._searcher is not None:
            self.app.push_screen(views.question(self._searcher), self._view)

    def action_fit(self) -> None:
        """Sort by how well each track follows the slot under the set's cursor."""
        self._sort(() if self._order.is_by_fit else (FIT,))

    def action_details(self) -> None:
        """Show or hide where the values come from."""
        self.toggle_class("-details")
        self._show_details()

    def action_shelve(self) -> None:
        """Put the marked tracks, or the one here, on the shelf."""
        if shelve_tracks(self, self.table.chosen_tracks()):
            self.table.unmark_all()

    def action_unmark(self) -> None:
        """Take all marks off."""
        self.table.unmark_all()

    def action_edit_words(self) -> None:
        """Ask for the DJ's own words about the tracks and keep them."""
        self._with_chosen(
            lambda _, tracks: self.app.push_screen(WordsDialog(self.desk, tracks))
        )

    def action_tap(self) -> None:
        """Ask for a tempo by tapping."""
        self._with_chosen(tap_tempo)

    def action_half(self) -> None:
        """Halve the BPM."""
        self._with_chosen(partial(move_octave, factor=HALF))

    def action_double(self) -> None:
        """Double the BPM."""
        self._with_chosen(partial(move_octave, factor=DOUBLE))

    def action_energy(self) -> None:
        """Ask for energy."""
        self._with_chosen(ask_energy)

    def action_stars(self) -> None:
        """Ask for stars."""
        self._with_chosen(ask_stars)

    def action_cue(self) -> None:
        """Ask which cue it is."""
        self._with_chosen(ask_cue)

    def action_rescan(self) -> None:
        """Read the music folders again, in the background."""
        scan_again(self)

    def action_add_folder(self) -> None:
        """Ask for one more music folder and read it."""
        ask_folder(self)

    def _view(self, place: int | None) -> None:
        if place is None:
            return
        view = views.VIEWS[place]
        if view.sort:
            self._sort(view.sort)
        self.field.value = view.query
        self.table.focus()

    def _with_chosen(self, edit: Callable[[PlanScreen, list[Track]], object]) -> None:
        """Do something with the marked tracks, else with the one here."""
        tracks = self.table.chosen_tracks()
        if tracks:
            edit(self, tracks)

    def _take_library(self) -> None:
        workspace = self.desk.workspace
        self._tracks = workspace.tracks
        searcher = self._searcher = self.field.searcher = workspace.searcher
        # Else the first letter typed would wait 100 ms for 50,000 tracks to be folded.
        self.program.work.beside("Folding words", searcher.warm_up, _nothing)
        self._order.take(self._tracks, workspace.context.weeks)
        row, here = self.table.cursor, self.table.track()
        self.table.show_tracks(self._tracks, ())
        self._filter(here, row)

    def _say_what_is_missing(self) -> None:
        """Name folders that are not there: in the empty list, once in the status."""
        away = not_there(len(self.desk.workspace.library.missing_roots))
        if not self._tracks:
            key = self.desk.keys.word("library.rescan")
            self.table.empty = (
                f"{away}, then scan: {key}"
                if away
                else f"No music yet. Scan a folder: {key}"
            )
        else:
            self.table.empty = _NO_TRACK
        if away and away != self._away and not self.desk.status:
            self.desk.say(away, "warn")
        self._away = away

    def _filter(self, stay_on: Track | None = None, row: int = 0) -> None:
        """Show what the filter finds.

        Args:
            stay_on: the track the cursor stays on, if it is found.
            row: where the cursor goes otherwise.
        """
        if self._searcher is None:
            return
        text = self.field.value
        found = self._searcher.search(text)
        view = self._order.sort(found.indexes)
        if not self._order.is_known:
            self._ask_fit(stay_on)
        self.table.show_order(arrows(self._order.keys))
        found_at = self.table.row_of(stay_on.path, view) if stay_on else None
        self.table.show_view(view, row if found_at is None else found_at)
        self._show_count()
        self._say_notice(found.notices[0] if found.notices else "")

    def _ask_fit(self, stay_on: Track | None) -> None:
        """Work the fit out in the background, and show it then.

        What was said before stays: it may be how an edit is undone.
        """
        order, desk = self._order, self.desk
        told = f"Working out how {len(self._tracks):,} tracks fit"
        costs = order.ask()

        def take(found: FitCosts | None) -> None:
            if order.fit.take(found) and order.is_by_fit:
                self._filter(stay_on)
                if desk.status == told:
                    desk.say(order.words(desk))

        if costs is not None:
            self.program.work.beside("Sorting by fit", costs, take, group="fit")
        if not desk.status:
            desk.say(told)

    def _say_notice(self, notice: str) -> None:
        """Say what is odd about the query; a mended one takes that back."""
        if notice:
            self.desk.say(notice, "warn")
        elif self._notice and self.desk.status == self._notice:
            self.desk.say("")
        self._notice = notice

    def _sort(self, keys: tuple[str, ...] | None) -> None:
        if keys is None:
            return
        if keys == (FIT,) and self.desk.slot is None:
            self.desk.say("The set is empty: nothing to fit to", "warn")
            return
        self._order.keys = keys
        self._order.fit.give_up()
        self._filter()
        if self._order.is_known:
            self.desk.say(self._order.words(self.desk))

    def _add(self, index: int) -> None:
        table = self.table
        if self.desk.add_tracks(table.chosen_tracks(), index) and table.marks:
            table.unmark_all()

    def _in_set(self) -> dict[str, str]:
        night = self.desk.night
        slots = night.slots if night is not None else ()
        return {
            slot.track.path: f"{place:02}"
            for place, slot in enumerate(slots, 1)
            if slot.track is not None and slot.track.path
        }

    def _show_count(self) -> None:
        table = self.table
        marked = f"{len(table.marks)} marked  " if table.marks else ""
        text = f"{len(table.view):,} of {len(self._tracks):,}"
        unseen = unseen_order(self._order.keys, self.table.heads())
        order = f"  {unseen}" if unseen else ""
        self.query_one("#count", Bar).show(
            [],
            [Piece(marked, "accent"), Piece(text, "strong"), Piece(f"{order} ", "dim")],
        )

    def _show_details(self) -> None:
        track = self.table.track()
        self.desk.track = track
        head = self.query_one("#detail-head", Bar)
        head.head(track.title or track.path if track else "no track")
        is_open = self.has_class("-details")
        evidence = None
        if track is not None and is_open:
            evidence = self.desk.workspace.evidence(track)
        lines = track_lines(track, self._order.fit.sentence(track), evidence)
        self.query_one("#details", Paper).show(lines)


def _nothing(_result: None) -> None:
    """Take the result of work that is its own result."""
