from pathlib import Path

import pytest

from clubplanner.files.problem import Problem
from clubplanner.theme.model import Theme
from clubplanner.theme.pack import (
    load_shipped,
    load_theme,
    read_pack,
    shipped_packs,
)


@pytest.fixture(scope="module")
def show() -> Theme:
    theme, problems = load_shipped("heated-rivalry")
    assert problems == ()
    return theme


def test_the_show_is_shipped() -> None:
    assert "heated-rivalry" in shipped_packs()


def test_every_score_cue_found_is_there(show: Theme) -> None:
    assert [cue.title for cue in show.cues if cue.is_score] == [
        "Rivalry",
        "Melt",
        "Those English Words Just Roll Off Your Tongue",
        "Heartbeat I",
        "Face-Off",
        "Common Goal",
        "Jane and Lily",
        "Two Souls",
        "It's You",
        "Let's Make a Deal",
        "Inferno",
        "Heartbeat II",
        "Heartbeat III",
        "Heartbeat IV",
        "Young and Restless",
        "La Nuit Est Longue",
        "One Soul",
        "Utopie",
    ]


def test_every_needle_drop_found_is_there(show: Theme) -> None:
    assert {(cue.artist, cue.title) for cue in show.cues if not cue.is_score} == {
        ("Feist", "Sealion"),
        ("Wet Leg", "mangetout"),
        ("Philippe B", "Chelsea mon amour"),
        ("Dumas", "Une journée parfaite"),
        ("Wolf Parade", "I'll Believe in Anything"),
        ("Feist", "My Moon My Man"),
        ("t.A.T.u.", "All the Things She Said"),
        ("Harrison", "All the Things She Said"),
        ("Alfa Rococo", "Lumière"),
        ("Jessica Charlie", "Prendre soin du beau"),
        ("Malko", "Aaliyah"),
    }
    assert {m.artist for m in show.incomplete} == {
        "Richy Jay",
        "La Bronze",
        "Little Mix",
        "Cailin Russo",
    }
    assert "Frottage Core (remix)" in {m.title for m in show.club_extras}


def test_a_reported_tempo_is_a_range_with_its_source(show: Theme) -> None:
    reported = {cue.id: cue.reported_tempo for cue in show.cues if cue.reported_tempo}
    assert set(reported) == {"inferno"}
    tempo = reported["inferno"]
    assert tempo is not None
    assert (tempo.low, tempo.high, tempo.source) == (90, 100, "S02")


def test_what_a_dj_must_know_is_marked(show: Theme) -> None:
    assert [cue.id for cue in show.cues if cue.no_beat_out] == ["my-moon-my-man"]
    assert [cue.id for cue in show.cues if cue.tempo_changes] == ["heartbeat-3"]
    assert [cue.id for cue in show.cues if cue.shared_name] == ["attss-harrison"]
    lengths = {cue.id: cue.length_s for cue in show.cues if cue.length_s}
    assert lengths == {"sealion": 219, "my-moon-my-man": 228, "attss-tatu": 214}
    numbers = [cue.track_number for cue in show.cues if cue.is_score]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8] + [None] * 10


def test_every_cue_names_its_sources_and_its_confidence(show: Theme) -> None:
    for cue in show.cues:
        assert cue.sources, cue.id
        assert cue.confidence in {"high", "medium", "low"}
    assert len(show.sources) == 37


def test_own_packs_come_before_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "heated_rivalry.yaml"
    own.write_text("id: heated-rivalry\nname: Mine\n", "utf-8")
    assert load_theme("heated-rivalry", tmp_path)[0].name == "Mine"
    assert load_theme("heated-rivalry", None)[0].name == "Heated Rivalry"


@pytest.mark.parametrize("theme_id", ["heated-rivalri", "../secret", ""])
def test_an_unknown_theme_is_one_problem(theme_id: str, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.yaml").write_text("id: x\n", "utf-8")
    theme, problems = load_theme(theme_id, tmp_path)
    assert theme.cues == ()
    assert "no theme of this name is known" in str(problems[0])


def only(text: str) -> Problem:
    _, problems = read_pack(text, "packs/x.yaml")
    assert len(problems) == 1, problems
    return problems[0]


CUE = "cues:\n- id: a\n  title: A\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{CUE}  kind: scores\n", 4, "did you mean 'score'"),
        (f"{CUE}  lenght: 3:00\n", 4, "did you mean 'length'"),
        (f"{CUE}  length: long\n", 4, "minutes:seconds"),
        (f"{CUE}  episodes: [one]\n", 4, "write episodes: [1, 2]"),
        (f"{CUE}  motifs: [hart]\n", 4, "'hart' under motifs of 'a' does not exist"),
        (f"{CUE}- id: a\n  title: B\n", 4, "two cues are called 'a'"),
        ("cues:\n- id: a\n", 2, "title is missing"),
        ("cues:\n- title: A\n", 2, "id is missing"),
        (
            f"{CUE}  relations:\n  - type: same-chords\n    to: b\n",
            5,
            "'b' under relations of 'a' does not exist",
        ),
        (f"{CUE}  relations:\n  - type: twin\n", 5, "write one of contains-theme"),
        ("weights:\n  genres:\n    house: 2000\n", 3, "from 0 to 1000"),
        (f"{CUE}  sources:\n    titel: []\n", 5, "did you mean 'title'"),
    ],
)
def test_every_fault_of_a_pack_names_its_line(text: str, line: int, words: str) -> None:
    problem = only(text)
    assert problem.where == f"packs/x.yaml:{line}"
    assert words in str(problem)


def test_a_broken_pack_is_an_empty_theme(tmp_path: Path) -> None:
    theme, problems = read_pack("cues: [", "my_show.yaml")
    assert (theme.id, theme.cues, len(problems)) == ("my-show", (), 1)


def test_a_pack_says_which_cues_every_night_plays() -> None:
    text = "id: club\ncues:\n- {id: a, title: A, signature: yes}\n- {id: b, title: B}\n"
    theme, problems = read_pack(text, "club.yaml")
    assert problems == ()
    assert [cue.is_signature for cue in theme.cues] == [True, False]
