"""When a track, a slot and a play are the same music."""

from clubplanner.music.text import fold


def song_key(artist: str, title: str) -> str:
    """Return folded artist and title, empty without a title.

    A file may move or be bought again; what it is called stays.
    """
    name = " ".join(fold(title).split())
    return f"{' '.join(fold(artist).split())} - {name}" if name else ""


def keys_of(path: str, artist: str, title: str) -> tuple[str, ...]:
    """Return everything the music is known by: its file, then its name."""
    named = song_key(artist, title)
    return tuple(key for key in (path, named) if key)
