import pytest

from clubplanner.music.genre import genre_family


@pytest.mark.parametrize(
    ("genre", "family"),
    [
        ("House", "house"),
        ("Deep House", "house"),
        ("UK Garage", "house"),
        ("Techno (Peak Time / Driving)", "techno"),
        ("Drum & Bass", "dnb"),
        ("Hip-Hop/Rap", "hiphop"),
        ("R&B", "hiphop"),
        ("Indie Dance", "indie"),
        ("Dance-Pop", "pop"),
        ("Soundtrack", "score"),
        ("Électro", "electro"),
        ("Gqom", "gqom"),
        ("Housework", "housework"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_a_genre_belongs_to_a_family_by_whole_words(genre: str, family: str) -> None:
    assert genre_family(genre) == family
