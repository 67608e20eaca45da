"""Musical keys: every notation DJs meet, Camelot distance, shift under pitch."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A key on the Camelot wheel. ``str(key)`` is Camelot text: ``8A``.

    Attributes:
        number: 1-12.
        letter: ``A`` for minor, ``B`` for major.
    """

    number: int
    letter: str

    def __str__(self) -> str:
        return f"{self.number}{self.letter}"
