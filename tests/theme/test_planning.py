from clubplanner.theme.model import Cue, Relation, Theme
from clubplanner.theme.pack import load_shipped
from clubplanner.theme.planning import (
    cue_names,
    morphs,
    planning_values,
    same_chords_groups,
)


def cue(cue_id: str, *relations: Relation) -> Cue:
    return Cue(cue_id, cue_id, "", "score", relations=relations)


def test_same_chords_hold_both_ways_and_onwards() -> None:
    theme = Theme(
        "t",
        "T",
        cues=(
            cue("a", Relation("same-chords", "b")),
            cue("b"),
            cue("c", Relation("same-chords", "b")),
            cue("d", Relation("same-chords", "e")),
            cue("e"),
            cue("f", Relation("reworked-as", "a")),
        ),
    )
    assert same_chords_groups(theme) == {frozenset("abc"), frozenset("de")}


def test_two_groups_become_one_when_a_link_joins_them() -> None:
    links = [("a", "b"), ("c", "d"), ("b", "c")]
    theme = Theme(
        "t",
        "T",
        cues=tuple(cue(one, Relation("same-chords", two)) for one, two in links),
    )
    assert same_chords_groups(theme) == {frozenset("abcd")}


def test_the_heartbeats_share_their_chords_with_la_nuit_est_longue() -> None:
    show = load_shipped("heated-rivalry")[0]
    assert same_chords_groups(show) == {
        frozenset(
            {
                "heartbeat-1",
                "heartbeat-2",
                "heartbeat-3",
                "heartbeat-4",
                "la-nuit-est-longue",
            }
        )
    }


def test_tatu_morphs_into_harrison() -> None:
    show = load_shipped("heated-rivalry")[0]
    assert morphs(show) == {("attss-tatu", "attss-harrison")}


def test_a_morph_named_from_its_end_counts_too() -> None:
    theme = Theme("t", "T", cues=(cue("b", Relation("morphed-from", "a")), cue("a")))
    assert morphs(theme) == {("a", "b")}


def test_every_cue_has_its_artist_and_title() -> None:
    names = cue_names(load_shipped("heated-rivalry")[0])
    assert names["attss-harrison"] == ("Harrison", "All the Things She Said")


def test_planning_gets_weights_in_thousandths() -> None:
    values = planning_values(load_shipped("heated-rivalry")[0])
    assert values.genres["techno"] == 900
    assert all(0 <= weight <= 1000 for weight in values.genres.values())
    assert values.tags["hockey"] == 1000
    assert values.beatless == {"my-moon-my-man"}
    assert values.unsteady == {"heartbeat-3"}
    assert values.chords
    assert values.morphs
