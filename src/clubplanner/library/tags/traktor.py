"""What Traktor leaves in files: the TRAKTOR4 tree (tag-map, section 2).

A node is a FourCC reversed on disk, u32 LE length, u32 LE child count. Nodes without
children are leaves. Background: hellricer.github.io, "Decoding TRAKTOR4 field".
"""

import math
import struct
from collections.abc import Iterator

from clubplanner.library.tags.armour import decode_base91
from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.rating import from_byte
from clubplanner.music.text import clean
from clubplanner.music.track import CuePoint, GridMarker

ORIGIN = "Traktor"
OWNERS = ("TRAKTOR4", "traktor@native-instruments.de")
"""Owners of the PRIV frames that hold the tree; an old and a new one may both stand."""

_KINDS = ("cue", "fade-in", "fade-out", "load", "grid", "loop")
_ROOT = b"DMRT"
_DEPTH_LIMIT = 8
_CUE_POINTS_LIMIT = 1000


def read(found: Findings, data: bytes) -> None:
    """Say what a TRAKTOR4 tree says; a damaged tree says what was read before."""
    leaves: dict[str, bytes] = {}
    for name, content in _leaves(data):
        leaves.setdefault(name, content)
    bpm = _float(leaves.get("HBPM", b""))
    if bpm:
        found.say("bpm_analysed", f"{ORIGIN} HBPM", f"{bpm:.6f}")
    if len(leaves.get("MKEY", b"")) >= 4:
        number = int.from_bytes(leaves["MKEY"][:4], "little")
        found.say("key_index", f"{ORIGIN} MKEY", str(number))
    found.say("key_program", f"{ORIGIN} TKEY", _text(leaves.get("TKEY", b"")))
    _read_rank(found, leaves.get("RANK", b""))
    _read_cue_points(found, leaves.get("CUEP", b""), bpm)


def read_armoured(found: Findings, text: str) -> None:
    """Say what a TRAKTOR4 Vorbis comment says: the same tree in basE91."""
    read(found, decode_base91(text))


def _leaves(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:4] == _ROOT:
        yield from _walk(data, 0, 0)


def _walk(data: bytes, position: int, depth: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of the leaves under the node at ``position``."""
    if position + 12 > len(data) or depth > _DEPTH_LIMIT:
        return
    name = data[position : position + 4][::-1].decode("latin-1")
    length, children = struct.unpack_from("<II", data, position + 4)
    start = position + 12
    if not children:
        yield name, data[start : start + length]
        return
    end = min(start + length, len(data))
    for _ in range(children):
        if start + 12 > end:
            return
        yield from _walk(data, start, depth + 1)
        start += 12 + int.from_bytes(data[start + 4 : start + 8], "little")


def _float(content: bytes) -> float | None:
    if len(content) < 4:
        return None
    (number,) = struct.unpack_from("<f", content)
    return number if math.isfinite(number) and number > 0 else None


def _text(content: bytes) -> str:
    """Read u32 LE count of UTF-16LE units, then the units."""
    count = int.from_bytes(content[:4], "little")
    return content[4 : 4 + 2 * min(count, len(content))].decode("utf-16-le", "replace")


def _read_rank(found: Findings, content: bytes) -> None:
    if len(content) < 4:
        return
    rank = int.from_bytes(content[:4], "little")
    if 0 < rank <= 255:
        found.ratings.append(from_byte(f"{ORIGIN} RANK", rank, str(rank)))


def _read_cue_points(found: Findings, content: bytes, bpm: float | None) -> None:
    points = list(_cue_points(content))
    found.cue_points += [p for p in points if p not in found.cue_points]
    grid = [p.time_s for p in points if p.kind == "grid"]
    if grid and bpm:
        found.add_grid(GridMarker(time_s, bpm) for time_s in sorted(grid))


def _cue_points(content: bytes) -> Iterator[CuePoint]:
    """Yield the cue points of a CUEP leaf.

    It holds u32 count, then each: u32 1, name, u32 order, u32 type, f64 start ms,
    f64 length ms, i32 repeats, i32 hot cue (-1 = none).
    """
    count = int.from_bytes(content[:4], "little")
    position = 4
    for _ in range(min(count, _CUE_POINTS_LIMIT)):
        name = content[position + 4 :]
        after = position + 8 + 2 * int.from_bytes(name[:4], "little")
        if after + 32 > len(content):
            return
        _order, kind, start_ms, length_ms, _repeats, hot_cue = struct.unpack_from(
            "<IIddii", content, after
        )
        position = after + 32
        point = _cue_point(clean(_text(name)), kind, start_ms, length_ms, hot_cue)
        if point:
            yield point


def _cue_point(
    name: str, kind: int, start_ms: float, length_ms: float, hot_cue: int
) -> CuePoint | None:
    if kind >= len(_KINDS) or not (math.isfinite(start_ms) and 0 <= start_ms < 1e9):
        return None
    looped = math.isfinite(length_ms) and 0 < length_ms < 1e9
    return CuePoint(
        round(start_ms / 1000, 6),
        kind=_KINDS[kind],
        name=name,
        number=hot_cue if hot_cue >= 0 else None,
        end_s=round((start_ms + length_ms) / 1000, 6) if looped else None,
        origin=ORIGIN,
    )
