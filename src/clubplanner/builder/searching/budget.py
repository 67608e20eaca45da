"""How long a search may go on."""

from collections.abc import Callable
from dataclasses import dataclass

PATIENCE = 5
"""Times the steps a search may take before it has any plan."""

BRIDGED = 3
"""Times the steps a search may take while its best plan has a bridge: a fault that the
floor hears, and that no cost makes up for."""

OVERTIME = 3
"""Times the seconds a search may take before it has any plan: a slow or busy machine
still answers."""


@dataclass
class Budget:
    """Counts steps and stops the search; the clock is only a cap.

    Attributes:
        limit: steps allowed.
        is_late: tells whether the clock has run out.
        is_cancelled: tells whether the DJ has asked to stop.
        report: called with steps done.
        has_plan: whether a legal plan is known; without one the limit is wider.
        is_bridged: whether the best plan known has a bridge; it is wider then, too.
        done: steps done.
        stopped_by: why the search ended, empty while it runs.
    """

    limit: int
    is_late: Callable[[], bool]
    is_cancelled: Callable[[], bool]
    report: Callable[[int], None]
    has_plan: bool = False
    is_bridged: bool = False
    done: int = 0
    stopped_by: str = ""

    @property
    def left(self) -> float:
        """The part of the steps that is left, 1 to 0."""
        return 1 - min(1.0, self.done / max(1, self.limit))

    @property
    def _times(self) -> int:
        """How often the limit may be gone through."""
        if not self.has_plan:
            return PATIENCE
        return BRIDGED if self.is_bridged else 1

    def tick(self, steps: int = 1) -> bool:
        """Count steps and return whether to stop."""
        self.done += steps
        if not self.stopped_by:
            if self.done >= self.limit * self._times:
                self.stopped_by = "steps"
            elif self.is_late():
                self.stopped_by = "clock"
            elif self.is_cancelled():
                self.stopped_by = "asked"
            else:
                self.report(self.done)
        return bool(self.stopped_by)
