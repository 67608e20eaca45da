"""What is said of a pin that stands in a night's file and cannot be read."""

from collections.abc import Iterable
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.files.problem import Problem


def unread_pin(
    slot: str, key: str, problems: Iterable[Problem], file: Path
) -> ClubplannerError:
    """Return the error that keeps a night from being planned anew.

    Args:
        slot: name of the slot that carries the pin.
        key: of the pin, as it is written.
        problems: what was wrong with the file when it was read.
        file: the night's.
    """
    values = [problem for problem in problems if not problem.is_notice]
    found = next((p for p in values if key in p.msg.replace("'", "").split()), None)
    why = f": {found.msg}" if found else ""
    return ClubplannerError(
        f"nothing was planned, or \"{slot}\" could be lost: its pin '{key}' cannot "
        f"be read{why}",
        where=found.where if found else str(file),
        hint=(found and found.hint) or f"mend '{key}' in the file and open it anew",
    )
