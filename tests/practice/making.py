"""Practice tracks for tests: short files, or no files at all."""

from dataclasses import replace

from clubplanner.music.key import parse_key
from clubplanner.music.track import Track
from clubplanner.practice.spec import DAMAGED, Spec, practice_tracks

ROOT = "/practice"


def short(length_s: int = 20) -> tuple[Spec, ...]:
    """One file per container and program, cut to ``length_s`` seconds."""
    chosen: dict[tuple[str, str], Spec] = {}
    for spec in practice_tracks():
        chosen.setdefault((spec.container, spec.written_by), spec)
    return tuple(
        replace(spec, length_s=length_s if spec.length_s else 0)
        for spec in chosen.values()
    )


def tracks() -> list[Track]:
    """The whole practice library as a scan would find it, without any file."""
    return [_track(spec) for spec in practice_tracks() if spec.written_by != DAMAGED]


def _track(spec: Spec) -> Track:
    reading = parse_key(spec.key)
    return Track(
        path=f"{ROOT}/{spec.path}",
        title=spec.title,
        artist=spec.artist,
        album=spec.album,
        genre=spec.genre,
        bpm=spec.bpm,
        key=reading.key if reading else None,
        energy=spec.energy,
        rating=spec.stars,
        length_s=float(spec.length_s),
        tags=tuple(tag.strip() for tag in spec.tags.split(",") if tag),
    )
