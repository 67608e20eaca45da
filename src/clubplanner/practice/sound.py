"""The sound of a practice track: a plain loop at its tempo, encoded small and fast.

Kick on every beat, hat between, a stab on the root of the key; the first and the last
eight bars are drums only, as in an extended mix. Eight thousand samples a second keep a
whole library under 60 MB.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from clubplanner.errors import ClubplannerError
from clubplanner.music.key import parse_key
from clubplanner.practice.spec import Spec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float32]
    Samples = NDArray[np.float64]

UNTAGGED_BPM = 124.0
"""The beat of a track whose tags tell no tempo."""

_LOOP_BEATS = 16
_DRUMS_ONLY_LOOPS = 2
_CHUNK = 16_384
"""Frames a write: libsndfile 1.2.2 crashes on a whole Vorbis track in one write."""

_FORMATS = {
    "mp3": ("MP3", "MPEG_LAYER_III", 8_000),
    "ogg": ("OGG", "VORBIS", 8_000),
    "flac": ("FLAC", "PCM_S8", 8_000),
    "aiff": ("AIFF", "PCM_S8", 8_000),
    "wav": ("WAV", "PCM_U8", 8_000),
}
"""libsndfile's format and subtype, and samples a second, by container."""

_SMALL: dict[str, dict[str, Any]] = {
    "mp3": {"compression_level": 0.95, "bitrate_mode": "VARIABLE"},
    "ogg": {"compression_level": 0.99},
}
"""A variable bit rate also makes LAME write the true length into the file's head."""


def require_encoder() -> None:
    """Check that sound can be encoded.

    Raises:
        ClubplannerError: soundfile, the ``demo`` extra, is not installed.
    """
    try:
        import soundfile  # noqa: F401
    except (ImportError, OSError) as error:
        raise ClubplannerError(
            "the practice library needs soundfile to make its music",
            hint="pip install 'clubplanner[demo]'",
        ) from error


def write_sound(spec: Spec, target: Path) -> None:
    """Encode the sound of ``spec`` into ``target``.

    Raises:
        OSError: the file cannot be written.
    """
    import soundfile

    container, subtype, rate = _FORMATS[spec.container]
    small = _SMALL.get(spec.container, {})
    sound = track_sound(spec, rate)
    with soundfile.SoundFile(
        target, "w", rate, 1, subtype=subtype, format=container, **small
    ) as stream:
        for start in range(0, len(sound), _CHUNK):
            stream.write(sound[start : start + _CHUNK])


def track_sound(spec: Spec, rate: int) -> "Sound":
    """Return the samples of a whole track, exactly ``length_s`` seconds of them."""
    import numpy as np

    bpm = spec.bpm or UNTAGGED_BPM
    times = np.arange(round(_LOOP_BEATS * 60 / bpm * rate)) / rate
    drums = _kick(times, bpm) + _tick(times, bpm)
    full = drums + _stab(times, bpm, _root_hz(spec.key))
    total = spec.length_s * rate
    # Every part but the last is whole loops, so the beat never stumbles.
    edge = _whole_loops(min(_DRUMS_ONLY_LOOPS * len(drums), total // 4), len(drums))
    middle = _whole_loops(total - 2 * edge, len(drums))
    parts = (drums, edge), (full, middle), (drums, total - edge - middle)
    sound = np.concatenate([np.resize(loop, length) for loop, length in parts])
    return sound.astype(np.float32)


def _whole_loops(samples: int, loop: int) -> int:
    return samples - samples % loop


def _kick(times: "Samples", bpm: float) -> "Samples":
    """A falling low tone on every beat."""
    import numpy as np

    since = times % (60 / bpm)
    phase = 50 * since + 4 * (1 - np.exp(-since * 30))
    kick: Samples = 0.6 * np.sin(2 * np.pi * phase) * np.exp(-since * 25)
    return kick


def _tick(times: "Samples", bpm: float) -> "Samples":
    """A short high tick between the beats."""
    import numpy as np

    since = (times + 30 / bpm) % (60 / bpm)
    tick: Samples = 0.1 * np.sin(2 * np.pi * 2900 * since) * np.exp(-since * 160)
    return tick


def _stab(times: "Samples", bpm: float, root: float) -> "Samples":
    """A note on the key's root, off the beat."""
    import numpy as np

    since = (times + 15 / bpm) % (30 / bpm)
    stab: Samples = 0.1 * np.sin(2 * np.pi * root * times) * np.exp(-since * 25)
    return stab


def _root_hz(key: str) -> float:
    """Return a low note on the root of a key; A where no key can be read.

    Camelot 8B is C major and each step up the wheel a fifth (7 semitones).
    """
    reading = parse_key(key)
    if reading is None:
        return 110.0
    from_c = 7 * (reading.key.number - 8) + (9 if reading.key.letter == "A" else 0)
    return float(65.406 * 2 ** ((from_c % 12) / 12))
