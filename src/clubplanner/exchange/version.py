"""Which version of a song a title names: the remix, the edit, the live take.

Set-list forms ask for it apart from the title, tracklists write it behind the title.
"""

import re

from clubplanner.music.text import fold

_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_WORDS = re.compile(
    r"\b(?:re-?mix|mix|edit|version|re-?work|re-?fix|bootleg|dub|vip|flip|mashup"
    r"|instrumental|acoustic|live|cover|remaster(?:ed)?|a ?cappella)\b",
    re.IGNORECASE,
)


def version_of(title: str, remixer: str = "") -> str:
    """Return the version: ``Kim Remix`` of ``Inferno (Kim Remix) [2024]``, else "".

    The last bracket of the title that says what kind of version it is; without one the
    remixer's name, as ``Kim Remix``, unless the title names that person already.
    """
    brackets: list[str] = _BRACKETS.findall(title)
    named = [text.strip() for text in brackets if _WORDS.search(text)]
    if named:
        return named[-1]
    return f"{remixer} Remix" if _is_news(remixer, title) else ""


def titled(title: str, version: str) -> str:
    """Return ``Title (Version)``, as libraries have it, unless the title names it.

    Programs that keep the version apart would else make one of all versions. A version
    alone is no title.
    """
    if not title or fold(version) in fold(title):
        return title
    return f"{title} ({version})"


def full_title(title: str, remixer: str = "") -> str:
    """Return the title with its version: ``Inferno (Kim Remix)``.

    The remixer's name is added only where the title names neither a version nor them.
    """
    return titled(title, version_of(title, remixer))


def _is_news(remixer: str, title: str) -> bool:
    return bool(remixer) and fold(remixer) not in fold(title)
