"""Collections joined to the library: kept, matched, and let into its tracks."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.files.problem import Problem
from clubplanner.library.collections import joining
from clubplanner.library.collections.matching import By, Matcher
from clubplanner.library.collections.said import CollectionName, Said
from clubplanner.library.collections.store import CollectionStore
from clubplanner.library.collections.suggestion import Suggestion, suggest
from clubplanner.library.path_rules import PathRule
from clubplanner.music.track import Evidence, Track


@dataclass(frozen=True, slots=True)
class JoinReport:
    """How a collection met the library.

    Attributes:
        joined: path of the library's track for each entry, empty for none.
        matched: how many tracks of the library it speaks of, by what they were
            recognised by.
        suggestion: a mapping rule that would find more by their path, None for none.
    """

    joined: Sequence[str] = ()
    matched: Mapping[By, int] = field(default_factory=dict)
    suggestion: Suggestion | None = None

    @property
    def total(self) -> int:
        """How many tracks of the library it speaks of."""
        return sum(self.matched.values())


class Collections:
    """What was imported from other programs' collections.

    Args:
        path: the file it is kept in.
        rules: where files of other computers lie on this one.
    """

    def __init__(self, path: Path, rules: Sequence[PathRule] = ()) -> None:
        self._rules = "\n".join(map(str, rules))
        self._store = CollectionStore(path)

    @property
    def names(self) -> tuple[CollectionName, ...]:
        """Every collection, the one imported last first.

        Raises:
            ClubplannerError: the file cannot be read.
        """
        return self._store.names()

    def put(
        self, name: CollectionName, entries: Sequence[Said], joined: Sequence[str]
    ) -> None:
        """Keep a collection, in place of what was imported from it before.

        Args:
            name: which collection.
            entries: what it says.
            joined: see ``JoinReport``.

        Raises:
            ClubplannerError: it cannot be written; what was there stays.
        """
        self._store.put(name, entries, joined)

    def forget(self, name: CollectionName) -> None:
        """Take a collection out.

        Raises:
            ClubplannerError: the file cannot be written.
        """
        self._store.forget(name)

    def fill(
        self,
        by_path: Callable[[str], Track | None],
        matcher: Callable[[], Matcher],
        *,
        match_again: bool,
    ) -> tuple[Problem, ...]:
        """Let what collections say into new tracks.

        Args:
            by_path: finds a new track that was shown to nobody yet.
            matcher: recognises the library's tracks.
            match_again: whether the library's files have changed since they were
                matched; changed rules are noticed here.

        Returns:
            Why it could not be read, if so; the tracks then go without.
        """
        try:
            if match_again or self._store.rules() != self._rules:
                self._store.match_again(
                    lambda entries: _joined(entries, matcher())[0], self._rules
                )
            joining.fill(by_path, self._store.values())
        except ClubplannerError as error:
            return (Problem(error.where, error.msg, error.hint),)
        return ()

    def add_to_evidences(
        self, paths: Sequence[str], evidences: Iterable[Evidence]
    ) -> list[Evidence]:
        """Return evidence of files with what collections say of them.

        Raises:
            ClubplannerError: the file cannot be read.
        """
        sayings = self._store.sayings(paths)
        return [
            joining.add_to_evidence(evidence, sayings.get(path, ()))
            for path, evidence in zip(paths, evidences, strict=True)
        ]

    def meet(self, entries: Sequence[Said], matcher: Matcher) -> JoinReport:
        """Return how entries would join the library."""
        joined, matched = _joined(entries, matcher)
        suggestion = None
        if matched[By.PATH] * 2 < len(entries):
            suggestion = suggest(
                (said.path, path)
                for said, path in zip(entries, joined, strict=True)
                if path and said.path
            )
        return JoinReport(joined, dict(matched), suggestion)


def _joined(
    entries: Sequence[Said], matcher: Matcher
) -> tuple[list[str], "Counter[By]"]:
    """Return each entry's track, empty for none, and how many were found by what.

    Of several entries that mean one track the best recognised one speaks.
    """
    best: dict[str, tuple[int, int]] = {}
    found: dict[int, By] = {}
    order = list(By)
    for place, said in enumerate(entries):
        match = matcher.match(said)
        if match is None:
            continue
        path, rank = match.track.path, order.index(match.by)
        if path not in best or rank < best[path][0]:
            best[path] = (rank, place)
            found[place] = match.by
    joined = [""] * len(entries)
    for path, (_, place) in best.items():
        joined[place] = path
    kept = (found[place] for _, place in best.values())
    return joined, Counter(kept)
