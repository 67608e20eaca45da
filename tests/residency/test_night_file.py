from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clubplanner.music.key import Key
from clubplanner.music.text import clean, clean_lines
from clubplanner.music.track import Track
from clubplanner.night.plan import (
    After,
    At,
    EndAt,
    Knot,
    Night,
    Played,
    Position,
    Slot,
    Started,
)
from clubplanner.residency.night_file import (
    comments_below_header,
    night_text,
    read_night,
    read_night_text,
)

LONDON = ZoneInfo("Europe/London")

NIGHT = """\
# Basement, second Saturday
# the sound system is new

clubplanner: 1
name: Basement warm-up
date: 2026-11-28
start: '22:00'
end: '02:30'
venue: Basement
zone: Europe/London
theme: heated-rivalry
curve: ['22:00 4.5', '00:30 9']
max_play: '5:00'
overlap: 32 beats
artist_gap: 4
slots:
- cue: rivalry
  first: true
- title: Echo Temple
  artist: Nightjar
  file: house/Nightjar/Echo Temple.flac
  bpm: 119.4
  key: 8A
  energy: 3
  length: '8:02'
  mix_in: '0:31.25'
  out: '7:10'
  overlap: 64 beats
- cue: inferno
  at: '23:30'
  window: 5 min
- cue: attss-tatu
  end_at: '01:10'
  cut_out: true
- cue: attss-harrison
  after: true
- gap: '24:00'
  note: |
    raffle
    ask Mia for the microphone
- title: 'On'
  artist: 'Null'
  last: true
"""


def night(text: str) -> Night:
    found, problems = read_night_text(text, "sets/x.yaml")
    assert problems == ()
    assert found is not None
    return found


def only(text: str) -> str:
    _, problems = read_night_text(text, "sets/x.yaml")
    assert len(problems) == 1, [str(p) for p in problems]
    return str(problems[0])


HEAD = "name: x\ndate: 2026-11-28\nstart: '22:00'\nend: '02:30'\n"


def slot(lines: str) -> Slot:
    indented = "\n  ".join(lines.split("\n"))
    return night(f"{HEAD}slots:\n- title: T\n- {indented}\n").slots[1]


def test_a_night_is_read_as_written() -> None:
    found = night(NIGHT)
    assert found.name == "Basement warm-up"
    assert found.date == date(2026, 11, 28)
    assert found.start == datetime(2026, 11, 28, 22, tzinfo=LONDON)
    assert found.end == datetime(2026, 11, 29, 2, 30, tzinfo=LONDON)
    assert (found.max_play_s, found.overlap_beats, found.artist_gap) == (300, 32, 4)
    assert [knot.energy for knot in found.curve] == [4.5, 9]
    assert found.curve[1].time.date() == date(2026, 11, 29)
    rivalry, echo, inferno, tatu, harrison, gap, on = found.slots
    assert (rivalry.cue, rivalry.anchors) == ("rivalry", (Position(1),))
    assert echo.track == Track(
        "house/Nightjar/Echo Temple.flac",
        title="Echo Temple",
        artist="Nightjar",
        bpm=119.4,
        key=Key(8, "A"),
        energy=3,
        length_s=482,
        bpm_from="night file",
        key_from="night file",
        energy_from="night file",
    )
    assert (echo.mix_in_s, echo.out_s, echo.overlap_beats) == (31.25, 430, 64)
    assert inferno.anchors == (At(datetime(2026, 11, 28, 23, 30, tzinfo=LONDON), 300),)
    assert tatu.anchors == (EndAt(datetime(2026, 11, 29, 1, 10, tzinfo=LONDON)),)
    assert tatu.cut_out
    assert not tatu.cut_in
    assert harrison.anchors == (After(),)
    assert gap.gap_s == 1440
    assert gap.note == "raffle\nask Mia for the microphone"
    assert on.track is not None
    assert (on.track.title, on.track.artist) == ("On", "Null")
    assert on.anchors == (Position(-1),)
    assert [s.id for s in found.slots] == [1, 2, 3, 4, 5, 6, 7]


def test_a_written_night_is_the_file_that_was_read() -> None:
    assert night_text(night(NIGHT)) == NIGHT.replace("|\n", "|-\n")


def test_nothing_computed_and_no_ids_are_written() -> None:
    assert "id:" not in night_text(night(NIGHT)).split()
    assert "night file" not in night_text(night(NIGHT))


@pytest.mark.parametrize(
    ("lines", "title", "artist"),
    [
        ("title: On\n  artist: Null", "On", "Null"),
        ("title: 7:05\n  artist: 1999", "7:05", "1999"),
        ("title: no\n  artist: ~", "no", "~"),
        ("title: 'Foo: Bar'\n  artist: \"!!!\"", "Foo: Bar", "!!!"),
        ("title: 東京\n  artist: Beyoncé", "東京", "Beyoncé"),
    ],
)
def test_what_other_yaml_tools_turn_into_values_stays_text(
    lines: str, title: str, artist: str
) -> None:
    found = night(f"{HEAD}slots:\n- {lines}\n")
    track = found.slots[0].track
    assert track is not None
    assert (track.title, track.artist) == (title, artist)
    assert night(night_text(found)) == found


def test_escape_codes_in_a_title_are_cleaned() -> None:
    found = night(f'{HEAD}slots:\n- title: "a\\e[2Jb"\n').slots[0].track
    assert found is not None
    assert found.title == "ab"


@pytest.mark.parametrize(
    ("lines", "anchor"),
    [
        ("first: yes", Position(1)),
        ("last: true", Position(-1)),
        ("position: 3", Position(3)),
        ("position: -2", Position(-2)),
        ("played: true", Played()),
        ("after: yes", After()),
        ("after: inferno", After("inferno")),
        ("after: 'On'", After("On")),
        ("at: 01:00", At(datetime(2026, 11, 29, 1))),
        ("at: '22:00'", At(datetime(2026, 11, 28, 22))),
        ("at: '23:30:15'\nwindow: 90 s", At(datetime(2026, 11, 28, 23, 30, 15), 90)),
        ("end_at: '23:30'\nwindow: 3 min", EndAt(datetime(2026, 11, 28, 23, 30), 180)),
    ],
)
def test_every_anchor_is_read_and_written(lines: str, anchor: object) -> None:
    found = slot(f"title: B\n{lines}")
    assert found.anchors == (anchor,)
    made = replace(night(HEAD), slots=(Slot(1, cue="x"), replace(found, id=2)))
    assert night(night_text(made)) == made


def test_both_windows_of_one_slot_are_kept() -> None:
    found = slot(
        "title: B\nat: '23:00'\nwindow: 2 min\nend_at: '23:06'\nend_window: 1 min"
    )
    assert found.anchors == (
        At(datetime(2026, 11, 28, 23), 120),
        EndAt(datetime(2026, 11, 28, 23, 6), 60),
    )


@pytest.mark.parametrize(
    "windows",
    [
        "window: 5 min\nend_at: '23:06'",
        "end_at: '23:06'\nend_window: 5 min",
        "window: 5 min\nend_at: '23:06'\nend_window: 30 s",
    ],
)
def test_windows_are_written_as_they_were_read(windows: str) -> None:
    lines = "".join(f"  {line}\n" for line in f"at: '23:00'\n{windows}".split("\n"))
    text = f"{HEAD}slots:\n- title: B\n{lines}"
    assert night_text(night(text)).endswith(lines)


def test_a_format_of_a_later_program_is_not_called_ours_by_a_save() -> None:
    found, problems = read_night_text(f"clubplanner: 2\n{HEAD}", "x.yaml")
    assert found is not None
    assert [p.msg for p in problems] == ["this file is of format 2, known is format 1"]
    assert night_text(found).startswith("clubplanner: 2\n")


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        ("at: '21:30'", ["at 21:30 lies far behind the night's end"]),
        ("end_at: '21:30'", ["end_at 21:30 lies far behind the night's end"]),
        ("end_at: '02:33'", []),
    ],
)
def test_a_time_before_the_start_is_the_next_day_and_said_so(
    pin: str, said: list[str]
) -> None:
    text = f"{HEAD}slots:\n- title: B\n  {pin}\n"
    found, problems = read_night_text(text, "x.yaml")
    assert found is not None
    (anchor,) = found.slots[0].anchors
    assert isinstance(anchor, At | EndAt)
    assert anchor.time.date() == date(2026, 11, 29)
    assert [(p.msg, p.is_notice) for p in problems] == [(msg, True) for msg in said]
    assert all(p.where == "x.yaml:7" for p in problems)


def test_a_position_beside_first_is_a_fault_and_is_kept() -> None:
    text = f"{HEAD}slots:\n- title: B\n  position: 3\n  first: true\n"
    found, problems = read_night_text(text, "x.yaml")
    assert found is not None
    assert ["pinned to be first already" in p.msg for p in problems] == [True]
    assert "position: 3" in night_text(found)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: x\ndate: 2026-11-28\nstart: '22:00'\n", 1, "end is missing"),
        ("name: x\nend: '1:00'\nstart: '22:00'\n", 1, "date is missing"),
        ("date: 2026-11-28\nend: '1:00'\nstart: ''\n", 3, "start is missing"),
        (HEAD.replace("28", "31"), 2, "write year-month-day"),
        (HEAD.replace("22:00", "22"), 3, "for example 23:30"),
        (HEAD + "zone: Europe/Londn\n", 5, "did you mean 'Europe/London'"),
        (HEAD + "zone: Europe\n", 5, "zone 'Europe' cannot be used"),
        (HEAD + "zone: ../../etc/passwd\n", 5, "cannot be used"),
        (HEAD + "curve: ['22:00 11']\n", 5, "an energy from 1 to 10"),
        (HEAD + "curve: ['22:00']\n", 5, "an energy from 1 to 10"),
        (HEAD + "curve: ['23:00 4', '22:30 5']\n", 5, "in order from the start"),
        (HEAD + "max_play: long\n", 5, "for example 7:05"),
        (HEAD + "overlap: some\n", 5, "64 beats"),
        (HEAD + "artist_gap: -1\n", 5, "from 0 to 99"),
        (HEAD + "slots: x\n", 5, "slots is a list"),
        (HEAD + "slots:\n- x\n", 6, "no entry of slots"),
        (HEAD + "slots:\n- note: x\n", 6, "names no cue, track or gap"),
        (HEAD + "slots:\n- title: [x]\n", 6, "one text, not a list"),
        (HEAD + "slots:\n- title: x\n  bpm: fast\n", 7, "write a number"),
        (HEAD + "slots:\n- title: x\n  bpm: 119,4\n", 7, "119.4"),
        (HEAD + "slots:\n- title: x\n  key: loud\n", 7, "a Camelot key"),
        (HEAD + "slots:\n- title: x\n  energy: 11\n", 7, "from 1 to 10"),
        (HEAD + "slots:\n- title: x\n  length: '7:5'\n", 7, "minutes:seconds"),
        (HEAD + "slots:\n- title: x\n  at: soon\n", 7, "for example 23:30"),
        (HEAD + "slots:\n- title: x\n  window: 5 min\n", 7, "needs its 'at'"),
        (HEAD + "slots:\n- title: x\n  position: 0\n", 7, "no position 0"),
        (HEAD + "slots:\n- title: x\n  first: maybe\n", 7, "write yes or no"),
        (HEAD + "slots:\n- titel: x\n", 6, "did you mean 'title'"),
        (HEAD + "slots:\n- title: x\n  locked: maybe\n", 7, "write yes or no"),
        (HEAD + "shelf: x\n", 5, "begin each entry of shelf with '- '"),
        (HEAD + "shelf:\n- x\n", 6, "no entry of shelf"),
        (HEAD + "shelf:\n- title: x\n  bpm: fast\n", 7, "write a number"),
        (HEAD + "shelf:\n- gap: '5:00'\n", 6, "a gap cannot be on the shelf"),
        (HEAD + "slotz: []\n", 5, "did you mean 'slots'"),
        (HEAD + "slots:\n- title: x\n  title: y\n", 7, "stands here and in line 6"),
        (HEAD + "clubplanner: 2\n", 5, "update clubplanner"),
        (HEAD + "slots:\n- title: Foo: Bar\n", 6, "put the title in quotes"),
    ],
)
def test_every_fault_names_file_line_and_mend(text: str, line: int, words: str) -> None:
    said = only(text)
    assert said.startswith(f"sets/x.yaml:{line}: ")
    assert words in said


def test_unknown_keys_and_unusable_values_survive_a_save() -> None:
    text = (
        f"{HEAD}mood: [low, high]\nslots:\n"
        "- title: x\n  bpm: fast\n  colour: red\n  year: 1999\n  code: '1999'\n"
    )
    found, problems = read_night_text(text, "sets/x.yaml")
    assert found is not None
    assert len(problems) == 5
    written = night_text(found)
    assert "  bpm: fast\n  colour: red\n  year: 1999\n  code: '1999'\n" in written
    assert "mood:\n- low\n- high\n" in written
    again, _ = read_night_text(written, "sets/x.yaml")
    assert again == found


def test_a_mended_value_takes_the_place_of_the_unusable_one() -> None:
    found, _ = read_night_text(f"{HEAD}slots:\n- title: x\n  bpm: fast\n", "x.yaml")
    assert found is not None
    track = found.slots[0].track
    assert track is not None
    mended = replace(found.slots[0], track=replace(track, bpm=120.0))
    text = night_text(replace(found, slots=(mended,)))
    assert "bpm: 120\n" in text
    assert "fast" not in text


def test_the_shelf_and_locks_are_written_in_their_place() -> None:
    text = (
        f"clubplanner: 1\n{HEAD}slots:\n- title: a\n  locked: true\n  note: big\n"
        "shelf:\n- title: b\n  artist: B\n  length: '5:00'\n  note: maybe\n"
    )
    found, problems = read_night_text(text, "x.yaml")
    assert found is not None
    assert problems == ()
    assert found.slots[0].locked
    assert [slot.name for slot in found.shelf] == ["b"]
    assert night_text(found) == text


def test_a_pin_on_the_shelf_is_kept_and_noticed() -> None:
    text = f"{HEAD}shelf:\n- title: b\n  at: '23:00'\n"
    found, problems = read_night_text(text, "x.yaml")
    assert found is not None
    assert [str(one) for one in problems if one.is_notice] == [str(problems[0])]
    assert "x.yaml:6" in str(problems[0])
    assert "counts from when the track is in the set" in str(problems[0])
    assert "at: '23:00'" in night_text(found)


def test_comments_that_a_save_would_lose_are_counted() -> None:
    assert comments_below_header(NIGHT, "x.yaml") == ()
    assert comments_below_header(NIGHT + "# more\n", "x.yaml") == (44,)


def test_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    found, problems = read_night_text(
        "name: x\ndate: 2026-10-24\nstart: '22:00'\nend: '04:00'\n"
        "zone: Europe/London\nslots:\n- title: A\n  at: 01:30\n"
        "- title: B\n  at: 01:30 2nd\n- title: C\n  at: '03:00'\n",
        "sets/x.yaml",
    )
    assert found is not None
    assert found.length_s == 7 * 3600
    seconds = [found.second(s.anchors[0].time) for s in found.slots]  # type: ignore[union-attr]
    assert seconds == [3.5 * 3600, 4.5 * 3600, 6 * 3600]
    assert "comes twice: '01:30 2nd' is later" in str(problems[0])
    assert [p.is_notice for p in problems] == [True]
    assert "at: 01:30 2nd\n" in night_text(found)
    assert read_night_text(night_text(found), "x.yaml")[0] == found


def test_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    found, problems = read_night_text(
        "name: x\ndate: 2026-03-28\nstart: '22:00'\nend: '04:00'\n"
        "zone: Europe/London\nslots:\n- title: A\n  at: 01:30\n"
        "- title: B\n  at: 02:30\n",
        "sets/x.yaml",
    )
    assert found is not None
    assert found.length_s == 5 * 3600
    (anchor,) = found.slots[1].anchors
    assert isinstance(anchor, At)
    assert found.second(anchor.time) == 3.5 * 3600
    assert anchor.time.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert [str(p) for p in problems] == [
        "sets/x.yaml:8: at 01:30: the clocks go forward over this time, "
        "so it does not exist"
    ]


def test_a_night_of_a_whole_day_is_noticed() -> None:
    found, problems = read_night_text(HEAD.replace("02:30", "22:00"), "x.yaml")
    assert found is not None
    assert found.length_s == 24 * 3600
    assert problems[0].is_notice


def test_files_below_a_scanned_folder_are_written_relative_to_it() -> None:
    track = Track("/music/house/a.flac", title="A")
    made = replace(night(HEAD), slots=(Slot(1, track),))
    roots = (Path("/music"), Path("/music/house"), Path("/other"))
    assert "file: a.flac\n" in night_text(made, roots=roots)
    assert "file: /music/house/a.flac\n" in night_text(made)


def test_a_night_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-28-x.yaml"
    path.write_text(NIGHT, "utf-8")
    assert read_night(path)[0] == night(NIGHT)
    assert read_night(tmp_path / "no.yaml")[0] is None


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LINE = TEXT.map(clean)
WORDS = LINE.filter(lambda t: t.casefold() not in ("yes", "true", "no", "false"))
MS = st.integers(0, 3_000_000).map(lambda ms: ms / 1000)
START = datetime(2026, 11, 28, 22, tzinfo=LONDON)
MOMENTS = st.integers(0, 86_399).map(
    lambda second: (START.replace(tzinfo=None) + timedelta(seconds=second)).replace(
        tzinfo=LONDON
    )
)
PITCHES = st.integers(-50_000, 50_000).filter(bool).map(lambda n: n / 1000)
WINDOWS = st.sampled_from([30, 300]) | st.integers(1, 3600)
EXTRA = st.dictionaries(
    st.sampled_from(["colour", "On", "a: b", "7"]), TEXT, max_size=2
).map(lambda found: tuple(found.items()))


@st.composite
def tracks(draw: st.DrawFn) -> Track | None:
    bpm = draw(st.none() | st.integers(20_000, 999_000).map(lambda n: n / 1000))
    key = draw(st.none() | st.builds(Key, st.integers(1, 12), st.sampled_from("AB")))
    energy = draw(st.none() | st.integers(1, 10))
    track = Track(
        path=draw(TEXT),
        title=draw(LINE),
        artist=draw(LINE),
        bpm=bpm,
        key=key,
        energy=energy,
        length_s=draw(st.none() | MS),
        bpm_from="" if bpm is None else "night file",
        key_from="" if key is None else "night file",
        energy_from="" if energy is None else "night file",
    )
    return None if track == Track("") else track


@st.composite
def slots(draw: st.DrawFn, number: int) -> Slot:
    anchors = (
        draw(st.none() | st.builds(At, MOMENTS, WINDOWS)),
        draw(st.none() | st.builds(EndAt, MOMENTS, WINDOWS)),
        draw(st.none() | st.builds(Position, st.sampled_from([1, -1, 2, -3]))),
        draw(st.none() | st.builds(Started, MOMENTS)),
        draw(st.none() | st.just(Played())),
        draw(st.none() | st.builds(After, WORDS)),
    )
    return Slot(
        number,
        track=draw(tracks()),
        cue=draw(LINE),
        anchors=tuple(anchor for anchor in anchors if anchor),
        overlap_beats=draw(st.none() | st.integers(0, 999)),
        mix_in_s=draw(st.none() | MS),
        out_s=draw(st.none() | MS),
        pitch=draw(st.none() | PITCHES),
        cut_in=draw(st.booleans()),
        cut_out=draw(st.booleans()),
        gap_s=draw(st.none() | st.integers(0, 7200)),
        locked=draw(st.booleans()),
        note=draw(TEXT.map(clean_lines)),
        extra=draw(EXTRA),
    )


@st.composite
def nights(draw: st.DrawFn) -> Night:
    count, shelved = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    times = sorted(draw(st.sets(MOMENTS, max_size=4)))
    return Night(
        name=draw(LINE) or "x",
        date=date(2026, 11, 28),
        start=START,
        end=START + timedelta(hours=draw(st.integers(1, 23))),
        venue=draw(LINE),
        zone="Europe/London",
        theme=draw(LINE),
        curve=tuple(
            Knot(time, draw(st.integers(10, 100).map(lambda n: n / 10)))
            for time in times
        ),
        max_play_s=draw(st.none() | st.integers(1, 3600)),
        overlap_beats=draw(st.none() | st.integers(0, 999)),
        artist_gap=draw(st.none() | st.integers(0, 99)),
        slots=tuple(draw(slots(number)) for number in range(1, count + 1)),
        shelf=tuple(
            replace(draw(slots(count + number)), gap_s=None)
            for number in range(1, shelved + 1)
        ),
        header=draw(st.sampled_from(["", "# head\n", "# one\n\n#two\n\n"])),
        extra=draw(EXTRA),
    )


@given(nights())
@settings(deadline=None)
def test_any_night_reads_back_and_writes_the_same_bytes(made: Night) -> None:
    text = night_text(made)
    found, problems = read_night_text(text, "x.yaml")
    serious = [p for p in problems if not p.is_notice and "names no cue" not in p.msg]
    assert serious == []
    assert found == made
    assert night_text(found) == text


def test_more_slots_than_any_night_has_are_one_sentence() -> None:
    text = (
        "date: 2026-11-28\nstart: '22:00'\nend: '03:00'\nslots:\n"
        + "- title: x\n" * 2001
    )
    found, problems = read_night_text(text, "x.yaml")
    assert found is None
    assert [str(one) for one in problems if not one.is_notice] == [str(problems[-1])]
    assert "2,001 slots are more than any night has (2,000)" in str(problems[-1])
    found, _ = read_night_text(text.removesuffix("- title: x\n"), "x.yaml")
    assert found is not None
