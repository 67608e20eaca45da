import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.energy import from_comment, parse_energy

COMMENTS = [
    ("5A - Energy 5", "5A", 5, ""),
    ("5A - Energy 10", "5A", 10, ""),
    ("Cm - Energy 6", "5A", 6, ""),
    ("5A", "5A", None, ""),
    ("Am", "8A", None, ""),
    ("9A - 5", "9A", 5, ""),
    ("7A/11B", "7A", None, ""),
    ("1m", "8A", None, ""),
    ("5A - Energy 5 - bought in Leeds", "5A", 5, "bought in Leeds"),
    ("10A - warm, long intro", "10A", None, "warm, long intro"),
    ("9A - 5 star tune", "9A", None, "5 star tune"),
    ("Energy 7", None, 7, ""),
    ("Energy 70", None, None, "Energy 70"),
    ("6", None, None, "6"),
    ("5A - Energy 5 Amazon.com Song ID: 225163247", "5A", 5, None),
    ("Amazon.com Song ID: 225163247", None, None, "Amazon.com Song ID: 225163247"),
    ("A great tune", None, None, "A great tune"),
    ("A", None, None, "A"),
    ("Do not play", None, None, "Do not play"),
    ("2B or not 2B", None, None, "2B or not 2B"),
    ("A/B", None, None, "A/B"),
    ("C - Energy 6", "8B", 6, ""),
    ("5A Energy 7", "5A", 7, ""),
    ("F# minor", "11A", None, ""),
    ("Eb", "5B", None, ""),
    ("3D", None, None, "3D"),
    ("13A - Energy 5", None, None, "13A - Energy 5"),
    ("3m tape", None, None, "3m tape"),
    ("", None, None, ""),
]


@pytest.mark.parametrize(("comment", "key", "energy", "rest"), COMMENTS)
def test_comments_give_key_energy_and_the_djs_words(
    comment: str, key: str | None, energy: int | None, rest: str | None
) -> None:
    found = from_comment(comment)
    assert (str(found.key) if found.key else None) == key
    assert found.energy == energy
    if rest is not None:
        assert found.rest == rest


def test_a_bare_number_is_an_energy_only_where_asked() -> None:
    assert from_comment("6").energy is None
    found = from_comment("6", bare_number_is_energy=True)
    assert (found.energy, found.rest) == (6, "")
    assert from_comment("60", bare_number_is_energy=True).energy is None


ENERGIES = {"6": 6, "6.0": 6, " 10 ": 10, "06": 6, "1": 1, "0": None, "11": None}
ENERGIES |= {"6.5": None, "-6": None, "high": None, "": None}


@pytest.mark.parametrize(("text", "energy"), ENERGIES.items())
def test_energy_is_a_whole_number_from_one_to_ten(
    text: str, energy: int | None
) -> None:
    assert parse_energy(text) == energy


@given(st.text(max_size=40))
def test_no_comment_breaks_the_reader(comment: str) -> None:
    found = from_comment(comment)
    assert found.energy is None or 1 <= found.energy <= 10
