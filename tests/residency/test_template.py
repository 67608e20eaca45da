from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from clubplanner.night.context import Context
from clubplanner.night.plan import After, At, EndAt, Night, Played, Started
from clubplanner.residency.night_file import night_text, read_night_text
from clubplanner.residency.template import carried_over

LONDON = ZoneInfo("Europe/London")

TEXT = """\
# What the promoter said about this one night.
clubplanner: 1
name: Ice
date: 2026-03-21
start: '22:00'
end: '03:00'
venue: The Cellar
zone: Europe/London
curve: ['22:00 5', '01:00 9']
max_play: '5:00'
slots:
- cue: rivalry
  at: '22:00'
  first: true
  started: '22:03'
  note: doors
- title: Free One
  length: '4:00'
  note: floor filler
- title: Follower
  length: '4:00'
  after: true
- gap: '10:00'
- title: Named
  length: '4:00'
- cue: attss-harrison
  after: Named
- title: Free Two
  length: '4:00'
- cue: last-one
  end_at: '03:00'
  last: true
tempo: fast
"""


def night(text: str = TEXT) -> Night:
    found, _ = read_night_text(text, "ice.yaml")
    assert found is not None
    return found


def test_hours_curve_and_pins_come_to_the_new_day_and_free_slots_stay_behind() -> None:
    made = carried_over(night(), date(2026, 4, 4), Context())
    assert made.date == date(2026, 4, 4)
    assert made.start == datetime(2026, 4, 4, 22, tzinfo=LONDON)
    assert made.end == datetime(2026, 4, 5, 3, tzinfo=LONDON)
    assert [(k.time, k.energy) for k in made.curve] == [
        (datetime(2026, 4, 4, 22, tzinfo=LONDON), 5),
        (datetime(2026, 4, 5, 1, tzinfo=LONDON), 9),
    ]
    assert [slot.name for slot in made.slots] == [
        *("rivalry", "Follower", "gap", "Named", "attss-harrison", "last-one"),
    ]
    first, follower, gap, named, harrison, last = made.slots
    assert first.anchor(At) == At(datetime(2026, 4, 4, 22, tzinfo=LONDON))
    assert first.anchor(Started) is None
    assert last.anchor(EndAt) == EndAt(datetime(2026, 4, 5, 3, tzinfo=LONDON))
    # Its lead was free and is gone: it stays in the night, wherever.
    assert follower.anchors == (Played(),)
    assert (named.anchors, harrison.anchors) == ((), (After("Named"),))
    pin = gap.anchor(At)
    assert pin is not None
    assert pin.time.date() == date(2026, 4, 4)
    assert gap.gap_s == 600


def test_notes_stay_with_pins_the_comment_of_the_night_does_not() -> None:
    made = carried_over(night(), date(2026, 4, 4), Context())
    assert made.slots[0].note == "doors"
    assert made.header == ""
    assert ("tempo", "fast") in made.extra
    assert made.max_play_s == 300


def test_tracks_are_kept_where_asked_but_not_what_was_history() -> None:
    made = carried_over(night(), date(2026, 4, 4), Context(), keep_tracks=True)
    assert [s.name for s in made.slots] == [s.name for s in night().slots]
    assert made.slots[1].note == "floor filler"
    assert all(slot.anchor(Started) is None for slot in made.slots)
    assert made.slots[3].anchors == ()


def test_a_slot_whose_pin_is_misspelt_is_not_lost() -> None:
    text = TEXT.replace("- title: Free One\n", "- title: Free One\n  att: '22:30'\n")
    made = carried_over(night(text), date(2026, 4, 4), Context())
    assert "Free One" in [slot.name for slot in made.slots]
    assert "att: '22:30'" in night_text(made)


@pytest.mark.parametrize("keep_tracks", [False, True])
def test_it_reads_back_as_it_was_made(keep_tracks: bool) -> None:
    made = carried_over(night(), date(2026, 4, 4), Context(), keep_tracks=keep_tracks)
    again, _ = read_night_text(night_text(made), "ice.yaml")
    assert again is not None
    assert night_text(again) == night_text(made)
    assert [s.anchors for s in again.slots] == [s.anchors for s in made.slots]


def test_the_wall_clock_counts_when_the_clocks_change() -> None:
    spring = carried_over(night(), date(2026, 3, 28), Context())
    assert (spring.length_s, f"{spring.end:%H:%M}") == (4 * 3600, "03:00")
    autumn = carried_over(night(), date(2026, 10, 24), Context())
    assert (autumn.length_s, f"{autumn.end:%H:%M}") == (6 * 3600, "03:00")


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2026, 10, 24), "01:30 2nd"), (date(2026, 10, 31), "01:30")],
)
def test_the_second_of_two_hours_is_one_only_where_there_are_two(
    day: date, written: str
) -> None:
    text = TEXT.replace("2026-03-21", "2025-10-25").replace(
        "at: '22:00'", "at: 01:30 2nd"
    )
    made = carried_over(night(text.replace("  first: true\n", "")), day, Context())
    assert f"at: '{written}'" in night_text(made) or f"at: {written}" in night_text(
        made
    )


def test_what_stayed_on_the_shelf_comes_along_and_a_lock_only_with_its_track() -> None:
    text = TEXT.replace("- title: Free One\n", "- title: Free One\n  locked: true\n")
    text += (
        "shelf:\n- title: Maybe\n  file: maybe.flac\n"
        "- title: Again\n  file: again.flac\n"
    )
    text = text.replace(
        "- title: Free Two\n", "- title: Free Two\n  file: again.flac\n"
    )
    plan, day = night(text), date(2026, 4, 4)
    made = carried_over(plan, day, Context())
    assert [slot.name for slot in made.shelf] == ["Maybe"]
    assert "Free One" not in [slot.name for slot in made.slots]
    assert not any(slot.locked for slot in made.slots)
    whole = carried_over(plan, day, Context(), keep_tracks=True)
    assert [slot.name for slot in whole.slots if slot.locked] == ["Free One"]
