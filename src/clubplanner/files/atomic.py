"""Writes that are whole or not at all, with the previous version kept.

A file is written beside its target, flushed to the disk (fsync) and moved over the
target in one step, so a killed terminal or a full disk leaves the old file as it was.
Every failure is a ``ClubplannerError`` of one sentence that names the file.
"""

import contextlib
import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from clubplanner.errors import ClubplannerError

_HINTS = {
    errno.ENOSPC: ("the disk is full", "free some space and save again"),
    errno.EDQUOT: ("the disk quota is used up", "free some space and save again"),
    errno.EACCES: ("this file may not be written", "check the folder's permissions"),
    errno.EPERM: ("this file may not be written", "check the folder's permissions"),
    errno.EROFS: ("the drive is read only", "save to another folder"),
    errno.ENAMETOOLONG: ("the file name is too long", "give it a shorter name"),
    errno.EISDIR: ("there is a folder of this name", "give the file another name"),
    errno.ENOENT: ("the folder does not exist", "create it or name another"),
    errno.ENOTDIR: ("the folder does not exist", "create it or name another"),
}

_NO_LINKS = {
    errno.EPERM,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EMLINK,
    errno.EXDEV,
}
"""What drives without hard links (FAT and exFAT sticks) answer to ``os.link``."""


def make_folder(folder: Path) -> None:
    """Make a folder of ours and those above it, where they are not there yet.

    Raises:
        ClubplannerError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClubplannerError(
            f"the folder cannot be made ({error.strerror})",
            where=str(folder),
            hint="set CLUBPLANNER_HOME to a folder of yours",
        ) from error


def write_text(
    path: Path, text: str, *, backups: Path | None = None, keep: int = 20
) -> None:
    """Write ``text`` as UTF-8 with LF line ends; otherwise like ``write_bytes``."""
    write_bytes(path, text.encode("utf-8"), backups=backups, keep=keep)


def write_bytes(
    path: Path, data: bytes, *, backups: Path | None = None, keep: int = 20
) -> None:
    """Put ``data`` at ``path`` in one step, replacing what is there.

    A link is followed, so the file it names is replaced and not the link; the
    permissions of a file that exists are kept.

    Args:
        path: the file to write; its folder must exist.
        data: the whole new content.
        backups: folder the previous version goes to, made when missing.
        keep: how many previous versions of this file stay there, from 1.

    Raises:
        ClubplannerError: nothing was written; says why and what to do.
    """
    with _plain_errors(path):
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
        if backups is not None and target.exists():
            _keep_previous(target, backups, keep)
        with _written_beside(target, data) as temporary:
            if target.exists():
                shutil.copymode(target, temporary)
            temporary.replace(target)
        _sync_folder(target.parent)


def write_new(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` only when nothing is there yet.

    The check and the write are one step, so a file made in between is never replaced.

    Raises:
        ClubplannerError: a file is there already, or it cannot be written.
    """
    with _plain_errors(path), _written_beside(path, data) as temporary:
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _write_exclusively(path, data)
        _sync_folder(path.parent)


@contextlib.contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Turn an ``OSError`` into one sentence about ``path``."""
    try:
        yield
    except FileExistsError as error:
        raise ClubplannerError(
            "a file of this name is there already and was left alone",
            where=str(path),
            hint="choose another name or say that it may be replaced",
        ) from error
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        msg, hint = _HINTS.get(error.errno or 0, (reason, "save to another folder"))
        raise ClubplannerError(
            f"nothing was saved, {msg}", where=str(path), hint=hint
        ) from error


@contextlib.contextmanager
def _written_beside(target: Path, data: bytes) -> Iterator[Path]:
    """Give a temporary file with ``data`` in the target's folder; remove it after."""
    temporary = target.with_name(f".clubplanner-{uuid.uuid4().hex[:12]}.tmp")
    try:
        _write_exclusively(temporary, data)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _write_exclusively(path: Path, data: bytes) -> None:
    """Create ``path``, write and fsync it; remove it again when that fails half-way."""
    with path.open("xb") as stream:
        try:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                stream.close()
            path.unlink(missing_ok=True)
            raise


def _keep_previous(target: Path, backups: Path, keep: int) -> None:
    """Copy ``target`` into ``backups`` under its time of change, drop the oldest."""
    backups.mkdir(parents=True, exist_ok=True)
    changed = datetime.fromtimestamp(target.stat().st_mtime, tz=UTC)
    # The folder's name tells sets/x.yaml from sets/played/x.yaml; 45 characters stay
    # under the 255 bytes of a file name even at four bytes each.
    family = f"{target.parent.name}-{target.name}"[-45:]
    shutil.copy2(target, backups / f"{family}.{changed:%Y%m%dT%H%M%S.%fZ}")
    kept = sorted(
        entry
        for entry in backups.iterdir()
        if entry.name.startswith(f"{family}.") and entry.name.endswith("Z")
    )
    for old in kept[: max(0, len(kept) - max(1, keep))]:
        old.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Flush the folder's own entry, where the system can (not on Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
