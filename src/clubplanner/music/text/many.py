"""Counts with their word."""


def many(count: int, word: str) -> str:
    """Return a count with its word: ``1 track``, ``6 tracks``, ``1,200 plays``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
