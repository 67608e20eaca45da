"""The journal: every edit reaches the disk before it counts, so a kill loses nothing.

One file per night, one JSON object a line: the time, the label of the edit and the
whole night as its file would be. The last whole line is what a recovery restores; a
line cut short by a power loss is passed over. A save removes the journal.
"""

import json
import os
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import make_folder


@dataclass(frozen=True, slots=True)
class Recovery:
    """Edits found in a journal that were never saved.

    Attributes:
        edits: how many.
        at: when the last one was made.
        label: what the last one did.
        text: the night after it, as its file would be.
        file: the night's file, which need not exist: the night may never have been
            saved.
    """

    edits: int
    at: datetime
    label: str
    text: str
    file: Path


class Journal:
    """The journal of one night.

    Args:
        folder: where journals lie; made when the first edit is written.
        night_file: the night's file; nights of one name in two folders have two.
    """

    def __init__(self, folder: Path, night_file: Path) -> None:
        self._night_file = night_file.resolve()
        place = zlib.crc32(os.fsencode(self._night_file))
        self.path = folder / f"{night_file.stem[:40]}-{place:08x}.jsonl"

    def write(self, at: datetime, label: str, text: str) -> None:
        """Add one edit and force it to the disk.

        Raises:
            ClubplannerError: the disk is full or the folder cannot be written.
        """
        file = str(self._night_file)
        line = json.dumps(
            {"at": at.isoformat(), "label": label, "file": file, "night": text}
        )
        make_folder(self.path.parent)
        try:
            with self.path.open("a", encoding="utf-8") as stream:
                # The line before may have been cut short by a full disk.
                stream.write(f"\n{line}\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise ClubplannerError(
                f"the edit could not be kept safe ({error.strerror})",
                where=str(self.path),
                hint="make room on the disk, then save",
            ) from error

    def recovery(self) -> Recovery | None:
        """Return the unsaved edits of an earlier session, None without any."""
        return _recovery(self.path)

    def clear(self) -> None:
        """Remove the journal: its edits are saved or thrown away.

        Raises:
            ClubplannerError: it cannot be removed.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise ClubplannerError(
                f"the journal cannot be removed ({error.strerror})",
                where=str(self.path),
                hint="delete it yourself: its edits are saved or thrown away",
            ) from error


def unsaved(folder: Path) -> tuple[Recovery, ...]:
    """Return what all journals of a folder hold, the newest edits first."""
    found = [_recovery(path) for path in folder.glob("*.jsonl")]
    whole = [recovery for recovery in found if recovery is not None]
    return tuple(sorted(whole, key=lambda recovery: recovery.at, reverse=True))


def _recovery(path: Path) -> Recovery | None:
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    whole = [entry for line in lines if (entry := _entry(line)) is not None]
    return Recovery(len(whole), *whole[-1]) if whole else None


def _entry(line: str) -> tuple[datetime, str, str, Path] | None:
    try:
        fields = json.loads(line)
        at = datetime.fromisoformat(fields["at"])
        return at, fields["label"], fields["night"], Path(fields["file"])
    except (ValueError, KeyError, TypeError):
        return None
