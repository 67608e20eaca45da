"""How a list names the files it plays: as they are, or relative to its own folder."""

import ntpath
import posixpath
import re
from types import ModuleType
from urllib.parse import unquote

from clubplanner.exchange import cells
from clubplanner.exchange.rows import one_line

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|file:", re.IGNORECASE)
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
    front: every player takes a line that starts with ``#`` for a comment (measured). So
    does one that would read as an address or as a path of Windows.
    """
    flavour, listed = _flavour(path), relative_path(path, folder)
    if flavour.isabs(listed):
        return listed
    is_mistaken = listed[:1] == "#" or listed[:1].isspace() or _ADDRESS.match(listed)
    if is_mistaken or (flavour is posixpath and _is_of_windows(listed)):
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


def listed_file(line: str, folder: str) -> str:
    """Return the file that a list in ``folder`` names in one line.

    A ``file:`` address (VLC, Rhythmbox) becomes a path; another address, of a
    streaming service or a radio, stays what it is. Relative paths join the folder, and
    where they were written on Windows their backslashes part folders.
    """
    plain = cells.path(line)
    if plain[:5].lower() == "file:":
        return _from_address(plain)
    if _ADDRESS.match(plain):
        return plain
    is_foreign = _flavour(folder) is posixpath and not is_absolute(plain)
    if is_foreign and _is_of_windows(plain):
        plain = plain.replace("\\", "/")
    return joined(folder, plain)


def _from_address(address: str) -> str:
    """Return the path of ``file:///a%20b``, ``file://localhost/C:/a`` and their like.

    ``#`` and ``?`` are letters of the path: programs do not escape all of them.
    """
    host, slash, path = address[5:].removeprefix("//").partition("/")
    path = one_line(unquote(f"{slash}{path}"))
    if _WINDOWS.match(path[1:]):
        return path[1:]
    return path if host in ("", "localhost") else f"//{host}{path}"


def _is_of_windows(path: str) -> bool:
    """Whether a path reads as one of Windows, absolute or relative."""
    return bool(_WINDOWS.match(path)) or ("\\" in path and "/" not in path)


def _flavour(path: str) -> ModuleType:
    """Return the path rules of the system the path comes from, told by its shape."""
    return ntpath if _WINDOWS.match(path) else posixpath
