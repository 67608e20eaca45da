"""The real files beside the repository, where they are, read as their list says."""

import json
from pathlib import Path
from typing import Any

import pytest

from clubplanner.library.tags.read import TagReading, read_file

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def expected() -> list[Any]:
    if not (SAMPLES / "expected.json").exists():
        reason = "the real sample files are not beside the repository"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    listed = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
    return [
        pytest.param(entry, id=entry["file"])
        for entry in listed
        if entry["kind"] == "audio"
    ]


def shown(reading: TagReading, name: str) -> object:
    """Return what was read, in the words of the list."""
    track = reading.track
    match name:
        case "key":
            return str(track.key)
        case "energy":
            return str(track.energy)
        case "rating_stars":
            return track.rating
        case _:
            return getattr(track, name)


@pytest.mark.parametrize("entry", expected())
def test_a_real_file_reads_as_listed(entry: dict[str, Any]) -> None:
    reading = read_file(SAMPLES / entry["file"])
    track, right = reading.track, dict(entry["expected"])
    right.pop("rating_raw", None)
    for name in ("bpm", "key"):
        raw = right.pop(f"{name}_raw", None)
        sources = reading.evidence.sources.get(name, ())
        assert raw is None or raw in [source.raw for source in sources]
    bpm = right.pop("bpm", None)
    assert track.bpm == (bpm if right.pop("bpm_plausible", True) else None)
    assert track.year == (int(right.pop("year", 0)) or None)
    assert track.length_s == pytest.approx(right.pop("duration_s"), abs=0.06)
    gain = right.pop("replaygain_track_gain", None)
    assert gain is None or track.gain == pytest.approx(float(gain.split()[0]))
    assert {name: shown(reading, name) for name in right} == right
