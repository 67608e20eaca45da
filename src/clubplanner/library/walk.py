"""Finds the audio files under the scanned folders, each folder once, links followed."""

import errno
import os
from collections.abc import Callable
from dataclasses import dataclass, field

SUFFIXES = frozenset(
    {
        *(".mp3", ".mp2", ".mpga", ".aac", ".ac3", ".eac3"),
        *(".aif", ".aiff", ".aifc", ".afc", ".wav", ".wave"),
        *(".flac", ".fla", ".ogg", ".oga", ".opus", ".spx"),
        *(".m4a", ".m4b", ".m4p", ".mp4", ".alac", ".wma", ".asf"),
        *(".ape", ".wv", ".mpc", ".mp+", ".mpp", ".tta", ".tak"),
        *(".dsf", ".dff", ".ofr", ".ofs"),
    }
)
"""File names that are tried; what a file really is its first bytes tell."""

Stamp = tuple[int, int]
"""Size in bytes and time of change in ns: a file is unchanged while both are."""


@dataclass(slots=True)
class FoundFiles:
    """What lies under one root.

    Attributes:
        root: absolute path.
        stamps: by path relative to the root.
        blind: folders that could not be listed, relative to the root and ending in a
            separator; nothing under them may be called vanished.
        problems: (absolute path, reason) of those folders and of broken links.
    """

    root: str
    stamps: dict[str, Stamp] = field(default_factory=dict)
    blind: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)


_Folder = tuple[FoundFiles, str, str]


def walk(
    roots: list[str], cancelled: Callable[[], bool] = lambda: False
) -> list[FoundFiles] | None:
    """Find the audio files under every root; None if it was cancelled.

    Folders behind links are visited after all real ones and no folder twice, so links
    that lead round in a circle end, and a file is known by its real place.
    """
    found = [FoundFiles(root) for root in roots]
    visited: set[tuple[int, int]] = set()
    real: list[_Folder] = [(files, files.root, "") for files in reversed(found)]
    linked: list[_Folder] = []
    while real or linked:
        if cancelled():
            return None
        files, path, prefix = real.pop() if real else linked.pop(0)
        try:
            if _is_new(path, visited):
                _list(files, path, prefix, real, linked)
        except OSError as error:
            files.blind.append(prefix)
            files.problems.append((path, _reason(error)))
    return found


def _is_new(path: str, visited: set[tuple[int, int]]) -> bool:
    status = os.stat(path)  # noqa: PTH116
    identity = (status.st_dev, status.st_ino)
    if identity in visited:
        return False
    visited.add(identity)
    return True


def _list(
    files: FoundFiles,
    path: str,
    prefix: str,
    real: list[_Folder],
    linked: list[_Folder],
) -> None:
    stamps = files.stamps
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." or not (name.isascii() or _is_text(files, entry)):
                continue
            try:
                if entry.is_dir():
                    waiting = linked if entry.is_symlink() else real
                    waiting.append((files, entry.path, f"{prefix}{name}{os.sep}"))
                    continue
                suffix = name[name.rfind(".") :]
                if suffix in SUFFIXES or suffix.lower() in SUFFIXES:
                    status = entry.stat()
                    stamps[prefix + name] = (status.st_size, status.st_mtime_ns)
            except OSError as error:
                files.problems.append((entry.path, _reason(error)))


def _is_text(files: FoundFiles, entry: "os.DirEntry[str]") -> bool:
    """Say whether a name can be written down; Linux allows any bytes in one."""
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        shown = entry.path.encode("utf-8", "replace").decode()
        files.problems.append((shown, "its name is not valid text: rename it"))
        return False
    return True


def _reason(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return "this folder may not be read: check its permissions"
    if error.errno in (errno.ENOENT, errno.ELOOP):
        return "this link leads nowhere: delete it"
    return error.strerror or "it cannot be read"


def as_prefix(folder: str) -> str:
    """Return a folder ending in one separator, to put in front of a path inside."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def outermost(folders: list[str]) -> list[str]:
    """Return folders as absolute paths, without doubles and those inside another.

    Two names of one folder (links, ``..``) are the same folder; the first name stays.
    """
    named: dict[str, str] = {}
    for folder in folders:
        path = os.path.abspath(folder)  # noqa: PTH100
        named.setdefault(os.path.realpath(path), path)
    return [
        path
        for real, path in named.items()
        if not any(real != other and _is_inside(real, other) for other in named)
    ]


def _is_inside(path: str, folder: str) -> bool:
    return path.startswith(as_prefix(folder))
