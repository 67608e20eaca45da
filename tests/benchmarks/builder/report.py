"""How good and how fast the builder is, as a table.

    python -m tests.benchmarks.builder.report [--sizes 200,1000,10000,50000] \
        [--seeds 3] [--seconds 1] [--bound-seconds 120] [--djkr8]

``--seconds 0`` lets every build spend its steps whatever the clock says; on a busy
machine that, with the CPU seconds, is the fair reading. Every build runs in a process
of its own, which reads the tracks, imports numpy and only then looks at its clocks and
its memory. The independent scorer judges every answer.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, process_time

from tests.benchmarks.builder.best_known import best_known
from tests.benchmarks.builder.bound import Bound, lower_bound
from tests.benchmarks.builder.generate import Record, generate
from tests.benchmarks.builder.peer import ask_djkr8
from tests.builder.independent import check

ROOT = Path(__file__).parents[3]
HEAD = (
    "tracks seed hours anchors |  bridges    cost |   best   gap |  bound   gap  w |"
    " first s  wall s   cpu s | build MB  peak MB | legal"
)


@dataclass(frozen=True)
class Run:
    """What one build in its own process came to.

    Attributes:
        ids: the plan, None without one.
        why: without a plan, the builder's reason.
        bridges, cost: as the builder counts them.
        first, wall, cpu: seconds from loaded tracks to the first plan (of CPU), and to
            the last (of the wall's clock, of CPU).
        memory, peak: megabytes the build added, and the most of the whole process.
        stopped_by: as in ``Built``.
    """

    ids: list[str] | None
    why: str
    bridges: int
    cost: int
    first: float
    wall: float
    cpu: float
    memory: float
    peak: float
    stopped_by: str


def run_here(path: Path, seconds: float | None, seed: int) -> Run:
    """Build the instance of a file in this process and measure it."""
    import numpy as np

    from clubplanner.builder import build as _  # noqa: F401
    from clubplanner.builder.build import Progress, build
    from clubplanner.builder.instance import read_instance
    from clubplanner.builder.searching import search  # noqa: F401

    night, tracks, context = read_instance(json.loads(path.read_text()))
    np.zeros(1).sum()
    before, cpu, wall = _megabytes("VmRSS"), process_time(), monotonic()
    first: list[float] = []

    def note(progress: Progress) -> None:
        if progress.cost is not None and not first:
            first.append(process_time() - cpu)

    built = build(night, tracks, context, seed=seed, seconds=seconds, progress=note)
    wall, cpu = monotonic() - wall, process_time() - cpu
    score, peak = built.score, _megabytes("VmHWM")
    ids = None
    if built.night is not None:
        ids = [slot.track.path for slot in built.night.slots if slot.track]
    return Run(
        ids,
        built.why,
        score.bridges if score else 0,
        score.terms.total if score else 0,
        first[0] if first else cpu,
        wall,
        cpu,
        peak - before,
        peak,
        built.stopped_by,
    )


def _megabytes(field: str) -> float:
    """Return what this process holds (``VmRSS``) or held at most (``VmHWM``).

    Where there is no ``/proc``, both are ``ru_maxrss``. On Linux that would count the
    parent's memory, held by the child between fork and exec.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":") for line in status.read_text().splitlines())
        return int(lines[field].split()[0]) / 1024
    import resource

    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def run_apart(instance: Record, seconds: float | None, seed: int = 0) -> Run:
    """Build an instance in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "instance.json"
        path.write_text(json.dumps(instance))
        asked = [str(path), str(seconds or 0), str(seed)]
        module = "tests.benchmarks.builder.report"
        done = subprocess.run(
            [sys.executable, "-m", module, "--child", *asked],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    return Run(**json.loads(done.stdout))


def scorer_agrees(instance: Record, run: Run) -> bool:
    """Whether the independent scorer finds the plan legal and the same numbers."""
    if run.ids is None:
        return False
    found = check(instance, run.ids)
    same = (found["bridges"], found["cost"]) == (run.bridges, run.cost)
    return not found["broken"] and same


def nights(size: int, seeds: int) -> list[tuple[int, float, int]]:
    """Return seed, hours and anchors of the nights of a size."""
    return [
        (seed, (5, 3, 6, 2, 4)[seed % 5], 3 + (seed * 5 + size // 200) % 6)
        for seed in range(1, seeds + 1)
    ]


def measure(given: Namespace, size: int, night: tuple[int, float, int]) -> Record:
    """Build one night, bound it, look for a better plan, and print a line."""
    seed, hours, anchors = night
    instance = generate(seed, size, hours, anchors)
    run = run_apart(instance, given.seconds or None)
    best = best_known(instance, run.ids, given.best_seconds)
    bound = Bound(0)
    if best is not None and given.bound_seconds and size <= given.bound_tracks:
        bound = lower_bound(instance, best, seconds=given.bound_seconds)
    line = {"size": size, "run": run, "best": best, "bound": bound}
    _say(_line(size, night, line, scorer_agrees(instance, run)))
    if run.ids is None:
        _say(f"       {run.why}")
    if given.djkr8:
        _say(f"       djkr8: {ask_djkr8(instance, given.djkr8)}")
    return line


def _line(size: int, night: tuple[int, float, int], line: Record, legal: bool) -> str:
    run, best, bound = line["run"], line["best"], line["bound"]
    seed, hours, anchors = night
    known, same = best[1] if best else 0, bool(best and best[0] == run.bridges)
    return (
        f"{size:6} {seed:4} {hours:5g} {anchors:7} | {run.bridges:8} {run.cost:7} |"
        f"{known:7} {_gap(run.cost, known) if same else '-':>5} |"
        f"{bound.cost or '-':>7} {_gap(run.cost, bound.cost) if same else '-':>5}"
        f" {bound.width or '-':>2} |"
        f"{run.first:8.2f} {run.wall:7.2f} {run.cpu:7.2f} |"
        f"{run.memory:9.0f} {run.peak:8.0f} | {'yes' if legal else 'NO'}"
    )


def _gap(cost: int, least: int) -> str:
    return f"{100 * (cost - least) / least:.1f}%" if least and cost else "-"


def _summary(lines: list[Record]) -> None:
    for size in dict.fromkeys(line["size"] for line in lines):
        runs = [line for line in lines if line["size"] == size and line["run"].ids]
        gaps = [
            100 * (line["run"].cost / line["best"][1] - 1)
            for line in runs
            if line["best"][0] == line["run"].bridges
        ]
        if gaps:
            cpu = median(line["run"].cpu for line in runs)
            _say(
                f"{size} tracks: over the best known by {median(gaps):.1f}% (median), "
                f"{max(gaps):.1f}% (worst); {cpu:.2f} s of CPU (median)"
            )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = ArgumentParser(description="Measure the builder.")
    parser.add_argument("--sizes", default="200,1000,10000,50000")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1, help="0: steps only")
    parser.add_argument("--best-seconds", type=float, default=60)
    parser.add_argument("--bound-seconds", type=float, default=120)
    parser.add_argument("--bound-tracks", type=int, default=2000)
    parser.add_argument("--djkr8", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--child", nargs=3, metavar=("FILE", "SECONDS", "SEED"))
    given = parser.parse_args(arguments)
    if given.child:
        path, seconds, seed = given.child
        run = run_here(Path(path), float(seconds) or None, int(seed))
        _say(json.dumps(asdict(run)))
        return
    _say(HEAD)
    sizes = [int(size) for size in given.sizes.split(",")]
    _summary(
        [
            measure(given, size, night)
            for size in sizes
            for night in nights(size, given.seeds)
        ]
    )


if __name__ == "__main__":
    main()
