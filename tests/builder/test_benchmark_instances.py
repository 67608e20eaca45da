"""The benchmark's instances: seeded, shaped like the examples, solvable, realistic."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from clubplanner.builder.instance import read_instance
from tests.benchmarks.builder.generate import Record, generate, main, walked
from tests.builder.independent import check


@pytest.mark.parametrize("seed", range(24))
def test_the_hidden_night_holds_every_rule(seed: int) -> None:
    instance, ids = walked(seed, 400, (2, 3, 4, 5, 6)[seed % 5], 3 + seed % 6)
    assert check(instance, ids)["broken"] == []
    assert len(instance["night"]["anchors"]) == 3 + seed % 6
    read_instance(instance)


def test_the_seeds_bring_every_kind_of_anchor() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(40):
        instance = generate(seed, 200, 4, 3 + seed % 6)
        anchors = instance["night"]["anchors"]
        kinds.update(anchor["type"] for anchor in anchors)
        names = [anchor["track"] for anchor in anchors]
        kinds["reprise"] += len(set(names)) < len(names)
        kinds["chain of three"] += any(
            one["type"] == two["type"] == "after" for one, two in pairwise(anchors)
        )
        kinds["cut"] += any(a["cut_in"] or a["cut_out"] for a in anchors)
        bpm = {track["id"]: track["bpm"] for track in instance["tracks"]}
        kinds["no bpm"] += any(bpm[name] is None for name in names)
    wanted = {"at", "end_at", "position", "first", "last", "played", "after"}
    assert wanted | {"reprise", "chain of three", "cut", "no bpm"} <= set(+kinds)


def test_the_same_arguments_give_the_same_instance(tmp_path: Path) -> None:
    out = tmp_path / "made.json"
    main(["--tracks", "200", "--hours", "2", "--seed", "7", str(out)])
    assert json.loads(out.read_text()) == generate(7, 200, 2, 5)
    assert generate(8, 200, 2, 5) != generate(7, 200, 2, 5)


def share(tracks: list[Record], key: str) -> float:
    return sum(not track[key] for track in tracks) / len(tracks)


def test_the_library_looks_like_a_dj_s() -> None:
    tracks = generate(1, 4000)["tracks"]
    for key in ("bpm", "key", "energy", "genre", "rating"):
        assert 0.035 < share(tracks, key) < 0.065
    artists = Counter(track["artist"] for track in tracks).most_common()
    assert artists[0][1] > 20 * artists[len(artists) // 2][1]
    keys = Counter(track["key"] for track in tracks if track["key"]).most_common()
    assert keys[0][1] > 5 * keys[-1][1]
    dnb = [t["bpm"] for t in tracks if t["genre"] == "dnb" and t["bpm"]]
    assert all(169 < bpm < 179 for bpm in dnb)
    assert 0.2 < sum("out" in track for track in tracks) / 4000 < 0.4
