"""The nights that come with the repository read, check and save as they stand."""

from pathlib import Path

import pytest

from clubplanner.night.context import Context
from clubplanner.night.hard_rules import breaches
from clubplanner.night.plan import After, At, Night
from clubplanner.night.score import score
from clubplanner.residency.drift import anchor_drifts
from clubplanner.residency.memory import for_tracks, remember
from clubplanner.residency.night_file import night_text
from clubplanner.residency.pairing import Fate
from clubplanner.residency.play_log import play_log_text
from clubplanner.residency.review import review
from clubplanner.residency.sets_folder import SetsFolder, list_sets

FOLDER = Path(__file__).parents[2] / "sets"
NAMES = {
    "rivalry": ("Peter Peter", "Rivalry"),
    "inferno": ("Peter Peter", "Inferno"),
    "attss-tatu": ("t.A.T.u.", "All the Things She Said"),
    "attss-harrison": ("Harrison", "All the Things She Said"),
    "ill-believe-in-anything": ("Wolf Parade", "I'll Believe in Anything"),
}


@pytest.fixture(scope="module")
def sets() -> SetsFolder:
    return list_sets(FOLDER)


@pytest.fixture(scope="module")
def nights(sets: SetsFolder) -> list[Night]:
    return [listed.content for listed in sets.nights if listed.content]


def test_every_file_reads_without_a_problem(sets: SetsFolder) -> None:
    assert sets.residency is not None
    assert sets.residency_problems == ()
    assert len(sets.nights) >= 2
    assert len(sets.logs) >= 1
    assert [night.problems for night in sets.nights] == [()] * len(sets.nights)
    assert [log.problems for log in sets.logs] == [()] * len(sets.logs)
    assert all(night.content for night in sets.nights)
    assert len(sets.played) == len(sets.logs)


def test_every_file_is_what_a_save_would_write(sets: SetsFolder) -> None:
    for listed in sets.nights:
        assert listed.content is not None
        assert night_text(listed.content) == listed.path.read_text("utf-8")
    for log in sets.logs:
        assert log.content is not None
        assert play_log_text(log.content) == log.path.read_text("utf-8")


def test_every_night_is_legal_after_what_was_played(
    sets: SetsFolder, nights: list[Night]
) -> None:
    assert sets.residency is not None
    for night in nights:
        tracks = [slot.track for slot in night.slots if slot.track]
        memory = remember(sets.played, night.venue, night.date)
        known = for_tracks(memory, tracks, night.date)
        context = Context(
            sets.residency.rules,
            weeks=known.weeks,
            pair_stars=known.pair_stars,
            last_pairs=known.last_pairs,
        )
        assert breaches(night, context) == ()
        assert score(night, context).bridges == 0


def test_the_show_stands_at_its_moments(nights: list[Night]) -> None:
    for night in nights:
        cues = [slot.cue for slot in night.slots]
        assert cues[0] == "rivalry"
        assert cues.count("ill-believe-in-anything") == 2
        harrison = night.slots[cues.index("attss-tatu") + 1]
        assert (harrison.cue, harrison.anchors) == ("attss-harrison", (After(),))
        (inferno,) = night.slots[cues.index("inferno")].anchors
        assert isinstance(inferno, At)
        assert inferno.window_s == 180


def test_only_invented_tracks_carry_a_tempo_and_a_key(nights: list[Night]) -> None:
    real = {artist for artist, _ in NAMES.values()}
    for slot in (slot for night in nights for slot in night.slots):
        if slot.cue:
            assert slot.track is None
        else:
            assert slot.track is not None
            assert slot.track.bpm is not None
            assert slot.track.artist not in real


def test_the_log_can_be_reviewed_against_its_night(
    sets: SetsFolder, nights: list[Night]
) -> None:
    found = review(nights[0], sets.played[0], NAMES)
    assert found.count(Fate.DROPPED) == 2
    assert found.count(Fate.SWAPPED) == 1
    assert found.count(Fate.KEPT) == len(nights[0].slots) - 3
    assert len(anchor_drifts(found)) == 3
    assert any(drift.off_s > 0 for drift in anchor_drifts(found))
