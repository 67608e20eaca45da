"""How a list names the files it plays: as they are, or relative to its own folder."""

import ntpath
import posixpath
import re
from types import ModuleType

_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def relative_path(path: str, folder: str) -> str:
    """Return ``path`` as seen from ``folder``.

    A Windows path keeps its backslashes. The path is left as it is without a folder,
    on another drive or on another system than the folder, and when it is relative
    already.
    """
    flavour = _flavour(path)
    both = flavour.isabs(path) and flavour.isabs(folder)
    if not both or flavour is not _flavour(folder):
        return path
    drives = (flavour.splitdrive(one)[0].casefold() for one in (path, folder))
    return str(flavour.relpath(path, folder)) if len(set(drives)) == 1 else path


def listed_path(path: str, folder: str) -> str:
    """Return ``path`` as a line of a play list in ``folder`` names it.

    A relative path that would read as a comment or lose its first blank gets ``./`` in
    front: every player takes a line that starts with ``#`` for a comment (measured).
    """
    flavour, listed = _flavour(path), relative_path(path, folder)
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
