"""A reviewed night as JSON fields, which stay as they are."""

from collections.abc import Sequence

from clubplanner.residency.drift import Mix, anchor_drifts, mixes
from clubplanner.residency.pairing import Fate, Line
from clubplanner.residency.play_log import Play, PlayLog
from clubplanner.residency.review import Review
from clubplanner.residency.two_curves import Curves, Step, said_of_files
from clubplanner.workspace.past import PastNight


def review_fields(
    past: PastNight, found: Review, both: Curves, gone: Sequence[Play]
) -> dict[str, object]:
    """Return a night as fields; unknown is None, times into the night are seconds."""
    return {
        "counts": {fate.value: found.count(fate) for fate in Fate},
        "anchors": [
            {"title": one.slot.name, "late_s": one.off_s, "held": one.is_held}
            for one in anchor_drifts(found)
        ],
        "lines": [_line(line) for line in found.lines],
        **_log(found.log),
        "transitions": [_mix(mix) for mix in mixes(found)],
        "curves": {"planned": _steps(both.planned), "played": _steps(both.played)},
        "not_counted": [
            {"play": one.number, "played": one.play.title, "reason": one.reason}
            for one in found.left_out
        ],
        "unknown_files": [play.path for play in gone],
        "remarks": [*past.remarks, *found.remarks, *said_of_files(gone)],
    }


def played_fields(past: PastNight, log: PlayLog) -> dict[str, object]:
    """Return a night nobody planned here as fields: its plays, nothing beside them."""
    return {
        "counts": {fate.value: 0 for fate in Fate},
        "anchors": [],
        "lines": [
            {"what": "played", "planned": None, **_play(play), "plays": [number]}
            for number, play in enumerate(log.plays, start=1)
        ],
        **_log(log),
        "remarks": list(past.remarks),
    }


def _log(log: PlayLog) -> dict[str, object]:
    return {"stars": log.stars, "note": log.note or None, "public": log.is_public}


def _play(play: Play | None) -> dict[str, object]:
    return {
        "played": play.title if play else None,
        "at": play.at.isoformat() if play and play.at else None,
        "stars": play.stars if play else None,
        "note": (play.note or None) if play else None,
        "mix_stars": play.mix_stars if play else None,
        "mix_note": (play.mix_note or None) if play else None,
        "file": (play.path or None) if play else None,
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "what": line.fate.value,
        "planned": line.slot.name if line.slot else None,
        **_play(line.play),
        "slot": line.slot_number or None,
        "plays": list(line.play_numbers),
        "by": None if line.sureness is None else line.sureness.name.lower(),
        "moved_by": line.moved_by,
        "planned_s": line.planned_s,
        "played_s": line.played_s,
        "late_s": line.late_s,
    }


def _mix(mix: Mix) -> dict[str, object]:
    return {
        "from": mix.out.numbers[-1],
        "to": mix.into.numbers[0],
        "at_s": mix.second,
        "planned_overlap_s": mix.planned_s,
        "played_overlap_s": mix.played_s,
        "longer_s": mix.longer_s,
        "stars": mix.into.play.stars_of_mix,
        "note": mix.into.play.mix_note or mix.into.play.note or None,
    }


def _steps(steps: Sequence[Step]) -> list[dict[str, object]]:
    return [
        {"from_s": s.start, "to_s": s.end, "energy": s.energy, "bpm": s.bpm}
        for s in steps
    ]
