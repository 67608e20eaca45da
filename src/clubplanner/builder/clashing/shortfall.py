"""Proofs that a night cannot be filled from a library, each with its sentence.

Every proof looks at a night that is easier than the real one (tracks may come back in
another stretch, floating pieces may stand anywhere or nowhere), so what it calls
impossible is impossible. What none of them can tell is left to the search.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from clubplanner.builder.clashing.misplaced import Shortfall, misplaced
from clubplanner.builder.clashing.supply import (
    Supply,
    ends,
    lowest,
    sums,
    window_bits,
)
from clubplanner.music.text import many
from clubplanner.night.chain_clashes import Alone, ids
from clubplanner.night.chains import Chain, chains
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import minutes
from clubplanner.night.plan import Night


def shortfall(
    night: Night, kept: Sequence[Chain], context: Context, supply: Supply
) -> Shortfall | None:
    """Return the first thing the library cannot do, None where nothing is proved.

    Args:
        night: its clock counts.
        kept: what must be placed.
        context: rules, already ``for_night``.
        supply: what may be played.
    """
    look = _Look(night, tuple(kept), context, supply)
    alone = Alone(night, context)
    places = misplaced(look.kept, alone, supply)
    found = (*look.totals(), *look.stretches(), *places)
    return found[0] if found else None


def kept_chains(night: Night, context: Context) -> tuple[Chain, ...]:
    """Return what a build of the night must place."""
    return chains(night, context.for_night(night))[0]


@dataclass
class _Look:
    night: Night
    kept: tuple[Chain, ...]
    context: Context
    supply: Supply

    @cached_property
    def _alone(self) -> Alone:
        return Alone(self.night, self.context)

    @property
    def _end(self) -> tuple[int, int]:
        tolerance = self.context.rules.tol_end_s
        return self.night.length_s - tolerance, self.night.length_s + tolerance

    @cached_property
    def _timed(self) -> list[Chain]:
        """The chains whose time gives them their turn, in that order."""
        window = self._alone.window
        found: list[Chain] = []
        for chain in sorted(self.kept, key=lambda c: sum(window(c))):
            is_set = chain.window is not None or _is_first(chain) or _is_last(chain)
            low = window(chain)[0]
            if is_set and all(low + chain.step > window(c)[1] for c in found):
                found.append(chain)
        return found

    @cached_property
    def _steps(self) -> Counter[int]:
        """All that can stand between the timed chains, by step."""
        floats = [c.step for c in self.kept if c not in self._timed]
        return Counter(self.supply.steps) + Counter(floats)

    def totals(self) -> Iterator[Shortfall]:
        """Yield where all there is does not fill the night, or the artist gap keeps it.

        Where both are so, what takes more of the night away is told first.
        """
        supply, need = self.supply, self._end[0]
        pinned = sum(chain.step for chain in self.kept)
        free = sum(step * count for step, count in supply.steps.items())
        spare = max([0, *(play // 4 for play in supply.plays)])
        spare = max([spare, *(chain.span - chain.step for chain in self.kept)])
        if not supply.tracks and not self.kept:
            yield Shortfall("No track may be played.", missing_s=need)
            return
        missing, (barred, through) = need - pinned - free, self._artists(pinned)
        with_pins = " with what is pinned" if self.kept else ""
        short = (
            f"The {many(supply.tracks, 'track')} that may be played fill "
            f"{minutes(pinned + free)}{with_pins}; the night needs {minutes(need)}."
        )
        if missing > spare:
            lost = free - through
            if 2 * lost <= free:
                yield Shortfall(short, missing_s=missing)
                return
            told = (f"{barred}.", short) if lost > missing else (short, f"{barred}.")
            yield Shortfall(" ".join(told), missing_s=missing + lost)
        elif missing + free - through > spare:
            is_few = len(supply.artists) <= self.context.rules.artist_gap
            needs = "" if is_few else f"; the night needs {minutes(need)}"
            off = missing + free - through - spare
            yield Shortfall(f"{barred}{needs}.", missing_s=off)

    def _artists(self, pinned: int) -> tuple[str, int]:
        """Return what the artist gap keeps out in words, and seconds it lets through.

        Of any ``gap`` + 1 slots in a row an artist fills at most one.

        Args:
            pinned: seconds filled already.
        """
        gap, artists = self.context.rules.artist_gap, self.supply.artists
        slots = sum(len(chain.slots) for chain in self.kept)
        # With no more artists than the gap, pinned slots must fill up every run of
        # gap + 1 slots; so many such runs there are at most, and a last short one.
        few = gap + 1 - len(artists)
        runs = slots // few + 1 if few > 0 else self.supply.tracks
        most, count, turns = self.supply.tracks + slots, -1, 0
        while most != count:
            count, turns = most, min(runs, -(-most // (gap + 1)))
            most = min(count, slots + sum(min(len(s), turns) for s in artists.values()))
        through = sum(sum(steps[:turns]) for steps in artists.values())
        tracks = many(gap, "track")
        if len(artists) > gap:
            text = f"With an artist gap of {tracks} at most {most} slots or"
            return f"{text} {minutes(pinned + through)} can be filled", through
        who = f"the tracks that may be played are by {len(artists)} artists only"
        if len(artists) == 1:
            who = "every track that may be played is by the same artist"
        return f"The artist gap is {tracks}, but {who}", through

    def stretches(self) -> Iterator[Shortfall]:
        """Yield the first stretch between two times that no run of tracks fills."""
        limit = self._end[1]
        starts, before = 1, None
        for chain in self._timed:
            low, high = self._alone.window(chain)
            reached = sums(starts, self._steps, limit)
            hit = reached & window_bits(low, high)
            if not hit:
                yield self._unfilled(before, chain, starts, reached)
                return
            starts, before = hit << chain.step, chain
        if before is None or not _is_last(before):
            yield from self._ending(before, starts, limit)

    def _ending(
        self, before: Chain | None, starts: int, limit: int
    ) -> Iterator[Shortfall]:
        floats = [c.span for c in self.kept if c not in self._timed]
        reached = sums(starts, self._steps, limit)
        over = ends(reached, [*self.supply.plays, *floats], limit)
        if before is not None:
            over |= starts >> before.step << before.span
        low, high = self._end
        if over & window_bits(low, high):
            return
        late = ends(reached, self.supply.plays, 2 * limit) >> high
        off = min(low - over.bit_length() + 1, lowest(late) if late > 0 else low)
        behind = "" if before is None else f' behind "{before.name}"'
        yield Shortfall(
            f"No run of tracks{behind} ends within {minutes(high - low)} around "
            f"{self._alone.clock(self.night.length_s)}: the nearest is "
            f"{minutes(off)} off.",
            () if before is None else ids(before),
            off,
        )

    def _unfilled(
        self, before: Chain | None, chain: Chain, starts: int, reached: int
    ) -> Shortfall:
        low, high = self._alone.window(chain)
        room, shortest = high - lowest(starts), min(self._steps, default=0)
        here = f'"{chain.name}" at {self._at(chain)}'
        there = f'"{before.name}" at {self._at(before)}' if before else "the start"
        slot_ids = ids(before, chain) if before else ids(chain)
        gap = self._gap(before, chain)
        if not self._steps:
            text = f"{_capital(there)} and {here} leave {minutes(room)} and no track."
            return Shortfall(text, slot_ids, low - starts.bit_length() + 1, gap)
        if shortest > room:
            text = (
                f"{_capital(there)} and {here} leave {minutes(max(0, room))} between "
                f"them; the shortest track that fits takes {played(shortest)}."
            )
            return Shortfall(text, slot_ids, shortest - room, gap)
        early = low - (reached & window_bits(0, max(0, low - 1))).bit_length() + 1
        wide = sums(starts, self._steps, high + 600) >> (high + 1)
        late = lowest(wide) + 1 if wide else early
        text = (
            f"Between {there} and {here} no run of tracks has the right length: the "
            f"nearest is {minutes(early)} too short or {minutes(late)} too long."
        )
        return Shortfall(text, slot_ids, min(early, late), gap)

    def _gap(self, before: Chain | None, chain: Chain) -> tuple[int, int] | None:
        if before is None:
            return None
        first, second = map(self._middle, (before, chain))
        seconds = (second - first - before.span) // 30 * 30
        return (before.slots[-1].id, seconds) if seconds > 0 else None

    def _middle(self, chain: Chain) -> int:
        return sum(self._alone.window(chain)) // 2

    def _at(self, chain: Chain) -> str:
        return self._alone.clock(self._middle(chain))


def played(seconds: int) -> str:
    """Return a play as minutes and seconds: ``3:12``."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _is_first(chain: Chain) -> bool:
    return 1 in chain.positions


def _is_last(chain: Chain) -> bool:
    return -len(chain.slots) in chain.positions


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
