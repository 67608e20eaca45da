"""Why a night cannot be built, in the DJ's words.

First what can be proved: ``clashing.clash`` finds the smallest set of rules that cannot
all be held and the cheapest mends. What is left is told by small builds without one
rule of the house each (``clashing.relaxed``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from clubplanner.builder.clashing.case import Case
from clubplanner.builder.clashing.clash import case_conflicts, verdict
from clubplanner.builder.clashing.relaxed import Gentler, Trial, relaxed
from clubplanner.builder.clashing.shortfall import shortfall
from clubplanner.builder.clashing.supply import Library
from clubplanner.music.text import many
from clubplanner.music.track import Track
from clubplanner.night.chains import Chain, chains
from clubplanner.night.context import Context
from clubplanner.night.cost import Song
from clubplanner.night.plan import Night

_STOPPED = {
    "clock": "The time was up, three times over, before a plan was found; give the "
    "build more seconds.",
    "asked": "The build was stopped before it had a plan.",
}


def why_not(
    night: Night,
    kept: Sequence[Chain],
    tracks: Sequence[Track],
    songs: Sequence[Song],
    context: Context,
    stopped_by: str = "steps",
    is_over: Callable[[], bool] = lambda: False,
) -> str:
    """Return sentences that say why no plan was found and what would mend that.

    The longest part is looking for mends that are known to help: small builds.

    Args:
        night: the night.
        kept: what had to be placed.
        tracks: the library.
        songs: those of it that may be played.
        context: rules, already ``for_night``.
        stopped_by: why the search ended.
        is_over: asked every few hundredths of a second: True when the time is up or
            the DJ wants no more; what is known by then is told.
    """
    if not tracks:
        return "The library is empty: scan a folder of music first."
    if stopped_by == "asked":
        return _STOPPED[stopped_by]
    is_build = tuple(kept) == chains(night, context)[0]
    case, trial = Case(night, context), Trial(tracks, is_over=is_over)
    if is_build:
        library = library_of(night, tracks, context)
        reasons = [one.text for one in case_conflicts(case, library, trial, is_over)]
    else:
        supply = Library(songs).supply(context.rules)
        proved = shortfall(night, kept, context, supply)
        reasons = [proved.text] if proved is not None else []
    if not reasons and stopped_by in _STOPPED:
        return _STOPPED[stopped_by]
    if not reasons:
        reasons = [_admitted(case, relaxed(case, trial) if is_build else None)]
    return " ".join([*reasons, *_left_out(tracks, context)])


def is_proved(
    night: Night,
    kept: Sequence[Chain],
    tracks: Sequence[Track],
    songs: Sequence[Song],
    context: Context,
) -> bool:
    """Whether it is certain that no plan exists; a search may then be spared.

    Args:
        night, kept, tracks, songs, context: as in ``why_not``.
    """
    if tuple(kept) == chains(night, context)[0]:
        library = library_of(night, tracks, context)
        return verdict(Case(night, context), library) is not None
    supply = Library(songs).supply(context.rules)
    return shortfall(night, kept, context, supply) is not None


def library_of(night: Night, tracks: Sequence[Track], context: Context) -> Library:
    """Return all songs a build of the night could use if no track had to rest."""
    from clubplanner.builder.build import playable

    here = context.for_night(night)
    rested = replace(here, rules=replace(here.rules, weeks_hard=0))
    songs, _ = playable(chains(night, here)[0], tracks, rested)
    return Library(songs)


def _admitted(case: Case, gentler: Gentler | None) -> str:
    mend = "widen a window, lower the artist gap, or add tracks"
    return (
        "No order of the tracks was found that keeps every time, the artist gap of "
        f"{many(case.rules.artist_gap, 'track')} and the end of the night. "
        f"Mend: {gentler.text if gentler else mend}."
    )


def _left_out(tracks: Sequence[Track], context: Context) -> Iterator[str]:
    weeks = context.weeks
    hard = context.rules.weeks_hard
    rest, bpms, lengths = (
        sum(weeks.get(track.path, hard) < hard for track in tracks),
        sum(not track.bpm for track in tracks),
        sum(not track.length_s for track in tracks),
    )
    counts = (
        (rest, f"{_was(rest)} played here within {many(hard, 'week')}"),
        (bpms, f"{_has(bpms)} no BPM"),
        (lengths, f"{_has(lengths)} no known length"),
    )
    told = [
        f"all {count} {why}" if count == len(tracks) else f"{count} {why}"
        for count, why in counts
        if count
    ]
    if told:
        yield f"Of {len(tracks)} tracks, {', '.join(told)}; those were left out."


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
