"""The work in progress, which both faces call: the open night over the DJ's files.

What follows from the open night is worked out once per plan. What the builder does for
it stands in ``planner``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.formats import Export, export, export_paths
from clubplanner.files.problem import Problem
from clubplanner.music.text import clean
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding
from clubplanner.night.plan import Night
from clubplanner.night.score import Score
from clubplanner.night.timeline import Timeline
from clubplanner.night.transition import Transition
from clubplanner.residency.night_file import read_night_text
from clubplanner.residency.residency_file import FILE_NAME as RESIDENCY_FILE
from clubplanner.residency.residency_file import new_night, next_day
from clubplanner.residency.sets_folder import file_name
from clubplanner.residency.slot_fields import unread_pins
from clubplanner.theme.matching import CueMatch
from clubplanner.theme.model import Theme
from clubplanner.workspace.binding import bound, unknown_cues
from clubplanner.workspace.exporting import export_options, write_where_asked
from clubplanner.workspace.history import Step
from clubplanner.workspace.journal import Recovery, unsaved
from clubplanner.workspace.judging import Judgement, judge
from clubplanner.workspace.known import HeardBefore, context_of, heard_before
from clubplanner.workspace.nights import find_night, read_whole_night
from clubplanner.workspace.open_night import Edit, Homes, OpenNight
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.places import is_file
from clubplanner.workspace.planner import Planner
from clubplanner.workspace.surroundings import Surroundings
from clubplanner.workspace.unread_pin import unread_pin

LONGEST_NAME = 100
"""Characters of a night's name."""


class Workspace(Surroundings):
    """The open night, its surroundings and everything that can be done with them.

    Attributes:
        planner: builds and fills the night, suggests tracks for it.

    Args:
        paths: where everything lies.
        now: the clock.
    """

    def __init__(self, paths: Paths, now: Callable[[], datetime]) -> None:
        super().__init__(paths, now)
        self._open: OpenNight | None = None
        self._judged: Judgement | None = None
        self._read_problems: tuple[Problem, ...] = ()
        self.planner = Planner(self)

    @property
    def night(self) -> Night | None:
        """The plan as it stands, None while no night is open."""
        return self._open.night if self._open else None

    @property
    def opened(self) -> Night:
        """The plan as it stands.

        Raises:
            ClubplannerError: no night is open.
        """
        return self._opened.night

    @property
    def version(self) -> tuple[object, int]:
        """What tells the open night as it is now from what it was or will be."""
        return self._opened, self._opened.changes

    @property
    def is_dirty(self) -> bool:
        """Whether the night has edits that are not in its file."""
        return self._open is not None and self._open.is_dirty

    @property
    def recovery(self) -> Recovery | None:
        """Edits of an earlier session that were never saved."""
        return self._open.recovery if self._open else None

    def open_night(self, which: str | Path = "") -> tuple[Problem, ...]:
        """Open a night and return what is wrong with its file.

        Args:
            which: its file, its date or part of its name; without it tonight's, else
                the next, else the last night.

        Raises:
            NotFoundError: there is no such night.
            ClubplannerError: the file cannot be read as a night.
        """
        path = Path(which)
        if not which or not is_file(path):
            path = find_night(self.nights(), str(which), self.today).path
        night, content, problems = read_whole_night(path)
        self._move_to(path.resolve().parent)
        self._begin(night, path, content)
        self._read_problems = problems
        # Without its theme no cue of a night is known: that is said of the theme.
        if self.theme_problems:
            return problems
        return (*problems, *unknown_cues(self.opened, self.theme, path.name))

    def open_unsaved(self) -> bool:
        """Open the night of this sets folder that was edited last and never saved.

        A night that has no file yet comes back with its edits, still unsaved.

        Returns:
            Whether there was one.
        """
        here = self.paths.sets.resolve()
        for recovery in unsaved(self.paths.journal_folder):
            if recovery.file.parent != here:
                continue
            if recovery.file.exists():
                self.open_night(recovery.file)
                return self.recovery is not None
            night, _ = read_night_text(recovery.text, recovery.file.name)
            if night is not None:
                self._begin(night, recovery.file, b"")
                return True
        return False

    def new_night(self, day: date | None = None, name: str = "") -> Path:
        """Open a new night of the residency and return the file it will have.

        Args:
            day: its date; the residency's next one without it.
            name: in place of the residency's.

        Raises:
            ClubplannerError: there is a night of that name and date already, or the
                residency cannot be read.
        """
        folder = self.sets_folder
        if folder.residency is None and folder.residency_problems:
            raise folder.residency_problems[0].as_error()
        day = day or next_day(self.residency, self.today)
        return self.begin_new(new_night(self.residency, day), name)

    def begin_new(self, night: Night, name: str = "") -> Path:
        """Open a night made, by ``name`` if it has one, and return its file to be.

        Raises:
            ClubplannerError: there is a night of that name and date already.
        """
        night = replace(night, name=clean(name, LONGEST_NAME) or night.name)
        path = self.paths.sets / file_name(night.date, night.name)
        if is_file(path):
            raise ClubplannerError(
                "there is a night of that name and date already",
                where=str(path),
                hint="open it, or choose another name",
            )
        self._begin(night, path, b"")
        return path

    def _move_to(self, folder: Path) -> None:
        """Work in another sets folder when a night of it was opened by its path."""
        is_other = folder != self.paths.sets.resolve()
        if is_other and is_file(folder / RESIDENCY_FILE):
            self.paths = replace(self.paths, sets=folder)
            self.sets_changed()

    def _begin(self, night: Night, path: Path, content: bytes) -> None:
        homes = Homes(self.paths.journal_folder, self.paths.backups_folder)
        self._open = OpenNight(
            night, path, homes, self.now, content, self.settings.folders
        )
        self._read_problems = ()
        self._forget_night()
        self._bind()

    def check_pins(self) -> None:
        """Make sure that no slot of the night lost its pin to a typing error.

        Such a slot counts as free: what plans the night anew would throw it out.

        Raises:
            ClubplannerError: a pin in the file could not be used, or no night is open.
        """
        for slot in self.opened.slots:
            for key in unread_pins(slot):
                raise unread_pin(slot.name, key, self._read_problems, self.file)

    def apply(self, label: str, edit: Edit, *, select: int | None = None) -> Night:
        """Edit the night, with undo; see ``OpenNight.apply``.

        Raises:
            ClubplannerError: the edit cannot be done; nothing has changed.
        """
        return self._opened.apply(label, edit, select=select)

    def undo(self) -> Step | None:
        """Take the last edit back and return what it was, None without one."""
        step = self._opened.undo()
        self._bind()
        return step

    def redo(self) -> Step | None:
        """Make the undone edit again and return what it is, None without one."""
        step = self._opened.redo()
        self._bind()
        return step

    def save(self, *, replace_changed: bool = False) -> Path:
        """Write the night to its file; see ``OpenNight.save``.

        Raises:
            ChangedOnDiskError: the file changed under us.
            ClubplannerError: it cannot be written.
        """
        path = self._opened.save(replace_changed=replace_changed)
        self.nights_changed()
        return path

    @property
    def save_notice(self) -> str:
        """What the last save has to say beside that it worked, empty for nothing."""
        return self._opened.notice

    @property
    def file(self) -> Path:
        """The open night's file, which need not exist yet."""
        return self._opened.path

    @property
    def is_changed_on_disk(self) -> bool:
        """Whether another program changed the night's file since it was read."""
        return self._open is not None and self._open.is_changed_on_disk()

    @property
    def aside(self) -> Path | None:
        """Where unsaved edits went that nobody answered for, None without any."""
        return self._open.aside if self._open else None

    def set_aside(self) -> None:
        """Keep unsaved edits of an earlier session among the previous versions.

        Raises:
            ClubplannerError: they cannot be written.
        """
        self._opened.set_aside()

    def restore(self) -> Night:
        """Bring back the unsaved edits of an earlier session.

        Raises:
            ClubplannerError: there are none, or they cannot be read.
        """
        night = self._opened.restore()
        self._bind()
        return self.night or night

    def discard(self) -> None:
        """Throw the unsaved edits away, those of an earlier session and of this one."""
        self._opened.discard()

    @property
    def theme(self) -> Theme:
        """The theme of the open night, else the residency's."""
        return self._theme[0]

    @property
    def theme_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the theme pack."""
        return self._theme[1]

    @cached_property
    def _theme(self) -> tuple[Theme, tuple[Problem, ...]]:
        return self.theme_of(self.night)

    @cached_property
    def matches(self) -> tuple[CueMatch, ...]:
        """The theme's cues with the tracks they matched."""
        return self.match_cues(self.theme)

    def cue_matches(self) -> tuple[CueMatch, ...]:
        """Return the cues of the open night's theme with the tracks they matched."""
        return self.matches

    @cached_property
    def context(self) -> Context:
        """Rules, theme and what the room heard before the open night."""
        return context_of(self, self.heard, self.theme, self.matches)

    @cached_property
    def heard(self) -> HeardBefore:
        """What the open night's venue heard before it."""
        night = self.night
        venue = (night.venue if night else "") or self.residency.venue
        return heard_before(self, venue, night.date if night else self.today)

    @property
    def score(self) -> Score:
        """The open night judged by the cost model."""
        return self._judgement.score

    @property
    def timeline(self) -> Timeline:
        """The open night on the clock."""
        return self._judgement.score.timeline

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """Every transition of the open night."""
        return self._judgement.transitions

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything there is to say about the open night, the worst first."""
        return self._judgement.findings

    def export(
        self, format_name: str, *, mix: str = "", folder: Path | None = None
    ) -> Export:
        """Write the night in one format, in memory.

        Args:
            format_name: see ``exchange.formats.FORMATS``.
            mix: name of the recorded mix, for a cue sheet.
            folder: write file paths relative to it; None keeps them absolute.

        Raises:
            ClubplannerError: there is no such format.
        """
        options = export_options(self, mix, folder)
        return export(self.opened, self.context, format_name, options)

    @property
    def exports_folder(self) -> Path:
        """Where exports go when the DJ names no place."""
        return self.paths.sets / "exports"

    def export_target(self, made: Export) -> Path:
        """Return where an export would go when the DJ names no place."""
        return export_paths(made, self.exports_folder / made.files[0][0])[0]

    def write_export(
        self, made: Export, target: Path, *, replace: bool
    ) -> tuple[Path, ...]:
        """Write an export and return its files; nothing is replaced unasked.

        Raises:
            ClubplannerError: a file is there already, or it cannot be written.
        """
        return write_where_asked(
            made, target, self.exports_folder, self.paths.backups_folder, replace
        )

    def library_changed(self) -> None:
        """Forget what the old tracks said, and bind the night to the new ones."""
        super().library_changed()
        self._forget_night()
        self._bind()

    def sets_changed(self) -> None:
        """Forget what was read from the sets folder."""
        super().sets_changed()
        for name in ("context", "heard"):
            self.__dict__.pop(name, None)

    @property
    def _opened(self) -> OpenNight:
        if self._open is None:
            raise ClubplannerError("no night is open", hint="open or make one first")
        return self._open

    @property
    def _judgement(self) -> Judgement:
        night, context = self._opened.night, self.context
        if self._judged is None or not self._judged.is_of(night, context):
            self._judged = judge(night, context, self.heard.memory)
        return self._judged

    def _bind(self) -> None:
        if self._open is not None:
            self._open.bind(bound(self._open.night, self.library, self.matches))

    def _forget_night(self) -> None:
        for name in ("_theme", "matches", "context", "heard"):
            self.__dict__.pop(name, None)
