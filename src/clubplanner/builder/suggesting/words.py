"""Why a track is suggested, in one short sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from clubplanner.builder.suggesting.place import Place
from clubplanner.night.cost import Song, curve_target
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import Slot
from clubplanner.night.score import Kind, Link


@dataclass(frozen=True, slots=True)
class Walk:
    """How the next pinned slot is still reached.

    Attributes:
        to: its name.
        at: its clock time, ``00:30``.
        tracks: how many tracks come between.
        cost: of them and all their transitions, at least, by the best walk found.
        bridges: how many of those transitions are bridges.
    """

    to: str
    at: str
    tracks: int
    cost: int
    bridges: int = 0

    @property
    def text(self) -> str:
        """As ``still reaches "Inferno" at 00:30 in 4 tracks, +820``."""
        count = "1 track" if self.tracks == 1 else f"{self.tracks} tracks"
        bridges = {0: "", 1: " and a bridge"}.get(
            self.bridges, f" and {self.bridges} bridges"
        )
        goal = f'"{self.to}" at {self.at}'
        return f"still reaches {goal} in {count}, +{self.cost:,}{bridges}"


def reason(
    place: Place,
    track: tuple[Slot, Song | None, int],
    links: tuple[Link | None, Link | None],
    walk: Walk | None,
    late: int,
) -> str:
    """Return the reason.

    Args:
        place: where the track would stand.
        track: the slot with it, what the model knows of it, and how long it plays.
        links: the transition into it, and out of it where it is direct.
        walk: how the next pin is reached, if not directly.
        late: seconds the next pinned time would be missed by, negative: too early.
    """
    (slot, song, play), (into, out) = track, links
    parts = [
        *_tempo_words(into, "from", place.above[-1].name if place.above else ""),
        *_tempo_words(out, "to", place.below[0].name if place.below else ""),
        *_key_words(into, place.above[-1] if place.above else None, slot),
        *_energy_words(place, song, play),
    ]
    if walk is not None:
        parts.append(walk.text)
    elif late > 0:
        parts.insert(0, f"makes the next pinned time {minutes(late)} late")
    elif late < 0 and place.goal is not None:
        name = place.goal.slot.name
        parts.append(f'leaves {minutes(late)} before "{name}" that no track fills')
    return "; ".join(parts)


def _energy_words(place: Place, song: Song | None, play: int) -> Iterator[str]:
    target = curve_target(place.curve, place.start + play // 2)
    if song is None or song.energy is None or target is None:
        return
    off = 1000 * song.energy - target
    if abs(off) <= 750:
        yield f"energy {song.energy} as the curve wants"
    else:
        side = "above" if off > 0 else "below"
        yield f"energy {song.energy}, {abs(off) / 1000:.1f} {side} the curve"


def _tempo_words(one: Link | None, way: str, name: str) -> Iterator[str]:
    if one is None or one.kind in (Kind.GAP, Kind.OPEN, Kind.PINNED, Kind.MORPH):
        return
    if one.kind is Kind.CUT:
        yield f'a cut {way} "{name}"'
    elif one.move is None:
        yield f'tempo unknown {way} "{name}"'
    else:
        folded = ", half or double time" if one.move.octaves else ""
        bridge = ", a bridge" if one.kind is Kind.BRIDGE else ""
        percent = 100 * (exp(one.move.steps / 10_000) - 1)
        yield f'tempo {percent:+.1f}% {way} "{name}"{folded}{bridge}'


def _key_words(one: Link | None, before: Slot | None, after: Slot) -> Iterator[str]:
    if one is None or one.kind not in (Kind.MIX, Kind.BRIDGE) or before is None:
        return
    keys = [slot.track.key if slot.track else None for slot in (before, after)]
    if None not in keys:
        yield f"key {keys[0]} to {keys[1]}"
