"""Whatever a crash or an editor leaves in a file, reading it never raises."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.residency.night_file import night_text, read_night_text
from clubplanner.residency.play_log import read_play_log_text
from clubplanner.residency.residency_file import read_residency_text

SETS = Path(__file__).parents[2] / "sets"
RESIDENCY = (SETS / "residency.yaml").read_bytes()
NIGHT = (SETS / "2026-12-05-heated-rivalry.yaml").read_bytes()[:1500]
LOG = (SETS / "played" / "2026-12-05-heated-rivalry.yaml").read_bytes()[:1500]

DEBRIS = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"\t", b": ", b"- ", b"[", b"{", b"'", b'"', b"|", b"#", b"&", b"*"]
    ),
    st.sampled_from([b"at: 25:99\n", b"\n  bpm: -1\n", b"!!x ", b"\n---\n", b"\n\n"]),
)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[int, bytes]:
    kind = draw(st.integers(0, 2))
    data = (RESIDENCY, NIGHT, LOG)[kind]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        cut = draw(st.integers(0, 20))
        data = data[:start] + draw(DEBRIS) + data[start + cut :]
    return kind, data


@given(damaged())
@settings(deadline=None)
def test_a_damaged_file_gives_problems_and_never_an_exception(
    found: tuple[int, bytes],
) -> None:
    kind, data = found
    read = (read_residency_text, read_night_text, read_play_log_text)[kind]
    content, problems = read(data, "sets/x.yaml")
    assert content is not None or problems
    for problem in problems:
        assert problem.where.split(":")[0] == "sets/x.yaml"
        assert problem.msg
        assert "\n" not in str(problem)


@given(damaged())
@settings(deadline=None)
def test_what_is_left_of_a_damaged_night_saves_and_reads_back(
    found: tuple[int, bytes],
) -> None:
    night, _ = read_night_text(found[1], "x.yaml")
    if night is not None:
        text = night_text(night)
        assert read_night_text(text, "x.yaml")[0] == night
        assert night_text(night) == text


@pytest.mark.parametrize("length", range(0, 1500, 97))
def test_a_file_cut_short_reads_as_far_as_it_goes(length: int) -> None:
    night, problems = read_night_text(NIGHT[:length], "sets/x.yaml")
    assert night is not None or problems
