"""The terms of the cost model in the DJ's words."""

from dataclasses import fields

from clubplanner.night.cost import Terms

WORDS = {
    "tempo": "tempo",
    "key": "key",
    "step": "energy step",
    "genre": "genre",
    "memory": "memory",
    "cut": "cut",
    "energy": "curve",
    "affinity": "taste",
    "recency": "rest",
    "artist": "artist's rest",
    "neighbours": "last week's neighbours",
    "fresh": "new tracks",
}
"""A word for each term: ``curve`` is energy against the curve, ``taste`` how little a
track suits the theme, its rating counted in."""


def by_word(terms: Terms) -> dict[str, int]:
    """Return the terms that are not 0 by their words, in the model's order."""
    found = {WORDS[term.name]: getattr(terms, term.name) for term in fields(terms)}
    return {word: value for word, value in found.items() if value}


def told(terms: Terms) -> str:
    """Return terms as ``tempo 63, key 100``; empty where all are 0."""
    return ", ".join(f"{word} {value:,}" for word, value in by_word(terms).items())


def difference(terms: Terms, other: Terms) -> Terms:
    """Return ``terms`` less ``other``, term by term."""
    return Terms(
        *(getattr(terms, t.name) - getattr(other, t.name) for t in fields(terms))
    )


def told_difference(terms: Terms, most: int = 3) -> str:
    """Return the largest differences as ``key +250, curve -90``, the largest first.

    Args:
        terms: a difference of terms.
        most: how many are told.
    """
    ordered = sorted(by_word(terms).items(), key=lambda pair: -abs(pair[1]))
    return ", ".join(f"{word} {value:+,}" for word, value in ordered[:most])
