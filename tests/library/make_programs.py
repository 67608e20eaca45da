"""What Mixed In Key, Serato and Traktor write, made anew for tests."""

import base64
import json
import struct
from collections.abc import Sequence


def mixed_in_key(**content: object) -> bytes:
    return base64.b64encode(json.dumps(content).encode())


def serato_autotags(bpm: str) -> bytes:
    return b"\x01\x01" + bpm.encode() + b"\0-3.257\0" + b"0.000\0"


def serato_beatgrid(
    heads: Sequence[tuple[float, int]], last: tuple[float, float]
) -> bytes:
    markers = b"".join(struct.pack(">fI", *head) for head in heads)
    count = struct.pack(">I", len(heads) + 1)
    return b"\x01\x00" + count + markers + struct.pack(">ff", *last) + b"\x37"


def serato_markers(entries: Sequence[tuple[str, bytes]], drop: str = "=") -> bytes:
    """Markers2; ``drop`` is taken off the base64's end, as Serato leaves it."""
    content = b"\x01\x01" + b"".join(
        name.encode() + b"\0" + struct.pack(">I", len(body)) + body
        for name, body in entries
    )
    text = base64.b64encode(content + b"\0").decode().rstrip(drop)
    lines = "\n".join(text[i : i + 72] for i in range(0, len(text), 72))
    return b"\x01\x01" + lines.encode() + b"\0" * 20


def serato_cue(index: int, time_ms: int, name: str) -> bytes:
    head = b"\0" + bytes([index]) + struct.pack(">I", time_ms)
    return head + b"\0\xcc\0\0" + b"\0\0" + name.encode() + b"\0"


def serato_loop(index: int, start_ms: int, end_ms: int, name: str) -> bytes:
    head = b"\0" + bytes([index]) + struct.pack(">II", start_ms, end_ms)
    return head + b"\xff" * 4 + b"\0\x27\xaa\xe1" + b"\0\0" + name.encode() + b"\0"


def serato_wrapped(name: str, data: bytes) -> bytes:
    content = b"application/octet-stream\0\0" + name.encode() + b"\0" + data
    text = base64.b64encode(content).rstrip(b"=")
    return b"\n".join(text[i : i + 72] for i in range(0, len(text), 72))


def traktor_node(name: str, content: bytes, children: int = 0) -> bytes:
    return name.encode()[::-1] + struct.pack("<II", len(content), children) + content


def traktor_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def traktor_cue(
    name: str, kind: int, start_ms: float, length_ms: float, hot_cue: int
) -> bytes:
    numbers = struct.pack("<IIddii", 0, kind, start_ms, length_ms, -1, hot_cue)
    return struct.pack("<I", 1) + traktor_text(name) + numbers


def traktor_tree(leaves: Sequence[tuple[str, bytes]]) -> bytes:
    data = b"".join(traktor_node(name, content) for name, content in leaves)
    header = traktor_node("CHKS", b"\0\0\0\0")
    branches = traktor_node("HDR ", header, 1) + traktor_node("DATA", data, len(leaves))
    return traktor_node("TRMD", branches, 2)
