"""``clubplanner check``: says what would go wrong on the night, and why."""

import argparse
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, add_night, open_with_night
from clubplanner.cli.output import say, say_json
from clubplanner.night.checks import would_fail
from clubplanner.night.findings import Finding
from clubplanner.night.plan import Night
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.files.problem import Problem


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "check",
        "list every finding of a night",
        "Prints what the rules say of the night, the worst first, dear seams with the "
        "cut or the ladder that would mend them. The exit status is 1 when something "
        "would fail on the night, else 0.",
        "check 2026-11-28",
    )
    add_night(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the findings."""
    from clubplanner.workspace.mending import with_mends

    workspace, night, problems = open_with_night(paths, arguments.night)
    findings = tuple(with_mends(workspace, f) for f in workspace.findings)
    if arguments.json:
        files = [problem_fields(problem) for problem in problems]
        say_json([*files, *(finding_fields(finding, night) for finding in findings)])
    else:
        _say_findings(night, problems, findings)
    # A value that could not be used may have been a pin: the night is not as written.
    is_unlike_written = any(not problem.is_notice for problem in problems)
    fails = would_fail(findings) or is_unlike_written
    return exits.FINDINGS if fails else exits.OK


def finding_fields(finding: Finding, night: Night) -> dict[str, object]:
    """Return a finding as the stable JSON object of ``check --json``."""
    number = None if finding.slot_id is None else night.index(finding.slot_id) + 1
    return {
        "severity": finding.severity.word,
        "rule": finding.rule,
        "slot": number,
        "text": finding.text,
        "sources": finding.sources or None,
        "hint": finding.hint or None,
    }


def problem_fields(problem: "Problem") -> dict[str, object]:
    """Return what is wrong in a file in the shape of a finding, its rule ``file``."""
    return {
        "severity": "note" if problem.is_notice else "fail",
        "rule": "file",
        "slot": None,
        "text": f"{problem.where}: {problem.msg}",
        "sources": None,
        "hint": problem.hint or None,
    }


def _say_findings(
    night: Night, problems: "tuple[Problem, ...]", findings: tuple[Finding, ...]
) -> None:
    for problem in problems:
        say(f"{'note' if problem.is_notice else 'fail'} file  {problem}")
    for finding in findings:
        number = (
            "" if finding.slot_id is None else str(night.index(finding.slot_id) + 1)
        )
        say(f"{finding.severity.word:4} {number:>3}  {finding.text} [{finding.rule}]")
        more = "; ".join(part for part in (finding.sources, finding.hint) if part)
        if more:
            say(f"          {more}")
    if not findings and not problems:
        say("Nothing to say against this night.")
