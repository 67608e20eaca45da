"""The night being worked on: edits with undo, a journal, and one way to save.

Every change goes through ``apply``: the journal first, then the plan, so that a killed
terminal loses nothing. Dirty means the plan is not the one that was saved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import make_folder, write_bytes, write_text
from clubplanner.night.plan import Night
from clubplanner.residency.night_file import (
    comments_below_header,
    night_text,
    read_night_text,
)
from clubplanner.workspace.history import History, Step
from clubplanner.workspace.journal import Journal, Recovery

Edit = Callable[[Night], Night]
Travel = Callable[[Night], Step | None]


class ChangedOnDiskError(ClubplannerError):
    """The night's file is no longer what it was when it was read or saved."""


@dataclass(frozen=True, slots=True)
class Homes:
    """Where a night's files go.

    Attributes:
        journals: folder of the journals.
        backups: folder of previous versions.
    """

    journals: Path
    backups: Path


class OpenNight:
    """One night with its undo history, journal and file.

    Attributes:
        night: the plan as it stands.
        path: its file.
        recovery: edits of an earlier session that were never saved.
        notice: what the last save has to say, empty for nothing.
        changes: counts edits, undone and redone ones too; binding is none.
        aside: where edits of an earlier session went that nobody answered for.

    Args:
        night: the plan as read or made.
        path: its file, which need not exist yet.
        homes: where journal and previous versions go.
        now: the clock, for the journal.
        on_disk: the file's content when it was read, empty for a new night.
        roots: scanned folders; the file names audio files relative to them.
    """

    def __init__(
        self,
        night: Night,
        path: Path,
        homes: Homes,
        now: Callable[[], datetime],
        on_disk: bytes = b"",
        roots: Sequence[Path] = (),
    ) -> None:
        self.night = night
        self.changes = 0
        self.path = path
        self._roots = tuple(roots)
        self._saved = night if on_disk else None
        self._homes = homes
        self._now = now
        self._on_disk = on_disk
        self._looked = (_stamp(path), False)
        self._history = History()
        self._journal = Journal(homes.journals, path)
        self.notice = ""
        self.aside: Path | None = None
        self.recovery: Recovery | None = self._unsaved()

    @property
    def is_dirty(self) -> bool:
        """Whether the plan differs from the one in the file."""
        return self.night is not self._saved

    @property
    def edits(self) -> int:
        """How many edits can be undone."""
        return self._history.edits

    def apply(self, label: str, edit: Edit, *, select: int | None = None) -> Night:
        """Make an edit that can be undone and return the new plan.

        An edit that changes nothing leaves no step.

        Args:
            label: what it does, for people: ``Move "Rivalry" up``.
            edit: old plan to new plan.
            select: the slot to return to when it is undone.

        Raises:
            ClubplannerError: the edit cannot be done, or the journal not be written;
                then nothing has changed.
        """
        changed = edit(self.night)
        if changed == self.night:
            return self.night
        self._to_journal(label, changed)
        self._history.record(Step(label, self.night, select))
        self.night = changed
        self.changes += 1
        return changed

    def undo(self) -> Step | None:
        """Take the last edit back; None when there is none.

        Back at what the file holds, there is nothing left to recover.
        """
        return self._travel(self._history.undo, self._history.redo, "Undo")

    def redo(self) -> Step | None:
        """Make the edit again that was undone last; None when there is none."""
        return self._travel(self._history.redo, self._history.undo, "Redo")

    def bind(self, bound: Night) -> None:
        """Take over the same night with its tracks found in the library.

        This is no edit: nothing a file would hold changes by it.
        """
        if self._saved is self.night:
            self._saved = bound
        self.night = bound

    def save(self, *, replace_changed: bool = False) -> Path:
        """Write the night to its file and forget the journal.

        Args:
            replace_changed: whether a file that another program changed since it was
                read may be replaced (its version is kept among the previous ones).

        Raises:
            ChangedOnDiskError: the file changed under us.
            ClubplannerError: it cannot be written; the journal then still holds
                everything.
        """
        if not replace_changed and self._content_now() != self._on_disk:
            raise ChangedOnDiskError(
                "the file was changed by another program since it was opened",
                where=str(self.path),
                hint="save again to replace it (its version is kept), or open it anew",
            )
        text = self._text(self.night)
        self._keep_comments()
        self.set_aside()
        make_folder(self.path.parent)
        write_text(self.path, text, backups=self._homes.backups)
        self._on_disk = text.encode("utf-8")
        self._saved = self.night
        self._journal.clear()
        return self.path

    def is_changed_on_disk(self) -> bool:
        """Whether another program changed the file since it was read or saved.

        It is read only when it is of another time or size than at the last look. One
        that is not there now, as on a drive unplugged, counts as it did.
        """
        stamp, is_changed = _stamp(self.path), self._looked[1]
        if stamp is not None and stamp != self._looked[0]:
            try:
                is_changed = self._content_now() != self._on_disk
            except ClubplannerError:
                return is_changed
            self._looked = stamp, is_changed
        return is_changed

    def _keep_comments(self) -> None:
        """Keep a file whose comments a save would lose as ``.bak``, and say so."""
        self.notice = ""
        lines = comments_below_header(self._on_disk, self.path.name)
        if not lines:
            return
        kept = self.path.with_name(f"{self.path.name}.bak")
        write_bytes(kept, self._on_disk)
        self.notice = (
            f"Comments below the first key are not kept by a save (line {lines[0]}); "
            f"the file as it was is {kept.name}"
        )

    def restore(self) -> Night:
        """Bring the unsaved edits of an earlier session back, as one edit.

        Raises:
            ClubplannerError: there is nothing to restore, or it cannot be read.
        """
        if self.recovery is None:
            raise ClubplannerError("there are no unsaved edits to restore")
        found, problems = read_night_text(self.recovery.text, self._journal.path.name)
        if found is None:
            raise problems[0].as_error()
        recovery, self.recovery = self.recovery, None
        try:
            return self.apply("Restore unsaved edits", lambda _: found)
        except ClubplannerError:
            self.recovery = recovery
            raise

    def discard(self) -> None:
        """Throw the unsaved edits of an earlier session away."""
        self.recovery = None
        self._journal.clear()

    def _travel(self, go: Travel, back: Travel, verb: str) -> Step | None:
        step = go(self.night)
        if step is None:
            return None
        try:
            if step.night is self._saved:
                self._journal.clear()
            else:
                self._to_journal(f"{verb}: {step.label}", step.night)
        except ClubplannerError:
            back(step.night)
            raise
        self.night = step.night
        self.changes += 1
        return step

    def _unsaved(self) -> Recovery | None:
        """Return what the journal holds beyond the file."""
        found = self._journal.recovery()
        return found if found and found.text != self._text(self.night) else None

    def set_aside(self) -> None:
        """Keep unsaved edits that nobody answered for among the previous versions.

        Raises:
            ClubplannerError: they cannot be written.
        """
        if self.recovery is None:
            return
        name = (
            f"{self._journal.path.stem}.{self.recovery.at:%Y%m%dT%H%M%S}.unsaved.yaml"
        )
        make_folder(self._homes.backups)
        self.aside = self._homes.backups / name
        write_text(self.aside, self.recovery.text)
        self.discard()

    def _to_journal(self, label: str, night: Night) -> None:
        self.set_aside()
        self._journal.write(self._now(), label, self._text(night))

    def _text(self, night: Night) -> str:
        return night_text(night, roots=self._roots)

    def _content_now(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise ClubplannerError(
                f"the file cannot be read ({error.strerror})", where=str(self.path)
            ) from error


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return a file's time of change in nanoseconds and its bytes, None without one."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_size
