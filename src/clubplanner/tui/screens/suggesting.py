"""What could come next: the builder's suggestions for a place, looked up behind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clubplanner.music.key import format_key
from clubplanner.music.track import Track
from clubplanner.night.plan import Night
from clubplanner.night.term_words import told
from clubplanner.tui.widgets.columns import Column, bpm_text
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.tui.widgets.tones import key_tone

if TYPE_CHECKING:
    from clubplanner.builder.suggest import Suggestion
    from clubplanner.tui.program import ClubplannerApp
    from clubplanner.workspace.mending import Priced

    _Answer = tuple[tuple[Suggestion, ...], tuple[Priced, ...], str]

SUGGESTION_COLUMNS = (
    Column("Title", 18, share=2),
    Column("Artist", 10, share=1, rank=1),
    Column("BPM", 6, is_right=True),
    Column("Key", 3),
    Column("E", 2, is_right=True),
    Column("Cost", 6, is_right=True),
    Column("Why", 14, share=5, rank=2),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for.

    Attributes:
        night: the plan.
        library: all tracks.
        index: the place in the set.
        replace: whether the track there goes, or everything moves on.
        words: a query that narrows the library.
        seams: incoming slots; ladders and cuts over the seams into them are wanted too.
    """

    night: Night
    library: Sequence[Track] = field(compare=False, repr=False)
    index: int
    replace: bool
    words: str = ""
    seams: tuple[int, ...] = ()

    def is_as(self, other: "Question | None") -> bool:
        """Whether another asks the same of the very same plan and library."""
        return (
            other is not None
            and self.night is other.night
            and self.library is other.library
            and self == other
        )


class Suggestions:
    """The last suggestions, and the question they answer."""

    def __init__(self) -> None:
        self.found: tuple[Suggestion, ...] = ()
        self.ways: tuple[Priced, ...] = ()
        self.left_out = ""
        """How many tracks the rules keep away, for people."""
        self.notice = ""
        """What is odd about the query, or that it finds nothing, for people."""
        self.is_looking = False
        self._asked: Question | None = None

    def are_for(self, question: Question) -> bool:
        """Whether they are, or will be, the answer to a question."""
        return question.is_as(self._asked)

    def look(
        self, program: "ClubplannerApp", question: Question, done: Callable[[], None]
    ) -> None:
        """Look for suggestions in a thread of its own, then call ``done``.

        A newer question makes an older answer worthless: it is dropped.

        Args:
            program: has the open night, and says what went wrong.
            question: what is looked for.
            done: called in the app's own thread.
        """
        workspace = program.desk.workspace
        searcher, among = workspace.searcher, None
        self.found, self.ways, self.notice, self.left_out = (), (), "", ""
        self._asked, self.is_looking = question, True
        if question.words:
            result = searcher.search(question.words)
            among = {question.library[place].path for place in result.indexes}
            nothing = "" if among else "No track of yours has these words."
            self.notice = result.notices[0] if result.notices else nothing

        def job() -> "_Answer":
            found = workspace.planner.suggest(
                question.index,
                replace=question.replace,
                among=among,
                night=question.night,
            )
            left_out = workspace.planner.left_out(
                question.index,
                replace=question.replace,
                among=among,
                night=question.night,
            )
            if not question.seams:
                return found, (), left_out
            from clubplanner.workspace.mending import priced_mends

            # Else the first letter typed would wait 100 ms for 50,000 tracks.
            searcher.warm_up()
            return found, priced_mends(workspace, question.seams), left_out

        def take(answer: "_Answer") -> None:
            if self.are_for(question):
                self.found, self.ways, self.left_out = answer
                self.is_looking = False
                done()

        program.work.beside("Looking for tracks", job, take)


def suggestion_terms(one: "Suggestion") -> str:
    """Return what a suggestion costs by term, the way to the next pin added."""
    walk = f", to {one.walk.to} {one.walk.cost:,}" if one.walk else ""
    return f"{told(one.terms) or 'nothing'}{walk}"


def suggestion_rows(
    found: "Sequence[Suggestion]", here: str = "", first: int = 0
) -> list[Row]:
    """Return suggestions as rows; a row's key is its place among them.

    Args:
        found: the suggestions.
        here: path of the track that plays there now; it is marked.
        first: the key of the first row.
    """
    return [
        Row(
            place,
            (
                (f"{'(now) ' if is_here else ''}{one.track.title}", ""),
                (one.track.artist or "?", ""),
                (bpm_text(one.track.bpm), ""),
                (format_key(one.track.key), key_tone(one.track.key)),
                ("?" if one.track.energy is None else str(one.track.energy), ""),
                (str(one.total), "strong"),
                (one.reason, "dim"),
            ),
            "#" if is_here else "X" if one.late_s > 0 else " ",
        )
        for place, one in enumerate(found, first)
        for is_here in (bool(here) and one.track.path == here,)
    ]
