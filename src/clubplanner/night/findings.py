"""A finding: one reasoned remark about a night, in words a DJ can argue with."""

from dataclasses import dataclass, field
from enum import IntEnum

from clubplanner.night.mends import Mend


class Severity(IntEnum):
    """How bad a finding is; ``FAIL`` would fail on the night."""

    NOTE = 1
    WARN = 2
    FAIL = 3

    @property
    def word(self) -> str:
        """The severity in lower case, for people and for machines."""
        return self.name.lower()

    @property
    def glyph(self) -> str:
        """One sign that tells the severity without colour."""
        return {Severity.NOTE: "i", Severity.WARN: "!", Severity.FAIL: "X"}[self]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark.

    Attributes:
        severity: note, warn or fail.
        rule: the rule's name, stable for machines: ``tempo-range``, ``H3``.
        text: one sentence that names the thing.
        slot_id: the slot it is about (the incoming one of a transition), None for the
            whole night.
        sources: where the values came from, in words, or empty.
        hint: what would mend it, or empty.
        mends: edits that would mend it, where one was found.
        brief: the sentence without the titles in front, where ``slot_id`` tells what
            it is about; empty where it begins with none.
    """

    severity: Severity
    rule: str
    text: str
    slot_id: int | None = None
    sources: str = ""
    hint: str = ""
    mends: tuple[Mend, ...] = field(default=(), compare=False)
    brief: str = ""
