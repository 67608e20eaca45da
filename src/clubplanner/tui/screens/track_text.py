"""What there is to say about one track, as lines of text."""

from clubplanner.music.duration import format_duration
from clubplanner.music.key import format_key, name
from clubplanner.music.tempo import format_bpm
from clubplanner.music.track import Evidence, Track
from clubplanner.tui.widgets.runs import Run
from clubplanner.tui.widgets.track_columns import stars

_FIELDS = (
    *(("bpm", "BPM"), ("key", "key"), ("energy", "energy"), ("rating", "stars")),
    ("writers", "writers"),
)


def track_lines(
    track: Track | None, fit: str, evidence: Evidence | None = None
) -> list[list[Run]]:
    """Return the details of a track.

    Args:
        track: the track, None where there is none.
        fit: one sentence on how it follows the slot under the set's cursor.
        evidence: every source of every value, to show them too.
    """
    if track is None:
        return []
    lines = [_values(track), [(fit, "accent")], _release(track), [(track.path, "dim")]]
    if track.note:
        lines.insert(2, [("note  ", "dim"), (track.note, "")])
    if evidence is not None:
        lines += _sources(evidence)
    return [line for line in lines if any(text for text, _ in line)]


def _release(track: Track) -> list[Run]:
    album = (
        f"{track.album} ({track.year})" if track.album and track.year else track.album
    )
    parts = (track.artist or "? (no artist tag)", album, track.label, track.genre)
    return [(" - ".join(part for part in parts if part), "")]


def _values(track: Track) -> list[Run]:
    musical = f" {name(track.key)}" if track.key else ""
    energy = "?" if track.energy is None else str(track.energy)
    parts = (
        f"{format_bpm(track.bpm, 2)} BPM{_origin(track.bpm_from)}",
        f"{format_key(track.key)}{musical}{_origin(track.key_from)}",
        f"energy {energy}{_origin(track.energy_from)}",
        format_duration(track.length_s),
        stars(track.rating),
    )
    return [("   ".join(parts), "")]


def _origin(source: str) -> str:
    return f" ({source})" if source else ""


def _sources(evidence: Evidence) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for field, title in _FIELDS:
        for source in evidence.sources.get(field, ()):
            value = "?" if source.value is None else str(source.value)
            is_told = source.raw in ("", value)
            raw = "" if is_told else f'  written "{source.raw}"'
            lines.append(
                [
                    (f"{title:<8}", "dim"),
                    (f"{value:<9}", ""),
                    (source.origin + raw, "dim"),
                ]
            )
    for point in evidence.cue_points:
        at = format_duration(point.time_s)
        words = f"{point.kind} {point.name}".rstrip()
        origin = f" ({point.origin})" if point.origin else ""
        lines.append(
            [(f"{'point':<8}", "dim"), (f"{at:<9}", ""), (words + origin, "dim")]
        )
    return lines
