"""Two numbers for one tempo: when they mean the same, and which says it finer."""

SAME_TEMPO_BPM = 1.0
"""A finer BPM within this much of the plain tag is the same tempo, said better."""


def is_same_tempo(bpm: float, other: float) -> bool:
    """Whether two BPM are close enough to be one tempo."""
    return abs(bpm - other) <= SAME_TEMPO_BPM


def is_finer(bpm: float, than: float) -> bool:
    """Whether ``bpm`` is the tempo ``than`` with more decimals."""
    return is_same_tempo(bpm, than) and decimals(bpm) > decimals(than)


def decimals(bpm: float) -> int:
    """Return how many decimals a BPM really has: ``126.00`` has none."""
    return len(f"{bpm:.6f}".rstrip("0").partition(".")[2])
