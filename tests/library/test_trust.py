"""The order of trust: which source is used, and that none is lost."""

import pytest

from clubplanner.library.tags.findings import Findings
from clubplanner.library.tags.gain import parse_gain, parse_r128
from clubplanner.library.tags.rating import (
    from_byte,
    from_popularity,
    from_scale,
    from_unit,
    from_windows,
)
from clubplanner.library.tags.trust import (
    bpm_sources,
    cue_points_in_order,
    energy_sources,
    free_words,
    key_sources,
    parse_year,
    weigh,
)
from clubplanner.music.track import CuePoint


def found_with(**said: str | list[str]) -> Findings:
    found = Findings()
    for name, texts in said.items():
        for text in [texts] if isinstance(texts, str) else texts:
            found.say(name, name, text)
    return found


@pytest.mark.parametrize(
    ("said", "bpm", "origin"),
    [
        ({"bpm": "129", "bpm_fine": "129.057480"}, 129.05748, "bpm_fine"),
        ({"bpm": "126.45", "bpm_fine": "126"}, 126.45, "bpm"),
        ({"bpm": "126", "bpm_fine": "126.000000"}, 126.0, "bpm"),
        ({"bpm": "123", "bpm_fine": "141.7"}, 123.0, "bpm"),
        (
            {"bpm": "123", "bpm_fine": "141.7", "bpm_analysed": "141.70"},
            141.7,
            "bpm_fine",
        ),
        (
            {"bpm": "123", "bpm_fine": "141.7", "bpm_analysed": ["141.7", "123"]},
            123.0,
            "bpm",
        ),
        ({"bpm": "0", "bpm_fine": "141.7"}, 141.7, "bpm_fine"),
        ({"bpm": "0", "bpm_analysed": ["0.00", "126.00"]}, 126.0, "bpm_analysed"),
        ({"bpm": "126", "bpm_analysed": "125.98"}, 126.0, "bpm"),
        ({"bpm": "6350"}, 63.5, "bpm"),
        ({"bpm": ["", "128"]}, 128.0, "bpm"),
    ],
)
def test_the_bpm_in_use(said: dict[str, str], bpm: float, origin: str) -> None:
    sources = bpm_sources(found_with(**said))
    assert (sources[0].value, sources[0].origin) == (bpm, origin)
    texts = [t for ts in said.values() for t in ([ts] if isinstance(ts, str) else ts)]
    assert sorted(s.raw for s in sources) == sorted(t for t in texts if t)


def test_traktors_own_analysis_does_not_prove_traktors_own_tag() -> None:
    found = found_with(bpm="123", bpm_fine="141.7")
    found.say("bpm_analysed", "Traktor HBPM", "141.7")
    assert bpm_sources(found)[0].value == 123.0


def test_a_bpm_nobody_can_use_is_unknown_but_shown() -> None:
    sources = bpm_sources(found_with(bpm="6"))
    assert [(s.value, s.raw) for s in sources] == [(None, "6")]


def test_the_key_in_use_and_all_that_disagree() -> None:
    found = found_with(key=["off", "Cm", "8B"], key_index="21", key_program="1m")
    sources = key_sources(found, "10A - warm", "Outburst - 9A")
    assert [s.value for s in sources] == ["5A", None, "8B", "8A", "8A", "10A", "9A"]
    assert sources[0].raw == "Cm"


def test_keys_from_comment_and_title_stand_in() -> None:
    assert key_sources(Findings(), "5A - Energy 5", "")[0].value == "5A"
    assert key_sources(Findings(), "", "Outburst - 9A")[0].value == "9A"
    assert key_sources(Findings(), "Amazon.com Song ID: 225163247", "Plan 9A") == ()


def test_energy_from_tag_then_comment() -> None:
    both = energy_sources(found_with(energy="7"), "5A - Energy 5")
    assert [(s.value, s.origin) for s in both] == [(7, "energy"), (5, "comment")]
    assert energy_sources(Findings(), "9A - 5")[0].value == 5
    assert energy_sources(Findings(), "6") == ()
    assert energy_sources(found_with(energy="6"), "6")[1].value == 6


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2011", 2011),
        ("2011-01-01", 2011),
        ("2007-08-27T07:00:00Z", 2007),
        ("20110101", 2011),
        ("01.02.2005", 2005),
        ("0", None),
        ("0000", None),
        ("99", None),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert parse_year(text) == year


@pytest.mark.parametrize(
    ("byte", "stars"),
    [
        *[(0, 0.0), (1, 1.0), (13, 0.5), (54, 1.5), (64, 2.0), (118, 2.5), (128, 3.0)],
        *[(186, 3.5), (196, 4.0), (242, 4.5), (255, 5.0)],
        *[
            (2, 1.0),
            (31, 1.0),
            (32, 2.0),
            (95, 2.0),
            (159, 3.0),
            (223, 4.0),
            (224, 5.0),
        ],
    ],
)
def test_popularity_bytes_as_windows_and_musicbee_count_them(
    byte: int, stars: float
) -> None:
    assert from_popularity("POPM", "no@email", byte, "").stars == stars


@pytest.mark.parametrize(
    "email", ["traktor@native-instruments.de", "Users@MusicBrainz.org"]
)
def test_traktor_and_picard_count_in_steps_of_51(email: str) -> None:
    bytes_ = (0, 51, 102, 153, 204, 255)
    stars = [from_popularity("POPM", email, byte, "").stars for byte in bytes_]
    assert stars == [0, 1, 2, 3, 4, 5]
    assert from_byte("RANK", 153, "153").stars == 3


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        *[("80", 4.0), ("100", 5.0), ("10", 0.5), ("5", 5.0), ("3", 3.0), ("1", 1.0)],
        *[("2,5", 2.5), ("0.6", 3.0), ("0", 0.0), ("196", 4.0)],
    ],
)
def test_rating_texts(text: str, stars: float) -> None:
    rating = from_scale("RATING", text)
    assert rating is not None
    assert rating.stars == stars


@pytest.mark.parametrize("text", ["-1", "Clean", "", "1e2", "999"])
def test_texts_that_are_no_rating(text: str) -> None:
    assert from_scale("RATING", text) is None


def test_shares_and_windows_percentages() -> None:
    shares = [from_unit("FMPS", text) for text in ("0.6", "1.0", "0", "3")]
    assert [s.stars if s else None for s in shares] == [3.0, 5.0, 0.0, None]
    percents = [
        from_windows("WM", t) for t in ("0", "1", "25", "50", "75", "99", "101")
    ]
    assert [s.stars if s else None for s in percents] == [0, 1, 2, 3, 4, 5, None]


@pytest.mark.parametrize(
    ("text", "gain"),
    [
        ("+7.64 dB", 7.64),
        ("-10.42", -10.42),
        ("3.43 db", 3.43),
        ("-9.6899995803833", -9.6899995803833),
        ("-9,69 dB", -9.69),
        ("0.00 dB", 0.0),
        ("loud", None),
        ("", None),
        ("4000 dB", None),
    ],
)
def test_gains(text: str, gain: float | None) -> None:
    assert parse_gain(text) == gain


def test_r128_is_counted_in_256ths_from_another_loudness() -> None:
    assert parse_r128("0") == 5.0
    assert parse_r128("-256") == 4.0
    assert parse_r128("words") is None


def test_replaygain_comes_before_r128() -> None:
    track, _ = weigh(found_with(gain="odd", r128="-256"), "a")
    assert track.gain == 4.0
    track, _ = weigh(found_with(gain="-3 dB", r128="-256"), "a")
    assert track.gain == -3.0


def test_the_first_rating_with_stars_wins_and_nought_stays_nought() -> None:
    found = Findings()
    assert weigh(found, "a")[0].rating is None
    found.ratings.append(from_popularity("POPM a", "a", 0, "0"))
    assert weigh(found, "a")[0].rating == 0.0
    found.ratings.append(from_popularity("POPM b", "b", 128, "128"))
    assert weigh(found, "a")[0].rating == 3.0


def test_free_words_are_folded_and_single() -> None:
    assert free_words("Peak, vocal; PEAK / Größe") == ("peak", "vocal", "grosse")


def test_one_cue_point_of_two_programs_is_shown_once_with_its_name() -> None:
    unnamed = CuePoint(1.0, origin="Mixed In Key")
    named = CuePoint(1.0002, name="Drop", origin="Serato")
    later = CuePoint(9.0)
    assert cue_points_in_order([later, unnamed, named]) == (named, later)


def test_a_file_without_sound_says_that_its_length_is_unknown() -> None:
    track, evidence = weigh(found_with(title="Only tags"), "a")
    assert track.length_s is None
    assert evidence.sources["length"][0].value is None
