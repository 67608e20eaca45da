"""The peer djkr8 on the same libraries (extra ``bench``), as far as it can take them.

djkr8 seeks the longest path of compatible keys and tempi. It has no clock, no curve and
no anchors but a first, a last and must-have tracks, wants a known key and BPM and an
energy of 1-5. It gets the tracks that have both, whole plays, the night's length as
its longest, and the anchored tracks as must-haves.
"""

import contextlib
import io
from math import floor

from tests.benchmarks.builder.generate import Record
from tests.builder.independent import check

MOST = 300
"""Tracks djkr8 is asked about: it has a literal per ordered pair of tracks."""


def ask_djkr8(instance: Record, seconds: float) -> str:
    """Return in one sentence what djkr8 makes of an instance."""
    try:
        from djkr8 import PlaylistOptimizer, Track
    except ImportError:
        return "not installed (pip install clubplanner[bench])"
    rows = [row for row in instance["tracks"] if row["bpm"] and row["key"]]
    if len(rows) > MOST:
        return f"not asked: {len(rows)} tracks make {len(rows) ** 2:,} literals"
    known = {row["id"] for row in rows}
    pinned = {anchor["track"] for anchor in instance["night"]["anchors"]}
    tracks = [
        Track(
            id=row["id"],
            key=row["key"],
            bpm=row["bpm"],
            energy=floor((row["energy"] or 5) / 2 + 0.5),
            duration=float(row["dur"]),
        )
        for row in rows
    ]
    solver = PlaylistOptimizer(
        time_limit_seconds=seconds,
        max_playlist_duration=float(instance["night"]["length_s"]),
    )
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            found = solver.optimize(tracks, must_include_ids=sorted(pinned & known))
    except (RuntimeError, ValueError) as error:
        return f"failed: {error}"
    ids = [track.id for track in found.playlist]
    if not ids:
        return f"nothing in {seconds:g} s ({found.solver_status})"
    judged = check(instance, ids)
    rules = sorted({rule.split()[0] for rule in judged["broken"]})
    return (
        f"{len(ids)} tracks in {found.solver_time_seconds:.0f} s "
        f"({found.solver_status}), {judged['bridges']} bridges, cost {judged['cost']}, "
        f"ends at {judged['end']} s, breaks {' '.join(rules) or 'no rule'}"
    )
