"""What a room has heard, worked out by hand, and properties that hold for any logs."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.key import KEYS
from clubplanner.music.track import Track
from clubplanner.residency.heard import balance as balances
from clubplanner.residency.heard.cues import cue_records, was_asked_for
from clubplanner.residency.heard.fresh import freshness
from clubplanner.residency.heard.profile import (
    energy_profile,
    key_profile,
    tempo_profile,
)
from clubplanner.residency.heard.records import (
    artist_records,
    pair_records,
    track_records,
)
from clubplanner.residency.heard.room import Room, hear
from clubplanner.residency.heard.sifting import known_venues
from clubplanner.residency.play_log import Play, PlayLog

TODAY = date(2026, 11, 28)
TRACKS = {
    "one": Track("/m/one.mp3", "One", "Ann", bpm=120.0, key=KEYS["8A"], energy=5),
    "two": Track("/m/two.mp3", "Two", "Ann", bpm=130.0, key=KEYS["9B"], energy=7),
    "tre": Track("/m/tre.mp3", "Tre", "Bob", bpm=126.0, key=KEYS["8A"], rating=5.0),
}


def find(path: str, title: str, artist: str) -> Track | None:
    by_path = {track.path: track for track in TRACKS.values()}
    return by_path.get(path) or TRACKS.get(title.casefold())


def play(title: str, clock: str = "", artist: str = "Ann", **more: object) -> Play:
    at = None
    if clock:
        hour, minute = map(int, clock.split(":"))
        at = datetime(2026, 1, 1 if hour > 12 else 2, hour, minute)
    return Play(title, artist, at=at, **more)  # type: ignore[arg-type]


def log(weeks_ago: int, *plays: Play, **more: object) -> PlayLog:
    day = TODAY - timedelta(weeks=weeks_ago)
    return PlayLog("n", day, "Ice", plays=plays, **more)  # type: ignore[arg-type]


def room(*logs: PlayLog, weeks: int = 4, venue: str = "Ice") -> Room:
    return hear(logs, venue, TODAY, weeks, find)


def kinds(found: Room) -> dict[str, int]:
    return {note.kind: note.count for note in found.notes}


def test_a_track_is_one_under_all_its_names_and_says_how_it_went() -> None:
    found = room(
        log(9, play("", path="/m/one.mp3", stars=4, note="floor filled")),
        log(2, play("ONE", stars=2), play("Two"), play("one")),
    )
    one, two = track_records(found)
    assert (one.song.title, one.song.track) == ("One", TRACKS["one"])
    record = one.record
    assert (record.nights, record.recent, record.weeks_ago(TODAY)) == (2, 1, 2)
    assert (record.first, record.last) == (found.nights[0].day, found.nights[1].day)
    assert (record.mean_stars, record.last_stars) == (3.0, 2)
    assert record.went == "failed 14 Nov 2026, 2 stars"
    assert record.note == "floor filled"
    assert (two.record.went, two.record.mean_stars) == ("", None)


def test_a_file_no_library_has_is_known_by_what_another_log_calls_it() -> None:
    found = room(
        log(3, play("", path="usb/x.mp3", artist="")),
        log(2, play("Gone", path="usb/x.mp3")),
        log(1, play("gone")),
    )
    (gone,) = track_records(found)
    assert (gone.record.nights, gone.song.id) == (3, "ann - gone")
    assert kinds(found) == {"not-in-library": 1, "no-times": 3}


def test_one_file_under_two_names_stays_two_songs() -> None:
    found = room(
        log(2, play("Gone", path="usb/1.mp3")), log(1, play("Else", path="usb/1.mp3"))
    )
    assert sorted(found.songs) == ["ann - else", "ann - gone"]


def test_artists_count_nights_plays_and_tracks() -> None:
    found = room(
        log(9, play("one"), play("two"), play("x", artist="")),
        log(1, play("two"), play("y", artist="BOB"), play("tre", artist="Bob")),
    )
    ann, bob = artist_records(found)
    assert (ann.artist, ann.songs, ann.plays, ann.record.nights) == ("Ann", 2, 3, 2)
    assert (bob.artist, bob.songs, bob.plays, bob.record.recent) == ("BOB", 2, 2, 1)
    assert kinds(found)["no-artist"] == 1


def test_pairs_carry_the_stars_of_the_mix_and_never_cross_two_logs() -> None:
    found = room(
        log(2, play("one"), play("two", stars=5, note="again"), play("two")),
        log(1, play("one"), play("two", stars=1)),
        log(1, play("tre"), play("z")),
    )
    first, second = pair_records(found)
    assert (first.out.title, first.into.title) == ("One", "Two")
    assert (first.record.nights, first.record.last_stars) == (2, 1)
    assert first.record.note == "again"
    assert (second.out.title, second.into.title) == ("Tre", "z")
    assert len(found.nights) == 2


def test_new_is_what_no_earlier_night_had() -> None:
    found = freshness(
        room(log(3, play("one"), play("two")), log(2), log(1, play("two"), play("tre")))
    )
    assert [one.share for one in found] == [1.0, None, 0.5]
    assert [one.is_first for one in found] == [True, False, False]
    assert [song.title for song in found[2].new] == ["Tre"]


def test_over_and_underplayed_are_against_the_year_before() -> None:
    earlier = [
        log(week, play("two"), *([play("one")] if week % 2 else []), play(f"t{week}"))
        for week in range(5, 13)
    ]
    recent = [log(week, play("one"), play("tre", stars=5)) for week in range(1, 4)]
    found = balances.track_balance(room(*earlier, *recent))
    assert (found.nights, found.usual_nights) == (3, 8)
    # "One" was on 4 of 8 nights, so 1.5 of 3 by habit; an average track on 2 of 10
    # songs' 20 plays over 8 nights: 0.75 of 3.
    over = [(row.name, row.nights, row.expected) for row in found.over]
    assert over == [("Tre (Bob)", 3, 0.75), ("One (Ann)", 3, 1.5)]
    assert [(row.name, row.nights, row.expected) for row in found.under] == [
        ("Two (Ann)", 0, 3.0)
    ]


def test_what_failed_is_not_called_underplayed() -> None:
    logs = [log(week, play("two", stars=1)) for week in range(5, 13)]
    found = balances.track_balance(room(*logs, log(1, play("one"))))
    assert found.under == ()


def test_without_a_year_before_only_half_the_nights_is_too_often() -> None:
    logs = [log(week, play("one"), play(f"t{week}")) for week in range(1, 4)]
    found = balances.track_balance(room(*logs))
    assert [(row.name, row.expected) for row in found.over] == [("One (Ann)", None)]
    assert found.under == ()


def test_an_artist_is_overplayed_by_nights_not_by_tracks() -> None:
    one_night = log(1, play("one"), play("two"), play("a"), play("b"))
    assert balances.artist_balance(room(one_night)).over == ()


def test_unplayed_is_rated_and_never_heard_under_any_name() -> None:
    tracks = list(TRACKS.values())
    assert balances.unplayed(room(log(1, play("one"))), tracks) == (TRACKS["tre"],)
    assert balances.unplayed(room(log(1, play("tre", artist="Bob"))), tracks) == ()


def test_keys_tempo_and_energy_by_night_and_hour() -> None:
    found = room(
        log(2, play("one", "23:10"), play("two", "23:40"), play("tre", "00:10")),
        log(1, play("one"), play("gone")),
    )
    tempo = tempo_profile(found.nights)
    assert (tempo.whole.low, tempo.whole.median, tempo.whole.high) == (120, 123, 130)
    assert (tempo.whole.count, tempo.whole.unknown, tempo.untimed) == (4, 1, 2)
    assert [(hour, spread.median) for hour, spread in tempo.hours] == [
        (23, 125.0),
        (0, 126.0),
    ]
    assert [spread.median for _, spread in tempo.nights] == [126.0, 120.0]
    assert energy_profile(found.nights).whole.unknown == 2
    keys = key_profile(found.nights)
    assert {key: n for key, n in keys.whole.items() if n} == {"8A": 3, "9B": 1}
    assert (len(keys.whole), keys.unknown) == (24, 1)
    assert keys.nights[0][1] == {"8A": 2, "9B": 1}


def test_cues_are_counted_by_hour_asked_for_and_worked() -> None:
    found = room(
        log(8, play("one", "23:10", stars=5, note="asked for by the bar")),
        log(1, play("one", "23:50", stars=1), play("one", "00:20"), play("two")),
        log(3, play("one", note="Request!")),
    )
    cue_of = {TRACKS["one"].path: "inferno", "/m/none": "nowhere"}
    played, never = cue_records(found, cue_of, {"rivalry": "R", "inferno": "I"})
    assert (played.cue, played.nights, played.recent) == ("inferno", 3, 2)
    assert (played.plays.plays, played.plays.asked) == (4, 2)
    assert (played.plays.worked, played.plays.failed) == (1, 1)
    assert [(h.hour, h.plays, h.worked) for h in played.hours] == [
        (23, 2, 1),
        (0, 1, 0),
        (None, 1, 0),
    ]
    assert (never.cue, never.nights, never.last, never.hours) == (
        "rivalry",
        0,
        None,
        (),
    )


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("asked for by the bar", True),
        ("REQUESTED twice", True),
        ("a wish", True),
        ("", False),
        ("basking in it", False),
        ("masked ball", False),
    ],
)
def test_a_note_tells_whether_somebody_asked(note: str, asked: bool) -> None:
    assert was_asked_for(note) is asked


def test_every_log_and_play_left_out_is_said() -> None:
    found = hear(
        [
            log(1, play("one"), play("two", played_s=29), Play()),
            PlayLog("n", TODAY - timedelta(days=3), "", plays=(play("one"),)),
            PlayLog("n", TODAY, "Elsewhere", plays=(play("tre"),)),
            PlayLog("n", TODAY, "ICE ", is_public=False, plays=(play("tre"),)),
            PlayLog("n", TODAY + timedelta(days=1), "Ice", plays=(play("tre"),)),
        ],
        "Ice",
        TODAY,
        4,
        find,
    )
    assert list(found.songs) == [TRACKS["one"].path]
    assert kinds(found) == {
        "other-venue": 1,
        "private": 1,
        "future": 1,
        "no-venue": 1,
        "short": 1,
        "nameless": 1,
        "no-times": 2,
    }
    texts = [note.text for note in found.notes]
    assert texts[0] == "1 log of other venues, left out: Elsewhere."
    assert all(text.endswith(".") for text in texts)


def test_a_log_imported_twice_counts_once_and_two_sets_of_a_day_are_one_night() -> None:
    plays = [play(f"t{n}", f"23:{n:02}") for n in range(10)]
    found = room(log(1, *plays), log(1, *plays[:8]), log(1, play("one"), play("two")))
    assert [len(part) for part in found.nights[0].sets] == [10, 2]
    assert kinds(found)["duplicate"] == 1
    assert kinds(found)["same-day"] == 2


@pytest.mark.parametrize(
    ("clocks", "is_steady"),
    [
        (("22:00", "22:04", "23:59", "00:03"), True),
        (("22:00", "23:30", "22:10"), False),
        (("22:00", "22:04", "03:30"), False),
        (("22:00", "", "22:08"), True),
        (("22:04:00",), True),
    ],
)
def test_the_hours_of_a_log_whose_clock_jumps_are_not_believed(
    clocks: tuple[str, ...], is_steady: bool
) -> None:
    found = room(log(1, *(play("one", clock[:5]) for clock in clocks)))
    hours = tempo_profile(found.nights).hours
    assert bool(hours) is is_steady
    odd = {"clock-jump", "long-silence"} & kinds(found).keys()
    assert bool(odd) is not is_steady


def test_the_hour_that_comes_twice_is_no_jump() -> None:
    zone = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 1, 50, tzinfo=zone)
    again = datetime(2026, 10, 25, 1, 5, fold=1, tzinfo=zone)
    right = log(1, Play("a", at=first), Play("b", at=again))
    assert "clock-jump" not in kinds(room(right))
    wrong = log(1, Play("a", at=first), Play("b", at=again.replace(fold=0)))
    assert "clock-jump" in kinds(room(wrong))


def test_venues_are_named_once_in_their_commonest_spelling() -> None:
    logs = [PlayLog("n", TODAY, name) for name in ("ice", "Ice", "Ice", "Bar", "")]
    assert known_venues(logs) == ("Bar", "Ice")


PLAYS = st.lists(
    st.builds(
        Play,
        title=st.sampled_from(["one", "two", "tre", "gone", "Söster", ""]),
        artist=st.sampled_from(["Ann", "ann", "Bob", ""]),
        path=st.sampled_from(["", "/m/one.mp3", "usb/2.mp3"]),
        at=st.none() | st.datetimes(datetime(2026, 1, 1, 20), datetime(2026, 1, 2, 4)),
        played_s=st.none() | st.sampled_from([5.0, 240.0]),
        stars=st.none() | st.integers(1, 5),
        note=st.sampled_from(["", "asked for", "great"]),
    ),
    max_size=8,
)
LOGS = st.lists(
    st.builds(
        PlayLog,
        name=st.sampled_from("ab"),
        date=st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=3)),
        venue=st.sampled_from(["Ice", "ice ", "", "Bar"]),
        is_public=st.booleans(),
        plays=PLAYS.map(tuple),
    ),
    max_size=8,
)


def everything(found: Room) -> tuple[object, ...]:
    cue_of = {TRACKS["one"].path: "inferno"}
    return (
        found.notes,
        track_records(found),
        artist_records(found),
        pair_records(found),
        balances.track_balance(found),
        balances.artist_balance(found),
        freshness(found),
        key_profile(found.nights),
        tempo_profile(found.nights),
        cue_records(found, cue_of, {"inferno": "Inferno"}),
    )


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(0, 2**16))
def test_the_order_of_the_logs_does_not_matter(logs: list[PlayLog], seed: int) -> None:
    shuffled = random.Random(seed).sample(logs, len(logs))
    assert everything(room(*logs)) == everything(room(*shuffled))


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_counts_add_up(logs: list[PlayLog]) -> None:
    found = room(*logs)
    plays = [hearing for night in found.nights for hearing in night.hearings]
    tracks, artists = track_records(found), artist_records(found)
    keys, tempo = key_profile(found.nights), tempo_profile(found.nights)
    assert len(tracks) == len(found.songs)
    assert sum(one.plays for one in artists) == sum(bool(h.song.artist) for h in plays)
    assert sum(keys.whole.values()) + keys.unknown == len(plays)
    assert tempo.whole.count + tempo.whole.unknown == len(plays)
    timed = sum(spread.count + spread.unknown for _, spread in tempo.hours)
    assert timed + tempo.untimed == len(plays)
    fresh = freshness(found)
    assert sum(len(one.new) for one in fresh) == len(tracks)
    nights = sum(one.songs for one in fresh)
    assert sum(one.record.nights for one in tracks) == nights
    records = [*(one.record for one in tracks), *(one.record for one in artists)]
    assert all(record.recent <= record.nights for record in records)
