"""Printing keys, and the number tables other DJ programs keep them in.

Camelot nA/nB is Open Key ``((n + 4) mod 12) + 1`` with m/d, so 8A = 1m = Am and
8B = 1d = C. The number tables are those of Traktor (``MUSICAL_KEY``, ``MKEY``), Mixxx
(``key_id``) and Engine DJ, as counted on real files in the project's tag map.
"""

from clubplanner.music.key.wheel import Key, at

_MINOR_NAMES = (
    *("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm"),
    *("Dm", "Am", "Em", "Bm", "F#m", "Dbm"),
)
_MAJOR_NAMES = ("B", "F#", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E")
_CHROMATIC_MAJOR = (8, 3, 10, 5, 12, 7, 2, 9, 4, 11, 6, 1)


def key_at_pitch(pitch_class: int, letter: str) -> Key:
    """Return the key whose root is so many semitones above C (any whole number)."""
    number = _CHROMATIC_MAJOR[pitch_class % 12]
    return at(number if letter == "B" else number - 3, letter)


def open_key(key: Key) -> str:
    """Return the Open Key text: ``1m`` for 8A, ``1d`` for 8B."""
    return f"{(key.number + 4) % 12 + 1}{'m' if key.letter == 'A' else 'd'}"


def name(key: Key) -> str:
    """Return the musical name: ``Am``, ``F#m``, ``Db``.

    Each key has one spelling, the one rekordbox writes and the Camelot wheel shows:
    flats everywhere but F# and F#m.
    """
    names = _MINOR_NAMES if key.letter == "A" else _MAJOR_NAMES
    return names[key.number - 1]


def format_key(key: Key | None, notation: str = "camelot") -> str:
    """Print a key for people; unknown is ``?``.

    Args:
        key: the key, or None.
        notation: ``camelot`` (8A), ``open`` (1m) or ``name`` (Am).

    Raises:
        ValueError: for any other notation.
    """
    if notation not in ("camelot", "open", "name"):
        raise ValueError(f"no such key notation: {notation}")
    if key is None:
        return "?"
    if notation == "open":
        return open_key(key)
    return name(key) if notation == "name" else str(key)


def key_from_traktor(index: int) -> Key | None:
    """Return the key of Traktor's number: 0-11 C to B major, 12-23 C to B minor."""
    if not 0 <= index <= 23:
        return None
    return key_at_pitch(index, "B" if index < 12 else "A")


def key_from_mixxx(key_id: int) -> Key | None:
    """Return the key of Mixxx's number: Traktor's plus one, and 0 for no key."""
    return key_from_traktor(key_id - 1)


def key_from_engine(index: int) -> Key | None:
    """Return the key of Engine DJ's number: 0 C, 1 Am, 2 G, 3 Em ... 23 Dm."""
    if not 0 <= index <= 23:
        return None
    return at(8 + index // 2, "A" if index % 2 else "B")
