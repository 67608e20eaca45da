"""What Serato leaves in files (tag-map, section 2; github.com/Holzhaus/serato-tags)."""

import math
import struct
from collections.abc import Iterator
from itertools import pairwise

from clubplanner.library.tags.armour import decode_base64
from clubplanner.library.tags.findings import Findings
from clubplanner.music.text import clean
from clubplanner.music.track import CuePoint, GridMarker

ORIGIN = "Serato"
_WRAPPING = b"application/octet-stream\0"


def read(found: Findings, name: str, data: bytes) -> None:
    """Say what one Serato object says; unknown ones and damaged ones say nothing."""
    match name:
        case "Serato Autotags":
            found.say("bpm_analysed", name, autotags_bpm(data))
        case "Serato BeatGrid":
            found.add_grid(beatgrid(data))
        case "Serato Markers2":
            found.cue_points += cue_points(data)


def read_wrapped(found: Findings, text: str | bytes) -> None:
    """Say what a FLAC comment or MP4 atom says: base64 of type, name and data."""
    raw = decode_base64(text)
    if not raw.startswith(_WRAPPING):
        return
    name, _, data = raw.removeprefix(_WRAPPING).lstrip(b"\0").partition(b"\0")
    read(found, name.decode("ascii", "replace"), data)


def autotags_bpm(data: bytes) -> str:
    """Return the BPM text of Autotags, "" if there is none; ``0.00`` = not analysed."""
    if data[:1] != b"\x01":
        return ""
    return clean(data[2:].partition(b"\0")[0].decode("latin-1"), limit=20)


def beatgrid(data: bytes) -> tuple[GridMarker, ...]:
    """Return the markers of a BeatGrid object, () if it is empty or damaged.

    All but the last marker count the beats up to the next one; the last holds a BPM.
    """
    count = int.from_bytes(data[2:6], "big")
    if not count or len(data) < 6 + 8 * count:
        return ()
    entries = [data[6 + 8 * i : 14 + 8 * i] for i in range(count)]
    times = [struct.unpack(">f", entry[:4])[0] for entry in entries]
    tempos = [
        int.from_bytes(entry[4:], "big") * 60 / (after - before)
        if after > before
        else math.nan
        for entry, (before, after) in zip(entries, pairwise(times), strict=False)
    ]
    tempos.append(struct.unpack(">f", entries[-1][4:])[0])
    markers = [GridMarker(t, bpm) for t, bpm in zip(times, tempos, strict=True)]
    return tuple(m for m in markers if math.isfinite(m.time_s) and 0 < m.bpm < 1000)


def cue_points(data: bytes) -> Iterator[CuePoint]:
    """Yield the cue points and loops of a Markers2 object."""
    if data[:1] != b"\x01":
        return
    for name, body in _entries(decode_base64(data[2:].partition(b"\0")[0])):
        if name == b"CUE" and len(body) >= 12:
            yield _cue_point(body)
        elif name == b"LOOP" and len(body) >= 20:
            yield _loop(body)


def _entries(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 2
    while position < len(content):
        end = content.find(b"\0", position)
        if end <= position:
            return
        length = int.from_bytes(content[end + 1 : end + 5], "big")
        start = end + 5
        yield content[position:end], content[start : start + length]
        position = start + length


def _cue_point(body: bytes) -> CuePoint:
    """Read 00, index, u32 ms, 00, colour (3), 00 00, name."""
    time_ms = int.from_bytes(body[2:6], "big")
    return CuePoint(
        time_ms / 1000, name=_name(body[12:]), number=body[1], origin=ORIGIN
    )


def _loop(body: bytes) -> CuePoint:
    """Read 00, index, u32 start and end ms, 4 x ff, colour (4), 00, locked, name."""
    start_ms = int.from_bytes(body[2:6], "big")
    end_ms = int.from_bytes(body[6:10], "big")
    return CuePoint(
        start_ms / 1000,
        kind="loop",
        name=_name(body[20:]),
        number=body[1],
        end_s=end_ms / 1000,
        origin=ORIGIN,
    )


def _name(data: bytes) -> str:
    return clean(data.partition(b"\0")[0].decode("utf-8", "replace"))
