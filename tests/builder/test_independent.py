"""The independent scorer: every hard rule is noticed, every rounding is the model's."""

import pytest

from tests.builder.independent import Record, affinity_term, check, play_of, scored


def song(name: str, **more: object) -> Record:
    return {
        "id": name,
        "artist": f"by {name}",
        "bpm": 120.0,
        "key": "8A",
        "energy": 6,
        "dur": 240,
        "genre": "house",
        "tags": [],
        "rating": 5,
        "last_played": None,
        **more,
    }


def night(*songs: Record, anchors: tuple[Record, ...] = (), **more: object) -> Record:
    """Return a night that ``songs`` in their order fill: 208 s from start to start."""
    length = 208 * (len(songs) - 1) + 240
    settings: Record = {
        "start": "2026-05-16T22:00:00",
        "length_s": length,
        "theme": {"genres": {"house": 1000}, "tags": {"dark": 1000}},
        "curve": [[0, 6000], [length, 6000]],
        "anchors": list(anchors),
        "max_play": 300,
        "mix_beats": 64,
        "keylock": True,
        "artist_gap": 2,
        "weeks_hard": 2,
        "weeks_soft": 8,
        "tol_end": 60,
    }
    return {"tracks": list(songs), "night": settings | more}


def broken(instance: Record, names: str) -> list[str]:
    found: list[str] = check(instance, list(names))["broken"]
    return found


FOUR = tuple(song(name) for name in "abcd")


def test_a_plain_night_breaks_nothing_and_costs_its_affinity() -> None:
    found = check(night(*FOUR), list("abcd"))
    assert (found["broken"], found["bridges"], found["end"]) == ([], 0, 864)
    assert found["cost"] == found["terms"]["affinity"] == 4 * 200


def test_rules_of_single_tracks_are_noticed() -> None:
    assert broken(night(*FOUR), "abca") == ["H1 a", "H1 reprise a"]
    alike = [*FOUR[:3], song("d", artist="by b")]
    assert broken(night(*alike), "abcd") == ["H2 1 3"]
    assert broken(night(*alike, artist_gap=1), "abcd") == []
    assert broken(night(*FOUR), "abc") == ["H4"]
    fresh = [*FOUR[:3], song("d", last_played="2026-05-03")]
    assert broken(night(*fresh), "abcd") == ["H5 d"]
    assert broken(night(*FOUR[:3], song("d", bpm=None), tol_end=90), "abcd") == ["H5 d"]


def test_anchors_are_exempt_from_rest_bpm_and_each_other_s_artist() -> None:
    pins = tuple({"type": "played", "track": name} for name in "cd")
    rows = [*FOUR[:2], song("c", bpm=None), song("d", artist="by c")]
    rows[3]["last_played"] = "2026-05-10"
    assert broken(night(*rows, anchors=pins), "abcd") == []
    assert check(night(*rows, anchors=pins), list("abcd"))["terms"]["affinity"] == 400


@pytest.mark.parametrize(
    ("anchor", "held"),
    [
        ({"type": "at", "at": 238, "track": "b"}, True),
        ({"type": "at", "at": 239, "track": "b"}, False),
        ({"type": "at", "at": 298, "tol": 90, "track": "b"}, True),
        ({"type": "end_at", "at": 418, "track": "b"}, True),
        ({"type": "end_at", "at": 417, "track": "b"}, False),
        ({"type": "position", "pos": 2, "track": "b"}, True),
        ({"type": "position", "pos": -3, "track": "b"}, True),
        ({"type": "position", "pos": -2, "track": "b"}, False),
        ({"type": "first", "track": "a"}, True),
        ({"type": "first", "track": "b"}, False),
        ({"type": "last", "track": "d"}, True),
        ({"type": "last", "track": "c"}, False),
        ({"type": "played", "track": "c"}, True),
        ({"type": "after", "after": "a", "track": "b"}, True),
        ({"type": "after", "after": "a", "track": "c"}, False),
        ({"type": "after", "after": "d", "track": "a"}, False),
    ],
)
def test_every_kind_of_anchor(anchor: Record, held: bool) -> None:
    found = broken(night(*FOUR, anchors=(anchor,)), "abcd")
    assert (found == []) is held


def test_an_anchored_track_that_is_not_played_is_noticed() -> None:
    pin = {"type": "played", "track": "e"}
    assert broken(night(*FOUR, song("e"), anchors=(pin,), length_s=864), "abcd")


def test_a_reprise_needs_two_slots_and_three_quarters_of_an_hour() -> None:
    songs = [song("a"), *(song(f"{n}") for n in range(14))]
    pins = tuple({"type": "at", "at": at, "track": "a"} for at in (0, 2912))
    ids = ["a", *(f"{n}" for n in range(13)), "a"]
    more: Record = {"artist_gap": 0, "length_s": 3152}
    far = night(*songs, anchors=pins, **more)
    assert check(far, ids)["broken"] == []
    assert "H3 a at" in check(far, [*ids[:14], "13"])["broken"]
    pins[1]["at"] = 2496
    near = night(*songs, anchors=pins, **more)
    assert check(near, [*ids[:12], "a", "11", "12"])["broken"] == ["H1 reprise a"]
    twice = tuple({"type": "played", "track": "a"} for _ in range(2))
    once = check(night(*songs, anchors=twice, **more), [*ids[:14], "13"])
    assert once["broken"] == ["H3 a played"]


def test_cuts_and_pinned_pairs_replace_the_transition() -> None:
    far = song("b", bpm=90.0, key="2B", energy=1, genre="pop")
    instance = night(song("a"), far, tol_end=200)
    assert check(instance, ["a", "b"])["bridges"] == 1
    instance["night"]["anchors"] = [{"type": "played", "track": "b", "cut_in": True}]
    assert check(instance, ["a", "b"])["terms"]["cut"] == 500
    instance["night"]["anchors"] = [{"type": "after", "after": "a", "track": "b"}]
    found = scored(instance, ["a", "b"])
    assert (found["n_bridges"], found["rows"][1]["in"]["total"]) == (0, 0)


def test_a_cut_of_a_reprise_belongs_to_the_time_it_was_pinned_with() -> None:
    songs = [song(name) for name in ("a", *(f"{n}" for n in range(13)))]
    ids = [*(one["id"] for one in songs), "a"]
    pins: tuple[Record, ...] = (
        {"type": "at", "at": 0, "track": "a"},
        {"type": "at", "at": 2912, "track": "a", "cut_in": True, "cut_out": True},
    )
    instance = night(*songs, song("b"), anchors=pins, length_s=3360)
    assert check(instance, [*ids, "b"])["terms"]["cut"] == 1000
    pins[0]["cut_out"] = True
    assert check(instance, [*ids, "b"])["terms"]["cut"] == 1500


@pytest.mark.parametrize(
    ("points", "play"),
    [
        ({}, 240),
        ({"mix_in": 30}, 210),
        ({"out": 200}, 200),
        ({"mix_in": 30.5, "out": 200}, 169),
        ({"out": 400}, 240),
        ({"dur": 999.9}, 300),
    ],
)
def test_a_track_plays_between_its_points(points: Record, play: int) -> None:
    assert play_of(night()["night"], song("a", **points)) == play


@pytest.mark.parametrize(
    ("rating", "cost"), [(5, 200), (4, 288), (3.5, 288), (None, 375), (0, 375)]
)
def test_ratings_round_halves_up_and_unknown_is_three(
    rating: float | None, cost: int
) -> None:
    theme = night()["night"]["theme"]
    assert affinity_term(theme, song("a", rating=rating), 240) == cost
