"""Which drive a track lies on, as Serato sees it: paths count from the drive's root.

Serato writes ``Music/a.mp3`` where the file is ``D:/Music/a.mp3`` or
``/Volumes/USB/Music/a.mp3``: without drive, without leading slash, with forward
slashes on every system. The drive follows from where the crate lies, because a crate
lists only tracks of its own drive.
"""

import ntpath
import re

FOLDER = "_Serato_"
"""Serato's folder: on an external drive in its root, on the boot drive in Music."""

BOOT_DRIVES = ("/", "C:")

_LETTER = re.compile(r"[A-Za-z]:(?=[\\/])")
_ABSOLUTE = re.compile(r"[A-Za-z]:[\\/]|[\\/]|[a-z]+://")
_MOUNT = re.compile(
    r"/Volumes/[^/]+|/run/media/[^/]+/[^/]+|/media/[^/]+/[^/]+|/mnt/[^/]+"
)


def root_by(file: str) -> str:
    """Return the root of the drive whose tracks a file of Serato's names.

    Args:
        file: absolute path of the crate, database or session.

    Returns:
        ``D:/`` on Windows; else the folder around ``_Serato_``, which is the root of an
        external drive, except where that folder is somebody's ``Music``: then the
        tracks count from the root of the drive ``Music`` lies on, mostly ``/``. Empty
        where the file does not lie in a ``_Serato_`` folder: nothing tells the drive.
    """
    letter = _LETTER.match(file)
    places = file.replace("\\", "/") if letter else file
    holder, found, _ = places.rpartition(f"/{FOLDER}/")
    if not found:
        return ""
    if letter:
        return f"{letter[0].upper()}/"
    mount = _MOUNT.match(holder)
    drive = mount[0] if mount else ""
    is_home = holder.casefold().endswith("/music")
    return f"{drive if is_home else holder}/"


def rooted(path: str, root: str) -> str:
    """Return the file Serato means by ``path``.

    A path that is absolute already, or the address of a streamed track, stays; without
    a root it stays relative.
    """
    return path if not path or _ABSOLUTE.match(path) else f"{root}{path}"


def split_drive(path: str) -> tuple[str, str]:
    r"""Return the drive of an absolute path, and the path on it as Serato writes it.

    Drives are the letters of Windows (``D:``), its network shares (``\\nas\music``),
    and what is mounted below ``/Volumes``, ``/media/USER``, ``/run/media/USER`` and
    ``/mnt``; everything else lies on the drive ``/``.
    """
    if _LETTER.match(path) or path.startswith("\\\\"):
        drive, rest = ntpath.splitdrive(path)
        return drive.upper() if _LETTER.match(path) else drive, _on_drive(rest)
    mount = _MOUNT.match(path)
    drive = mount[0] if mount and path.startswith(f"{mount[0]}/") else ""
    return drive or "/", path[len(drive) :].lstrip("/")


def crates_folder(drive: str) -> str:
    """Return where crates of a drive belong, for people."""
    if drive in BOOT_DRIVES:
        return f"Music/{FOLDER}/Subcrates in your home folder"
    sign = "/" if drive.startswith("/") else "\\"
    return sign.join((drive, FOLDER, "Subcrates"))


def _on_drive(rest: str) -> str:
    return rest.replace("\\", "/").lstrip("/")
