"""How one plan differs from another, in one line a DJ can choose by."""

from collections import Counter
from collections.abc import Iterator
from statistics import fmean

from clubplanner.music.genre import genre_family
from clubplanner.music.track import Track
from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.score import Score
from clubplanner.night.term_words import by_word, difference

Plan = tuple[Night, Score]

PARTS = 3
"""Parts of the night whose tempo and energy are compared."""

_BPM = 2.0
_ENERGY = 0.4
_STARS = 0.2
_TRACKS = 2
"""What is told: so many BPM, points of energy, stars on average, or so many tracks."""


def difference_line(plan: Plan, best: Plan, context: Context) -> str:
    """Return how ``plan`` differs from ``best``: tracks, path, taste and cost.

    Only what is true and large enough to be heard is told: ``12 of 40 tracks differ;
    walks the tempo up later; more pop, less techno; costs 1.8 % more, mostly key``.

    Args:
        plan, best: two plans of one night with their scores.
        context: rules, theme and memory.
    """
    parts = [
        _tracks_words(plan, best),
        *_tempo_words(plan, best),
        *_energy_words(plan, best),
        *_genre_words(plan, best),
        *_stars_words(plan, best),
        *_memory_words(plan, best, context),
        _cost_words(plan, best),
    ]
    return "; ".join(parts)


def _free(plan: Plan) -> list[Track]:
    return [s.track for s in plan[0].slots if s.track and not s.is_kept]


def _tracks_words(plan: Plan, best: Plan) -> str:
    mine, theirs = _free(plan), {track.path for track in _free(best)}
    count = sum(track.path not in theirs for track in mine)
    return f"{count} of {len(mine)} tracks differ"


def _tempo_words(plan: Plan, best: Plan) -> Iterator[str]:
    mine, theirs = _by_part(plan, "bpm"), _by_part(best, "bpm")
    pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a and b]
    if len(pairs) < PARTS:
        return
    off = [a - b for a, b in pairs]
    climbs = pairs[-1][1] - pairs[0][1]
    early = off[0] if abs(off[0]) > abs(off[1]) else off[1]
    is_kept_late = abs(off[-1]) < _BPM <= abs(early)
    if is_kept_late and abs(climbs) >= 2 * _BPM:
        way, sooner = ("up", early > 0) if climbs > 0 else ("down", early < 0)
        yield f"walks the tempo {way} {'earlier' if sooner else 'later'}"
        return
    part = max(range(PARTS), key=lambda n: abs(off[n]))
    if abs(off[part]) >= _BPM:
        word = "faster" if off[part] > 0 else "slower"
        yield f"{abs(off[part]):.0f} BPM {word} {_when(part)}"


def _energy_words(plan: Plan, best: Plan) -> Iterator[str]:
    mine, theirs = _by_part(plan, "energy"), _by_part(best, "energy")
    off = [a - b if a and b else 0.0 for a, b in zip(mine, theirs, strict=True)]
    part = max(range(PARTS), key=lambda n: abs(off[n]))
    if abs(off[part]) >= _ENERGY:
        yield f"{'more' if off[part] > 0 else 'less'} energy {_when(part)}"
    energy, best_energy = plan[1].terms.energy, best[1].terms.energy
    if abs(energy - best_energy) * 10 >= max(best_energy, 1000):
        yield f"{'further from' if energy > best_energy else 'closer to'} the curve"


def _genre_words(plan: Plan, best: Plan) -> Iterator[str]:
    mine = Counter(genre_family(track.genre) for track in _free(plan))
    theirs = Counter(genre_family(track.genre) for track in _free(best))
    off = {name: mine[name] - theirs[name] for name in mine | theirs if name}
    words = []
    if off and max(off.values()) >= _TRACKS:
        words.append(f"more {min(off, key=lambda name: (-off[name], name))}")
    if off and min(off.values()) <= -_TRACKS:
        words.append(f"less {min(off, key=lambda name: (off[name], name))}")
    if words:
        yield ", ".join(words)


def _stars_words(plan: Plan, best: Plan) -> Iterator[str]:
    mine, theirs = ([t.rating for t in _free(one) if t.rating] for one in (plan, best))
    if mine and theirs and abs(fmean(mine) - fmean(theirs)) >= _STARS:
        yield "rated higher" if fmean(mine) > fmean(theirs) else "rated lower"


def _memory_words(plan: Plan, best: Plan, context: Context) -> Iterator[str]:
    soft = context.rules.weeks_soft
    counts = [
        sum(context.weeks.get(track.path, soft) < soft for track in _free(one))
        for one in (plan, best)
    ]
    off = counts[0] - counts[1]
    if abs(off) >= _TRACKS:
        word = "more" if off > 0 else "fewer"
        yield f"{abs(off)} {word} tracks played here in the last {soft} weeks"


def _cost_words(plan: Plan, best: Plan) -> str:
    cost, least = plan[1].terms.total, best[1].terms.total
    off = by_word(difference(plan[1].terms, best[1].terms))
    fewer = best[1].bridges - plan[1].bridges
    bridges = f"{fewer} fewer bridge{'s'[: fewer > 1]}, " if fewer > 0 else ""
    if cost <= least:
        return f"{bridges}costs the same" if cost == least else f"{bridges}costs less"
    percent = 100 * (cost - least) / max(1, least)
    word = max(off, key=lambda name: off[name])
    return f"{bridges}costs {percent:.1f} % more, mostly {word}"


def _by_part(plan: Plan, value: str) -> list[float | None]:
    """Return the mean of a value over each part of the night, by time played."""
    night, judged = plan
    found: list[float | None] = []
    for part in range(PARTS):
        low, high = (night.length_s * n // PARTS for n in (part, part + 1))
        seconds, total = 0, 0.0
        for item in judged.timeline.items:
            inside = min(item.end, high) - max(item.start, low)
            known = getattr(item.slot.track, value) if item.slot.track else None
            if known is not None and inside > 0:
                seconds, total = seconds + inside, total + inside * known
        found.append(total / seconds if seconds else None)
    return found


def _when(part: int) -> str:
    return ("in the first third", "in the middle", "in the last third")[part]
