"""Vorbis comments of practice tracks, each as one DJ program spells them."""

from collections.abc import Callable
from pathlib import Path

from clubplanner.practice import tag_words as words
from clubplanner.practice.spec import Spec

Comments = dict[str, str]


def write_vorbis(spec: Spec, path: Path) -> None:
    """Tag a FLAC or an Ogg Vorbis file.

    Raises:
        mutagen.MutagenError: the file cannot be tagged.
    """
    from mutagen.flac import FLAC
    from mutagen.oggvorbis import OggVorbis

    file = (FLAC if spec.container == "flac" else OggVorbis)(path)
    comments = _names(spec) | _PROGRAMS[spec.written_by](spec)
    for name, text in comments.items():
        if text:
            file[name] = text
    file.save()


def _names(spec: Spec) -> Comments:
    return {
        "TITLE": spec.title,
        "ARTIST": spec.artist,
        "ALBUM": spec.album,
        "GENRE": spec.genre,
        "LABEL": spec.label,
        "GROUPING": spec.tags,
        "DATE": str(spec.year) if spec.year else "",
    }


def _energy(spec: Spec) -> str:
    return "" if spec.energy is None else str(spec.energy)


def _percent(spec: Spec) -> str:
    return "" if spec.stars is None else str(20 * spec.stars)


def _mixxx(spec: Spec) -> Comments:
    return {
        "BPM": words.exact_bpm(spec, 1),
        "INITIALKEY": words.key_name(spec),
        "ENERGYLEVEL": _energy(spec),
        "COMMENT": words.plain_comment(spec),
        "RATING": _percent(spec),
    }


def _virtualdj(spec: Spec) -> Comments:
    return {
        "BPM": words.exact_bpm(spec, 2),
        "KEY": words.key_name(spec),
        "COMMENT": words.energy_comment(spec),
        "RATING": _percent(spec),
    }


def _picard(spec: Spec) -> Comments:
    """Picard's ratings are a share of one, behind an email."""
    share = "" if spec.stars is None else f"{spec.stars / 5:.1f}"
    return {
        "BPM": words.exact_bpm(spec, 1),
        "KEY": words.key_spelled(spec),
        "COMMENT": words.energy_comment(spec),
        "RATING:users@musicbrainz.org": share,
    }


def _mixed_in_key(spec: Spec) -> Comments:
    """Mixed In Key puts JSON into KEY, the energy alone into both comments."""
    objects = words.mixed_in_key_objects(spec)
    comment = words.plain_comment(spec) or _energy(spec)
    return {
        "BPM": words.exact_bpm(spec, 1),
        "INITIALKEY": words.key_name(spec),
        "ENERGYLEVEL": _energy(spec),
        "KEY": objects["Key"].decode("ascii").rstrip("="),
        "ENERGY": objects["Energy"].decode("ascii"),
        "CUEPOINTS": objects["CuePoints"].decode("ascii"),
        "COMMENT": comment,
        "DESCRIPTION": comment,
        "RATING": _percent(spec),
    }


_PROGRAMS: dict[str, Callable[[Spec], Comments]] = {
    "mixxx": _mixxx,
    "virtualdj": _virtualdj,
    "picard": _picard,
    "mik": _mixed_in_key,
}
