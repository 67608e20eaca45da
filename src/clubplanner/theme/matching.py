"""Which of the DJ's tracks are the theme's cues, how surely, and why.

An ISRC decides where there is one; otherwise title and artist do, with versions other
than the one in the show marked down. What the DJ said wins over everything.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from clubplanner.music.track import Track
from clubplanner.theme.evidence import Evidence, weigh
from clubplanner.theme.model import Cue, Theme
from clubplanner.theme.titles import isrcs, title_words, words_of

SURE_ENOUGH = 50
"""Confidence from which a track is taken for the cue without asking first."""

_SHOWN = 20
_MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A track that may be the cue: ``confidence`` 0-100 and the reason in words."""

    track: Track
    confidence: int
    why: str


@dataclass(frozen=True, slots=True)
class CueMatch:
    """What was found for one cue.

    Attributes:
        cue: the cue.
        track: the track taken for it, None if none is sure enough.
        confidence: 0-100 of ``track``, 0 without one.
        why: the reason in words, also for finding none.
        answer: True if the DJ said yes to ``track``, False if they said no to what
            was found and nothing else is left, None if they were not asked.
        others: other tracks it may be, the likely ones first.
    """

    cue: Cue
    track: Track | None
    confidence: int
    why: str
    answer: bool | None = None
    others: tuple[Candidate, ...] = ()


def match(
    theme: Theme,
    tracks: Iterable[Track],
    answers: Mapping[tuple[str, str], bool] | None = None,
) -> tuple[CueMatch, ...]:
    """Return one match per cue of the theme, in its order.

    Args:
        theme: the theme.
        tracks: the library.
        answers: what the DJ said: (cue id, path of the track) to yes or no.
    """
    answers = answers or {}
    found: dict[str, list[Candidate]] = {cue.id: [] for cue in theme.cues}
    for cue, track, evidence in _evidence(theme, tracks, answers):
        found[cue.id].append(Candidate(track, evidence.confidence, evidence.why))
    return tuple(_decide(cue, found[cue.id], answers) for cue in theme.cues)


def _evidence(
    theme: Theme, tracks: Iterable[Track], answers: Mapping[tuple[str, str], bool]
) -> Iterator[tuple[Cue, Track, Evidence]]:
    """Yield every track worth a look for a cue with what speaks for it."""
    tracks = list(tracks)
    hooks = _hooks(theme)
    known = _known_isrcs(theme, tracks, answers)
    asked = {path for _, path in answers}
    by_id = {cue.id: cue for cue in theme.cues}
    for track in tracks:
        title = track.title or PurePath(track.path).stem
        words = words_of(title)
        ids = dict.fromkeys(i for w in words if w in hooks for i in hooks[w])
        codes = isrcs(track.isrc) if known and track.isrc else frozenset()
        ids.update((i, None) for code in codes for i in known.get(code, ()))
        if track.path in asked:
            ids.update((i, None) for i in by_id if (i, track.path) in answers)
        for cue_id in ids:
            same_isrc = any(cue_id in known.get(code, ()) for code in codes)
            evidence = weigh(by_id[cue_id], track, title, theme.name, same_isrc)
            if evidence.confidence >= _SHOWN or (cue_id, track.path) in answers:
                yield by_id[cue_id], track, evidence


def _hooks(theme: Theme) -> dict[str, list[str]]:
    """Return the longest word of every title with the ids of the cues it leads to."""
    hooks: dict[str, list[str]] = {}
    for cue in theme.cues:
        for title in (cue.title, *cue.variants):
            hook = max(title_words(title), key=len, default="")
            if cue.id not in hooks.setdefault(hook, []):
                hooks[hook].append(cue.id)
    return hooks


def _known_isrcs(
    theme: Theme, tracks: Iterable[Track], answers: Mapping[tuple[str, str], bool]
) -> dict[str, set[str]]:
    """Return ISRC codes to cue ids: the pack's, and of tracks the DJ said yes to."""
    known: dict[str, set[str]] = {}
    for cue in theme.cues:
        for code in isrcs(cue.isrc):
            known.setdefault(code, set()).add(cue.id)
    confirmed: dict[str, list[str]] = {}
    for (cue_id, path), is_yes in answers.items():
        if is_yes and theme.cue(cue_id):
            confirmed.setdefault(path, []).append(cue_id)
    for track in tracks if confirmed else ():
        for code in isrcs(track.isrc) if track.path in confirmed else ():
            known.setdefault(code, set()).update(confirmed[track.path])
    return known


def _decide(
    cue: Cue, found: list[Candidate], answers: Mapping[tuple[str, str], bool]
) -> CueMatch:
    """Choose among the candidates; the DJ's words first, then confidence, then path."""
    said = {c.track.path: answers.get((cue.id, c.track.path)) for c in found}
    left = [c for c in found if said[c.track.path] is not False]
    left.sort(key=lambda c: (-c.confidence, -(c.track.rating or 0), c.track.path))
    left.sort(key=lambda c: not said[c.track.path])
    if left and said[left[0].track.path]:
        others = tuple(left[1 : 1 + _MOST_OTHERS])
        return CueMatch(cue, left[0].track, 100, "you said yes", True, others)
    if left and left[0].confidence >= SURE_ENOUGH:
        best, others = left[0], tuple(left[1 : 1 + _MOST_OTHERS])
        return CueMatch(cue, best.track, best.confidence, best.why, None, others)
    others = tuple(left[:_MOST_OTHERS])
    if others:
        why = f"nothing sure enough; nearest: {others[0].track.title}"
        return CueMatch(cue, None, 0, f"{why} ({others[0].why})", None, others)
    if len(found) > len(left):
        return CueMatch(cue, None, 0, "you said no to what was found", False)
    return CueMatch(cue, None, 0, "no track of this title in the library")
