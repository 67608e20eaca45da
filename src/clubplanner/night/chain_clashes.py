"""What is wrong with one chain of pinned slots by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clubplanner.music.text import fold
from clubplanner.night.chains import Chain, Fault, Loose
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import At, EndAt, Night, Slot, Started


@dataclass(frozen=True, slots=True)
class Clash:
    """Pins that cannot all be held; without any one of them the others could.

    Attributes:
        text: one sentence that names them, with a full stop.
        slot_ids: the slots it is about, the earliest first.
        missing_s: seconds by which they miss each other, 0 if time is not the matter.
    """

    text: str
    slot_ids: tuple[int, ...]
    missing_s: int = 0


def loose_clash(loose: Loose) -> Clash:
    """Return the clash of an ``after`` that leads nowhere."""
    name, target = f'"{loose.slot.name}"', f'"{loose.target}"'
    match loose.fault:
        case Fault.MISSING:
            text = f"{name} must come directly after {target}, which is not in the plan"
        case Fault.FIRST:
            text = f"{name} must come after the slot above it, but it is the first slot"
        case Fault.CYCLE:
            text = f"{name} must come after {target}, which in turn comes after it"
        case Fault.TAKEN:
            rival = loose.rival.name if loose.rival else "?"
            text = f'{name} and "{rival}" must both come directly after {target}'
        case Fault.LOCKED:
            above = loose.rival.name if loose.rival else "?"
            text = f"{name} must come directly after {target}, but is locked behind "
            text += f'"{above}"'
    ids = (loose.slot.id,) if loose.rival is None else (loose.rival.id, loose.slot.id)
    return Clash(f"{text}.", ids)


@dataclass(frozen=True, slots=True)
class Alone:
    """Looks at single chains, on the clock of one night.

    Attributes:
        night: gives clock and end.
        context: already ``for_night``.
    """

    night: Night
    context: Context

    def clashes(self, chain: Chain) -> Iterator[Clash]:
        """Yield what is wrong with one chain by itself; nothing with what happened."""
        if chain.slots[0].anchor(Started):
            return
        yield from self._free_members(chain)
        if chain.window is not None and chain.window[0] > chain.window[1]:
            yield self._own_times(chain)
            return
        front = [p for p in chain.positions if p > 0]
        back = [p for p in chain.positions if p < 0]
        impossible = any(
            p == 0 or p < 0 <= p + len(chain.slots) - 1 for p in chain.positions
        )
        if len(front) > 1 or len(back) > 1 or impossible:
            text = f"{names(chain.slots)} cannot stand at the places asked of them."
            yield Clash(_capital(text), ids(chain))
        elif chain.follows_any and 1 in front:
            text = f'"{chain.name}" must be the first and come after another slot.'
            yield Clash(text, ids(chain))
        else:
            yield from self._outside(chain)

    def _free_members(self, chain: Chain) -> Iterator[Clash]:
        """Yield what keeps a slot out that others follow and nothing pins itself."""
        rules = self.context.rules
        for place, slot in enumerate(chain.slots):
            if slot.is_kept or slot.is_gap or slot.track is None:
                continue
            weeks = self.context.weeks.get(slot.track.path)
            near = self._same_artist(chain, place)
            why = ""
            if weeks is not None and weeks < rules.weeks_hard:
                why = f"was played here less than {rules.weeks_hard} weeks ago"
            elif not slot.track.bpm:
                why = "has no BPM"
            elif near is not None:
                why = (
                    f'is by the same artist as "{near.name}": the artist gap is '
                    f"{rules.artist_gap}"
                )
            if why:
                text = (
                    f'"{slot.name}" is asked for by a pin after it, but is not pinned '
                    f"itself and {why}."
                )
                yield Clash(text, (slot.id,))

    def _same_artist(self, chain: Chain, place: int) -> Slot | None:
        """Return a slot of the chain too near one of the same artist, or None."""
        gap, artist = self.context.rules.artist_gap, _artist(chain.slots[place])
        for other, slot in enumerate(chain.slots):
            if artist and 0 < abs(other - place) <= gap and _artist(slot) == artist:
                return slot
        return None

    def _own_times(self, chain: Chain) -> Clash:
        low, high = chain.window or (0, 0)
        timed = [s for s in chain.slots if s.anchor(At) or s.anchor(EndAt)]
        text = f"the times {names(timed)} is pinned to are {minutes(low - high)} apart"
        if len(chain.slots) > 1:
            text = (
                f"{names(chain.slots)} play in one piece, but the times asked of "
                f"them are {minutes(low - high)} apart"
            )
        return Clash(f"{_capital(text)}.", ids(chain), low - high)

    def _outside(self, chain: Chain) -> Iterator[Clash]:
        """Yield where the chain's times leave the night or miss its place in it."""
        low, high = chain.window or (0, self.night.length_s)
        allowed = self.by_place(chain)
        if max(low, allowed[0]) <= min(high, allowed[1]):
            return
        off = low - allowed[1] if low > allowed[1] else allowed[0] - high
        asked = asked_time(chain) or f"is pinned to {self.clock((low + high) // 2)}"
        what = self._edge(chain, low, high, allowed)
        text = f'"{chain.name}" {asked}, but {what}: {minutes(off)} too many.'
        if chain.window is None:
            text = f'"{chain.name}" is longer than the night: {minutes(off)} too many.'
        yield Clash(text, ids(chain), off)

    def _edge(self, chain: Chain, low: int, high: int, allowed: tuple[int, int]) -> str:
        start, end = self.clock(0), self.clock(self.night.length_s)
        if 1 in chain.positions:
            return f"the night starts at {start}, and it is to be the first"
        if -len(chain.slots) in chain.positions:
            return f"the night ends at {end}, and it is to be the last"
        if high < 0:
            return f"the night starts at {start}"
        if low + chain.span > self._curfew:
            until = self.clock(low + chain.span)
            return f"it would play until {until}, the night ends at {end}"
        if not chain.positions:
            return f"the night lasts from {start} to {end}"
        return (
            f"as number {chain.positions[0]} it starts by {self.clock(allowed[1])} at "
            f"the latest: no track plays longer than "
            f"{minutes(self.context.rules.max_play_s)}"
        )

    @property
    def _curfew(self) -> int:
        return self.night.length_s + self.context.rules.tol_end_s

    def by_place(self, chain: Chain) -> tuple[int, int]:
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

    def window(self, chain: Chain) -> tuple[int, int]:
        """Return the first and last second at which the chain may start."""
        low, high = self.by_place(chain)
        if chain.window is None:
            return low, high
        return max(low, chain.window[0]), min(high, chain.window[1])

    def clock(self, second: int) -> str:
        """Return a second of the night as hours and minutes on the wall."""
        return f"{self.night.clock(second):%H:%M}"


def ids(*chains: Chain) -> tuple[int, ...]:
    """Return the ids of all slots of some chains."""
    return tuple(slot.id for chain in chains for slot in chain.slots)


def asked_time(chain: Chain) -> str:
    """Return what the DJ wrote of the time of a chain's first slot, or nothing."""
    for anchor in chain.slots[0].anchors:
        if isinstance(anchor, At):
            return f"is pinned to {anchor.time:%H:%M}"
        if isinstance(anchor, EndAt):
            return f"is pinned to end at {anchor.time:%H:%M}"
    return ""


def names(slots: Iterable[Slot]) -> str:
    """Return the names of slots in words, of many only the first and the last."""
    quoted = [f'"{slot.name}"' for slot in slots]
    if len(quoted) > 5:
        between = len(quoted) - 4
        quoted = [*quoted[:3], f"{between} more", quoted[-1]]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _artist(slot: Slot) -> str:
    return fold(slot.track.artist) if slot.track is not None else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
