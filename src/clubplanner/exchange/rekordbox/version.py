"""The version of a track, for which rekordbox has a column of its own."""

from clubplanner.music.text import fold


def with_version(title: str, mix: str) -> str:
    """Return the title with its version in brackets, unless it names it already.

    A title without ``Extended Mix`` would stand for any of the versions. Both are clean
    text.
    """
    if not title or fold(mix) in fold(title):
        return title
    return f"{title} ({mix})"
