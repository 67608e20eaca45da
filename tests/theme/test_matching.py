import pytest

from clubplanner.music.track import Track
from clubplanner.theme.matching import SURE_ENOUGH, CueMatch, match
from clubplanner.theme.model import Cue, Theme
from clubplanner.theme.pack import load_shipped
from clubplanner.theme.titles import isrcs, title_words, words_of

SHOW = load_shipped("heated-rivalry")[0]


def track(title: str, artist: str = "", path: str = "", **more: object) -> Track:
    name = path or f"{artist} - {title}.flac"
    return Track(name, title=title, artist=artist, **more)  # type: ignore[arg-type]


def found(
    cue_id: str, *tracks: Track, answers: dict[tuple[str, str], bool] | None = None
) -> CueMatch:
    matches = match(SHOW, tracks, answers or {})
    return next(m for m in matches if m.cue.id == cue_id)


@pytest.mark.parametrize(
    ("cue_id", "title", "artist"),
    [
        ("inferno", "Inferno", "Peter Peter"),
        ("inferno", "INFERNO", "PETER PETER"),
        ("inferno", 'Inferno (From "Heated Rivalry")', "Peter Peter"),
        ("inferno", "Inferno - From Heated Rivalry", "Peter Peter"),
        ("inferno", "Inferno (Original Series Soundtrack)", "Peter Peter"),
        ("inferno", "Peter Peter - Inferno", ""),
        ("its-you", "It’s You", "Peter Peter"),
        ("its-you", "Its You (feat. Somebody)", "Peter Peter"),
        ("heartbeat-2", "Heartbeat II", "Peter Peter"),
        ("heartbeat-2", "Heartbeat 2", "Peter Peter"),
        ("attss-tatu", "All The Things She Said", "T.A.T.U."),
        ("attss-tatu", "All The Things She Said", "tATu"),
        ("attss-tatu", "All the Things She Said [Remastered 2021]", "t.A.T.u."),
        ("une-journee-parfaite", "Journee parfaite", "Dumas"),
        ("une-journee-parfaite", "Une Journée Parfaite", "DUMAS"),
        ("mangetout", "mangetout", "Wet Leg & Friends"),
        ("face-off", "Face-Off", "Peter Peter"),
        ("face-off", "Face / Off", "Peter Peter"),
        ("lumiere", "Lumière", "Alfa Rococo"),
    ],
)
def test_one_song_is_found_in_all_its_spellings(
    cue_id: str, title: str, artist: str
) -> None:
    got = found(cue_id, track(title, artist))
    assert got.track is not None
    assert got.confidence >= 90
    assert got.answer is None


@pytest.mark.parametrize(
    ("title", "artist"),
    [
        ("Inferno", "Somebody Else"),
        ("Inferno (Karaoke Version)", "Peter Peter"),
        ("Disco Inferno", "The Trammps"),
        ("Towering Inferno", "Peter Peter"),
    ],
)
def test_other_music_is_not_taken_for_the_cue(title: str, artist: str) -> None:
    got = found("inferno", track(title, artist))
    assert got.track is None
    assert got.confidence == 0
    assert got.why


def test_heartbeats_are_told_apart_by_their_number() -> None:
    got = {
        m.cue.id: m.track.title
        for m in match(SHOW, [track("Heartbeat III", "Peter Peter")])
        if m.track
    }
    assert got == {"heartbeat-3": "Heartbeat III"}


def test_other_versions_rank_below_the_one_of_the_show() -> None:
    tracks = [
        track("Inferno (Nightshift Remix)", "Peter Peter"),
        track("Inferno (Live at the Rink)", "Peter Peter"),
        track("Inferno (Instrumental)", "Peter Peter"),
        track("Inferno", "Peter Peter"),
        track("Inferno (Extended Mix)", "Peter Peter"),
    ]
    got = found("inferno", *tracks)
    assert got.track == tracks[3]
    assert got.others[0].track.title == "Inferno (Extended Mix)"
    assert all(c.confidence < got.confidence for c in got.others)
    remix = next(c for c in got.others if "Remix" in c.track.title)
    assert "a remix" in remix.why


def test_original_and_cover_of_one_title_are_told_apart() -> None:
    original = track("All the Things She Said", "t.A.T.u.")
    cover = track("All the Things She Said", "Harrison")
    assert found("attss-tatu", original, cover).track == original
    assert found("attss-harrison", original, cover).track == cover


def test_a_name_several_artists_use_lowers_the_confidence() -> None:
    got = found("attss-harrison", track("All the Things She Said", "Harrison"))
    assert SURE_ENOUGH <= got.confidence < 80
    assert "several artists are called Harrison" in got.why


def test_an_isrc_of_the_pack_decides() -> None:
    theme = Theme(
        "t",
        "T",
        cues=(
            Cue("h", "All the Things", "Harrison", "needle drop", isrc="GBABC2500001"),
        ),
    )
    same_name = track("All the Things", "Harrison")
    right = track("Track 07", "Unknown Artist", isrc="gb-abc-25-00001")
    (got,) = match(theme, [same_name, right])
    assert (got.track, got.confidence) == (right, 100)
    assert got.why == "the ISRC agrees"


def test_the_isrc_of_a_confirmed_track_finds_its_other_file() -> None:
    mp3 = track("ATTSS", "Harrison", "a.mp3", isrc="GBABC2500001")
    flac = track("x", "y", "b.flac", isrc="GBABC2500001")
    got = found(
        "attss-harrison", mp3, flac, answers={("attss-harrison", "a.mp3"): True}
    )
    assert got.track == mp3
    assert [(c.track, c.confidence) for c in got.others] == [(flac, 100)]


def test_a_yes_of_the_dj_wins_over_a_better_name() -> None:
    best = track("Inferno", "Peter Peter")
    mine = track("final bounce 3", "", "bounce.wav")
    got = found("inferno", best, mine, answers={("inferno", "bounce.wav"): True})
    assert (got.track, got.confidence, got.answer) == (mine, 100, True)
    assert [c.track for c in got.others] == [best]


def test_a_no_of_the_dj_takes_the_next_one() -> None:
    wrong = track("Inferno", "Peter Peter", "a.mp3")
    right = track("Inferno (Edit)", "Peter Peter", "b.mp3")
    answers = {("inferno", "a.mp3"): False}
    got = found("inferno", wrong, right, answers=answers)
    assert (got.track, got.answer) == (right, None)
    alone = found("inferno", wrong, answers=answers)
    assert (alone.track, alone.answer) == (None, False)


def test_a_file_without_tags_is_found_by_its_name() -> None:
    got = found("inferno", track("", "", "music/Peter Peter - Inferno.mp3"))
    assert got.track is not None


def test_a_wrong_artist_on_the_right_album_still_counts() -> None:
    got = found(
        "melt",
        track("Melt", "Various Artists", album="Heated Rivalry (Original Soundtrack)"),
    )
    assert got.track is not None
    assert got.confidence < 95


def test_an_odd_length_is_said() -> None:
    got = found(
        "attss-tatu", track("All the Things She Said", "t.A.T.u.", length_s=330)
    )
    assert "5:30 long, the release 3:34" in got.why


def test_a_near_spelling_is_found_with_less_confidence() -> None:
    got = found(
        "those-english-words",
        track("Those English Words Just Roll Of Your Tongue", "Peter Peter"),
    )
    assert got.track is not None
    assert "nearly" in got.why
    assert got.confidence < 90


def test_a_near_title_of_nobody_is_just_sure_enough() -> None:
    near = found("ill-believe-in-anything", track("I'll Beleive in Anything"))
    assert (near.track is not None, near.confidence) == (True, 52)


def test_an_empty_library_finds_nothing_for_every_cue() -> None:
    matches = match(SHOW, [])
    assert len(matches) == len(SHOW.cues)
    assert {m.why for m in matches} == {"no track of this title in the library"}


def test_the_order_of_the_library_does_not_matter() -> None:
    tracks = [track("Inferno", "Peter Peter", f"{i}.mp3") for i in range(5)]
    assert match(SHOW, tracks) == match(SHOW, tracks[::-1])


def test_words_lose_accents_and_signs() -> None:
    assert words_of("t.A.T.u.") == ["tatu"]
    assert title_words("Heartbeat IV") == ("heartbeat", "4")
    assert title_words("IV") == ("iv",)
    assert words_of("Prendre soin du ‘beau’ – 東京") == [
        "prendre",
        "soin",
        "du",
        "beau",
        "東京",
    ]


def test_several_isrcs_in_one_tag_are_all_read() -> None:
    assert isrcs("GB-ABC-25-00001; usxyz9912345") == {"GBABC2500001", "USXYZ9912345"}
    assert isrcs("none") == frozenset()
