"""Which of the things a file says are used, in the order of trust of tag-map section 3.

The choice is never hidden: every source of BPM, key and energy is kept, the one in use
first, and those that disagree stay visible behind it.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from clubplanner.library.same_tempo import is_finer, is_same_tempo
from clubplanner.library.tags import traktor
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.gain import parse_gain, parse_r128
from clubplanner.music.energy import from_comment, parse_energy
from clubplanner.music.key import KEYS, Key, key_from_traktor, parse_key
from clubplanner.music.tempo import parse_bpm
from clubplanner.music.text import clean, fold
from clubplanner.music.track import CuePoint, Evidence, Source, Track

_RAW_LIMIT = 120
_COMMENT_LIMIT = 4000
_TITLE_KEY = re.compile(r" - (\d{1,2}[AB])$")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)|^([12]\d{3})\d{4}$")
_TAG_BREAK = re.compile(r"[,;|/#\n]+")


def weigh(found: Findings, path: str) -> tuple[Track, Evidence]:
    """Return the track a file makes and everything that speaks for and against it."""
    comment = clean(found.first("comment"), limit=_COMMENT_LIMIT)
    title = clean(found.first("title"))
    bpm = bpm_sources(found)
    key = key_sources(found, comment, title)
    energy = energy_sources(found, comment)
    grouping = clean(found.first("grouping"))
    track = Track(
        path=path,
        title=title,
        artist=clean(found.first("artist")),
        remixer=clean(found.first("remixer")),
        album=clean(found.first("album")),
        genre=clean(found.first("genre")),
        label=clean(found.first("label")),
        year=_first_parsed(found, "year"),
        grouping=grouping,
        comment=comment,
        isrc=clean(found.first("isrc"), limit=_RAW_LIMIT),
        bpm=_number(bpm),
        key=_key(key),
        energy=_whole(energy),
        rating=_rating(found),
        length_s=_length(found),
        gain=_gain(found),
        bpm_from=_origin(bpm),
        key_from=_origin(key),
        energy_from=_origin(energy),
        tags=free_words(grouping),
    )
    return track, _evidence(found, bpm, key, energy)


def bpm_sources(found: Findings) -> tuple[Source, ...]:
    """Return every BPM found, the one to use first.

    That is the plain tag, or a finer value within 1 BPM of it; analyses by DJ programs
    stand in where no tag holds a tempo, and settle which of two tags is right when one
    of them alone agrees with an analysis.
    """
    tagged = _parsed(found, "bpm", parse_bpm)
    fine = _parsed(found, "bpm_fine", parse_bpm)
    analysed = _parsed(found, "bpm_analysed", parse_bpm)
    unusable = _parsed(found, "bpm_unusable", lambda _text: None)
    best = _best_bpm(tagged, fine, analysed)
    return _ranked(best, [*tagged, *fine, *analysed, *unusable])


def _best_bpm(
    tagged: list[Source], fine: list[Source], analysed: list[Source]
) -> Source | None:
    tag = _first_known(tagged)
    if tag is None:
        return _first_known([*fine, *analysed])
    rival = next((s for s in fine if _same_tempo(s, tag)), None)
    if rival is not None:
        return rival if _is_finer(rival, tag) else tag
    rival = _first_known(fine)
    if rival is None:
        return tag
    # Traktor writes fBPM and its own tree from one analysis: they are one witness.
    others = [s for s in analysed if not s.origin.startswith(traktor.ORIGIN)]
    for_rival = any(_same_tempo(s, rival) for s in others)
    for_tag = any(_same_tempo(s, tag) for s in analysed)
    return rival if for_rival and not for_tag else tag


def _same_tempo(one: Source, other: Source) -> bool:
    if not isinstance(one.value, float) or not isinstance(other.value, float):
        return False
    return is_same_tempo(one.value, other.value)


def _is_finer(one: Source, than: Source) -> bool:
    if not isinstance(one.value, float) or not isinstance(than.value, float):
        return False
    return is_finer(one.value, than.value)


def key_sources(found: Findings, comment: str, title: str) -> tuple[Source, ...]:
    """Return every key found, the one to use first; values are Camelot text."""
    sources = _parsed(found, "key", _camelot)
    sources += _parsed(found, "key_index", _traktor_camelot)
    sources += _parsed(found, "key_program", _camelot)
    told = from_comment(comment).key
    if told:
        sources.append(Source(str(told), "comment", comment[:_RAW_LIMIT]))
    suffix = _TITLE_KEY.search(title)
    if suffix and (camelot := _camelot(suffix[1])):
        sources.append(Source(camelot, "title", suffix[1]))
    return _ranked(_first_known(sources), sources)


def _camelot(text: str) -> str | None:
    reading = parse_key(text)
    return str(reading.key) if reading else None


def _traktor_camelot(text: str) -> str | None:
    key = key_from_traktor(int(text))
    return str(key) if key else None


def energy_sources(found: Findings, comment: str) -> tuple[Source, ...]:
    """Return every energy found, the one to use first.

    A comment that is nothing but a number means energy only in a file where Mixed In
    Key left its other marks.
    """
    sources = _parsed(found, "energy", parse_energy)
    is_marked = found.from_mixed_in_key or _first_known(sources) is not None
    told = from_comment(comment, bare_number_is_energy=is_marked).energy
    if told is not None:
        sources.append(Source(told, "comment", comment[:_RAW_LIMIT]))
    return _ranked(_first_known(sources), sources)


def parse_year(text: str) -> int | None:
    """Return the year of ``2011``, ``2011-01-01``, ``20110101`` or a time stamp."""
    match = _YEAR.search(text.strip())
    return int(match[1] or match[2]) if match else None


def free_words(grouping: str) -> tuple[str, ...]:
    """Return the words of a grouping, folded: ``Peak, Vocal`` is two words."""
    words = (fold(word.strip()) for word in _TAG_BREAK.split(grouping))
    return tuple(dict.fromkeys(word for word in words if word))


def _parsed(
    found: Findings, name: str, parse: Callable[[str], float | int | str | None]
) -> list[Source]:
    return [
        Source(parse(text), origin, clean(text, limit=_RAW_LIMIT))
        for origin, text in found.said.get(name, ())
    ]


def _first_known(sources: Iterable[Source]) -> Source | None:
    return next((s for s in sources if s.value is not None), None)


def _ranked(best: Source | None, sources: Sequence[Source]) -> tuple[Source, ...]:
    rest = dict.fromkeys(s for s in sources if s is not best)
    return (best, *rest) if best else tuple(rest)


def _origin(sources: tuple[Source, ...]) -> str:
    return sources[0].origin if sources and sources[0].value is not None else ""


def _number(sources: tuple[Source, ...]) -> float | None:
    value = sources[0].value if sources else None
    return value if isinstance(value, float) else None


def _whole(sources: tuple[Source, ...]) -> int | None:
    value = sources[0].value if sources else None
    return value if isinstance(value, int) else None


def _key(sources: tuple[Source, ...]) -> Key | None:
    value = sources[0].value if sources else None
    return KEYS[value] if isinstance(value, str) else None


def _first_parsed(found: Findings, name: str) -> int | None:
    years = (parse_year(text) for _, text in found.said.get(name, ()))
    return next((year for year in years if year), None)


def _rating(found: Findings) -> float | None:
    """Return the first rating with stars; nought only where nobody gave any."""
    stars = [rating.stars for rating in found.ratings]
    return next((s for s in stars if s), stars[0] if stars else None)


def _length(found: Findings) -> float | None:
    length = found.length_s
    return round(length, 3) if length is not None and 0 <= length < 1e7 else None


def _gain(found: Findings) -> float | None:
    gains = [parse_gain(text) for _, text in found.said.get("gain", ())]
    gains += [parse_r128(text) for _, text in found.said.get("r128", ())]
    return next((gain for gain in gains if gain is not None), None)


def _evidence(
    found: Findings,
    bpm: tuple[Source, ...],
    key: tuple[Source, ...],
    energy: tuple[Source, ...],
) -> Evidence:
    sources = {"bpm": bpm, "key": key, "energy": energy}
    sources["rating"] = tuple(
        Source(r.stars, r.origin, clean(r.raw, limit=_RAW_LIMIT)) for r in found.ratings
    )
    sources["album artist"] = tuple(
        Source(clean(text), origin)
        for origin, text in found.said.get("album_artist", [])[:1]
    )
    sources["writers"] = _writers(found)
    if found.length_s is None:
        sources["length"] = (Source(None, "no sound found to measure"),)
    return Evidence(
        sources={name: listed for name, listed in sources.items() if listed},
        cue_points=cue_points_in_order(found.cue_points),
        beatgrid=found.beatgrid,
    )


def _writers(found: Findings) -> tuple[Source, ...]:
    """Return who wrote the music and who the words, as one source."""
    said = [
        s for name in ("composer", "lyricist") for s in found.said.get(name, [])[:1]
    ]
    if not said:
        return ()
    names = dict.fromkeys(clean(text) for _, text in said)
    return (Source(", ".join(names), " and ".join(origin for origin, _ in said)),)


def cue_points_in_order(points: Iterable[CuePoint]) -> tuple[CuePoint, ...]:
    """Return cue points by time; of two programs' copies of one the named one stays."""
    kept: dict[tuple[int, str], CuePoint] = {}
    for point in points:
        place = (round(point.time_s * 1000), point.kind)
        if place not in kept or (point.name and not kept[place].name):
            kept[place] = point
    return tuple(sorted(kept.values(), key=lambda point: point.time_s))
