"""Whatever happens, every rule is held or named; an independent scorer checks."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.builder.replan import Replanned
from clubplanner.builder.replanning.changes import Remedy
from clubplanner.night.hard_rules import breaches
from clubplanner.night.timeline import timeline
from tests.builder import independent
from tests.builder.drifting import (
    DRIFTS,
    PLACES,
    SEEDS,
    Known,
    again_unchanged,
    drifted,
    known,
)
from tests.builder.instances import Record


def faults(known: Known, result: Replanned) -> list[str]:
    """Return what the independent scorer finds wrong with the rest of a night."""
    instance, _, context, _ = known
    items = timeline(result.night, context).items
    ids = [item.slot.track.path for item in items if item.slot.track]
    by_id = {row["id"]: row for row in instance["tracks"]}
    rows = [{**by_id[i], "dur": item.play} for i, item in zip(ids, items, strict=True)]
    first = items[result.place]
    behind = independent.times(instance["night"], rows[result.place :])
    clock = [(i.start, i.play, i.overlap) for i in items[: result.place]]
    clock += [(first.start + begun, play, over) for begun, play, over in behind]
    past = {*ids[: result.place + 1]}
    ahead = [a for a in instance["night"]["anchors"] if a["track"] not in past]
    night_ahead = {**instance["night"], "anchors": ahead}
    pins: dict[str, list[Record]] = {i: [{"type": "played"}] for i in past}
    for anchor in ahead:
        pins.setdefault(anchor["track"], []).append(anchor)
    end = clock[-1][0] + clock[-1][1]
    return independent.broken(night_ahead, rows, pins, clock, end)


@given(SEEDS, PLACES, DRIFTS, st.booleans())
@settings(deadline=None, max_examples=80)
def test_every_rule_holds_or_is_named(
    seed: int, share: float, drift: int, hard: bool
) -> None:
    case = known(seed, hard)
    result, _, _ = drifted(case, share, drift)
    found = breaches(result.night, case[2])
    assert [f"{one.text}." in result.unheld for one in found] == [True] * len(found)
    has_pitch = any(slot.pitch for slot in result.night.slots)
    if not result.unheld and not has_pitch:
        assert faults(case, result) == []


@given(SEEDS, PLACES, DRIFTS)
@settings(deadline=None, max_examples=60)
def test_no_play_is_shortened_where_a_drop_does(
    seed: int, share: float, drift: int
) -> None:
    case = known(seed, hard=True)
    result, _, _ = drifted(case, share, drift)
    if not {Remedy.PLAY, Remedy.PITCH} & {c.remedy for c in result.changes}:
        return
    before = again_unchanged(case, share, drift)
    for place in range(before.place + 1, len(before.night.slots)):
        slots = before.night.slots
        if slots[place].is_anchored:
            continue
        less = replace(before.night, slots=(*slots[:place], *slots[place + 1 :]))
        assert breaches(less, case[2]) != ()


@given(SEEDS, PLACES, DRIFTS)
@settings(deadline=None, max_examples=20)
def test_the_same_words_make_the_same_plan(seed: int, share: float, drift: int) -> None:
    case = known(seed, hard=False)
    assert drifted(case, share, drift) == drifted(case, share, drift)
