"""Serato's objects for practice tracks (layouts: github.com/Holzhaus/serato-tags)."""

import struct
from base64 import b64encode

from clubplanner.practice.spec import Spec


def serato_objects(spec: Spec) -> dict[str, bytes]:
    """Return Autotags, BeatGrid and Markers2 of a track with a known tempo."""
    if spec.bpm is None:
        return {}
    autotags = b"\x01\x01" + f"{spec.bpm:.2f}".encode() + b"\0-3.257\0" + b"0.000\0"
    # One marker: a position in seconds and the tempo from there on, then a footer.
    grid = b"\x01\x00" + struct.pack(">Iff", 1, 0.0, spec.bpm) + b"\0"
    return {
        "Serato Autotags": autotags,
        "Serato BeatGrid": grid,
        "Serato Markers2": _markers(spec.bpm, spec.length_s),
    }


def _markers(bpm: float, length_s: int) -> bytes:
    mix_out = max(length_s / 2, length_s - 64 * 60 / bpm)
    points = ((0, "mix in", 0.0), (1, "mix out", mix_out))
    entries = b"".join(_cue_point(*point) for point in points)
    return b"\x01\x01" + b64encode(b"\x01\x01" + entries).ljust(468, b"\0") + b"\0"


def _cue_point(number: int, words: str, time_s: float) -> bytes:
    body = (
        struct.pack(">BBI", 0, number, round(time_s * 1000))
        + b"\0\xcc\x00\x00\0\0"
        + words.encode("utf-8")
        + b"\0"
    )
    return b"CUE\0" + struct.pack(">I", len(body)) + body
