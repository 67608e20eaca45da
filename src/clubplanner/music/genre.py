"""Genres as families: what a tag's genre text means for mixing."""

import re
from functools import lru_cache

from clubplanner.music.text import fold

_FAMILIES = (
    (
        "dnb",
        ("drum and bass", "drum n bass", "drum bass", "dnb", "jungle", "neurofunk"),
    ),
    ("hiphop", ("hip hop", "hiphop", "rap", "trap", "r b", "rnb")),
    ("techno", ("techno", "hardgroove", "ebm", "acid")),
    ("trance", ("trance",)),
    ("disco", ("disco", "funk", "boogie")),
    ("house", ("house", "garage", "2 step")),
    ("electro", ("electro", "breaks", "breakbeat", "dubstep", "bass music")),
    ("indie", ("indie", "alternative", "rock", "new wave", "post punk")),
    ("score", ("score", "soundtrack")),
    ("ambient", ("ambient", "downtempo", "chillout")),
    ("pop", ("pop", "dance")),
)

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def genre_family(genre: str) -> str:
    """Return the family a genre text belongs to, or the folded text itself.

    The words of the first family in a fixed order (the narrow ones first) decide:
    ``Deep House`` is house, ``Hip-Hop/Rap`` hiphop, ``Drum & Bass`` dnb. Unknown is "".
    """
    words = f" {' '.join(_WORD.findall(fold(genre)))} "
    for family, spellings in _FAMILIES:
        if any(f" {spelling} " in words for spelling in spellings):
            return family
    return words.strip()
