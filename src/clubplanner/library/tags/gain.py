"""Track gain as dB against 89 dB SPL, whatever a tag counts in (tag-map, section 6)."""

import re

R128_TO_REPLAYGAIN_DB = 5.0
"""R128 gains aim at -23 LUFS, ReplayGain at about -18 (RFC 7845, section 5.2.1)."""

_LIMIT_DB = 100.0
_GAIN = re.compile(r"([+-]?\d*[.,]?\d+)\s*(?:dB)?", re.IGNORECASE)


def parse_gain(text: str) -> float | None:
    """Return dB of ``+7.64 dB``, ``-10.42``, ``-9,69``; None if it is no such text."""
    match = _GAIN.fullmatch(text.strip().replace("\u2212", "-"))
    return _plausible(float(match[1].replace(",", "."))) if match else None


def parse_r128(text: str) -> float | None:
    """Return dB of an R128 integer in 1/256 dB; 0 is a gain, not an absence."""
    try:
        return _plausible(int(text.strip()) / 256 + R128_TO_REPLAYGAIN_DB)
    except ValueError:
        return None


def _plausible(gain: float) -> float | None:
    return gain if abs(gain) <= _LIMIT_DB else None
