"""Files to import for the tests of this room, made of a few bytes."""

import tempfile
from pathlib import Path

from hypothesis import strategies as st

from clubplanner.exchange.incoming import Imported, Kind, Source

HOSTILE = (
    'the "quoted" one',
    "#1; REM & 100%",
    "<b>&amp;</b> ]]> </title>",
    "two\nlines\r\nTRACK 02 AUDIO",
    "東京の夜",
    "שלום \u202e עולם",
    "🎧 👩‍🎤",
    "=1+1",
    "'=1+1",
    "x" * 200,
    "ends in \\",
    "a, b; c\td",
)

hostile = st.text(max_size=40) | st.sampled_from(HOSTILE)


def read_bytes(kind: Kind, data: bytes, name: str) -> Imported:
    """Read a file of these bytes that lies in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return kind.read(Source(path, name))


def is_claimed(kind: Kind, data: bytes, name: str) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return kind.claims(Source(path, name))


def words(found: Imported) -> list[str]:
    return [problem.msg for problem in found.problems]
