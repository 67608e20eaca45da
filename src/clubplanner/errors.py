"""The one error every room raises and both faces print.

This module belongs to no room: every room may import it, it imports none.
"""


class ClubplannerError(Exception):
    """Something the DJ can mend, told in one sentence.

    Attributes:
        msg: what failed, in plain words, without a full stop at the end.
        where: what it is about: ``file:line``, a file, a slot; empty if nothing.
        hint: what to do about it; empty if there is nothing to do.
    """

    def __init__(self, msg: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(msg)
        self.msg = msg
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return ``where: msg: hint`` on one line, leaving out what is empty."""
        sentence = ": ".join(part for part in (self.where, self.msg, self.hint) if part)
        return " ".join(sentence.split())


class NotFoundError(ClubplannerError):
    """What was asked for by name is not there."""


class UsageError(ClubplannerError):
    """The words of a command do not make sense."""
