"""The DJ's own words: they win, every source stays, the file loses nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clubplanner.errors import ClubplannerError
from clubplanner.library.own_words import (
    ORIGIN,
    OwnWords,
    Words,
    apply,
    apply_to_evidence,
    load,
    save,
    with_words,
)
from clubplanner.music.key import KEYS
from clubplanner.music.track import Evidence, Source, Track

TRACK = Track(
    path="/music/house/a.mp3",
    title="Sugar Moon",
    artist="Helena",
    bpm=87.0,
    key=KEYS["5A"],
    energy=4,
    length_s=300.0,
    bpm_from="TBPM",
    tags=("peak",),
)
FULL = Words(
    file="house/a.mp3",
    title="Sugar Moon",
    artist="Helena",
    length_s=300.0,
    bpm=174.5,
    key=KEYS["8A"],
    energy=7,
    rating=4.5,
    mix_in_s=31.25,
    out_s=280.0,
    tags=("Vocal", "peak"),
    cues=(("rivalry", True), ("inferno", False)),
    note="promised to Mia",
)
TEXT = """\
# my words
clubplanner: 1
tracks:
- file: house/a.mp3
  title: Sugar Moon
  artist: Helena
  length: '5:00'
  bpm: 174.5
  key: 8A
  energy: 7
  rating: 4.5
  mix_in: '0:31.25'
  out: '4:40'
  tags: [Vocal, peak]
  cues:
    rivalry: yes
    inferno: no
  note: promised to Mia
"""


def test_the_file_is_read_and_written_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(TEXT, encoding="utf-8")
    own, problems = load(path)
    assert (own.entries, problems) == ((FULL,), ())
    save(path, own)
    assert path.read_text(encoding="utf-8") == TEXT


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert load(tmp_path / "none.yaml") == (OwnWords(), ())


def test_own_words_win_over_tags() -> None:
    track = apply(TRACK, FULL)
    assert (track.bpm, track.key, track.energy) == (174.5, KEYS["8A"], 7)
    assert (track.rating, track.mix_in_s, track.out_s) == (4.5, 31.25, 280.0)
    assert (track.tags, track.note) == (("peak", "vocal"), "promised to Mia")
    assert {track.bpm_from, track.key_from, track.energy_from} == {ORIGIN}


def test_what_is_not_said_stays_with_the_tags() -> None:
    assert apply(TRACK, Words(file="x", energy=9)) == replace(
        TRACK, energy=9, energy_from=ORIGIN
    )


@pytest.mark.parametrize(
    ("tempo", "bpm", "expected"),
    [("double", 87.0, 174.0), ("half", 174.0, 87.0), ("half", 30.0, 30.0)],
)
def test_half_and_double_move_the_tags_tempo(
    tempo: str, bpm: float, expected: float
) -> None:
    track = apply(replace(TRACK, bpm=bpm), Words(tempo=tempo))
    assert track.bpm == expected
    assert apply(replace(TRACK, bpm=None), Words(tempo=tempo)).bpm is None


def test_every_other_source_stays_behind_the_own_word() -> None:
    tag = Source(5, "comment", "5A - Energy 5")
    evidence = apply_to_evidence(
        Evidence(sources={"energy": (tag,)}), TRACK, Words(energy=7, tempo="double")
    )
    assert evidence.sources["energy"] == (Source(7, ORIGIN), tag)
    assert evidence.sources["bpm"] == (Source(174.0, ORIGIN, "double"),)


def test_unknown_keys_and_unusable_values_survive_a_save(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    text = (
        "clubplanner: 1\n"
        "tracks:\n"
        "- file: a.mp3\n"
        "  energy: 8\n"
        "  cues:\n"
        "    inferno: perhaps\n"
        "    rivalry: yes\n"
        "  key: strange\n"
        "  mood: blue\n"
        "venue: Basement\n"
    )
    path.write_text(text, encoding="utf-8")
    own, problems = load(path)
    (words,) = own.entries
    assert (words.energy, words.key, words.cues) == (8, None, (("rivalry", True),))
    places = {problem.where.rpartition(":")[2] for problem in problems}
    assert places == {"6", "8", "9", "10"}
    save(path, with_words(own, replace(words, energy=9)))
    assert path.read_text(encoding="utf-8") == text.replace("energy: 8", "energy: 9")


def test_a_word_put_right_replaces_the_unusable_one(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("tracks:\n- file: a.mp3\n  energy: high\n", encoding="utf-8")
    own, problems = load(path)
    assert "energy 'high'" in problems[0].msg
    save(path, with_words(own, replace(own.entries[0], energy=9)))
    assert load(path)[0].entries[0].energy == 9


@pytest.mark.parametrize(
    "text",
    [
        "tracks: [\n",
        "tracks:\n- file: a.mp3\n  note: Foo: Bar\n",
        "tracks:\n- just words\n",
        "tracks: many\n",
    ],
)
def test_a_file_with_a_fault_is_never_written_over(tmp_path: Path, text: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    own, problems = load(path)
    assert problems
    assert str(path) in problems[0].where
    with pytest.raises(ClubplannerError, match="not saved"):
        save(path, with_words(own, FULL))
    assert path.read_text(encoding="utf-8") == text


def test_a_file_grown_beyond_reading_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    own = OwnWords((replace(FULL, extra={"long": "x" * 20_000_001}),))
    with pytest.raises(ClubplannerError, match="larger than"):
        save(path, own)
    assert not path.exists()


def test_the_version_before_is_kept(tmp_path: Path) -> None:
    path, backups = tmp_path / "words.yaml", tmp_path / "backups"
    path.write_text(TEXT, encoding="utf-8")
    save(path, OwnWords((Words("b.mp3", energy=3),)), backups=backups)
    (kept,) = backups.iterdir()
    assert kept.read_text(encoding="utf-8") == TEXT


def test_blank_words_take_the_entry_out() -> None:
    own = OwnWords((FULL, Words("b.mp3", energy=3)))
    blank = Words("house/a.mp3", "Sugar Moon", "Helena", 300.0)
    assert with_words(own, blank).entries == (Words("b.mp3", energy=3),)
    kept = replace(blank, extra={"mood": "blue"})
    assert with_words(own, kept).entries[0] == kept


LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
WORDS = st.builds(
    Words,
    file=LINE,
    title=LINE.map(str.strip),
    length_s=st.none() | st.integers(1, 9999).map(float),
    bpm=st.none() | st.integers(20, 999).map(float),
    tempo=st.sampled_from(["", "half", "double"]),
    key=st.none() | st.sampled_from(sorted(KEYS.values())),
    energy=st.none() | st.integers(1, 10),
    rating=st.none() | st.sampled_from([0.0, 0.5, 5.0]),
    tags=st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=3).map(tuple),
    cues=st.dictionaries(LINE, st.booleans(), max_size=3).map(
        lambda d: tuple(d.items())
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(WORDS, max_size=4))
def test_whatever_is_said_is_read_back(tmp_path: Path, entries: list[Words]) -> None:
    from clubplanner.music.text import clean

    path = tmp_path / "words.yaml"
    said = OwnWords(tuple(replace(w, title=clean(w.title)) for w in entries))
    save(path, said)
    own, problems = load(path)
    assert problems == ()
    assert own.entries == said.entries
