"""What an export is told beside the night: the recorded file, the folder, the check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TransitionFacts:
    """What is known of one transition, as plain values another room worked out.

    Attributes:
        percent: change of tempo into the track, signed, None where a BPM is unknown.
        grade: the grade in one word, empty where there is none.
        remarks: the findings, one sentence each.
    """

    percent: float | None = None
    grade: str = ""
    remarks: tuple[str, ...] = ()


def _anything(_path: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one export.

    Attributes:
        act: the name the DJ plays under; empty names nobody.
        mix: name of the recorded mix a cue sheet describes; empty for the night's own
            name with ``.wav``.
        relative_to: the folder the list will lie in, to write its files relative to
            it; empty for the paths as the library has them.
        exists: says whether a file is there; without a check none is named missing.
        cue_titles: the theme's title of each cue id, for slots without a track.
        transitions: facts of the transition into a slot, by that slot's id.
    """

    act: str = ""
    mix: str = ""
    relative_to: str = ""
    exists: Callable[[str], bool] = _anything
    cue_titles: Mapping[str, str] = field(default_factory=dict)
    transitions: Mapping[int, TransitionFacts] = field(default_factory=dict)
