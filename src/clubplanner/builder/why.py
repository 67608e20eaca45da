"""Why a night cannot be built, in the DJ's words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clubplanner.music.track import Track
from clubplanner.night.chains import Chain
from clubplanner.night.conflicts import conflicts
from clubplanner.night.context import Context
from clubplanner.night.cost import Song, overlap_seconds, play_seconds
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import Night

_STOPPED = {
    "clock": "The time was up before a plan was found; give the build more seconds.",
    "asked": "The build was stopped before it had a plan.",
}


def why_not(
    night: Night,
    kept: Sequence[Chain],
    tracks: Sequence[Track],
    songs: Sequence[Song],
    context: Context,
    stopped_by: str = "steps",
) -> str:
    """Return sentences that say why no plan was found, the likeliest reasons only.

    Args:
        night: the night.
        kept: what had to be placed.
        tracks: the library.
        songs: those of it that may be played.
        context: rules, already ``for_night``.
        stopped_by: why the search ended.
    """
    if not tracks:
        return "The library is empty: scan a folder of music first."
    steps = [advance(song, context) for song in songs]
    shortest = min(steps, default=None)
    reasons = [c.text for c in conflicts(night, context, shortest_s=shortest)]
    reasons = reasons or [
        *_too_little(night, kept, steps, context),
        *_too_few_artists(songs, context),
        *_too_much_of_few(night, kept, songs, context),
        *_unreachable(night, kept, steps, context),
    ]
    if not reasons and stopped_by in _STOPPED:
        return _STOPPED[stopped_by]
    if reasons:
        return " ".join([*reasons, *_left_out(tracks, context)])
    return " ".join(
        [
            "No order of the tracks was found that keeps every time, the artist gap of "
            f"{context.rules.artist_gap} tracks and the end of the night; widen a "
            "window, lower the artist gap, or add tracks.",
            *_left_out(tracks, context),
        ]
    )


def advance(song: Song, context: Context) -> int:
    """Return by how many seconds a song moves the night on when mixed out of."""
    rules = context.rules
    play = play_seconds(song, rules.max_play_s)
    return play - overlap_seconds(song, play, rules.mix_beats, rules.unknown_overlap_s)


def _too_little(
    night: Night, kept: Sequence[Chain], steps: Sequence[int], context: Context
) -> Iterator[str]:
    have = sum(steps) + sum(chain.step for chain in kept)
    need = night.length_s - context.rules.tol_end_s
    if not steps and not kept:
        yield "No track may be played."
    elif have + 60 < need:
        yield (
            f"The {len(steps)} tracks that may be played fill {minutes(have)} with "
            f"what is pinned; the night needs {minutes(need)}."
        )


def _too_few_artists(songs: Sequence[Song], context: Context) -> Iterator[str]:
    gap = context.rules.artist_gap
    names = {song.artist for song in songs if song.artist}
    if any(not song.artist for song in songs) or not songs or len(names) > gap:
        return
    if len(names) == 1:
        who = "every track that may be played is by the same artist"
    else:
        who = f"the tracks that may be played are by {len(names)} artists only"
    yield (
        f"The artist gap is {gap} tracks, but {who}; lower the artist gap, or add "
        f"tracks by others."
    )


def _too_much_of_few(
    night: Night, kept: Sequence[Chain], songs: Sequence[Song], context: Context
) -> Iterator[str]:
    """Say how far the tracks reach when no artist comes back within the gap."""
    gap = context.rules.artist_gap
    by_artist: dict[str, list[int]] = {}
    for song in songs:
        key = song.artist or song.id
        by_artist.setdefault(key, []).append(advance(song, context))
    slots = sum(len(chain.slots) for chain in kept)
    count, most = len(songs) + slots + 1, len(songs) + slots
    while most < count:
        count = most
        turns = -(-count // (gap + 1))
        most = slots + sum(min(len(steps), turns) for steps in by_artist.values())
    turns = -(-count // (gap + 1))
    longest = [sorted(steps)[-turns:] for steps in by_artist.values()]
    have = sum(map(sum, longest)) + sum(chain.step for chain in kept)
    need = night.length_s - context.rules.tol_end_s
    if have + 60 < need and len(by_artist) > gap:
        yield (
            f"With an artist gap of {gap} tracks at most {most} slots or "
            f"{minutes(have)} can be filled; the night needs {minutes(need)}. Lower "
            f"the artist gap, or add tracks by other artists."
        )


def _unreachable(
    night: Night, kept: Sequence[Chain], steps: Sequence[int], context: Context
) -> Iterator[str]:
    """Name neighbouring times that no run of tracks, even repeated, fills between."""
    if any(chain.window is None for chain in kept) or not steps:
        return
    timed = sorted(kept, key=lambda chain: chain.window or (0, 0))
    for first, second in pairwise(timed):
        (low, high), (low2, high2) = first.window or (0, 0), second.window or (0, 0)
        start, room = low + first.step, (high2 - low - first.step)
        width = high - low + high2 - low2
        if room > 0 and not _fills(room, width, steps):
            yield (
                f'Between "{first.name}" and "{second.name}" '
                f"({night.clock(start):%H:%M} to {night.clock(high2):%H:%M}) no run "
                f"of tracks has the right length; widen a window, or keep a gap there."
            )


def _fills(room: int, width: int, steps: Sequence[int]) -> bool:
    """Whether some sum of ``steps`` lies between ``room`` - ``width`` and ``room``."""
    reached = 1
    kinds = sorted(set(steps))
    mask = (1 << (room + 1)) - 1
    for _ in range(room // kinds[0] + 1):
        grown = reached
        for step in kinds:
            grown |= reached << step & mask
        if grown == reached:
            break
        reached = grown
    return reached >> max(0, room - width) != 0


def _left_out(tracks: Sequence[Track], context: Context) -> Iterator[str]:
    weeks = context.weeks
    hard = context.rules.weeks_hard
    counts = {
        f"were played here within {hard} weeks": sum(
            weeks.get(track.path, hard) < hard for track in tracks
        ),
        "have no BPM": sum(not track.bpm for track in tracks),
        "have no known length": sum(not track.length_s for track in tracks),
    }
    told = [
        f"all {count} {why}" if count == len(tracks) else f"{count} {why}"
        for why, count in counts.items()
        if count
    ]
    if told:
        yield f"Of {len(tracks)} tracks, {', '.join(told)}; those were left out."
