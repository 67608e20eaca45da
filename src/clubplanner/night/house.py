"""What the house rules say of a night: its share of new tracks, artists just heard."""

from collections.abc import Iterator

from clubplanner.night.context import Context
from clubplanner.night.findings import Finding, Severity
from clubplanner.night.hard_rules import ago
from clubplanner.night.plan import Night
from clubplanner.night.score import Score, free_freshness


def house_findings(night: Night, context: Context, judged: Score) -> Iterator[Finding]:
    """Yield what the house rules say, each with its rule's key in residency.yaml.

    Args:
        night: the plan.
        context: rules and memory.
        judged: its score.
    """
    yield from _new_share(night, context, judged)
    yield from _artists(night, context, judged)


def _new_share(night: Night, context: Context, judged: Score) -> Iterator[Finding]:
    found, share = free_freshness(night, judged.songs), context.rules.new_share
    missing = found.missing(share)
    if missing:
        text = (
            f"{100 * found.new // found.tracks} % of the free tracks are new to the "
            f"room ({found.new} of {found.tracks}), the house wants {share} %: "
            f"{missing} more."
        )
        hint = "build again, or swap tracks for ones never played here"
        yield Finding(Severity.WARN, "new-share", text, hint=hint)


def _artists(night: Night, context: Context, judged: Score) -> Iterator[Finding]:
    rest = context.rules.artist_weeks
    for slot, song, terms in zip(night.slots, judged.songs, judged.slots, strict=True):
        if song is None or slot.track is None or not terms.artist:
            continue
        heard = "heard or planned" if context.has_plans else "heard"
        text = (
            f'"{slot.name}": {slot.track.artist} was {heard} here '
            f"{ago(song.artist_weeks or 0)}, artists rest {rest} "
            f"week{'' if rest == 1 else 's'} (+{terms.artist:,})."
        )
        yield Finding(Severity.NOTE, "artist-rest", text, slot.id)
