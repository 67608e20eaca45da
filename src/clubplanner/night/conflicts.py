"""Anchors that no plan can hold together, with the minutes missing and a mend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from clubplanner.night.chains import Chain, Fault, Loose, chains
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import At, EndAt, Night, Slot


@dataclass(frozen=True, slots=True)
class Conflict:
    """Anchors that cannot all be held.

    Attributes:
        text: one sentence that names them, with a full stop.
        slot_ids: the slots it is about, in playing order.
        mend: the cheapest way out, in words.
        missing_s: seconds by which they miss each other, 0 if time is not the matter.
    """

    text: str
    slot_ids: tuple[int, ...]
    mend: str = ""
    missing_s: int = 0


def conflicts(
    night: Night, context: Context, *, shortest_s: int | None = None
) -> tuple[Conflict, ...]:
    """Return every set of anchors that no plan can hold, earliest in the night first.

    Args:
        night: the plan; only its anchored slots and its clock count.
        context: rules and theme.
        shortest_s: seconds by which the shortest track at hand moves the night on;
            None leaves out whether the room between two anchors can be filled.
    """
    here = context.for_night(night)
    pinned, loose = chains(night, here, gaps=False)
    judge = _Judge(night, here, shortest_s)
    found = [*map(_loose, loose)]
    for chain in pinned:
        found += judge.alone(chain)
    sound = [c for c in pinned if not any(judge.alone(c))]
    for one, other in combinations(sound, 2):
        found += judge.together(one, other)
    return tuple(found)


def _loose(loose: Loose) -> Conflict:
    name, target = f'"{loose.slot.name}"', f'"{loose.target}"'
    match loose.fault:
        case Fault.MISSING:
            text = f"{name} must come directly after {target}, which is not pinned here"
            mend = f"pin {loose.target}, or free {loose.slot.name}"
        case Fault.FIRST:
            text = f"{name} must come after the slot above it, but it is the first slot"
            mend = f"move {loose.slot.name} down, or free it"
        case Fault.CYCLE:
            text = f"{name} must come after {target}, which in turn comes after it"
            mend = f"free {loose.slot.name}"
        case Fault.TAKEN:
            rival = loose.rival.name if loose.rival else "?"
            text = f'{name} and "{rival}" must both come directly after {target}'
            mend = f"pin {loose.slot.name} after {rival} instead"
    ids = (loose.slot.id,) if loose.rival is None else (loose.rival.id, loose.slot.id)
    return Conflict(f"{text}.", ids, mend)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Looks at chains alone and in pairs, on the clock of one night."""

    night: Night
    context: Context
    shortest_s: int | None

    def alone(self, chain: Chain) -> Iterator[Conflict]:
        """Yield what is wrong with one chain by itself."""
        if chain.window is not None and chain.window[0] > chain.window[1]:
            yield self._own_times(chain)
            return
        front = [p for p in chain.positions if p > 0]
        back = [p for p in chain.positions if p < 0]
        impossible = any(
            p == 0 or p < 0 <= p + len(chain.slots) - 1 for p in chain.positions
        )
        if len(front) > 1 or len(back) > 1 or impossible:
            yield self._own_places(chain)
        elif chain.follows_any and 1 in front:
            text = f'"{chain.name}" must be the first and come after another slot.'
            yield Conflict(text, _ids(chain), "take one of the two anchors off")
        else:
            yield from self._outside(chain)

    def _own_times(self, chain: Chain) -> Conflict:
        low, high = chain.window or (0, 0)
        names = _names(s for s in chain.slots if s.anchor(At) or s.anchor(EndAt))
        text = f"the times {names} is pinned to are {minutes(low - high)} apart"
        if len(chain.slots) > 1:
            text = (
                f"{_names(chain.slots)} play in one piece, but the times asked of "
                f"them are {minutes(low - high)} apart"
            )
        mend = f"widen a window by {minutes(low - high)}, or take one time off"
        return Conflict(f"{_capital(text)}.", _ids(chain), mend, low - high)

    def _own_places(self, chain: Chain) -> Conflict:
        names = _names(chain.slots)
        text = f"{names} cannot stand at the places asked of them."
        return Conflict(_capital(text), _ids(chain), "take one position off")

    def _outside(self, chain: Chain) -> Iterator[Conflict]:
        """Yield where the chain's times leave the night or miss its place in it."""
        low, high = chain.window or (0, self.night.length_s)
        allowed = self._by_place(chain)
        if max(low, allowed[0]) <= min(high, allowed[1]):
            return
        off = low - allowed[1] if low > allowed[1] else allowed[0] - high
        name = f'"{chain.name}"'
        if 1 in chain.positions:
            what = f"the night starts at {self._clock(0)}, and it is to be the first"
        elif -len(chain.slots) in chain.positions:
            what = f"the night ends at {self._clock(self.night.length_s)}"
            what += ", and it is to be the last"
        elif high < 0:
            what = f"the night starts at {self._clock(0)}"
        elif low + chain.span > self._curfew:
            what = (
                f"it would play until {self._clock(low + chain.span)}, the night ends "
                f"at {self._clock(self.night.length_s)}"
            )
        else:
            number = chain.positions[0]
            what = (
                f"as number {number} it starts by {self._clock(allowed[1])} at the "
                f"latest: no track plays longer than "
                f"{minutes(self.context.rules.max_play_s)}"
            )
        asked = _asked(chain) or f"is pinned to {self._clock((low + high) // 2)}"
        text = f"{name} {asked}, but {what}: {minutes(off)} too many."
        if chain.window is None:
            text = f"{name} is longer than the night: {minutes(off)} too many."
        mend = f"move {chain.name} by {minutes(off)}, or the night's hours"
        yield Conflict(text, _ids(chain), mend, off)

    @property
    def _curfew(self) -> int:
        return self.night.length_s + self.context.rules.tol_end_s

    def _by_place(self, chain: Chain) -> tuple[int, int]:
        """Return the seconds at which the chain's place in the night lets it start."""
        if 1 in chain.positions:
            return 0, 0
        end = self._curfew - chain.span
        if -len(chain.slots) in chain.positions:
            return max(0, end - 2 * self.context.rules.tol_end_s), end
        front = [p for p in chain.positions if p > 0]
        if front and not any(slot.is_gap for slot in self.night.slots):
            longest = max(self.context.rules.max_play_s, 240)
            return 0, min(end, (front[0] - 1) * longest)
        return 0, end

    def _window(self, chain: Chain) -> tuple[int, int]:
        low, high = self._by_place(chain)
        if chain.window is None:
            return low, high
        return max(low, chain.window[0]), min(high, chain.window[1])

    def _clock(self, second: int) -> str:
        return f"{self.night.clock(second):%H:%M}"

    def together(self, one: Chain, other: Chain) -> Iterator[Conflict]:
        """Yield what keeps two sound chains apart."""
        shared = list(self._same_place(one, other))
        yield from shared
        if shared:
            return
        first, second = sorted((one, other), key=lambda c: sum(self._window(c)))
        (low, high), (low2, high2) = self._window(first), self._window(second)
        forward = low + first.step - high2
        backward = low2 + second.step - high
        if forward > 0 and backward > 0:
            yield self._crowded(first, second, min(forward, backward))
            return
        yield from self._places_against_times(first, second, backward > 0)
        yield from self._reprise(first, second)
        room = high2 - low - first.step
        least = low2 - high - first.step
        neighbours = self.shortest_s is not None and backward > 0
        if neighbours and least > 0 and room < (self.shortest_s or 0):
            yield self._unfilled(first, second, room)

    def _same_place(self, one: Chain, other: Chain) -> Iterator[Conflict]:
        for sign, word in ((1, "number"), (-1, "number")):
            mine, theirs = _places(one, sign), _places(other, sign)
            shared = sorted(mine & theirs)
            if shared:
                place = shared[0] if sign > 0 else shared[-1]
                named = {1: "first", -1: "last"}.get(place, f"{word} {place}")
                text = f'"{one.name}" and "{other.name}" are both pinned to be {named}.'
                mend = f"give {other.name} another place"
                yield Conflict(text, (*_ids(one), *_ids(other)), mend)
                return

    def _crowded(self, first: Chain, second: Chain, missing: int) -> Conflict:
        low, _ = self._window(first)
        centre = first.window or (low, low)
        at = sum(centre) // 2
        asked = second.window or self._window(second)
        text = (
            f'"{first.name}" at {self._clock(at)} plays until '
            f'{self._clock(at + first.step)} and "{second.name}" is pinned to '
            f"{self._clock(sum(asked) // 2)}: {minutes(missing)} too many."
        )
        later = self._clock(sum(asked) // 2 + -(-missing // 60) * 60)
        mend = f"move {second.name} to {later} or shorten {first.name}"
        return Conflict(text, (*_ids(first), *_ids(second)), mend, missing)

    def _places_against_times(
        self, first: Chain, second: Chain, in_order: bool
    ) -> Iterator[Conflict]:
        for sign in (1, -1):
            mine, theirs = _places(first, sign), _places(second, sign)
            if in_order and mine and theirs and min(mine) > max(theirs):
                text = (
                    f'"{first.name}" is pinned to a later place than "{second.name}", '
                    f"but to an earlier time."
                )
                ids = (*_ids(first), *_ids(second))
                yield Conflict(text, ids, "swap their positions or their times")

    def _reprise(self, first: Chain, second: Chain) -> Iterator[Conflict]:
        apart = self.context.rules.reprise_s
        (low, high), (low2, high2) = self._window(first), self._window(second)
        for start, slot in zip(first.starts, first.slots, strict=True):
            for start2, again in zip(second.starts, second.slots, strict=True):
                if not _same_file(slot, again):
                    continue
                gap = max(high2 + start2 - low - start, high + start - low2 - start2)
                if gap < apart:
                    text = (
                        f'"{slot.name}" is pinned twice, {minutes(max(gap, 0))} apart '
                        f"at most; a reprise needs {minutes(apart)}."
                    )
                    mend = f"move the second one {minutes(apart - gap)} later"
                    yield Conflict(text, (slot.id, again.id), mend, apart - gap)

    def _unfilled(self, first: Chain, second: Chain, room: int) -> Conflict:
        short = (self.shortest_s or 0) - room
        text = (
            f'"{first.name}" and "{second.name}" leave {minutes(room)} between them, '
            f"and the shortest track takes {minutes(self.shortest_s or 0)}."
        )
        mend = (
            f"move {second.name} {minutes(short)} later, or directly behind "
            f"{first.name}, or keep a gap"
        )
        return Conflict(text, (*_ids(first), *_ids(second)), mend, short)


def _places(chain: Chain, sign: int) -> set[int]:
    heads = [p for p in chain.positions if p * sign > 0]
    return {head + n for head in heads for n in range(len(chain.slots))}


def _same_file(one: Slot, other: Slot) -> bool:
    if one.track is None or other.track is None:
        return False
    return bool(one.track.path) and one.track.path == other.track.path


def _ids(chain: Chain) -> tuple[int, ...]:
    return tuple(slot.id for slot in chain.slots)


def _asked(chain: Chain) -> str:
    """Return what the DJ wrote of the time of a chain's first slot, or nothing."""
    for anchor in chain.slots[0].anchors:
        if isinstance(anchor, At):
            return f"is pinned to {anchor.time:%H:%M}"
        if isinstance(anchor, EndAt):
            return f"is pinned to end at {anchor.time:%H:%M}"
    return ""


def _names(slots: Iterable[Slot]) -> str:
    names = [f'"{slot.name}"' for slot in slots]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
