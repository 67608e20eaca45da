"""What is known around a night when it is planned, timed or graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from clubplanner.night.cost import Song, pair_memory_cost, song_of
from clubplanner.night.plan import Night, Slot
from clubplanner.night.rules import Rules, ThemeValues


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
    """

    rules: Rules = field(default_factory=Rules)
    theme: ThemeValues = field(default_factory=ThemeValues)
    weeks: Mapping[str, int] = field(default_factory=dict)
    pair_stars: Mapping[tuple[str, str], int] = field(default_factory=dict)
    last_pairs: frozenset[tuple[str, str]] = frozenset()

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
            weeks=self.weeks.get(slot.track.path),
            mix_in_s=slot.mix_in_s,
            out_s=slot.out_s,
            pitch=slot.pitch or 0.0,
        )

    def memory(self, outgoing: Song, incoming: Song) -> int:
        """Return term M of the pair."""
        pair = outgoing.id, incoming.id
        stars = self.pair_stars.get(pair)
        return pair_memory_cost(stars, pair in self.last_pairs, self.rules)


def curve_of(night: Night) -> tuple[tuple[int, int], ...]:
    """Return the night's curve as (second, thousandths of energy), in order."""
    knots = ((night.second(k.time), round(k.energy * 1000)) for k in night.curve)
    return tuple(sorted(knots))
