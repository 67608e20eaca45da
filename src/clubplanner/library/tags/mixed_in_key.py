"""What Mixed In Key leaves in files: base64 of JSON (tag-map, section 2; measured).

ID3 holds it in GEOB frames named Key, Energy, CuePoints, BeatGrid; FLAC in the Vorbis
comments KEY, ENERGY, CUEPOINTS, BEATGRID. Cue points count milliseconds, beats seconds.
"""

import json
import math
from collections.abc import Iterator

from clubplanner.library.tags.armour import decode_base64
from clubplanner.library.tags.findings import Findings
from clubplanner.music.text import clean
from clubplanner.music.track import CuePoint, GridMarker

ORIGIN = "Mixed In Key"
_READERS = ("key", "energy", "cuepoints", "beatgrid")


def read(found: Findings, name: str, data: str | bytes) -> bool:
    """Say what one payload says; return whether it was one of Mixed In Key's."""
    kind = name.strip().lower()
    if kind not in _READERS:
        return False
    content = _decoded(data)
    if content is None:
        return False
    found.from_mixed_in_key = True
    match kind:
        case "key":
            found.say("key", ORIGIN, _text(content.get("key")))
        case "energy":
            found.say("energy", ORIGIN, _text(content.get("energyLevel")))
        case "cuepoints":
            found.cue_points += _cue_points(content)
        case _:
            _read_grid(found, content)
    return True


def is_payload(text: str) -> bool:
    """Return whether a text is JSON or base64 of JSON: both open with ``{"``."""
    return text.startswith(("eyJ", '{"'))


def _decoded(data: str | bytes) -> dict[str, object] | None:
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    raw = raw.strip(b"\0 \r\n\t")
    raw = raw if raw.startswith(b"{") else decode_base64(raw)
    if not raw.startswith(b"{"):
        return None
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and abs(value) < 1e9 else None


def _cue_points(content: dict[str, object]) -> Iterator[CuePoint]:
    entries = content.get("cues")
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        time_ms = _number(entry.get("time")) if isinstance(entry, dict) else None
        if time_ms is not None and time_ms >= 0:
            name = clean(_text(entry.get("name")))
            time_s = round(time_ms / 1000, 6)
            yield CuePoint(time_s, name=name, number=number, origin=ORIGIN)


def _read_grid(found: Findings, content: dict[str, object]) -> None:
    tempo = _number(content.get("tempo"))
    beats = content.get("beats")
    if tempo is None or tempo <= 0:
        return
    found.say("bpm_analysed", ORIGIN, f"{tempo:g}")
    first = _number(beats[0]) if isinstance(beats, list) and beats else None
    if first is not None:
        found.add_grid([GridMarker(first, tempo)])
