"""Small real audio files of every container, made on the spot."""

import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

DATA = Path(__file__).parent / "data"
RATE = 8000


def silence(path: Path, seconds: float = 0.5) -> Path:
    """Write silence with libsndfile: MP3, FLAC, Ogg Vorbis, Opus, AIFF by suffix."""
    import numpy as np
    import soundfile

    forms = {
        ".mp3": ("MP3", "MPEG_LAYER_III"),
        ".flac": ("FLAC", "PCM_16"),
        ".ogg": ("OGG", "VORBIS"),
        ".opus": ("OGG", "OPUS"),
        ".aiff": ("AIFF", "PCM_16"),
    }
    container, subtype = forms[path.suffix]
    samples = np.zeros(int(RATE * seconds), dtype="float32")
    soundfile.write(str(path), samples, RATE, format=container, subtype=subtype)
    return path


def made_by_ffmpeg(path: Path) -> Path:
    """Copy the kept file of this suffix: m4a, wma, wv, tta, spx."""
    shutil.copy(DATA / f"silence{path.suffix}", path)
    return path


def chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def info_list(**texts: str) -> bytes:
    items = (
        chunk(name.encode(), value.encode("latin-1") + b"\0")
        for name, value in texts.items()
    )
    return chunk(b"LIST", b"INFO" + b"".join(items))


def wav_bytes(*extra: bytes, seconds: float = 0.5) -> bytes:
    """A WAV of 8-bit silence at 8 kHz with further chunks before the sound."""
    fmt = struct.pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8)
    sound = b"\x80" * int(RATE * seconds)
    body = b"WAVE" + chunk(b"fmt ", fmt) + b"".join(extra) + chunk(b"data", sound)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def rf64_bytes(*extra: bytes, seconds: float = 0.5) -> bytes:
    """The same as RF64: 32-bit sizes are all ones, the true ones stand in ds64."""
    sound = b"\x80" * int(RATE * seconds)
    ds64 = chunk(b"ds64", struct.pack("<QQQI", 0, len(sound), len(sound), 0))
    fmt = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8))
    data = b"data" + b"\xff" * 4 + sound
    return b"RF64" + b"\xff" * 4 + b"WAVE" + ds64 + fmt + data + b"".join(extra)


def synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3_tag(frames: bytes, version: int = 4, flags: int = 0, size: int = -1) -> bytes:
    length = len(frames) if size < 0 else size
    return b"ID3" + bytes([version, 0, flags]) + synchsafe(length) + frames


def frame(name: str, content: bytes, version: int = 4, flags: int = 0) -> bytes:
    if version == 2:
        return name.encode() + len(content).to_bytes(3, "big") + content
    size = synchsafe(len(content)) if version == 4 else struct.pack(">I", len(content))
    return name.encode() + size + bytes([0, flags]) + content


def text_frame(name: str, text: str, version: int = 4) -> bytes:
    return frame(name, b"\x03" + text.encode(), version)


def ape_tag(items: Sequence[tuple[str, bytes]], flags: int = 0) -> bytes:
    body = b"".join(
        struct.pack("<II", len(value), flags) + name.encode() + b"\0" + value
        for name, value in items
    )
    ends = struct.pack("<IIII8x", 2000, len(body) + 32, len(items), 0)
    return body + b"APETAGEX" + ends


def id3v1_tag(title: str, artist: str, comment: str, genre: int = 255) -> bytes:
    def fixed(text: str, size: int) -> bytes:
        return text.encode("latin-1")[:size].ljust(size, b"\0")

    texts = fixed(title, 30) + fixed(artist, 30) + fixed("Album", 30) + fixed("1999", 4)
    return b"TAG" + texts + fixed(comment, 28) + b"\0\x05" + bytes([genre])


def monkeys_audio_bytes(tag: bytes = b"") -> bytes:
    """A Monkey's Audio 3.99 header: one frame of 4000 blocks at 8 kHz."""
    descriptor = b"MAC " + struct.pack("<H", 3990) + b"\0" * 46
    header = struct.pack("<HHIIIHHI", 2000, 0, 73728, 4000, 1, 16, 1, RATE)
    return descriptor + header + b"\0" * 64 + tag


def musepack_bytes(tag: bytes = b"") -> bytes:
    """A Musepack SV7 header: 20 frames of 1152 samples at 44.1 kHz."""
    return b"MP+\x07" + struct.pack("<II", 20, 0) + b"\0" * 64 + tag
