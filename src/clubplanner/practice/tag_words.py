"""The words of a practice track's tags, in the spellings DJ programs use."""

import json
from base64 import b64encode

from clubplanner.music.key import name, open_key, parse_key
from clubplanner.practice.spec import STAND_IN, Spec


def key_name(spec: Spec) -> str:
    """Return the key as rekordbox and Serato write it: ``Am``; a wrong one as it is."""
    reading = parse_key(spec.key)
    return name(reading.key) if reading else spec.key


def key_spelled(spec: Spec) -> str:
    """Return the key in words, as Beatport does: ``A Minor``."""
    reading = parse_key(spec.key)
    if reading is None:
        return spec.key
    mode = "Minor" if reading.key.letter == "A" else "Major"
    return f"{name(reading.key).removesuffix('m')} {mode}"


def key_open(spec: Spec) -> str:
    """Return the key in Open Key, as Traktor writes it by choice: ``1m``."""
    reading = parse_key(spec.key)
    return open_key(reading.key) if reading else spec.key


def plain_comment(spec: Spec) -> str:
    """Return the comment a program leaves that writes nothing of its own into it."""
    return STAND_IN if spec.is_stand_in else ""


def energy_comment(spec: Spec) -> str:
    """Return Mixed In Key's comment: ``5A - Energy 5``, older words behind it."""
    found = f"{spec.key} - Energy {spec.energy}" if spec.energy and spec.key else ""
    return " - ".join(part for part in (found, plain_comment(spec)) if part)


def whole_bpm(spec: Spec) -> str:
    """Return the tempo rounded to whole beats, empty where there is none."""
    return "" if spec.bpm is None else str(round(spec.bpm))


def exact_bpm(spec: Spec, digits: int) -> str:
    """Return the tempo with so many decimals, empty where there is none."""
    return "" if spec.bpm is None else f"{spec.bpm:.{digits}f}"


def mixed_in_key_objects(spec: Spec) -> dict[str, bytes]:
    """Return Mixed In Key's objects by name: base64 of JSON, cue points in ms."""
    first = 0.0 if spec.bpm is None else 32 * 60_000 / spec.bpm
    objects: dict[str, dict[str, object]] = {
        "Key": {"key": spec.key, "source": "mixedinkey", "algorithm": 94},
        "Energy": {"energyLevel": spec.energy, "source": "mixedinkey"},
        "CuePoints": {"cues": [{"time": first, "name": "Cue 1"}]},
    }
    return {title: b64encode(json.dumps(o).encode()) for title, o in objects.items()}
