"""Where rekordbox says a file lies: the ``Location`` of its XML, read and written.

Measured on 1,859 values of genuine exports: ``file://localhost/`` and the path, bytes
escaped in lower case (``%e6``), and of the ASCII signs only a few left as they are. So
``#`` and ``+`` are data and nothing here is a URL with parts.
"""

import re
import string
from urllib.parse import unquote

from clubplanner.exchange import cells
from clubplanner.exchange.paths import is_absolute

_HOST = "file://localhost"
_PLAIN = frozenset((string.ascii_letters + string.digits + "/:-._()!,#+@$").encode())
_ESCAPED = tuple(chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in range(256))
_SCHEME = re.compile(r"file://(?:localhost)?", re.IGNORECASE)
_SLASHED_DRIVE = re.compile(r"/+(?=[A-Za-z]:/)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/](?![\\/])")


def read_location(location: str) -> str:
    """Return the path of a ``Location``: ``C:/Music/a.mp3``, ``/Users/x/a.mp3``.

    A streamed track has no path: ``file://localhosttidal:tracks:1`` is read as
    ``tidal:tracks:1``. The second slash that pyrekordbox writes in front of POSIX paths
    is dropped.
    """
    scheme = _SCHEME.match(location)
    if not scheme:
        return cells.path(location)
    path = unquote(location[scheme.end() :])
    if path.startswith("/"):
        drive = _SLASHED_DRIVE.match(path)
        path = path[drive.end() :] if drive else f"/{path.lstrip('/')}"
    return cells.path(path)


def location(path: str) -> str:
    r"""Return the ``Location`` of an absolute path; empty for one it cannot name.

    Only files of a drive (``C:\``) or below ``/`` are known to load; how rekordbox
    writes a network path (``\\nas\music``) is not known.
    """
    if _DRIVE.match(path):
        path = "/" + path.replace("\\", "/")
    elif not path.startswith("/") or not is_absolute(path):
        return ""
    return _HOST + "".join(_ESCAPED[byte] for byte in path.encode())
