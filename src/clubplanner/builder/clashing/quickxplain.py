"""The smallest set of rules that clash: QuickXplain.

Junker, "QuickXplain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004. It asks for a verdict about 2 k log2(n / k) + 2 k times, n rules
of which k clash.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

R = TypeVar("R")


def smallest_clash(
    rules: Sequence[R], is_impossible: Callable[[Sequence[R]], bool]
) -> tuple[R, ...]:
    """Return rules that cannot all be held, of which none can be spared.

    Args:
        rules: all of them; of several smallest sets, one of early rules is found.
        is_impossible: whether some rules cannot all be held; more rules must not make
            an impossible set possible.

    Returns:
        the rules, in their order; empty if all of them can be held, or if not even none
        of them can.
    """
    if not is_impossible(rules) or is_impossible(()):
        return ()
    return tuple(_needed((), is_grown=False, rest=tuple(rules), ask=is_impossible))


def _needed(
    given: tuple[R, ...],
    *,
    is_grown: bool,
    rest: tuple[R, ...],
    ask: Callable[[Sequence[R]], bool],
) -> tuple[R, ...]:
    """Return which of ``rest`` are needed for a clash beside those ``given``."""
    if is_grown and ask(given):
        return ()
    if len(rest) == 1:
        return rest
    half = len(rest) // 2
    early, late = rest[:half], rest[half:]
    of_late = _needed((*given, *early), is_grown=True, rest=late, ask=ask)
    of_early = _needed((*given, *of_late), is_grown=bool(of_late), rest=early, ask=ask)
    return (*of_early, *of_late)
