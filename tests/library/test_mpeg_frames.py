"""Frames of MPEG sound are counted where no header tells how many there are."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.library.tags.mpeg_frames import frame_at, varying_length
from clubplanner.library.tags.read import read_file

KBITS = {32: 1, 64: 5, 128: 9, 320: 14}


def sound(*kbits: int) -> bytes:
    """Frames of MPEG 1 layer 3 at 44.1 kHz: 1152 samples each, 26 ms."""
    return b"".join(
        bytes([0xFF, 0xFB, KBITS[rate] << 4, 0xC4])
        + bytes(144_000 * rate // 44_100 - 4)
        for rate in kbits
    )


@pytest.mark.parametrize(
    ("head", "frame"),
    [
        ("fffb90c4", (128, 44100, 417, 1152)),
        ("fffb92c4", (128, 44100, 418, 1152)),
        ("fff380c4", (64, 22050, 208, 576)),
        ("ffe380c4", (64, 11025, 417, 576)),
        ("fffd80c4", (128, 44100, 417, 1152)),
        ("ffff80c4", (256, 44100, 276, 384)),
        ("fffb00c4", None),
        ("fffbf0c4", None),
        ("fffb9cc4", None),
        ("ffeb90c4", None),
        ("fff990c4", None),
        ("494433", None),
    ],
)
def test_headers_tell_bitrate_rate_bytes_and_samples(
    head: str, frame: tuple[int, ...] | None
) -> None:
    read = frame_at(bytes.fromhex(head))
    assert (read and (read.kbits, read.rate, read.size, read.samples)) == frame


def test_a_changing_bitrate_is_counted_frame_by_frame(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(sound(*[320] * 40, *[32] * 160, *[128] * 183))
    assert read_file(path).track.length_s == pytest.approx(383 * 1152 / 44100, abs=1e-3)


def test_a_bitrate_that_stays_is_not_counted() -> None:
    assert varying_length(io.BytesIO(sound(*[128] * 200)), 0) is None


def test_other_bytes_between_frames_and_a_tag_behind_are_passed_over() -> None:
    data = sound(*[320] * 50) + b"junk" * 99 + sound(*[64] * 50) + b"TAG" + bytes(125)
    length = varying_length(io.BytesIO(data), 0)
    assert length == pytest.approx(100 * 1152 / 44100)


@given(st.binary(max_size=2000), st.integers(0, 40))
def test_no_bytes_make_the_counting_raise(noise: bytes, at: int) -> None:
    data = bytearray(sound(320, 64, 128, 32))
    data[at:at] = noise
    varying_length(io.BytesIO(bytes(data)), 0)
