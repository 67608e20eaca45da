"""A night under rules, as it is judged possible or not."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from clubplanner.night.context import Context
from clubplanner.night.plan import Night
from clubplanner.night.rules import Rules


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: a night under rules, and tracks still to be found.

    Attributes:
        night: the plan; its pinned slots count.
        context: rules and theme, not yet ``for_night``.
        added: tracks of about four minutes the library does not have.
    """

    night: Night
    context: Context
    added: int = 0

    @property
    def rules(self) -> Rules:
        """The rules with what the night sets in their place."""
        return self.context.for_night(self.night).rules

    def with_rules(self, **values: int) -> "Case":
        """Return the case under other rules, whatever the night itself sets."""
        night, given = self.night, dict(values)
        if "artist_gap" in given:
            night = replace(night, artist_gap=given.pop("artist_gap"))
        rules = replace(self.context.rules, **given)  # type: ignore[arg-type]
        return replace(self, night=night, context=replace(self.context, rules=rules))


Change = Callable[[Case], Case]
"""A case with something else about it."""
