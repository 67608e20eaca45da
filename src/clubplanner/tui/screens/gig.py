"""The gig: the night going on, on one screen that is read from two metres.

It holds no state of the night but what is asked for at the moment: the plan is the
desk's, and what was played is the play log's.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.containers import Container, Horizontal
from textual.events import ScreenResume, ScreenSuspend
from textual.widget import Widget

from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import Night, Slot
from clubplanner.tui.actions import bindings
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.late import told, unheld
from clubplanner.tui.screens.gig_text import (
    big_left,
    gig_lines,
    left_tone,
    side_lines,
)
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.screens.suggesting import SUGGESTION_COLUMNS, suggestion_rows
from clubplanner.tui.widgets.bar import Bar
from clubplanner.tui.widgets.big_clock import BigClock
from clubplanner.tui.widgets.line_table import LineTable
from clubplanner.tui.widgets.paper import Paper
from clubplanner.tui.widgets.rows_table import RowsTable
from clubplanner.workspace.gig import Gig
from clubplanner.workspace.replanning import Proposal, heard, take
from clubplanner.workspace.spare_moods import Mood, SpareTrack, spare_tracks

if TYPE_CHECKING:
    from textual.timer import Timer

    from clubplanner.residency.gig import Standing

Act = Callable[[Night, Gig, "Standing"], None]

TICK_S = 1.0
_MOODS = {"lift": Mood.LIFT, "tired": Mood.TIRED, "sing": Mood.SING}


class GigScreen(PlanScreen):
    """The clock, what plays, what comes, and what to do when the floor wants else."""

    PLACE = "gig"
    HELP = (
        "The night going on. Mark every track when it starts: it goes into the play "
        "log at once, and after a power cut the gig goes on where it stood. Plan anew "
        "shows what would change before you take it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("gig")]
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self._gig: Gig | None = None
        self._timer: Timer | None = None
        self._proposal: Proposal | None = None
        self._spares: tuple[SpareTrack, ...] = ()
        self._left_out = ""
        self._asked: Mood | None = None

    def body(self) -> Iterator[Widget]:
        """Yield the clock, the running order and what to pull."""
        yield Bar(id="gig-head", fill="─")
        with Horizontal(id="gig-top"):
            yield BigClock(id="gig-clock")
            with Container(id="gig-beside"):
                yield BigClock(id="gig-left")
                yield Paper(id="gig-side")
        yield Paper(id="gig-lines")
        yield Bar(id="gig-list-head", fill="─")
        yield Paper(id="gig-proposal", focusable=True)
        yield RowsTable(SUGGESTION_COLUMNS, id="gig-list")

    @property
    def table(self) -> RowsTable:
        """The list of tracks to pull."""
        return self.query_one("#gig-list", RowsTable)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Go on with the clock."""
        super().on_screen_resume(event)
        if self._timer is None:
            self._timer = self.set_interval(TICK_S, self._tick)

    def on_screen_suspend(self, event: ScreenSuspend) -> None:
        """Stop the clock: nothing is written while nobody looks."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def redraw(self) -> None:
        """Show the night as it stands."""
        night, workspace = self.desk.night, self.desk.workspace
        if night is None:
            self._gig = None
        elif self._gig is None or self._gig.night_file != workspace.file:
            self._put_away()
            self._gig = None
            self._gig = Gig(workspace)
        self._draw_list()
        self._tick()

    def _tick(self) -> None:
        """Draw what the time changes."""
        now, night = self.desk.now(), self.desk.night
        clock = self.query_one("#gig-clock", BigClock)
        if night is None or self._gig is None:
            clock.show(f"{now:%H:%M:%S}")
            self.query_one("#gig-left", BigClock).show("")
            self.query_one("#gig-head", Bar).head("GIG")
            said = "" if night else self.desk.no_night
            self.query_one("#gig-lines", Paper).show([[(said, "")]])
            self.query_one("#gig-side", Paper).show([])
            return
        standing = self._gig.standing(now)
        clock.show(f"{night.clock(standing.second):%H:%M:%S}", "strong")
        left = self.query_one("#gig-left", BigClock)
        left.show(big_left(standing), left_tone(standing))
        side = self.query_one("#gig-side", Paper)
        side.lay(lambda width: side_lines(night, standing, width, side.size.height))
        steps = self.desk.workspace.transitions
        paper = self.query_one("#gig-lines", Paper)
        paper.lay(
            lambda width: gig_lines(night, standing, steps, width, paper.size.height)
        )
        played = f"{len(self._gig.log.plays)} played, log {self._gig.path.name}"
        self.query_one("#gig-head", Bar).head(f"GIG  {night.name}", played)

    def action_started(self) -> None:
        """Note that the next track has started."""

        def start(night: Night, gig: Gig, standing: "Standing") -> None:
            if standing.next is None:
                key = self.desk.keys.word("gig.other")
                self.desk.say(f"Nothing more is planned. Another track: {key}", "warn")
                return
            gig.start(night.slots[standing.next], self.desk.now())
            self._marked(gig)

        self._do(start)

    def action_other(self) -> None:
        """Ask which other track has started, and note it."""
        workspace, now = self.desk.workspace, self.desk.now

        def parse(text: str) -> Slot | Track:
            found = heard(workspace, text, workspace.opened.second(now()))
            if isinstance(found, Track):
                return found
            return workspace.opened.slots[workspace.opened.index(found)]

        def mark(answer: tuple[Slot | Track] | None) -> None:
            if answer is None or self._gig is None:
                return
            gig, (found,) = self._gig, answer
            is_track = isinstance(found, Track)
            start = gig.start_other if is_track else gig.start
            if self.desk.attempt(partial(start, found, now())):  # type: ignore[arg-type]
                self._marked(gig)

        def ask(night: Night, gig: Gig, standing: "Standing") -> None:
            hint = "Words of its title, artist and title, or a slot's number."
            self.app.push_screen(Ask("Which track has started?", hint, parse), mark)

        self._do(ask)

    def action_back(self) -> None:
        """Take back the last mark."""

        def back(night: Night, gig: Gig, standing: "Standing") -> None:
            self._changed(f'"{gig.take_back()}" is out of the log again')

        self._do(back)

    def action_skip(self) -> None:
        """Leave the next track out."""

        def skip(night: Night, gig: Gig, standing: "Standing") -> None:
            if standing.next is None:
                self.desk.say("Nothing more is planned", "warn")
                return
            slot = night.slots[standing.next]
            label = f"Skip {slot.name}"
            self._edit(label, lambda plan: edits.remove(plan, {slot.id}))

        self._do(skip)

    def action_late(self) -> None:
        """Plan the rest anew for the time it is, and show what would change."""

        def look(night: Night, gig: Gig, standing: "Standing") -> None:
            proposal = gig.propose(self.desk.now())
            self._put_away()
            self._proposal = proposal
            self._draw_list()
            key = self.desk.keys.word("gig.choose")
            self.desk.say(f"{key} takes the new plan, Esc leaves it as it is")

        self._do(look)

    def action_lift(self) -> None:
        """Show tracks with more energy that fit here."""
        self._pull(Mood.LIFT)

    def action_tired(self) -> None:
        """Show tracks with less energy that fit here."""
        self._pull(Mood.TIRED)

    def action_sing(self) -> None:
        """Show songs the floor knows that fit here."""
        self._pull(Mood.SING)

    def action_choose(self) -> None:
        """Take the new plan, or put the track under the cursor next."""
        if self._proposal is not None:
            self._take(self._proposal)
        elif self._spares:
            self._put_next(self._spares[self.table.cursor])
        else:
            key = self.desk.keys.word("gig.late")
            self.desk.say(f"Nothing to take. {key} plans the rest anew", "warn")

    def action_leave(self) -> None:
        """Put the list or the new plan away."""
        if not self.program.work.stop():
            self._put_away()
            self._draw_list()

    def on_line_table_chosen(self, event: LineTable.Chosen) -> None:
        """Put the double-clicked track next."""
        self.action_choose()

    def _pull(self, mood: Mood) -> None:
        def look(night: Night, gig: Gig, standing: "Standing") -> None:
            workspace, place = self.desk.workspace, standing.place
            index = _place_of_next(night, standing)
            playing = night.slots[place].track if place is not None else None

            def job() -> tuple[tuple[SpareTrack, ...], str]:
                found = spare_tracks(workspace, index, playing, mood)
                return found, workspace.planner.left_out(index, replace=False)

            def show(answer: tuple[tuple[SpareTrack, ...], str]) -> None:
                self._put_away()
                self._asked = mood
                self._spares, self._left_out = answer
                self._draw_list()

            self.program.work.beside(f"The floor {mood.value}", job, show)

        self._do(look)

    def _take(self, proposal: Proposal) -> None:
        count = len(proposal.result.changes)
        what = {0: "nothing changed", 1: "1 change"}.get(count, f"{count} changes")
        workspace = self.desk.workspace
        told_ = f"Planned anew: {what}. {self.desk.undo_with}"
        if self.desk.change(lambda: take(workspace, proposal), told_):
            self._save()
            self._put_away()
            self._draw_list()

    def _put_next(self, spare: SpareTrack) -> None:
        track = spare.suggestion.track
        # What would rest is locked: it plays by the DJ's word, and no rule speaks.
        slot = Slot(0, track, locked=spare.is_unrested)

        def put(night: Night, gig: Gig, standing: "Standing") -> None:
            self._put_away()
            index = _place_of_next(night, standing)
            self._edit(
                f"Put {track.title} next",
                lambda plan: edits.insert(plan, [slot], index),
            )
            self._draw_list()

        self._do(put)

    def _edit(self, label: str, edit: Callable[[Night], Night]) -> None:
        """Change the plan and save it: nobody answers questions during a gig."""
        if self.desk.edit(label, edit):
            self._save()

    def _pull_hint(self) -> str:
        """Return how many of the tracks would rest, and what Enter does."""
        count = sum(one.is_unrested for one in self._spares)
        weeks = self.desk.workspace.context.rules.weeks_hard
        ago = "a week" if weeks == 1 else f"{weeks} weeks"
        rests = f"{count} played less than {ago} ago   " if count else ""
        return f"{rests}Enter puts it next" if self._spares else ""

    def _save(self) -> None:
        self.desk.attempt(self.desk.workspace.save)
        self.draw_frame()

    def _marked(self, gig: Gig) -> None:
        key = self.desk.keys.word("gig.back")
        self._changed(f'"{gig.log.plays[-1].title}" plays. Not so: {key}')

    def _changed(self, told: str) -> None:
        self._put_away()
        self.redraw()
        self.desk.say(told)

    def _put_away(self) -> None:
        self._proposal, self._spares, self._asked = None, (), None

    def _do(self, act: Act) -> None:
        """Do something that needs the night and where it stands."""
        night, gig = self.desk.night, self._gig
        if night is None or gig is None:
            self.desk.say(self.desk.no_night, "warn")
            return
        standing = gig.standing(self.desk.now())
        self.desk.attempt(lambda: act(night, gig, standing))

    def _draw_list(self) -> None:
        """Show the new plan or the tracks to pull, whichever was asked for."""
        head = self.query_one("#gig-list-head", Bar)
        paper = self.query_one("#gig-proposal", Paper)
        lines: list[str] = []
        if self._proposal is not None:
            result = self._proposal.result
            lines = [*told(self._proposal), *filter(None, [unheld(result.unheld)])]
            head.head("The rest planned anew", "not taken yet")
        elif self._asked is not None:
            head.head(f"If the floor {self._asked.value}", self._pull_hint())
        else:
            keys = self.desk.keys
            moods = (f"{keys.word(f'gig.{n}')} {m.value}" for n, m in _MOODS.items())
            head.head("If the floor ...", "   ".join(moods))
        paper.show([[(line, "")] for line in lines])
        paper.display = bool(lines)
        self.table.display = self._asked is not None
        self.set_class(bool(lines) or self._asked is not None, "-listing")
        fits = self._asked is None or self._spares
        none = ". ".join(filter(None, ("No track of yours fits here", self._left_out)))
        self.table.empty = "" if fits else none
        found = [one.suggestion for one in self._spares]
        self.table.show_rows(suggestion_rows(found), 0)
        if self._asked is not None:
            self.set_focus(self.table)
        elif lines:
            self.set_focus(paper)


def _place_of_next(night: Night, standing: "Standing") -> int:
    """Return the place at which a track comes next."""
    if standing.place is not None:
        return standing.place + 1
    return len(night.slots) if standing.next is None else standing.next
