from collections import Counter

from clubplanner.practice.spec import DAMAGED, STAND_IN, practice_tracks
from clubplanner.theme.matching import match
from clubplanner.theme.pack import load_shipped
from tests.practice.making import tracks


def test_there_are_enough_tracks_in_many_containers_and_spellings() -> None:
    specs = practice_tracks()
    assert 70 <= len(specs) <= 90
    assert len({spec.path for spec in specs}) == len(specs)
    assert len({spec.container for spec in specs}) == 5
    assert len({(spec.container, spec.written_by) for spec in specs}) >= 15
    sound = [spec for spec in specs if spec.written_by != DAMAGED]
    assert len(sound) == len(specs) - 1
    assert all(180 <= spec.length_s <= 430 for spec in sound)


def test_file_names_suit_every_system() -> None:
    for spec in practice_tracks():
        folder, name = spec.path.split("/")
        assert not set(name) & set('<>:"\\|?*')
        assert len(name.encode()) < 200
        assert folder == spec.folder


def test_the_oddities_a_library_has_are_among_them() -> None:
    specs = [s for s in practice_tracks() if s.folder == "oddities"]
    assert sum(s.bpm is None and s.written_by != DAMAGED for s in specs) == 2
    assert sum(not s.key and s.written_by != DAMAGED for s in specs) == 3
    assert any(s.key == "13Z" for s in specs)
    assert any("東京" in s.title for s in specs)


def test_no_artist_of_the_club_fills_the_night() -> None:
    artists = Counter(s.artist for s in practice_tracks() if s.folder == "club")
    assert max(artists.values()) <= 2
    assert len(artists) >= 35


def test_stand_ins_are_found_as_cues_and_marked_as_no_recordings() -> None:
    theme, _ = load_shipped("heated-rivalry")
    found = {one.cue.id: one.track for one in match(theme, tracks())}
    matched = {cue for cue, track in found.items() if track is not None}
    assert len(matched) == 15
    assert {"rivalry", "inferno", "attss-tatu", "attss-harrison"} <= matched
    assert {"heartbeat-3", "one-soul", "sealion"} <= found.keys() - matched
    for track in found.values():
        assert track is None or track.album == STAND_IN
    for spec in practice_tracks():
        assert (spec.album == STAND_IN) is spec.is_stand_in


def test_the_stand_in_for_inferno_lies_where_its_composer_put_it() -> None:
    (inferno,) = [s for s in practice_tracks() if s.title == "Inferno"]
    assert inferno.bpm is not None
    assert 90 <= inferno.bpm <= 100
