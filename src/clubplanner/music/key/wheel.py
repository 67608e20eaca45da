"""The Camelot wheel: its 24 keys and the way round it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A key on the Camelot wheel. ``str(key)`` is Camelot text: ``8A``.

    Keys sort round the wheel: 1A, 1B, 2A, ... 12B.

    Attributes:
        number: 1-12.
        letter: ``A`` for minor, ``B`` for major.
    """

    number: int
    letter: str

    def __str__(self) -> str:
        return f"{self.number}{self.letter}"


KEYS: dict[str, Key] = {
    f"{number}{letter}": Key(number, letter)
    for number in range(1, 13)
    for letter in "AB"
}
"""The 24 keys by their Camelot text; every parser answers with these instances."""


def at(number: int, letter: str) -> Key:
    """Return the key at ``number`` (any whole number, taken round the wheel)."""
    return KEYS[f"{(number - 1) % 12 + 1}{letter}"]


def steps(from_key: Key, to_key: Key) -> int:
    """Return how many numbers the wheel turns from one key to the other, -5 to 6."""
    return (to_key.number - from_key.number + 5) % 12 - 5


def shift(key: Key, semitones: int) -> Key:
    """Return the key that sounds when ``key`` is pitched up by whole semitones.

    One semitone is seven numbers, because a number is a fifth of seven semitones.
    """
    return at(key.number + 7 * semitones, key.letter)
