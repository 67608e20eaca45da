"""Edits of the DJ's own words about one track: old words in, new words out."""

from dataclasses import replace

from clubplanner.library.own_words import Words
from clubplanner.music.tempo import BPM_MAX, BPM_MIN
from clubplanner.music.track import Track

HALF, DOUBLE = 0.5, 2.0
"""What a tempo is multiplied by to move it an octave down or up."""

_TEMPI = {
    ("", HALF): "half",
    ("", DOUBLE): "double",
    ("half", DOUBLE): "",
    ("double", HALF): "",
}
"""The word on the tags' tempo that becomes of one, where there is such a word."""


def with_bpm(words: Words, bpm: float) -> Words:
    """Return words that name the tempo itself, to a tenth of a BPM."""
    return replace(words, bpm=round(bpm, 1), tempo="")


def with_octave(track: Track, words: Words, factor: float) -> Words | None:
    """Return words that move a track's tempo an octave.

    As long as the tags' tempo counts it stays the source, so better tags come through.

    Args:
        track: the track as it is shown, with its words.
        words: what is said of it.
        factor: ``HALF`` or ``DOUBLE``.

    Returns:
        None where the tempo is unknown, or would be none that a track can have.
    """
    if track.bpm is None or not BPM_MIN <= track.bpm * factor <= BPM_MAX:
        return None
    tempo = _TEMPI.get((words.tempo, factor))
    if words.bpm is None and tempo is not None:
        return replace(words, tempo=tempo)
    return replace(words, bpm=track.bpm * factor, tempo="")


def with_cue(words: Words, cue_id: str, is_yes: bool | None) -> Words:
    """Return words that say whether a track is a cue; None says nothing of it."""
    cues = tuple(pair for pair in words.cues if pair[0] != cue_id)
    said = () if is_yes is None else ((cue_id, is_yes),)
    return replace(words, cues=(*cues, *said))
