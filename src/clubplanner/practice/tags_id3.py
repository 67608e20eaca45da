"""ID3 tags of practice tracks, each as one DJ program spells them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from clubplanner.practice import tag_words as words
from clubplanner.practice.serato_objects import serato_objects
from clubplanner.practice.spec import Spec

Tag = Any
"""A ``mutagen.id3.ID3``: mutagen is typed in part only, and is imported late."""

_POPULARITY = (0, 1, 64, 128, 196, 255)
"""POPM bytes of 0 to 5 stars as Windows, MusicBee and MediaMonkey write them."""


def write_id3(spec: Spec, path: Path) -> None:
    """Tag an MP3, a WAV or an AIFF file with ID3.

    Raises:
        mutagen.MutagenError: the file cannot be tagged.
    """
    file = _opened(spec.container, path)
    file.add_tags()
    _add_names(file.tags, spec)
    _PROGRAMS[spec.written_by](file.tags, spec)
    file.save(v2_version=3 if spec.written_by == "v23" else 4)


def _opened(container: str, path: Path) -> Any:
    from mutagen.aiff import AIFF
    from mutagen.mp3 import MP3
    from mutagen.wave import WAVE

    kinds: dict[str, Any] = {"aiff": AIFF, "mp3": MP3, "wav": WAVE}
    return kinds[container](path)


def _frames() -> Any:
    import mutagen.id3

    return mutagen.id3


def _text(tag: Tag, frame: str, text: str) -> None:
    """Add a text frame; an empty one stands for nothing and is left out."""
    if text:
        tag.add(getattr(_frames(), frame)(encoding=1, text=[text]))


def _add_names(tag: Tag, spec: Spec) -> None:
    _text(tag, "TIT2", spec.title)
    _text(tag, "TPE1", spec.artist)
    _text(tag, "TALB", spec.album)
    _text(tag, "TCON", spec.genre)
    _text(tag, "TPUB", spec.label)
    _text(tag, "TIT1", spec.tags)
    _text(tag, "TDRC", str(spec.year) if spec.year else "")


def _comment(tag: Tag, text: str) -> None:
    if text:
        tag.add(_frames().COMM(encoding=1, lang="eng", desc="", text=[text]))


def _free(tag: Tag, name: str, text: str) -> None:
    if text:
        tag.add(_frames().TXXX(encoding=1, desc=name, text=[text]))


def _object(tag: Tag, mime: str, name: str, data: bytes) -> None:
    frames = _frames()
    tag.add(frames.GEOB(encoding=0, mime=mime, filename="", desc=name, data=data))


def _stars(tag: Tag, spec: Spec, email: str = "rating@winamp.com") -> None:
    if spec.stars is not None:
        is_linear = email.startswith("traktor")
        value = 51 * spec.stars if is_linear else _POPULARITY[spec.stars]
        tag.add(_frames().POPM(email=email, rating=value, count=0))


def _energy(tag: Tag, spec: Spec) -> None:
    _free(tag, "EnergyLevel", "" if spec.energy is None else str(spec.energy))


def _mixed_in_key(tag: Tag, spec: Spec) -> None:
    _text(tag, "TBPM", words.exact_bpm(spec, 2).removesuffix(".00"))
    _text(tag, "TKEY", spec.key)
    _energy(tag, spec)
    _comment(tag, words.energy_comment(spec))
    _stars(tag, spec)
    for name, data in words.mixed_in_key_objects(spec).items():
        _object(tag, "application/json", name, data)


def _traktor(tag: Tag, spec: Spec) -> None:
    _text(tag, "TBPM", words.whole_bpm(spec))
    _free(tag, "fBPM", words.exact_bpm(spec, 6))
    _text(tag, "TKEY", words.key_open(spec))
    _comment(tag, words.energy_comment(spec))
    _stars(tag, spec, "traktor@native-instruments.de")


def _serato(tag: Tag, spec: Spec) -> None:
    _text(tag, "TBPM", words.exact_bpm(spec, 2))
    _text(tag, "TKEY", words.key_name(spec))
    _comment(tag, words.energy_comment(spec))
    _stars(tag, spec)
    for name, data in serato_objects(spec).items():
        _object(tag, "application/octet-stream", name, data)


def _rekordbox(tag: Tag, spec: Spec) -> None:
    _text(tag, "TBPM", words.exact_bpm(spec, 2))
    _text(tag, "TKEY", words.key_name(spec))
    _energy(tag, spec)
    _comment(tag, words.plain_comment(spec))
    _stars(tag, spec)


def _mixmeister(tag: Tag, spec: Spec) -> None:
    """Hundredths of a beat without a point, as some taggers leave them."""
    _text(tag, "TBPM", "" if spec.bpm is None else str(round(spec.bpm * 100)))
    _text(tag, "TKEY", words.key_name(spec))
    _energy(tag, spec)
    _comment(tag, words.plain_comment(spec))
    _stars(tag, spec)


def _old_version(tag: Tag, spec: Spec) -> None:
    """ID3v2.3 with the key in words, as a download shop tags."""
    _text(tag, "TBPM", words.whole_bpm(spec))
    _text(tag, "TKEY", words.key_spelled(spec))
    _comment(tag, words.energy_comment(spec))
    _stars(tag, spec, "Windows Media Player 9 Series")
    tag.update_to_v23()


def _comment_only(tag: Tag, spec: Spec) -> None:
    """Key and energy stand in the comment alone."""
    _text(tag, "TBPM", f" {words.exact_bpm(spec, 1)} ")
    _comment(tag, words.energy_comment(spec))
    _stars(tag, spec)


_PROGRAMS: dict[str, Callable[[Tag, Spec], None]] = {
    "mik": _mixed_in_key,
    "traktor": _traktor,
    "serato": _serato,
    "rekordbox": _rekordbox,
    "id3": _rekordbox,
    "mixmeister": _mixmeister,
    "v23": _old_version,
    "comment": _comment_only,
}
