"""The worked examples of the cost model, term by term and row by row."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clubplanner.builder.instance import read_instance, terms_of
from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import Night, Slot
from clubplanner.night.score import Kind, Score, score
from tests.builder.instances import Record

EXAMPLES = Path(__file__).parents[2] / "../shared/reference/cost-examples.json"

OWN = Path(__file__).parents[1] / "builder/data/scored.json"


def examples() -> list[Record]:
    files = [file for file in (OWN, EXAMPLES) if file.exists()]
    return [one for file in files for one in json.loads(file.read_text())["examples"]]


def answered(example: Record) -> tuple[Night, Context]:
    """Return the night with the example's answer in its slots."""
    night, tracks, context = read_instance(example)
    by_id = {track.path: track for track in tracks}
    pinned = {slot.track.path: slot for slot in night.slots if slot.track}
    slots = tuple(
        replace(pinned[path], id=n) if path in pinned else Slot(n, by_id[path])
        for n, path in enumerate(example["answer"], 1)
    )
    return replace(night, slots=slots), context


@pytest.fixture(params=examples(), ids=lambda example: example["name"])
def example(request: pytest.FixtureRequest) -> Record:
    found: Record = request.param
    return found


def test_the_sum_of_every_term_is_exact(example: Record) -> None:
    judged = score(*answered(example))
    assert terms_of(judged.terms) == example["scored"]["terms"]
    assert judged.terms.total == example["scored"]["cost"]


def test_bridges_clock_and_feasibility_are_exact(example: Record) -> None:
    night, context = answered(example)
    judged, scored = score(night, context), example["scored"]
    assert judged.bridges == scored["n_bridges"]
    assert judged.timeline.end == scored["end"]
    assert (not breaches(night, context)) == scored["feasible"]
    places = [n for n, link in enumerate(judged.links, 2) if link.kind is Kind.BRIDGE]
    assert places == [bridge["pos"] for bridge in scored["bridges"]]


def test_every_row_is_exact(example: Record) -> None:
    judged = score(*answered(example))
    rows = [row_of(judged, n) for n in range(len(judged.slots))]
    assert rows == [expected(row) for row in example["scored"]["rows"]]


def row_of(judged: Score, place: int) -> Record:
    item, terms = judged.timeline.items[place], judged.slots[place]
    row: Record = {"start": item.start, "play": item.play}
    if not item.slot.is_anchored:
        row["node"] = (terms.energy, terms.affinity, terms.recency)
    if place:
        link = judged.links[place - 1]
        row["in"] = (str(link.kind), link.terms.total)
        if link.kind in (Kind.MIX, Kind.BRIDGE):
            mix = link.terms
            row["mix"] = (mix.tempo, mix.key, mix.step, mix.genre)
            row["folded"] = link.move is not None and link.move.octaves != 0
    return row


def expected(given: Record) -> Record:
    row: Record = {"start": given["start"], "play": given["play"]}
    if "node" in given:
        node = given["node"]
        row["node"] = (node["energy"], node["affinity"], node["recency"])
    if "in" in given:
        link = given["in"]
        row["in"] = (link["kind"], link["total"])
        if "tempo" in link:
            row["mix"] = (link["tempo"], link["key"], link["step"], link["genre"])
            row["folded"] = link["folded"]
    return row
