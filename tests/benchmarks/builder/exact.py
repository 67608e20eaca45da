"""Small nights solved to the optimum by OR-Tools CP-SAT (extra ``bench``).

The whole cost model as one circuit: a literal per transition, a start per track, the
curve as a table over starts. For libraries of a dozen tracks and nights of an hour.
"""

from typing import Any

from tests.benchmarks.builder.generate import generate
from tests.builder import independent as model

Record = dict[str, Any]

BRIDGE = 1_000_000
"""What a bridge counts in the objective: more than any sum of costs."""

REPRISE_S = 2700


def optimum(instance: Record, seconds: float = 60) -> list[str] | None:
    """Return the best legal plan, None where there is none.

    Args:
        instance: tracks and night; small.
        seconds: cap of the solver.

    Raises:
        ImportError: OR-Tools is not installed.
        TimeoutError: the solver did not finish.
    """
    from ortools.sat.python import cp_model

    built = _Model(instance)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    status = solver.solve(built.model)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise TimeoutError("the solver did not finish in time")
    return built.plan(solver)


def small(seed: int, tracks: int = 11, hours: float = 0.5) -> Record:
    """Return an instance the solver can take: a few tracks, mostly of near tempi."""
    instance = generate(seed, 80, hours, 1 + seed % 4)
    pinned = {anchor["track"] for anchor in instance["night"]["anchors"]}
    pins = [track for track in instance["tracks"] if track["id"] in pinned]
    centre = next((track["bpm"] for track in pins if track["bpm"]), 124.0)
    rest = [track for track in instance["tracks"] if track["id"] not in pinned]
    rest.sort(key=lambda track: abs((track["bpm"] or 300) - centre))
    instance["tracks"] = rest[: tracks - len(pins)] + pins
    instance["night"]["artist_gap"] = min(3, instance["night"]["artist_gap"])
    return instance


class _Model:
    """The model of one instance.

    A track anchored as a reprise has one node per time it is played. Node 0 of the
    circuit stands for the doors and the curfew alike.
    """

    def __init__(self, instance: Record) -> None:
        from ortools.sat.python import cp_model

        self.model = cp_model.CpModel()
        self._night = instance["night"]
        self._pins: dict[str, list[Record]] = {}
        for anchor in self._night["anchors"]:
            self._pins.setdefault(anchor["track"], []).append(anchor)
        self._rows = [
            row for t in instance["tracks"] if self._may(t) for row in self._copies(t)
        ]
        self._clock = [model.times(self._night, [row])[0][1:] for row in self._rows]
        self._last = self._night["length_s"] + self._night["tol_end"]
        self._add_nodes()
        self._add_transitions()
        self._add_artists()
        for track in self._pins:
            self._add_anchors(track)
        self.model.minimize(sum(self._cost))

    def plan(self, solver: Any) -> list[str]:
        """Return the ids of what the solver plays, in order."""
        played = [n for n, used in enumerate(self._used) if solver.value(used)]
        played.sort(key=lambda node: solver.value(self._place[node]))
        return [self._rows[node]["id"] for node in played]

    def _may(self, row: Record) -> bool:
        since = model.weeks(self._night, row)
        rested = since is None or since >= self._night["weeks_hard"]
        return row["id"] in self._pins or (bool(row["bpm"]) and rested)

    def _copies(self, row: Record) -> list[Record]:
        kinds = [anchor["type"] for anchor in self._pins.get(row["id"], [])]
        return [row] * max([kinds.count(kind) for kind in set(kinds)], default=1)

    def _add_nodes(self) -> None:
        """A slot per node that is played: its start, its place and what it costs."""
        made, count = self.model, len(self._rows)
        self._used = [made.new_bool_var(f"used {n}") for n in range(count)]
        self._start = [made.new_int_var(0, self._last, f"s{n}") for n in range(count)]
        self._place = [made.new_int_var(0, count - 1, f"p{n}") for n in range(count)]
        self._count = made.new_int_var(1, count, "count")
        made.add(self._count == sum(self._used))
        self._cost: list[Any] = []
        for node, row in enumerate(self._rows):
            if row["id"] in self._pins:
                made.add(self._used[node] == 1)
            else:
                self._add_slot(node)

    def _add_slot(self, node: int) -> None:
        """Terms E, A and R of a free slot, E looked up by its start."""
        row, night, made = self._rows[node], self._night, self.model
        play = self._clock[node][0]
        fixed = model.affinity_term(night["theme"], row, play)
        fixed += model.rest_term(night, row, play)
        table = [
            model.curve_term(night["curve"], row["energy"], second, play)
            for second in range(self._last + 1)
        ]
        energy = made.new_int_var(0, max(table), f"e{node}")
        looked_up = made.new_int_var(0, max(table), f"t{node}")
        made.add_element(self._start[node], table, looked_up)
        made.add(energy >= looked_up).only_enforce_if(self._used[node])
        self._cost += [energy, fixed * self._used[node]]

    def _add_transitions(self) -> None:
        """One circuit through what is played, with the clock along it."""
        made, night = self.model, self._night
        arcs: list[tuple[int, int, Any]] = []
        self._after: dict[tuple[int, int], Any] = {}
        self._opens, self._closes = [], []
        for node, (play, overlap) in enumerate(self._clock):
            opens, closes = made.new_bool_var(f"o{node}"), made.new_bool_var(f"c{node}")
            arcs += [(0, node + 1, opens), (node + 1, 0, closes)]
            arcs.append((node + 1, node + 1, ~self._used[node]))
            made.add(self._start[node] == 0).only_enforce_if(opens)
            made.add(self._place[node] == 0).only_enforce_if(opens)
            end = self._start[node] + play - night["length_s"]
            made.add(end <= night["tol_end"]).only_enforce_if(closes)
            made.add(end >= -night["tol_end"]).only_enforce_if(closes)
            self._opens.append(opens)
            self._closes.append(closes)
            for other in range(len(self._rows)):
                if other == node:
                    continue
                next_ = made.new_bool_var(f"x{node},{other}")
                arcs.append((node + 1, other + 1, next_))
                self._after[node, other] = next_
                gone = self._start[node] + play - overlap
                made.add(self._start[other] == gone).only_enforce_if(next_)
                step = self._place[node] + 1
                made.add(self._place[other] == step).only_enforce_if(next_)
                self._cost.append(self._link(node, other) * next_)
        made.add_circuit(arcs)
        steps = [play - overlap for play, overlap in self._clock]
        end = sum(s * u for s, u in zip(steps, self._used, strict=True)) + sum(
            overlap * closes
            for (_, overlap), closes in zip(self._clock, self._closes, strict=True)
        )
        made.add(end <= night["length_s"] + night["tol_end"])
        made.add(end >= night["length_s"] - night["tol_end"])

    def _link(self, node: int, other: int) -> int:
        """Return the cost of a transition, a bridge weighed in."""
        before, after = self._rows[node], self._rows[other]
        mine = self._pins.get(after["id"], [])
        above = self._pins.get(before["id"], [])
        if any(a["type"] == "after" and a["after"] == before["id"] for a in mine):
            return 0
        if any(a.get("cut_in") for a in mine) or any(a.get("cut_out") for a in above):
            return 500
        tempo, p, d = model.tempo_term(before["bpm"], after["bpm"])
        lock = self._night["keylock"]
        return (
            tempo
            + (BRIDGE if p is not None and p > 770 else 0)
            + model.key_term(before["key"], after["key"], lock, p, d)
            + model.step_term(before["energy"], after["energy"])
            + model.genre_term(before["genre"], after["genre"])
        )

    def _add_artists(self) -> None:
        """H2: the places of two slots of one artist are further apart than the gap."""
        rows = self._rows
        for one in range(len(rows)):
            for two in range(one):
                if (
                    not rows[one]["artist"]
                    or rows[one]["artist"] != rows[two]["artist"]
                ):
                    continue
                pinned = rows[one]["id"] in self._pins and rows[two]["id"] in self._pins
                if pinned and rows[one]["id"] != rows[two]["id"]:
                    continue
                if pinned:
                    self._apart(self._start, one, two, REPRISE_S)
                else:
                    self._apart(self._place, one, two, self._night["artist_gap"] + 1)

    def _apart(self, values: list[Any], one: int, two: int, least: int) -> None:
        made = self.model
        first = made.new_bool_var(f"first {one},{two}")
        both = [self._used[one], self._used[two]]
        ahead, behind = [first, *both], [~first, *both]
        made.add(values[two] - values[one] >= least).only_enforce_if(ahead)
        made.add(values[one] - values[two] >= least).only_enforce_if(behind)

    def _add_anchors(self, track: str) -> None:
        """H3: every anchor is held by some slot, two of a kind by different ones."""
        made = self.model
        nodes = [n for n, row in enumerate(self._rows) if row["id"] == track]
        for turn, anchor in enumerate(self._pins[track]):
            holders = [made.new_bool_var(f"h{track},{turn},{n}") for n in nodes]
            made.add_bool_or(holders)
            for node, holds in zip(nodes, holders, strict=True):
                self._hold(node, anchor, holds)

    def _hold(self, node: int, anchor: Record, holds: Any) -> None:
        made, start = self.model, self._start[node]
        window = anchor.get("tol", 30)
        match anchor["type"]:
            case "at" | "end_at" as kind:
                off = start + (self._clock[node][0] if kind == "end_at" else 0)
                made.add(off - anchor["at"] <= window).only_enforce_if(holds)
                made.add(off - anchor["at"] >= -window).only_enforce_if(holds)
            case "position":
                place = anchor["pos"]
                wanted = place - 1 if place > 0 else self._count + place
                made.add(self._place[node] == wanted).only_enforce_if(holds)
            case "first":
                made.add_implication(holds, self._opens[node])
            case "last":
                made.add_implication(holds, self._closes[node])
            case "after":
                before = [
                    self._after[other, node]
                    for other, row in enumerate(self._rows)
                    if row["id"] == anchor["after"] and other != node
                ]
                made.add_bool_or(before).only_enforce_if(holds)
