"""How a list names the files it plays: as they are, or relative to its own folder."""

import ntpath
import posixpath
import re
from types import ModuleType

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def listed_path(path: str, folder: str) -> str:
    r"""Return ``path`` as a list in ``folder`` names it.

    A Windows path keeps its backslashes. A relative path that would read as a comment
    or lose its first blank gets ``./`` in front (measured: every player takes a line
    that starts with ``#`` for a comment).

    Args:
        path: the file, absolute or relative to wherever the list will lie.
        folder: the list's folder; empty leaves an absolute path absolute. A file on
            another drive of a Windows machine stays absolute too.
    """
    flavour = _flavour(path)
    listed = _relative(path, folder, flavour) if folder else path
    if not flavour.isabs(listed) and (listed[:1] == "#" or listed[:1].isspace()):
        return f".{flavour.sep}{listed}"
    return listed


def is_absolute(path: str) -> bool:
    """Whether ``path`` is absolute on the system it comes from."""
    return bool(_flavour(path).isabs(path))


def joined(folder: str, path: str) -> str:
    """Return the file a list in ``folder`` means by ``path``."""
    if is_absolute(path) or not folder:
        return path
    flavour = _flavour(folder)
    return str(flavour.normpath(flavour.join(folder, path)))


def _flavour(path: str) -> ModuleType:
    """Return the path rules of the system the path comes from, told by its shape."""
    return ntpath if _WINDOWS.match(path) else posixpath


def _relative(path: str, folder: str, flavour: ModuleType) -> str:
    both = flavour.isabs(path) and flavour.isabs(folder)
    if not both or flavour is not _flavour(folder):
        return path
    if (
        flavour.splitdrive(path)[0].casefold()
        != flavour.splitdrive(folder)[0].casefold()
    ):
        return path
    return str(flavour.relpath(path, folder))
