"""The transitions of a ladder in full: tempo, pitch of the decks, key, cost by term."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from clubplanner.music.key import format_key
from clubplanner.music.tempo import Meeting, format_bpm, format_percent, meet
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.cost import Song, Terms, is_bridge


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One transition of a ladder.

    Attributes:
        outgoing, incoming: names for people: a title, or a tempo.
        bpms: both tempi as they are counted.
        keys: both keys in Camelot, ``?`` where unknown.
        meeting: how the decks come to one tempo.
        terms: its cost by the model.
        is_bridge: whether it is wider than the pitch range: both decks must move.
    """

    outgoing: str
    incoming: str
    bpms: tuple[float, float]
    keys: tuple[str, str]
    meeting: Meeting
    terms: Terms
    is_bridge: bool

    @property
    def percent(self) -> float:
        """Signed percent by which the tempo rises, octaves folded."""
        return (1 / (1 + self.meeting.incoming_percent / 100) - 1) * 100

    @property
    def reading(self) -> str:
        """``half time`` or ``double time`` where the incoming BPM is read so."""
        return {2.0: "half time", 0.5: "double time"}.get(self.meeting.octave, "")

    @property
    def words(self) -> str:
        """By how much the tempo rises, and the pitch of the incoming deck, or of both.

        The rise is what the checks of a night and the transitions show.
        """
        if self.is_bridge:
            return meeting_words(self)
        pitch = format_percent(self.meeting.incoming_percent)
        rise = f"tempo {format_percent(self.percent)}, incoming pitch {pitch}"
        return ", ".join(word for word in (rise, self.reading) if word)


def ladder_steps(
    ends: Sequence[Track | float], songs: Sequence[Song], context: Context
) -> tuple[LadderStep, ...]:
    """Return the transitions of a walk.

    Args:
        ends: the tracks of the walk, or tempi, in order.
        songs: the same for the cost model, all with a BPM.
        context: rules, theme and memory.
    """
    pairs = zip(pairwise(ends), pairwise(songs), strict=True)
    return tuple(_step(given, pair, context) for given, pair in pairs)


def _step(
    given: tuple[Track | float, Track | float],
    pair: tuple[Song, Song],
    context: Context,
) -> LadderStep:
    outgoing, incoming = pair
    bpms = outgoing.bpm or 0.0, incoming.bpm or 0.0
    return LadderStep(
        outgoing=_name(given[0]),
        incoming=_name(given[1]),
        bpms=bpms,
        keys=(format_key(outgoing.key), format_key(incoming.key)),
        meeting=meet(*bpms),
        terms=context.mix(outgoing, incoming),
        is_bridge=is_bridge(outgoing, incoming, context.rules),
    )


def _name(end: Track | float) -> str:
    return end.title or end.path if isinstance(end, Track) else f"{format_bpm(end)} BPM"


def meeting_words(step: LadderStep) -> str:
    """Return how both decks move: ``both decks meet at 122.5: A +4.8%, B -4.6%``."""
    meeting = step.meeting
    reading = f" in {step.reading}" if step.reading else ""
    return (
        f"both decks meet at {format_bpm(meeting.both_bpm)}: "
        f"{step.outgoing} {format_percent(meeting.both_outgoing_percent)}, "
        f"{step.incoming}{reading} {format_percent(meeting.both_incoming_percent)}"
    )


def terms_words(terms: Terms) -> str:
    """Return a cost by term, the dearest first: ``tempo 2,326, key 100``."""
    named = [(getattr(terms, f.name), f.name) for f in fields(terms)]
    dear = sorted(((cost, name) for cost, name in named if cost), reverse=True)
    return ", ".join(f"{name} {cost:,}" for cost, name in dear) or "nothing"
