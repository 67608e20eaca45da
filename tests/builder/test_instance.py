"""Instances: what is wrong is told in one sentence, answers are what JSON wants."""

import json
import math

import pytest

from clubplanner.builder.instance import TERMS, read_instance, solve_instance
from clubplanner.errors import ClubplannerError
from clubplanner.night.plan import At, EndAt, Played, Position
from tests.builder.independent import check
from tests.builder.instances import Record, make_instance


def instance(**night: object) -> Record:
    made = make_instance(1, 80, hours=0.5, anchors=0)
    made["night"] |= night
    return made


def anchored(*anchors: Record) -> Record:
    return instance(anchors=list(anchors))


def test_an_answer_holds_ids_bridges_cost_and_every_term() -> None:
    answer = json.loads(json.dumps(solve_instance(instance(), seconds=None)))
    assert list(answer) == ["answer", "bridges", "cost", "terms", "stopped_by"]
    assert tuple(answer["terms"]) == TERMS
    assert sum(answer["terms"].values()) == answer["cost"]
    assert set(answer["answer"]) <= {f"t{n:05d}" for n in range(80)}


def test_no_answer_says_why() -> None:
    answer = solve_instance(instance(length_s=50_000), seconds=None)
    assert answer["answer"] is None
    assert "the night needs" in str(answer["why"])


def test_missing_settings_take_the_model_s_defaults() -> None:
    made = instance()
    for name in ("max_play", "mix_beats", "keylock", "artist_gap", "weeks_hard"):
        del made["night"][name]
    rules = read_instance(made)[2].rules
    assert (rules.max_play_s, rules.mix_beats, rules.key_lock) == (360, 64, True)
    assert (rules.artist_gap, rules.weeks_hard) == (6, 2)


def test_weeks_are_whole_weeks_before_the_night() -> None:
    made = instance()
    made["tracks"][0]["last_played"] = "2026-02-22"
    made["tracks"][1]["last_played"] = None
    weeks = read_instance(made)[2].weeks
    assert weeks["t00000"] == 1
    assert "t00001" not in weeks


def test_anchors_of_every_type_are_read() -> None:
    kinds: list[Record] = [
        {"type": "at", "at": 60, "tol": 90, "track": "t00001"},
        {"type": "end_at", "at": 900, "track": "t00002", "cut_in": True},
        {"type": "first", "track": "t00003"},
        {"type": "last", "track": "t00004"},
        {"type": "position", "pos": 3, "track": "t00005"},
        {"type": "played", "track": "t00006", "cut_out": True},
    ]
    night = read_instance(anchored(*kinds))[0]
    found = [slot.anchors[0] for slot in night.slots]
    assert isinstance(found[0], At)
    assert found[0].window_s == 90
    assert isinstance(found[1], EndAt)
    assert found[1].window_s == 30
    assert found[2:5] == [Position(1), Position(-1), Position(3)]
    assert found[5] == Played()
    assert (night.slots[1].cut_in, night.slots[5].cut_out) == (True, True)


def test_two_kinds_of_anchor_on_one_track_are_one_slot() -> None:
    kinds: list[Record] = [
        {"type": "at", "at": 60, "track": "t00001"},
        {"type": "played", "track": "t00001"},
    ]
    assert len(read_instance(anchored(*kinds))[0].slots) == 1


def test_two_times_for_one_track_are_a_reprise() -> None:
    kinds = [{"type": "at", "at": at, "track": "t00001"} for at in (60, 4000)]
    assert len(read_instance(anchored(*kinds))[0].slots) == 2


def test_halves_of_an_energy_round_up() -> None:
    assert read_instance(track(energy=6.5))[1][3].energy == 7


def test_a_night_of_two_days_is_judged_in_time() -> None:
    made = instance(length_s=172_800, tol_end=172_800, curve=[[10**6, 5000]])
    assert solve_instance(made)["answer"] is not None


def without(key: str) -> Record:
    return {k: v for k, v in instance().items() if k != key}


def track(**values: object) -> Record:
    made = instance()
    made["tracks"][3] |= values
    return made


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([], "an object with tracks and night"),
        (without("night"), "night must be an object"),
        ({**instance(), "tracks": "all"}, "tracks must be a list"),
        ({**instance(), "tracks": [1]}, "tracks[0]: an object was expected"),
        (track(id=""), "tracks[3]: a track needs an id"),
        (track(id="t00001"), "two tracks have the same id"),
        (track(key="13C"), "tracks[3]: the key '13C' cannot be read"),
        (track(bpm="fast"), "tracks[3].bpm: a number was expected"),
        (track(dur=math.inf), "tracks[3].dur: a number up to"),
        (track(tags="dark"), "tags is a list of words"),
        (track(last_played="yesterday"), "last_played is a date"),
        (instance(start="tonight"), "start is a date with a time"),
        (instance(length_s=0), "0 does not work as length_s"),
        (instance(curve=[[0]]), "curve[0]: a knot of the curve is"),
        (track(bpm=-1), "tracks[3]: -1 does not work as bpm"),
        (track(energy=10**9), "tracks[3].energy: a number up to 1,000,000"),
        (track(rating=6), "tracks[3]: 6 does not work as rating"),
        (track(dur=-200), "tracks[3]: -200 does not work as dur"),
        (instance(start="9999-12-31T22:00:00"), "year 9999 does not work"),
        (instance(length_s=10**9), "night.length_s: a number up to 1,000,000"),
        (instance(length_s=200_000), "200000 does not work as length_s"),
        (instance(curve=[[10**9, 5000]]), "curve[0]: a number up to 1,000,000"),
        (instance(curve=[[0, 10**6]]), "1e+06 does not work as energy * 1000"),
        (instance(tol_end=10**6), "1e+06 does not work as tol_end"),
        (instance(keylock="off"), "keylock: true or false was expected, not 'off'"),
        (instance(mix_beats=10**400), f"not 1{'0' * 39}..."),
        (anchored({"type": "at", "at": 1, "track": "x"}), "no track has the id 'x'"),
        (anchored({"type": "near", "track": "t00001"}), "type 'near' is not known"),
        (anchored({"type": "after", "track": "t00001"}), "'after' is not known"),
        (anchored({"type": "at", "track": "t00001"}), "anchors[0].at: a number"),
    ],
)
def test_what_is_wrong_is_told(wrong: object, said: str) -> None:
    with pytest.raises(ClubplannerError) as told:
        read_instance(wrong)
    assert said in str(told.value)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_track_that_nothing_pins_places_that_too(seed: int) -> None:
    made = make_instance(seed, 80, hours=0.5, anchors=0, missing=0)
    rested = [record for record in made["tracks"] if not record["last_played"]]
    ids = [rested[0]["id"]]
    ids += [r["id"] for r in rested if r["artist"] != rested[0]["artist"]]
    made["night"]["anchors"] = [{"track": ids[0], "type": "after", "after": ids[1]}]
    answer = solve_instance(made, seconds=None)
    found = answer["answer"]
    assert isinstance(found, list), answer
    assert found[found.index(ids[0]) - 1] == ids[1]
    judged = check(made, found)
    assert judged["broken"] == []
    assert (judged["bridges"], judged["cost"]) == (answer["bridges"], answer["cost"])


def test_a_pinned_track_longer_than_the_night_is_told() -> None:
    record = make_instance(1, 30, 0.1, 0)
    long = dict(record["tracks"][0], id="x", dur=330, bpm=120)
    record["tracks"].append(long)
    record["night"] |= {"length_s": 300, "tol_end": 0, "max_play": 360}
    record["night"]["anchors"] = [{"type": "at", "at": 0, "tol": 60, "track": "x"}]
    answer = solve_instance(record, seconds=0.1)
    assert answer["answer"] is None
    assert "the night lasts from 22:00 to 22:05" in str(answer["why"])
