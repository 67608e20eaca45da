"""The INFO list of a WAV file, the only tags some DJ recordings have.

A LIST chunk of the form INFO holds NUL-terminated texts, each padded to an even length
(Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft, 1991).
"""

import struct
from pathlib import Path

from clubplanner.practice import tag_words as words
from clubplanner.practice.spec import Spec


def write_info(spec: Spec, path: Path) -> None:
    """Append an INFO list to a WAV file and mend the size in its head.

    Raises:
        OSError: the file cannot be written.
    """
    texts = {
        "INAM": spec.title,
        "IART": spec.artist,
        "IPRD": spec.album,
        "IGNR": spec.genre,
        "ICRD": str(spec.year) if spec.year else "",
        "IBPM": words.exact_bpm(spec, 1),
        "ICMT": words.energy_comment(spec),
    }
    listed = b"INFO" + b"".join(
        _chunk(name.encode("ascii"), text.encode("utf-8") + b"\0")
        for name, text in texts.items()
        if text
    )
    with path.open("r+b") as stream:
        stream.seek(0, 2)
        if stream.tell() % 2:
            stream.write(b"\0")
        stream.write(_chunk(b"LIST", listed))
        size = stream.tell() - 8
        stream.seek(4)
        stream.write(struct.pack("<I", size))


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
