"""Which mapping rule would let a collection's paths be found on this computer."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from clubplanner.library.path_rules import PathRule, spelled

FEWEST = 3
"""Tracks that must agree before a rule is suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule the DJ may want.

    Attributes:
        rule: the rule.
        tracks: how many tracks it would find.
    """

    rule: PathRule
    tracks: int

    @property
    def sentence(self) -> str:
        """What to say of it."""
        there, here = self.rule.there, self.rule.here
        return (
            f"{self.tracks:,} tracks lie under {there} there and {here} here: "
            f"add '{self.rule}' under paths: in config.yaml"
        )


def suggest(pairs: Iterable[tuple[str, str]]) -> Suggestion | None:
    """Return the rule that most of the pairs ask for, None where too few agree.

    The rule names the deepest two folders under which all of its tracks lie.

    Args:
        pairs: path in the collection, and path of the same track here.
    """
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for there, here in pairs:
        ends = _split(spelled(there), spelled(here))
        if ends is not None:
            (there_top, there_rest), (here_top, here_rest) = ends
            groups[there_top, here_top].append((there_rest, here_rest))
    if not groups:
        return None
    (there, here), rests = max(groups.items(), key=lambda group: len(group[1]))
    if len(rests) < FEWEST:
        return None
    inner_there = _common_folder(rest for rest, _ in rests)
    inner_here = _common_folder(rest for _, rest in rests)
    if inner_there.casefold() != inner_here.casefold():
        inner_there = inner_here = ""
    rule = PathRule(_inside(there, inner_there), _inside(here, inner_here))
    return Suggestion(rule, len(rests))


_Ends = tuple[tuple[str, str], tuple[str, str]]


def _split(there: str, here: str) -> _Ends | None:
    """Split both paths where their common end begins; None for another file name."""
    left, right = there.split("/"), here.split("/")
    same = 0
    while (
        same < min(len(left), len(right)) - 1
        and left[-1 - same].casefold() == right[-1 - same].casefold()
    ):
        same += 1
    if not same:
        return None
    return _cut(left, same), _cut(right, same)


def _cut(parts: list[str], same: int) -> tuple[str, str]:
    return "/".join(parts[:-same]), "/".join(parts[-same:])


def _common_folder(rests: Iterable[str]) -> str:
    return posixpath.commonpath([f"/{rest.rpartition('/')[0]}" for rest in rests])[1:]


def _inside(top: str, folder: str) -> str:
    """Return a folder inside another; a drive and the root keep their slash."""
    if folder:
        return f"{top}/{folder}"
    return f"{top}/" if not top or top.endswith(":") else top
