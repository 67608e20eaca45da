"""What the cost model knows of a track."""

from clubplanner.music.genre import genre_family
from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.cost import Song, tempo_steps
from clubplanner.night.rules import ThemeValues


def song_of(
    track: Track,
    theme: ThemeValues,
    *,
    cue: str = "",
    weeks: int | None = None,
    artist_weeks: int | None = None,
    is_signature: bool = False,
    mix_in_s: float | None = None,
    out_s: float | None = None,
    pitch: float = 0.0,
) -> Song:
    """Return what the cost model needs of a track.

    Args:
        track: the track.
        theme: says which tags fit.
        cue: the cue it stands for.
        weeks, artist_weeks, is_signature: as in ``Song``.
        mix_in_s, out_s: a slot's own points, in place of the track's; an out point
            behind the end of the file is its end.
        pitch: percent it plays faster than the file, above -100.
    """
    faster = 1 + pitch / 100
    bpm = None if track.bpm is None else track.bpm * faster
    begin = mix_in_s if mix_in_s is not None else track.mix_in_s or 0.0
    out = out_s if out_s is not None else track.out_s
    end = track.length_s if out is None else out
    if end is None:
        end = 0.0
    elif track.length_s is not None:
        end = min(end, track.length_s)
    return Song(
        id=track.path,
        artist=fold(track.artist),
        tempo=None if bpm is None else tempo_steps(bpm),
        bpm=bpm,
        key=track.key,
        energy=track.energy,
        genre=track.genre if theme.literal_genres else genre_family(track.genre),
        stars=max(1, int(track.rating + 0.5)) if track.rating else 3,
        fits=any(map(theme.tags.get, track.tags)),
        length_s=max(0, int((end - begin) / faster)),
        weeks=weeks,
        cue=cue,
        artist_weeks=artist_weeks,
        is_signature=is_signature,
    )
