from pathlib import Path

import pytest

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.formats import (
    ALIASES,
    FORMATS,
    export,
    export_paths,
    format_named,
    write_export,
)
from clubplanner.exchange.options import Options
from clubplanner.night.context import Context
from tests.exchange.nights import night, track

OF_PLANS = [name for name in FORMATS if name != "recap"]
"""All but the recap, which tells what was played."""


@pytest.mark.parametrize("name", OF_PLANS)
@pytest.mark.parametrize("count", [0, 1, 99, 100, 250])
def test_every_format_writes_a_night_of_any_length(name: str, count: int) -> None:
    made = export(night(*map(track, range(count))), Context(), name)
    assert made.files[0][0] == f"2026-11-27-heated-rivalry{FORMATS[name].suffix}"
    assert "\r" not in made.preview
    assert not made.preview.startswith("\ufeff")
    mention = b"\0.\0f\0l\0a\0c" if name == "serato-crate" else b"Song "
    assert sum(data.count(mention) for _, data in made.files) == count * (
        1 + len(FORMATS[name].also)
    )
    assert ("the night has no slots yet" in made.problems) is (count == 0)


@pytest.mark.parametrize("name", OF_PLANS)
def test_only_tables_and_virtualdjs_list_have_a_bom(name: str) -> None:
    (_, data), *_ = export(night(track(1)), Context(), name).files
    assert data.startswith(b"\xef\xbb\xbf") is (name in ("csv", "royalty", "virtualdj"))


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(ClubplannerError, match="did you mean 'm3u8'"):
        format_named("m3u")
    with pytest.raises(ClubplannerError, match="one of cue, cue-files, m3u8"):
        export(night(), Context(), "zzz")


@pytest.mark.parametrize("place", ALIASES)
def test_a_place_that_takes_a_tracklist_may_be_named(place: str) -> None:
    assert format_named(place).name == "description"
    assert place not in FORMATS


def test_an_export_lands_where_it_was_sent(tmp_path: Path) -> None:
    made = export(night(track(1)), Context(), "m3u8")
    (path,) = write_export(made, tmp_path / "list.m3u8", replace=False)
    assert path.read_bytes() == made.files[0][1]
    (inside,) = write_export(made, tmp_path, replace=False)
    assert inside.name == "2026-11-27-heated-rivalry.m3u8"


def test_nothing_that_exists_is_replaced_unasked(tmp_path: Path) -> None:
    target = tmp_path / "night.cue"
    made = export(night(*map(track, range(100))), Context(), "cue")
    second = export_paths(made, target)[1]
    assert second.name == "night-2.cue"
    second.write_text("mine")
    with pytest.raises(ClubplannerError, match=r"night-2\.cue: a file of this name"):
        write_export(made, target, replace=False)
    assert second.read_text() == "mine"
    assert not target.exists()


def test_a_replaced_export_keeps_its_previous_version(tmp_path: Path) -> None:
    target, backups = tmp_path / "night.csv", tmp_path / "backups"
    target.write_text("before")
    made = export(night(track(1)), Context(), "csv")
    write_export(made, target, replace=True, backups=backups)
    assert target.read_bytes() == made.files[0][1]
    assert [entry.read_text() for entry in backups.iterdir()] == ["before"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    made = export(night(track(1)), Context(), "csv")
    with pytest.raises(ClubplannerError, match="folder does not exist"):
        write_export(made, tmp_path / "no" / "x.csv", replace=False)


def test_problems_reach_the_one_who_exports() -> None:
    made = export(
        night(track(1), None), Context(), "m3u8", Options(exists=lambda _: False)
    )
    assert made.problems == (
        'slot 1 "Song 1": file not found: /music/001.flac',
        'slot 2 "heartbeat-3" has no file and is left out',
    )


def test_the_exports_of_one_night_get_different_names() -> None:
    suffixes = [one.suffix for one in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)
