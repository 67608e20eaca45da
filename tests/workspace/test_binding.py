from collections.abc import Iterable

from clubplanner.music.track import Track
from clubplanner.night import edits
from clubplanner.night.plan import Slot
from clubplanner.theme.matching import CueMatch
from clubplanner.theme.model import Cue
from clubplanner.workspace.binding import Finder, bound
from tests.night.making import night, track

CUE = Cue("inferno", "Inferno", "Peter Peter", "score")
OWNED = track("Inferno", artist="Peter Peter", path="/m/inferno.flac")
EDIT = track("Inferno (my edit)", artist="Peter Peter", path="/m/edit.flac")


class Shelf(Finder):
    """Finds tracks by title and artist as written."""

    def __init__(self, tracks: Iterable[Track]) -> None:
        self.tracks = {(track.title, track.artist): track for track in tracks}

    def find(
        self,
        file: str,
        title: str = "",
        artist: str = "",
        length: float | None = None,
    ) -> Track | None:
        return self.tracks.get((title, artist))


def tied(slot: Slot, match: Track | None = OWNED) -> Track | None:
    matches = [CueMatch(CUE, match, 100 if match else 0, "")]
    return bound(night(slot), Shelf([OWNED, EDIT]), matches).slots[0].track


def test_a_slot_that_names_title_and_artist_gets_its_track() -> None:
    named = Track("", title="Inferno", artist="Peter Peter")
    assert tied(Slot(0, named)) == OWNED


def test_a_cue_without_a_file_gets_its_match_else_its_name() -> None:
    assert tied(Slot(0, cue="inferno")) == OWNED
    name = Track("", title="Inferno", artist="Peter Peter")
    assert tied(Slot(0, cue="inferno"), None) == name


def test_a_track_the_dj_said_no_to_does_not_come_back_by_the_name_of_its_cue() -> None:
    for artist in ("Peter Peter", ""):
        named = Track("", title="Inferno", artist=artist)
        found = tied(Slot(0, named, cue="inferno"), None)
        assert found is not None
        assert found.path == ""


def test_a_recording_the_slot_names_wins_over_the_match_of_its_cue() -> None:
    named = Track("", title="Inferno (my edit)", artist="Peter Peter")
    assert tied(Slot(0, named, cue="inferno")) == EDIT


def test_a_file_the_slot_has_wins_over_the_match_of_its_cue() -> None:
    gone = track("Bought elsewhere", path="/gone.flac")
    assert tied(Slot(0, gone, cue="inferno")) == gone


def test_a_gap_stays_free() -> None:
    assert tied(Slot(0, cue="inferno", gap_s=60)) is None


def test_a_track_on_the_shelf_is_found_again_like_that_of_a_slot() -> None:
    moved = Track("old.flac", title="Inferno", artist="Peter Peter")
    plan = edits.shelve(night(), [moved])
    assert bound(plan, Shelf([OWNED]), []).shelf[0].track == OWNED
