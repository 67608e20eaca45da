"""The booth sheet: what it says, that no title breaks it, that it fits on paper."""

import random
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.exchange.booth import write_booth
from clubplanner.exchange.booth_style import paper_for
from clubplanner.exchange.booth_words import Entry, entry
from clubplanner.exchange.options import Options, Spare, Spares, TransitionFacts
from clubplanner.exchange.rows import Row
from clubplanner.music.key import Key
from clubplanner.music.tempo import meet
from clubplanner.night.plan import After, At, EndAt, Night, Slot
from tests.exchange.chromium import needs_browser, printed_pages, widths
from tests.exchange.nights import START, listed, night, track
from tests.exchange.pages import Page

HOSTILE = st.text(max_size=60) | st.sampled_from(
    (
        "</script><script>alert(1)</script>",
        "</bdi></li></ol><h1>",
        "\"' onload='x",
        "\u202eخطر \u2067abc",
        "x" * 200,
        "]]> &amp; <!-- ",
        "東京" * 40,
    )
)


def row(number: int = 1, **values: object) -> Row:
    plain = listed(night(track(number))).rows[0]
    return replace(plain, **values)  # type: ignore[arg-type]


def said(
    one: Row,
    facts: TransitionFacts | None = None,
    above: Row | None = None,
    options: Options | None = None,
    held: Spares | None = None,
) -> Entry:
    return entry(
        one,
        above,
        facts or TransitionFacts(),
        options or Options(),
        held or Spares(),
    )


def mixed(outgoing: float, incoming: float, **values: object) -> TransitionFacts:
    plain: dict[str, object] = {
        "percent": 1.0,
        "grade": "B",
        "kind": "mix",
        "meeting": meet(outgoing, incoming),
        "overlap_beats": 64,
    }
    return TransitionFacts(**{**plain, **values})  # type: ignore[arg-type]


def test_a_mixed_track_comes_in_at_the_tempo_of_the_one_before() -> None:
    one = said(row(bpm=128.0), mixed(126.0, 128.0), above=row(overlap_s=30))
    assert (one.bpm, one.tempo) == ("128", "126 -1.6%")
    assert (one.mix, one.grade, one.key) == ("64 beats, 30 s", "B", "8A")


def test_a_track_the_plan_pitches_says_where_the_deck_goes_then() -> None:
    one = said(row(bpm=125.0, pitch=2.0), mixed(126.0, 127.5), above=row())
    assert one.tempo == "126 +0.8%, then 127.5 +2.0%"


def test_a_tempo_read_in_half_time_says_so() -> None:
    one = said(row(bpm=172.0), mixed(85.0, 172.0), above=row())
    assert one.tempo == "170 -1.2%, half time"


@pytest.mark.parametrize(
    ("one", "above"),
    [(row(cut_in=True), row()), (row(), row(cut_out=True))],
    ids=["in", "out"],
)
def test_a_cut_is_named_and_asks_nothing_of_the_pitch(one: Row, above: Row) -> None:
    told = said(one, mixed(120.0, 128.0, kind="cut"), above=above)
    assert (told.tempo, told.mix) == ("", "cut")
    assert told.marks == (("cut in",) if one.cut_in else ())


def test_with_key_lock_off_the_key_is_the_one_heard() -> None:
    off, facts = Options(key_lock=False), mixed(120.0, 128.0)
    one = said(row(bpm=128.0, key=Key(8, "A")), facts, row(), off)
    assert (one.key, one.marks) == ("1A", ())
    flat = said(row(bpm=128.0), mixed(125.5, 128.0), row(), off)
    assert (flat.key, flat.marks) == ("8A", ("34 cents flat",))
    assert said(row(), mixed(120.0, 128.0), row()).key == "8A"


def test_times_are_those_in_the_file() -> None:
    plain = row(play_s=240, overlap_s=30)
    assert said(plain).times == (("next", "3:30"), ("out", "4:00"))
    pitched = row(play_s=240, overlap_s=30, mix_in_s=16.0, pitch=10.0)
    assert said(pitched).times == (("in", "0:16"), ("next", "4:07"), ("out", "4:40"))
    last = row(play_s=240, overlap_s=0, is_assumed=True)
    assert said(last).times == ()
    assert said(last).marks == ("length unknown",)


def test_a_bridge_says_what_to_do() -> None:
    wide = mixed(110.0, 123.0, kind="bridge", is_wide=True, percent=11.8, grade="F")
    ladder = {1: (Spare("Up", "Ada", 114.0, Key(8, "A")), Spare("Higher"))}
    one = said(row(bpm=123.0), wide, row(), held=Spares(ladders=ladder))
    assert one.tempo == ""
    assert one.bridge == "tempo +11.8%, wider than 8%"
    assert one.ways == (
        "cut or echo out; or both decks meet at 116.3: the one before +5.7%, this one "
        "-5.4%; or play before it: Ada - Up (114 8A), Higher"
    )
    narrow = said(row(), wide, row(), options=Options(pitch_range=4.0))
    assert narrow.ways == "cut or echo out"


def test_unknown_is_a_question_mark_and_a_gap_says_how_long() -> None:
    one = said(row(bpm=None, key=None, pitch=1.0), TransitionFacts(grade="-"))
    assert (one.bpm, one.key, one.tempo, one.grade) == ("?", "?", "+1.0%", "")
    gap = said(row(is_gap=True, play_s=150))
    assert (gap.mix, gap.bpm, gap.times) == ("2 min 30 s free", "", ())


def test_the_page_shows_pins_in_bold_notes_and_other_tracks() -> None:
    pins = (At(START), EndAt(START + timedelta(minutes=5), 720))
    plan = night(track(1), track(2), None, gaps={2: 60})
    slots = list(plan.slots)
    slots[0] = replace(slots[0], anchors=pins, note="Wait for\nthe light", cut_out=True)
    slots[1] = replace(slots[1], anchors=(After(),))
    plan = replace(plan, slots=tuple(slots))
    held = Spares({2: (Spare("Else", "Kim", 127.0),)}, problems=("not all",))
    options = Options(act="DJ Ice", key_lock=False, spares=lambda: held)
    (text,), problems = write_booth(listed(plan, options), options)
    page = Page(text)
    assert page.classes["pin"] == [
        "at 22:00",
        "ends at 22:05 ±12 min",
        "after the slot above",
    ]
    assert text.count("<strong>") == 3
    assert page.classes["note"] == ["Wait for the light"]
    assert page.classes["mark"] == ["cut out", "length unknown"]
    assert page.classes["instead"] == ["Kim - Else (127)"]
    assert page.classes["title"] == ["Song 1", "Song 2", "gap", "heartbeat-3"]
    assert "22:00" in page.texts
    head = " ".join(page.texts[:12])
    for word in (
        "Heated Rivalry",
        "The Rink",
        "2026-11-27",
        "22:00 to 03:00",
        "DJ Ice",
    ):
        assert word in head
    assert "DJ Ice" in head
    assert "Key lock off" in head
    assert page.texts[-1] == "made by clubplanner"
    assert problems[0] == "not all"


def test_the_page_needs_nothing_from_anywhere() -> None:
    (text,), _ = write_booth(listed(night(track(1))), Options())
    assert not re.search(r"https?:|url\(|@import|<script|<link|<img", text)
    assert "prefers-" not in text


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=4), HOSTILE, HOSTILE)
def test_no_title_breaks_the_page(
    names: list[tuple[str, str]], name: str, note: str
) -> None:
    plan = night(*(track(n, title=t, artist=a) for n, (t, a) in enumerate(names)))
    slots = tuple(replace(slot, note=note) for slot in plan.slots)
    plan = replace(plan, name=name, venue=note, slots=slots)
    spare = (Spare(name, note),)
    held = Spares({slot.id: spare for slot in slots})
    options = Options(act=note, spares=lambda: held)
    (text,), _ = write_booth(listed(plan, options), options)
    text.encode("utf-8")
    page = Page(text)
    rows = listed(plan).rows
    shown = [title.strip() for title in page.classes.get("title", [])]
    assert shown == [one.title.strip() for one in rows if one.title]
    assert len(page.classes.get("slot", [])) == len(names)
    assert text.count("<script") == 0


def test_every_title_stands_there_once() -> None:
    titles = [f"<T{n}> & 'co' \"{n}\"" for n in range(99)]
    plan = night(*(track(n, title=title) for n, title in enumerate(titles)))
    (text,), _ = write_booth(listed(plan), Options())
    assert Page(text).classes["title"] == titles
    for number in range(99):
        assert text.count(f"&lt;T{number}&gt; &amp; &#x27;co&#x27; &quot;") == 1


@pytest.mark.parametrize("count", [0, 1, 99, 1000])
def test_a_night_of_any_length_gives_the_same_sheet_twice(count: int) -> None:
    plan = night(*map(track, range(count)))
    (text,), problems = write_booth(listed(plan), Options())
    assert write_booth(listed(plan), Options())[0] == (text,)
    page = Page(text)
    assert len(page.classes.get("slot", [])) == count
    assert problems == ()
    assert ("The night has no slots yet." in page.texts) is (count == 0)


def busy_night(count: int) -> tuple[Night, Options]:
    """A night with what a real one has: long titles, pins, notes, other tracks."""
    chance = random.Random(count)
    words = ("Midnight", "Velvet", "Signal", "Glass", "Harbour", "Neon", "Hollow")

    def name(most: int) -> str:
        return " ".join(chance.choices(words, k=chance.randint(1, most)))

    slots = [
        Slot(n + 1, track(n, title=f"{name(4)} (Kim Remix)", artist=name(2), bpm=127.9))
        for n in range(count)
    ]
    for place in range(0, count, 9):
        pin = At(START + timedelta(minutes=3 * place), 300)
        slots[place] = replace(slots[place], anchors=(pin,), note=f"{name(4)} here")
    facts = {slot.id: mixed(126.3, 127.9) for slot in slots}
    spare = tuple(Spare(name(4), name(2), 126.5, Key(11, "A")) for _ in range(3))
    held = Spares({slot.id: spare for slot in slots if not slot.is_anchored})
    plan = replace(night(), slots=tuple(slots))
    return plan, Options(transitions=facts, spares=lambda: held)


def entries_of(count: int) -> list[Entry]:
    plan, options = busy_night(count)
    held = options.spares()
    return [
        entry(one, None, options.transitions[one.slot_id], options, held)
        for one in listed(plan).rows
    ]


def test_the_type_on_paper_shrinks_before_other_tracks_give_way() -> None:
    papers = [paper_for(entries_of(count)) for count in (10, 45, 60, 95, 400)]
    assert papers[0].size == 10.5
    assert [one.others for one in papers[:2]] == [3, 3]
    assert papers[2].others in (2, 3)
    assert papers[3].others == 0
    assert all(one.size >= 6 for one in papers)
    assert papers[4].size == 7.5


@needs_browser
@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize("count", [60, 90])
def test_a_night_of_five_hours_prints_on_two_pages(
    count: int, paper: str, tmp_path: Path
) -> None:
    plan, options = busy_night(count)
    (text,), _ = write_booth(listed(plan, options), options)
    on_paper = text.replace("@page {", f"@page {{ size: {paper};")
    assert on_paper != text
    assert printed_pages(on_paper, tmp_path) <= 2


@needs_browser
def test_a_phone_shows_the_sheet_without_scrolling_sideways(tmp_path: Path) -> None:
    plan, options = busy_night(20)
    slots = list(plan.slots)
    for place, title in enumerate(("x" * 200, "\u202eخطر", "東京" * 40)):
        slots[place] = replace(slots[place], track=track(place, title=title), pitch=3.0)
    plan = replace(plan, slots=tuple(slots))
    (text,), _ = write_booth(listed(plan, options), options)
    window, shown = widths(text, tmp_path, 390)
    assert 360 <= window <= 390
    assert shown <= window
