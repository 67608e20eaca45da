import pytest

from clubplanner.music.text import many


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 tracks"), (1, "1 track"), (1200, "1,200 tracks")]
)
def test_a_count_has_its_word(count: int, expected: str) -> None:
    assert many(count, "track") == expected
