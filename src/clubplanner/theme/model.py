"""The theme: a show's cues with their scenes, motifs and relations.

A theme is a YAML pack: Heated Rivalry ships with the program, a DJ can add another.
What no source says is empty or None; nothing is estimated.
"""

from dataclasses import dataclass, field

RELATIONS = frozenset(
    {
        "morphs-into",
        "morphed-from",
        "same-chords",
        "reworked-as",
        "rework-of",
        "quoted-by",
        "contains-theme",
        "reprise",
        "version-of",
        "other-version",
        "cover-of",
        "english-version-of",
        "inspired-by",
        "replaced",
    }
)
"""Kinds of relation a pack may name. ``same-chords`` holds both ways."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a cue is tied to another piece of music, or to itself (``reprise``).

    Attributes:
        kind: one of ``RELATIONS``.
        to: id of another cue of the theme, or empty.
        about: music outside the theme, in words, or empty.
        note: for people.
        confidence: ``high``, ``medium``, ``low``, or empty for that of the cue.
    """

    kind: str
    to: str = ""
    about: str = ""
    note: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class ReportedTempo:
    """A tempo someone is reported to have named: no measurement, never a BPM.

    Attributes:
        low, high: beats a minute.
        source: key of the source.
        note: how it was reported.
    """

    low: float
    high: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of the theme: a score cue or a needle drop.

    Attributes:
        id: short and stable; night files name the cue by it.
        title, artist: as released.
        kind: ``score`` or ``needle drop``.
        variants: other titles it goes by.
        album, track_number, year, length_s, isrc, writers: of the release.
        shared_name: several artists use this artist's name, so it proves little.
        language: two letters, empty if not known.
        vocals: ``yes``, ``no``, ``male``, ``female``, or empty if not known.
        genre: as a source calls it.
        is_cover: sung or played by others than the original's artist.
        episodes: numbers of the episodes it is heard in.
        scene, role: where it is heard and what it means there.
        motifs: ids of motifs.
        character: ``loud``, ``soft``, ``building`` or ``steady``.
        texture: words for its sound.
        tempo_changes: its speed changes inside, so one BPM is wrong for part of it.
        no_beat_out: its end has no beat to mix out of.
        reported_tempo: what was said about its tempo, never a BPM.
        mixing, harmony: remarks a DJ can use.
        is_signature: every night of the theme plays it: the DJ's choice, no fact.
        club, charts: what happened with it on floors and in charts.
        note: everything else.
        relations: ties to other music.
        confidence: ``high``, ``medium`` or ``low``.
        sources: per field (``all`` for the whole cue) the keys of its sources.
    """

    id: str
    title: str
    artist: str
    kind: str
    variants: tuple[str, ...] = ()
    album: str = ""
    track_number: int | None = None
    year: int | None = None
    length_s: float | None = None
    isrc: str = ""
    writers: tuple[str, ...] = ()
    language: str = ""
    vocals: str = ""
    genre: str = ""
    is_cover: bool = False
    is_signature: bool = False
    shared_name: bool = False
    episodes: tuple[int, ...] = ()
    scene: str = ""
    role: str = ""
    motifs: tuple[str, ...] = ()
    character: str = ""
    texture: tuple[str, ...] = ()
    tempo_changes: bool = False
    no_beat_out: bool = False
    reported_tempo: ReportedTempo | None = None
    mixing: str = ""
    harmony: str = ""
    club: str = ""
    charts: str = ""
    note: str = ""
    relations: tuple[Relation, ...] = ()
    confidence: str = ""
    sources: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_score(self) -> bool:
        """Whether it was written for the show."""
        return self.kind == "score"


@dataclass(frozen=True, slots=True)
class Motif:
    """A musical idea several cues share. ``sources`` are keys of the theme's."""

    id: str
    name: str
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Music named around the show that is no cue: a title is missing, or it is extra.

    Attributes:
        artist: as the source names it.
        title: empty when no source gives one.
        note: why it is here.
        sources: keys of the theme's sources.
    """

    artist: str
    title: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode; ``aired`` is an ISO date, ``title`` empty if not known."""

    number: int
    title: str = ""
    aired: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text the facts come from: its key, its address, what to know about it."""

    key: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """All a pack holds.

    Attributes:
        id: short and stable; night files name the theme by it.
        name: for people.
        about: facts about the whole, with source keys.
        cues: in the order of the pack.
        motifs, episodes, sources: as in the pack.
        incomplete: music of the show whose title no source gives.
        club_extras: not in the show, but played at its club nights.
        genres: planning weight of genre families in thousandths (0-1000); a choice of
            taste that DJs change, no fact of the show.
        tags: tags of tracks that fit the theme, folded.
    """

    id: str
    name: str
    about: str = ""
    cues: tuple[Cue, ...] = ()
    motifs: tuple[Motif, ...] = ()
    episodes: tuple[Episode, ...] = ()
    incomplete: tuple[Mention, ...] = ()
    club_extras: tuple[Mention, ...] = ()
    sources: tuple[SourceText, ...] = ()
    genres: tuple[tuple[str, int], ...] = field(default=())
    tags: tuple[str, ...] = ()

    def cue(self, cue_id: str) -> Cue | None:
        """Return the cue of that id, None if the theme has none."""
        return next((cue for cue in self.cues if cue.id == cue_id), None)
