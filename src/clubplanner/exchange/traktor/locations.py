"""Where Traktor files a track: the volume, the folders in ``/:`` form, the file.

``/:`` stands before every folder and before the file, so that a path can be taken apart
without a doubt: no name on any system holds a slash. Everything else in a name is left
as written. How Traktor spells a name the Finder shows with a slash (a colon on disk) is
unknown: none of the converters looked at treats it, nor does Mixxx, so neither is it
guessed here.
"""

import re
import unicodedata
from dataclasses import dataclass

SEPARATOR = "/:"

BOOT_VOLUME = "Macintosh HD"
"""The name macOS gives the disk it starts from."""

_MAC_FOLDERS = ("Users", "Library", "Applications")
"""Folders that lie at the root of the boot volume and name it when it was renamed."""

_DRIVE = re.compile(r"[A-Za-z]:")
_WINDOWS = re.compile(
    r"(?P<volume>[A-Za-z]:|[\\/]{2}[^\\/]+[\\/][^\\/]+)[\\/](?P<rest>.+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Location:
    """A file as Traktor names it.

    Attributes:
        volume: ``D:``, ``Macintosh HD``, the name of another Mac disk, or empty.
        folder: ``/:Music/:Disco/:``.
        file: the file's name.
    """

    volume: str
    folder: str
    file: str

    @property
    def key(self) -> str:
        """How a playlist refers to the track."""
        return f"{self.volume}{self.folder}{self.file}"

    @property
    def is_mac(self) -> bool:
        """Whether the volume is one of a Mac: it has a name."""
        return bool(self.volume) and not _WINDOWS.match(f"{self.volume}/x")


def path_of(volume: str, folder: str, file: str) -> str:
    """Return the file in its own system's spelling: ``D:/Music/x.mp3``.

    A named volume is a Mac's: the boot volume by its usual name or because it holds
    ``/Users``, any other lies in ``/Volumes``. Empty where no file is named.
    """
    names = [name for name in f"{folder}{SEPARATOR}{file}".split(SEPARATOR) if name]
    if not file or not names:
        return ""
    inside = "/" + "/".join(names)
    if not volume or _DRIVE.fullmatch(volume):
        return f"{volume}{inside}"
    if volume.startswith(("\\\\", "//")):
        return volume.replace("\\", "/") + inside
    is_boot = volume == BOOT_VOLUME or names[0] in _MAC_FOLDERS
    return inside if is_boot else f"/Volumes/{volume}{inside}"


def path_of_key(key: str) -> str:
    """Return the file a playlist's ``Macintosh HD/:Users/:x/:a.mp3`` means."""
    volume, _, rest = key.partition(SEPARATOR)
    folder, _, file = rest.rpartition(SEPARATOR)
    return path_of(volume, folder, file)


def location_of(path: str, boot_volume: str = BOOT_VOLUME) -> Location | None:
    """Take an absolute path apart; None for a relative one.

    Args:
        path: the file.
        boot_volume: the name of the disk this Mac starts from.

    Names on a Mac are written composed (NFC), as Traktor does whatever the disk has; in
    another form the track would be a new one to it. A path of neither Mac nor Windows
    keeps an empty volume: Mixxx on Linux puts the path together again from that.
    """
    if windows := _WINDOWS.fullmatch(path):
        names = [name for name in re.split(r"[\\/]", windows["rest"]) if name]
        return _located(windows["volume"], names)
    if not path.startswith("/"):
        return None
    names = [name for name in path.split("/") if name]
    if names[:1] == ["Volumes"] and len(names) > 2:
        return _composed(_located(names[1], names[2:]))
    if names[:1] and names[0] in _MAC_FOLDERS:
        return _composed(_located(boot_volume, names))
    return _located("", names)


def _located(volume: str, names: list[str]) -> Location | None:
    if not names:
        return None
    folder = "".join(f"{SEPARATOR}{name}" for name in names[:-1])
    return Location(volume, f"{folder}{SEPARATOR}", names[-1])


def _composed(place: Location | None) -> Location | None:
    if place is None:
        return None
    parts = (place.volume, place.folder, place.file)
    return Location(*(unicodedata.normalize("NFC", part) for part in parts))
