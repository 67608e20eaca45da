import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clubplanner.music.key import (
    KEYS,
    format_key,
    key_from_engine,
    key_from_mixxx,
    key_from_traktor,
    open_key,
    parse_key,
)
from tests.music.reference import load_reference

ONE_KEY = [
    ("8A", "8A"),
    ("8a", "8A"),
    (" 8A ", "8A"),
    ("08B", "8B"),
    ("8 A", "8A"),
    ("８Ａ", "8A"),
    ("12A", "12A"),
    ("1m", "8A"),
    ("01m", "8A"),
    ("1M", "8A"),
    ("12d", "7B"),
    ("1D", "8B"),
    ("C", "8B"),
    ("Am", "8A"),
    ("AMIN", "8A"),
    ("A#min", "3A"),
    ("Gbm", "11A"),
    ("Cb", "1B"),
    ("E#m", "4A"),
    ("A##", "1B"),
    ("Abbm", "6A"),
    ("EBMIN", "2A"),
    ("a", "8A"),
    ("b", "10A"),
    ("bb", "3A"),
    ("c♯", "12A"),
    ("E♭", "5B"),
    ("A♭m", "1A"),
    ("A𝄫m", "6A"),
    ("A minor", "8A"),
    ("a major", "11B"),
    ("A flat minor", "1A"),
    ("G-sharp minor", "1A"),
    ("A maj.", "11B"),
    ("G#-min", "1A"),
    ("Hm", "10A"),
    ("H", "1B"),
    ("h", "10A"),
    ("B-Dur", "6B"),
    ("b-moll", "3A"),
    ("B", "1B"),
    ("Bm", "10A"),
    ("fis-moll", "11A"),
    ("Es-Dur", "5B"),
    ("As-Dur", "4B"),
    ("as-moll", "1A"),
    ("Cis", "3B"),
    ("es", "2A"),
    ("Do", "8B"),
    ("La m", "8A"),
    ("Sol# mineur", "1A"),
    ("Si bémol majeur", "6B"),
    ("Ré minore", "7A"),
    ("la menor", "8A"),
    ("Key 8A", "8A"),
    ("Initial key: Am", "8A"),
    ("8A 128", "8A"),
    ("F#/Gb min", "11A"),
    ("C#/Db", "3B"),
    ("8A - Am", "8A"),
    ("8A (Am)", "8A"),
    ("Am/8A", "8A"),
]

TWO_KEYS = [
    ("7A/11B", "7A", "11B", False),
    ("G/g", "9B", "6A", False),
    ("c♯/g♯", "12A", "1A", False),
    ("A/e♭", "11B", "2A", False),
    ("Am, C", "8A", "8B", False),
    ("A Minor / C Major", "8A", "8B", False),
    ("2A - F# Major", "2A", "2B", True),
    ("8A (Em)", "8A", "9A", True),
]

NO_KEY = [
    *("", "-", "?", "0", "21", "24", "0A", "13A", "13d", "008A", "♯"),
    *("o", "O", "off", "off-key", "All", "N/A", "Atonal", "C Dorian", "Am7"),
    *("AM", "aM", "F#M", "La M", "la", "5A - Energy 5", "9A - 5", "10A - great"),
    *("eyJ", "eyJrZXkiOjV9", "\0", "\ud800", "x" * 5000),
]


@pytest.mark.parametrize(("text", "camelot"), ONE_KEY)
def test_one_key_is_read_in_every_spelling(text: str, camelot: str) -> None:
    reading = parse_key(text)
    assert reading is not None
    assert (str(reading.key), reading.second, reading.disagrees) == (
        camelot,
        None,
        False,
    )
    assert reading.key is KEYS[camelot]


@pytest.mark.parametrize(("text", "first", "second", "disagrees"), TWO_KEYS)
def test_two_keys_are_an_alternative_and_two_notations_may_disagree(
    text: str, first: str, second: str, disagrees: bool
) -> None:
    reading = parse_key(text)
    assert reading is not None
    assert (str(reading.key), str(reading.second)) == (first, second)
    assert reading.disagrees is disagrees


@pytest.mark.parametrize("text", NO_KEY)
def test_what_is_no_key_or_could_be_two_stays_unknown(text: str) -> None:
    assert parse_key(text) is None


@pytest.mark.parametrize("padding", ["", "=", "=="])
def test_mixed_in_keys_json_is_unpacked_with_any_padding(padding: str) -> None:
    for key in ("Cm", "5A"):
        packed = base64.b64encode(json.dumps({"key": key}).encode()).decode()
        reading = parse_key(packed.rstrip("=") + padding)
        assert reading is not None
        assert str(reading.key) == "5A"


def test_every_real_spelling_is_read_as_the_table_says() -> None:
    for row in load_reference("key-spellings.json")["forms"]:
        reading = parse_key(row["form"])
        assert (str(reading.key) if reading else None) == row["camelot"], row
        if reading and "secondary" in row:
            assert str(reading.second) == row["secondary"], row
        if reading and "second_notation" in row:
            contradicts = row["second_notation"] != row["camelot"]
            assert reading.disagrees is contradicts, row


def test_number_tables_follow_the_programs() -> None:
    majors = (8, 3, 10, 5, 12, 7, 2, 9, 4, 11, 6, 1)
    minors = (5, 12, 7, 2, 9, 4, 11, 6, 1, 8, 3, 10)
    chromatic = [f"{n}B" for n in majors] + [f"{n}A" for n in minors]
    assert [str(key_from_traktor(i)) for i in range(24)] == chromatic
    assert [str(key_from_mixxx(i)) for i in range(1, 25)] == chromatic
    assert [str(key_from_engine(i)) for i in (0, 1, 2, 3, 14, 17, 23)] == [
        *("8B", "8A", "9B", "9A", "3B", "4A", "7A"),
    ]
    assert {key_from_engine(i) for i in range(24)} == set(KEYS.values())


@pytest.mark.parametrize("index", [-1, 24, 1000])
def test_numbers_outside_the_tables_are_no_key(index: int) -> None:
    assert key_from_traktor(index) is None
    assert key_from_mixxx(index + 1) is None
    assert key_from_engine(index) is None


def test_number_tables_agree_with_the_teams() -> None:
    tables = load_reference("key-spellings.json")
    for table, read in (
        ("traktor_musical_key", key_from_traktor),
        ("mixxx_key_id", key_from_mixxx),
        ("engine_key", key_from_engine),
    ):
        for number, camelot in tables[table].items():
            assert str(read(int(number))) == camelot, (table, number)
    for text, camelot in tables["openkey"].items():
        assert open_key(KEYS[camelot]) == text


@pytest.mark.parametrize("notation", ["camelot", "open", "name"])
def test_what_is_printed_is_read_back(notation: str) -> None:
    texts = [format_key(key, notation) for key in KEYS.values()]
    readings = [parse_key(text) for text in texts]
    assert [reading and reading.key for reading in readings] == list(KEYS.values())


def test_names_are_those_of_rekordbox() -> None:
    assert [format_key(KEYS[k], "name") for k in ("1A", "11A", "12A", "2B", "3B")] == [
        *("Abm", "F#m", "Dbm", "F#", "Db"),
    ]


def test_unknown_keys_are_question_marks_and_unknown_notations_errors() -> None:
    assert format_key(None, "name") == "?"
    with pytest.raises(ValueError, match="klingon"):
        format_key(KEYS["8A"], "klingon")


@given(st.text(alphabet="ABCDEFGHabdgm#♯♭/ -,()0123456789mdisen\0", max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    reading = parse_key(text)
    assert reading is None or reading.key in KEYS.values()
