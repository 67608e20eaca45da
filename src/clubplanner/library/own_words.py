"""The DJ's own words about tracks: data, kept in one YAML file, never in the cache.

They win over every tag. An entry names its file and carries a copy of title, artist and
length, so it finds the track again after a move. Unknown keys and values that cannot be
used stay in the file through every save.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import make_folder, write_text
from clubplanner.files.emit import emit
from clubplanner.files.fields import Fields
from clubplanner.files.node import Bare, Listing, Node, Plain, Scalar
from clubplanner.files.problem import Problem
from clubplanner.files.values import format_duration, format_number, parse_yes
from clubplanner.files.yaml import read
from clubplanner.music.key import Key, parse_key
from clubplanner.music.tempo import BPM_MAX, BPM_MIN
from clubplanner.music.text import clean, clean_lines, fold
from clubplanner.music.track import Evidence, Source, Track

ORIGIN = "your own word"
"""The source shown for a value the DJ gave."""

VERSION = "1"
MAX_BYTES = 20_000_000
"""Largest file of own words: more than 50,000 annotated tracks take."""
_FACTORS = {"": 1.0, "half": 0.5, "double": 2.0}
_NOTHING: Mapping[str, Plain] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Words:
    """What the DJ says of one track; unknown is None or empty, as in ``Track``.

    Attributes:
        file: path relative to a scanned folder, with ``/``; absolute outside of them.
        title, artist, length_s: a copy, to find the file again after a move.
        bpm: the tempo itself.
        tempo: ``half`` or ``double``: the tags' tempo is meant an octave away.
        cues: (cue id, True = belongs to it, False = does not), in the file's order.
        mix_in_s, out_s: seconds from the start of the file.
        tags: free words as written.
        extra: keys of the file that are not known here, kept as they stand.
    """

    file: str = ""
    title: str = ""
    artist: str = ""
    length_s: float | None = None
    bpm: float | None = None
    tempo: str = ""
    key: Key | None = None
    energy: int | None = None
    rating: float | None = None
    mix_in_s: float | None = None
    out_s: float | None = None
    tags: tuple[str, ...] = ()
    cues: tuple[tuple[str, bool], ...] = ()
    note: str = ""
    extra: Mapping[str, Plain] = field(default_factory=lambda: _NOTHING)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said beyond which file is meant."""
        return self == Words(self.file, self.title, self.artist, self.length_s)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """All of the DJ's own words, as one file holds them.

    Attributes:
        entries: one per track, in the file's order.
        header: the comment above the first key.
        extra: keys beside ``tracks`` that are not known here.
        is_whole: False when the file was unreadable; it is then never written.
    """

    entries: tuple[Words, ...] = ()
    header: str = ""
    extra: Mapping[str, Plain] = field(default_factory=lambda: _NOTHING)
    is_whole: bool = True


def load(path: Path) -> tuple[OwnWords, tuple[Problem, ...]]:
    """Read the file; one that does not exist says nothing and is no problem."""
    if not path.exists():
        return OwnWords(), ()
    document, found = read(path, max_bytes=MAX_BYTES)
    problems = list(found)
    fields = Fields(document.root, str(path), problems)
    fields.text("clubplanner")
    entries = tuple(_entry(entry) for entry in fields.mappings("tracks"))
    extra = fields.left_over()
    is_whole = document.is_whole and len(entries) == _length(
        document.root.get("tracks")
    )
    return OwnWords(entries, document.header, extra, is_whole), tuple(problems)


def _length(node: Node | None) -> int:
    """Return how many entries stand in the file; -1 where it is no list."""
    if node is None or node == Scalar(""):
        return 0
    return len(node.items) if isinstance(node, Listing) else -1


def _entry(fields: Fields) -> Words:
    said_of_cues = fields.mapping("cues")
    cues = [
        (cue, said)
        for cue in (said_of_cues.names() if said_of_cues else ())
        if said_of_cues and (said := said_of_cues.parsed(cue, parse_yes)) is not None
    ]
    words = Words(
        file=fields.required("file"),
        title=clean(fields.text("title")),
        artist=clean(fields.text("artist")),
        length_s=fields.duration("length"),
        bpm=fields.number("bpm", BPM_MIN, BPM_MAX),
        tempo=fields.choice("tempo", ("half", "double")),
        key=fields.parsed("key", _parse_key),
        energy=fields.whole("energy", 1, 10),
        rating=fields.number("rating", 0, 5),
        mix_in_s=fields.duration("mix_in"),
        out_s=fields.duration("out"),
        tags=tuple(clean(tag) for tag in fields.texts("tags")),
        cues=tuple(cues),
        note=clean_lines(fields.text("note")),
    )
    unusable = said_of_cues.left_over() if said_of_cues else {}
    extra = fields.left_over() | ({"cues": unusable} if unusable else {})
    return replace(words, extra=extra)


def _parse_key(text: str) -> Key:
    reading = parse_key(text)
    if reading is None:
        raise ValueError("write a key, for example 8A or Am")
    return reading.key


def save(path: Path, own: OwnWords, *, backups: Path | None = None) -> None:
    """Write the file in one step, keeping the previous version in ``backups``.

    Raises:
        ClubplannerError: the file on disk was unreadable or it cannot be written;
            nothing was written.
    """
    if not own.is_whole:
        raise ClubplannerError(
            "your own words were not saved, because this file has a fault",
            where=str(path),
            hint="mend it first, so that nothing in it is lost",
        )
    text = emit(_content(own), header=own.header, flow=("tags",))
    if len(text.encode()) > MAX_BYTES:
        raise ClubplannerError(
            "your own words were not saved, the file would be larger than 20 MB",
            where=str(path),
            hint="take out entries you no longer need",
        )
    make_folder(path.parent)
    write_text(path, text, backups=backups)


def _content(own: OwnWords) -> dict[str, Plain]:
    tracks = tuple(_entry_content(words) for words in own.entries)
    known: dict[str, Plain] = {"clubplanner": Bare(VERSION), "tracks": tracks}
    return known | {k: v for k, v in own.extra.items() if k not in known}


def _entry_content(words: Words) -> dict[str, Plain]:
    """Return an entry's keys in their order, those without a value left out."""
    content: dict[str, Plain] = {
        "file": words.file,
        "title": words.title,
        "artist": words.artist,
        "length": _duration(words.length_s),
        "bpm": _number(words.bpm),
        "tempo": words.tempo,
        "key": Bare(words.key) if words.key else "",
        "energy": _number(words.energy),
        "rating": _number(words.rating),
        "mix_in": _duration(words.mix_in_s),
        "out": _duration(words.out_s),
        "tags": words.tags,
        "cues": _cues_content(words),
        "note": words.note,
    }
    said = {key: value for key, value in content.items() if value}
    return said | {k: v for k, v in words.extra.items() if k not in said}


def _cues_content(words: Words) -> dict[str, Plain]:
    unusable = words.extra.get("cues")
    kept = dict(unusable) if isinstance(unusable, dict) else {}
    return kept | {cue: Bare("yes" if said else "no") for cue, said in words.cues}


def _number(number: float | None) -> str:
    return "" if number is None else Bare(format_number(number))


def _duration(seconds: float | None) -> str:
    return "" if seconds is None else format_duration(seconds)


def apply(track: Track, words: Words) -> Track:
    """Return the track as the DJ wants it: own words win over tags."""
    changes: dict[str, object] = {}
    bpm = own_bpm(track, words)
    if bpm is not None:
        changes |= {"bpm": bpm, "bpm_from": ORIGIN}
    if words.key:
        changes |= {"key": words.key, "key_from": ORIGIN}
    if words.energy is not None:
        changes |= {"energy": words.energy, "energy_from": ORIGIN}
    for name in ("rating", "mix_in_s", "out_s"):
        value = getattr(words, name)
        if value is not None:
            changes[name] = value
    if words.note:
        changes["note"] = words.note
    if words.tags:
        folded = (fold(tag) for tag in words.tags)
        changes["tags"] = tuple(dict.fromkeys((*track.tags, *folded)))
    return replace(track, **changes)  # type: ignore[arg-type]


def own_bpm(track: Track, words: Words) -> float | None:
    """Return the tempo the DJ means, None where they leave it to the tags.

    Half and double move the tags' tempo, and only to a tempo a track can have.
    """
    if words.bpm is not None:
        return words.bpm
    if not words.tempo or track.bpm is None:
        return None
    bpm = track.bpm * _FACTORS[words.tempo]
    return bpm if BPM_MIN <= bpm <= BPM_MAX else None


def apply_to_evidence(evidence: Evidence, track: Track, words: Words) -> Evidence:
    """Return the evidence with the DJ's words first and every other source behind.

    Args:
        evidence: what the file says.
        track: the track as its tags make it.
        words: what the DJ says.
    """
    said = {
        "bpm": (own_bpm(track, words), words.tempo),
        "key": (str(words.key) if words.key else None, ""),
        "energy": (words.energy, ""),
        "rating": (words.rating, ""),
    }
    sources = dict(evidence.sources)
    for name, (value, raw) in said.items():
        if value is not None:
            own = Source(value, ORIGIN, raw)
            sources[name] = (own, *evidence.sources.get(name, ()))
    return replace(evidence, sources=sources)


def with_words(own: OwnWords, words: Words, *, was: str = "") -> OwnWords:
    """Return all words with those about one file put in place of what was said of it.

    A new entry goes to the end; a blank one is taken out.

    Args:
        own: all words.
        words: the entry.
        was: the file the entry named before, if the track was moved since.
    """
    old = was or words.file
    entries = [words if entry.file == old else entry for entry in own.entries]
    if all(entry is not words for entry in entries):
        entries.append(words)
    kept = (e for e in entries if e is not words or not e.is_blank)
    return replace(own, entries=tuple(kept))
