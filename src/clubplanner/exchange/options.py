"""What an export is told beside the night: what other rooms know, and its choices.

Only what every format is cheap with is worked out beforehand; what takes time is a
function, called by the formats that show it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from clubplanner.music.key import Key
from clubplanner.music.tempo import Meeting


@dataclass(frozen=True, slots=True)
class TransitionFacts:
    """What is known of one transition, as plain values another room worked out.

    Attributes:
        percent: change of tempo into the track, signed, None where a BPM is unknown.
        grade: the grade in one word, empty where there is none.
        remarks: the findings, one sentence each.
        kind: ``mix``, ``bridge``, ``cut``, ``pinned``, ``morph``, ``gap`` or ``open``;
            empty where nobody judged it.
        is_wide: whether the step of tempo is wider than the pitch range and yet is to
            be mixed.
        meeting: how the two decks come to one tempo, None where a BPM is unknown.
        overlap_beats: beats of the outgoing track that both sound, None where its BPM
            is unknown.
    """

    percent: float | None = None
    grade: str = ""
    remarks: tuple[str, ...] = ()
    kind: str = ""
    is_wide: bool = False
    meeting: Meeting | None = None
    overlap_beats: int | None = None


@dataclass(frozen=True, slots=True)
class Spare:
    """A track that could be played, in the words of a sheet. Unknown is None or empty.

    Attributes:
        bpm, key: as the file has them.
    """

    title: str
    artist: str = ""
    bpm: float | None = None
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Spares:
    """Tracks held ready beside a plan.

    Attributes:
        instead: per slot id, tracks that would fit in its place, the best first.
        ladders: per slot id, tracks that walk the tempo across the bridge into it.
        problems: what was left out, one sentence each.
    """

    instead: Mapping[int, tuple[Spare, ...]] = field(default_factory=dict)
    ladders: Mapping[int, tuple[Spare, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeardPlay:
    """One track that was really played. Unknown is None or empty.

    Attributes:
        begins: wall clock of its start.
        play_s: seconds it sounded.
    """

    title: str
    artist: str = ""
    begins: datetime | None = None
    play_s: int | None = None
    remixer: str = ""
    label: str = ""
    isrc: str = ""
    writers: str = ""


@dataclass(frozen=True, slots=True)
class HeardNight:
    """What was really played on the night.

    Attributes:
        plays: in order.
        is_public: whether it was in front of an audience.
    """

    plays: tuple[HeardPlay, ...]
    is_public: bool = True


def _nothing() -> None:
    return None


def _nobody(_paths: Iterable[str]) -> dict[str, str]:
    return {}


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
        address: of the venue; empty where it is not known.
        boot_volume: name of the disk this Mac starts from; empty where it is no Mac.
        pitch_range: percent a deck may be pitched.
        key_lock: whether the decks keep the key when the pitch moves.
        writers: returns who wrote each of some files, by its path, where known.
        heard: returns what was really played, None where no play log is known.
        spares: returns the tracks held ready beside the plan.
    """

    act: str = ""
    mix: str = ""
    relative_to: str = ""
    exists: Callable[[str], bool] = _anything
    cue_titles: Mapping[str, str] = field(default_factory=dict)
    transitions: Mapping[int, TransitionFacts] = field(default_factory=dict)
    address: str = ""
    boot_volume: str = ""
    pitch_range: float = 8.0
    key_lock: bool = True
    writers: Callable[[Iterable[str]], Mapping[str, str]] = _nobody
    heard: Callable[[], HeardNight | None] = _nothing
    spares: Callable[[], Spares] = Spares
