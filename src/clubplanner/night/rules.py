"""The settings of planning: the weights of the cost model and a DJ's house rules.

Every number of ``cost-model.md`` has its name here and nowhere else; the defaults are
that model's version 1. Experts disagree on many of them (diagonal moves, boosts, pitch
range), so a residency may change any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyWeights:
    """What a key move costs, by the direction of the step on the Camelot wheel."""

    same: int = 0
    fifth: int = 100
    whole_tone_up: int = 500
    whole_tone_down: int = 700
    minor_third: int = 1000
    major_third: int = 1100
    semitone_up: int = 600
    semitone_down: int = 800
    tritone: int = 1200
    relative: int = 100
    diagonal: int = 250
    other_diagonal: int = 450
    parallel: int = 600
    other_third: int = 1100
    two_across: int = 900
    far_across: int = 1100
    unknown: int = 500
    same_chords: int = 100


DEFAULT_GENRE_NEIGHBOURS = frozenset(
    frozenset(pair)
    for pair in (
        ("house", "techno"),
        ("house", "pop"),
        ("pop", "indie"),
        ("pop", "hiphop"),
        ("hiphop", "dnb"),
        ("techno", "dnb"),
    )
)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that decides how a plan is built, checked and graded.

    Attributes:
        pitch_range: percent a deck may be pitched; wider transitions are bridges.
        key_lock: whether the decks keep the key when the pitch moves.
        max_play_s: longest play of one track in seconds.
        mix_beats: overlap in beats of the outgoing track.
        artist_gap: at least this many tracks play between two of one artist.
        weeks_hard: weeks a track rests after it was played at the venue.
        weeks_soft: weeks until a track is fully fresh again.
        tol_end_s: seconds the night may end early or late.
        tolerance_s: seconds a hard ``at`` or ``end_at`` may be off and still is held.
        unknown_overlap_s: overlap in seconds when the outgoing BPM is unknown.
        reprise_s: seconds between the starts of a cue played twice.
        tempo_scale: divisor of the square law of tempo.
        tempo_beyond: cost per 0.01 % beyond the pitch range.
        tempo_fold: cost of reading one tempo in double or half time.
        tempo_unknown: cost where a BPM is unknown.
        step_up, step_down: weight of energy jumps, rising and falling.
        genre_near, genre_far, genre_unknown: cost of a change of genre.
        cut: cost of a cut the DJ asked for.
        curve_scale: divisor of the square law of energy against the curve.
        affinity_genre, affinity_stars, affinity_tags: what the theme's taste for the
            genre, the rating and a matching tag are worth, in thousandths together.
        affinity_scale, rest_scale: seconds of play for which a track that suits in
            nothing, or was played just now, costs 1000.
        pair_stars: what one to five stars for a pair of tracks add.
        pair_repeated: cost of a pair played in the same order at the last night.
        artist_weeks: weeks until an artist heard at the venue is fully fresh again; 0
            lets artists come back at once.
        neighbours_again: cost of two tracks that stood side by side at the last night,
            in either order, and do so again.
        new_share: percent of the free tracks that are to be new to the room; 0 for no
            wish.
        new_missing: cost of each new track the night has too few.
        overlap_limit: percent of a night's tracks that may have been heard in the last
            ``overlap_weeks`` weeks; 0 for no limit. It is checked, not planned for.
        overlap_weeks: weeks before the night that ``overlap_limit`` looks at.
        key: what each key move costs.
        neighbours: pairs of genres that mix well.
    """

    pitch_range: float = 8.0
    key_lock: bool = True
    max_play_s: int = 360
    mix_beats: int = 64
    artist_gap: int = 6
    weeks_hard: int = 2
    weeks_soft: int = 8
    tol_end_s: int = 240
    tolerance_s: int = 30
    unknown_overlap_s: int = 20
    reprise_s: int = 45 * 60
    tempo_scale: int = 160
    tempo_beyond: int = 10
    tempo_fold: int = 250
    tempo_unknown: int = 1500
    step_up: int = 250
    step_down: int = 375
    genre_near: int = 150
    genre_far: int = 300
    genre_unknown: int = 150
    cut: int = 500
    curve_scale: int = 960_000
    affinity_genre: int = 450
    affinity_stars: int = 350
    affinity_tags: int = 200
    affinity_scale: int = 240
    rest_scale: int = 240
    pair_stars: tuple[int, int, int, int, int] = (900, 300, 0, -150, -300)
    pair_repeated: int = 300
    artist_weeks: int = 0
    neighbours_again: int = 0
    new_share: int = 0
    new_missing: int = 1000
    overlap_limit: int = 0
    overlap_weeks: int = 4
    key: KeyWeights = field(default_factory=KeyWeights)
    neighbours: frozenset[frozenset[str]] = DEFAULT_GENRE_NEIGHBOURS


@dataclass(frozen=True, slots=True)
class ThemeValues:
    """What the theme says to planning, as plain values.

    Attributes:
        genres: weight of each genre family, in thousandths.
        tags: tags that fit the theme (any weight above 0 counts as a match).
        chords: groups of cue ids that share their chords.
        morphs: pairs of cue ids of which the first turns into the second.
        beatless: cue ids with no beat at the end to mix out of.
        unsteady: cue ids that change speed inside.
        literal_genres: genres are compared as written instead of by family.
    """

    genres: Mapping[str, int] = field(default_factory=dict)
    tags: Mapping[str, int] = field(default_factory=dict)
    chords: frozenset[frozenset[str]] = frozenset()
    morphs: frozenset[tuple[str, str]] = frozenset()
    beatless: frozenset[str] = frozenset()
    unsteady: frozenset[str] = frozenset()
    literal_genres: bool = False
