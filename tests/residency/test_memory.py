from datetime import date, timedelta

from clubplanner.music.track import Track
from clubplanner.residency.memory import for_tracks, remember
from clubplanner.residency.play_log import Play, PlayLog

TODAY = date(2026, 11, 28)


def log(
    weeks_ago: int, *plays: Play, venue: str = "Ice", public: bool = True
) -> PlayLog:
    day = TODAY - timedelta(weeks=weeks_ago)
    return PlayLog("n", day, venue=venue, is_public=public, plays=plays)


def play(title: str, artist: str = "A", **more: object) -> Play:
    return Play(title, artist, **more)  # type: ignore[arg-type]


A, B, C = (Track(f"/m/{t}.mp3", title=t, artist="A") for t in ("one", "two", "three"))


def test_weeks_count_from_the_last_night_that_played_it() -> None:
    memory = remember([log(5, play("one")), log(3, play("ONE"))], "Ice", TODAY)
    assert memory.weeks(A, TODAY) == 3
    assert memory.weeks(A, TODAY + timedelta(days=6)) == 3
    assert memory.weeks(B, TODAY) is None
    assert (memory.count(A), memory.count(B)) == (2, 0)


def test_a_moved_file_is_known_by_its_name_and_a_renamed_one_by_its_file() -> None:
    memory = remember([log(1, play("one", path="/m/two.mp3"))], "Ice", TODAY)
    assert memory.weeks(A, TODAY) == 1
    assert memory.weeks(B, TODAY) == 1
    assert memory.weeks(C, TODAY) is None


def test_of_a_file_and_a_name_played_on_two_nights_the_later_counts() -> None:
    logs = [log(5, play("one")), log(2, play("renamed", path="/m/one.mp3"))]
    assert remember(logs, "Ice", TODAY).weeks(A, TODAY) == 2
    logs = [log(2, play("one")), log(5, play("renamed", path="/m/one.mp3"))]
    assert remember(logs, "Ice", TODAY).weeks(A, TODAY) == 2


def test_only_public_nights_at_the_venue_before_today_count() -> None:
    logs = [
        log(1, play("one"), public=False),
        log(2, play("one"), venue="Elsewhere"),
        log(0, play("one")),
        log(9, play("one"), venue="ICE "),
    ]
    assert remember(logs, "Ice", TODAY).weeks(A, TODAY) == 9
    assert remember(logs, "", TODAY).weeks(A, TODAY) == 2


def test_a_track_touched_for_ten_seconds_was_not_played() -> None:
    memory = remember([log(1, play("one", played_s=10))], "Ice", TODAY)
    assert memory.weeks(A, TODAY) is None
    heard = remember([log(1, play("one", played_s=30))], "Ice", TODAY)
    assert heard.weeks(A, TODAY) == 1


def test_pairs_and_their_stars_reach_planning_as_paths() -> None:
    logs = [
        log(2, play("one"), play("three", stars=5)),
        log(1, play("one"), play("skipped", played_s=5), play("two", stars=2)),
    ]
    found = for_tracks(remember(logs, "Ice", TODAY), [A, B, C], TODAY)
    assert found.weeks == {A.path: 1, B.path: 1, C.path: 2}
    assert found.last_pairs == {(A.path, B.path)}
    assert found.pair_stars == {(A.path, B.path): 2, (A.path, C.path): 5}


def test_the_last_word_on_a_pair_counts() -> None:
    logs = [
        log(1, play("one"), play("two", stars=5)),
        log(4, play("one"), play("two", stars=1)),
    ]
    found = for_tracks(remember(logs, "Ice", TODAY), [A, B], TODAY)
    assert found.pair_stars == {(A.path, B.path): 5}


def test_no_logs_no_memory() -> None:
    memory = remember([], "Ice", TODAY)
    assert memory.weeks(A, TODAY) is None
    assert memory.last_pairs == frozenset()


def test_a_file_relative_to_a_scanned_folder_is_the_track_under_any_title() -> None:
    logs = [log(1, play("Stranger", path="one.mp3"))]
    assert remember(logs, "Ice", TODAY).last_date(A) is None
    assert remember(logs, "Ice", TODAY, roots=["/x", "/m"]).weeks(A, TODAY) == 1
