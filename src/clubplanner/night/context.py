"""What is known around a night when it is planned, timed or graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from typing import TypedDict

from clubplanner.music.text import fold
from clubplanner.music.track import Track
from clubplanner.night.cost import Song, Terms, mix_terms, pair_memory_cost
from clubplanner.night.plan import Night, Slot
from clubplanner.night.rules import Rules, ThemeValues
from clubplanner.night.songs import song_of


class _Heard(TypedDict, total=False):
    weeks: int | None
    artist_weeks: int | None
    is_signature: bool


@dataclass(frozen=True, slots=True)
class Context:
    """The rules, the theme's values and the memory of the room, as plain values.

    Attributes:
        rules: the residency's settings.
        theme: what the theme says to planning.
        weeks: per track path, whole weeks since it was last played at the venue; a
            track that is not in it was never played there.
        pair_stars: stars (1-5) of pairs of track paths, outgoing first.
        last_pairs: pairs played in this order at the last night there.
        artist_weeks: per folded artist, whole weeks since one of their tracks was last
            heard there.
        pair_days: day of the mix that got its pair's stars.
        signatures: paths of the theme's signature tracks: the room comes for them, so
            they need no rest and are neither new nor old.
        has_plans: whether ``weeks`` hold plans of nights without a play log as well.
    """

    rules: Rules = field(default_factory=Rules)
    theme: ThemeValues = field(default_factory=ThemeValues)
    weeks: Mapping[str, int] = field(default_factory=dict)
    pair_stars: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_pairs: frozenset[tuple[str, str]] = frozenset()
    artist_weeks: Mapping[str, int] = field(default_factory=dict)
    pair_days: Mapping[tuple[str, str], date] = field(default_factory=dict)
    signatures: frozenset[str] = frozenset()
    has_plans: bool = False

    def for_night(self, night: Night) -> "Context":
        """Return the context with what the night itself sets in place of the rules."""
        rules = self.rules
        if night.max_play_s is not None:
            rules = replace(rules, max_play_s=night.max_play_s)
        if night.overlap_beats is not None:
            rules = replace(rules, mix_beats=night.overlap_beats)
        if night.artist_gap is not None:
            rules = replace(rules, artist_gap=night.artist_gap)
        return self if rules is self.rules else replace(self, rules=rules)

    def song(self, slot: Slot) -> Song | None:
        """Return the slot's song for the cost model, None for a gap or an open cue."""
        if slot.track is None or slot.is_gap or slot.is_open:
            return None
        return song_of(
            slot.track,
            self.theme,
            cue=slot.cue,
            **self._heard(slot.track),
            mix_in_s=slot.mix_in_s,
            out_s=slot.out_s,
            pitch=slot.pitch or 0.0,
        )

    def song_of(self, track: Track) -> Song:
        """Return the song of a track as any free slot would play it."""
        return song_of(track, self.theme, **self._heard(track))

    def _heard(self, track: Track) -> "_Heard":
        """Return what the room heard of a track and its artist, for ``song_of``."""
        if track.path in self.signatures:
            return {"is_signature": True}
        heard: _Heard = {"weeks": self.weeks.get(track.path)}
        if self.artist_weeks:
            heard["artist_weeks"] = self.artist_weeks.get(fold(track.artist))
        return heard

    def mix(self, outgoing: Song, incoming: Song) -> Terms:
        """Return the cost of mixing ``incoming`` in, neither pinned nor cut."""
        return mix_terms(
            outgoing,
            incoming,
            self.rules,
            self.theme,
            self.memory(outgoing, incoming),
            self.neighbours(outgoing, incoming),
        )

    def memory(self, outgoing: Song, incoming: Song) -> int:
        """Return term M of the pair."""
        pair = outgoing.id, incoming.id
        stars = self.pair_stars.get(pair)
        return pair_memory_cost(stars, pair in self.last_pairs, self.rules)

    def neighbours(self, outgoing: Song, incoming: Song) -> int:
        """Return the cost of a pair that stood side by side at the last night."""
        pair, turned = (outgoing.id, incoming.id), (incoming.id, outgoing.id)
        stood = pair in self.last_pairs or turned in self.last_pairs
        return self.rules.neighbours_again if stood else 0

    @property
    def known_pairs(self) -> list[tuple[str, str]]:
        """Every pair of paths the memory has a cost for, outgoing first, in order."""
        pairs = {*self.pair_stars, *self.last_pairs}
        if self.rules.neighbours_again:
            pairs |= {(into, out) for out, into in self.last_pairs}
        return sorted(pairs)


def curve_of(night: Night) -> tuple[tuple[int, int], ...]:
    """Return the night's curve as (second, thousandths of energy), in order of time.

    Of two knots at one time, a step, the first stands for what is before it.
    """
    knots = ((night.second(k.time), round(k.energy * 1000)) for k in night.curve)
    return tuple(sorted(knots, key=itemgetter(0)))
