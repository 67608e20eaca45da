"""What a theme says to planning, as plain values: weights, chords, morphs."""

from clubplanner.night.rules import ThemeValues
from clubplanner.theme.model import Theme


def planning_values(theme: Theme) -> ThemeValues:
    """Return everything of the theme that the cost model reads."""
    return ThemeValues(
        genres=dict(theme.genres),
        tags=dict.fromkeys(theme.tags, 1000),
        chords=same_chords_groups(theme),
        morphs=morphs(theme),
        beatless=frozenset(cue.id for cue in theme.cues if cue.no_beat_out),
        unsteady=frozenset(cue.id for cue in theme.cues if cue.tempo_changes),
    )


def same_chords_groups(theme: Theme) -> frozenset[frozenset[str]]:
    """Return groups of two and more cue ids that share their chords.

    ``same-chords`` holds both ways and onwards: one named link joins two groups.
    """
    group_of: dict[str, frozenset[str]] = {}
    for cue in theme.cues:
        for relation in cue.relations:
            if relation.kind != "same-chords" or not relation.to:
                continue
            joined = group_of.get(cue.id, frozenset({cue.id}))
            joined |= group_of.get(relation.to, frozenset({relation.to}))
            group_of.update(dict.fromkeys(joined, joined))
    return frozenset(group for group in group_of.values() if len(group) > 1)


def morphs(theme: Theme) -> frozenset[tuple[str, str]]:
    """Return pairs of cue ids of which the first turns into the second."""
    forward = {
        (cue.id, relation.to)
        for cue in theme.cues
        for relation in cue.relations
        if relation.kind == "morphs-into" and relation.to
    }
    backward = {
        (relation.to, cue.id)
        for cue in theme.cues
        for relation in cue.relations
        if relation.kind == "morphed-from" and relation.to
    }
    return frozenset(forward | backward)


def cue_names(theme: Theme) -> dict[str, tuple[str, str]]:
    """Return artist and title of every cue by its id."""
    return {cue.id: (cue.artist, cue.title) for cue in theme.cues}
