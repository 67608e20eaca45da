"""What the rules say of a night, worked out together once per plan."""

from dataclasses import dataclass
from pathlib import Path

from clubplanner.night.checks import check
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding
from clubplanner.night.plan import Night
from clubplanner.night.score import Score, score
from clubplanner.night.transition import Transition, transitions
from clubplanner.residency.memory import Memory
from clubplanner.residency.overlap import overlap_findings
from clubplanner.workspace.places import is_file


@dataclass(frozen=True, slots=True)
class Judgement:
    """A plan in its context, judged.

    Attributes:
        night, context: what was judged.
        score: by the cost model, with the timeline.
        transitions: every one, in order.
        findings: everything there is to say, the worst first.
    """

    night: Night
    context: Context
    score: Score
    transitions: tuple[Transition, ...]
    findings: tuple[Finding, ...]

    def is_of(self, night: Night, context: Context) -> bool:
        """Whether this is what would come out again."""
        return self.night is night and self.context is context


def judge(night: Night, context: Context, memory: Memory) -> Judgement:
    """Judge a night; files that are not there are among the findings.

    Args:
        night: the plan.
        context: rules, theme and memory in terms of the library's tracks.
        memory: what the venue heard before the night, for the house's limits.
    """
    judged = score(night, context)
    steps = transitions(night, judged, context)
    return Judgement(
        night,
        context,
        judged,
        steps,
        check(
            night,
            context,
            judged=judged,
            steps=steps,
            exists=lambda path: is_file(Path(path)),
            house=overlap_findings(night, memory, context.rules),
        ),
    )
