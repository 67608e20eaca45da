"""What the app's parts tell each other: small facts in the past tense."""

from collections.abc import Callable

from textual.message import Message

from clubplanner.errors import ClubplannerError


class WorkProgressed(Message):
    """Long work in the background got further."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def can_replace(self, message: Message) -> bool:
        """Only the last of several reports counts."""
        return isinstance(message, WorkProgressed)


class WorkEnded(Message):
    """Long work in the background is over.

    Attributes:
        finish: hands over the result; None if the work failed.
        error: why it failed, or None.
        is_long: whether it was the one long job, not one of the short ones.
    """

    def __init__(
        self,
        finish: Callable[[], None] | None,
        error: ClubplannerError | None = None,
        *,
        is_long: bool = True,
    ) -> None:
        super().__init__()
        self.finish = finish
        self.error = error
        self.is_long = is_long
