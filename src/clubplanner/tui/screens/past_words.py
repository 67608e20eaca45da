"""The DJ's word on a past night, asked for on the Past screen."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.music.text import cut
from clubplanner.tui.dialogs.ask import Ask
from clubplanner.tui.dialogs.opinion import Known, OpinionDialog
from clubplanner.tui.dialogs.pick import Pick
from clubplanner.tui.screens.plan_screen import PlanScreen
from clubplanner.tui.widgets.columns import Column
from clubplanner.tui.widgets.rows_table import Row
from clubplanner.workspace.correcting import Opinion, Part, PlayedLog, track_meant

if TYPE_CHECKING:
    from clubplanner.night.plan import Slot
    from clubplanner.residency.play_log import Play, PlayLog
    from clubplanner.residency.review import Review
    from clubplanner.workspace.past import PastNight

_PLAYS = (
    Column("At", 5),
    Column("Played", 14, share=2),
    Column("Stars", 11),
    Column("Note", 10, share=2, rank=1),
)
_MATCHES = (
    Column("At", 5),
    Column("Played", 14, share=2),
    Column("Slot", 14, share=2),
    Column("Known by", 8),
    Column("File", 6, share=1, rank=1),
)
_SLOTS = (Column("No", 4), Column("Slot", 20, share=2), Column("Artist", 10, share=1))
_NO_SLOT = 0
_MY_TRACK = -1
_NIGHT = 0


def rate(screen: PlanScreen, past: "PastNight") -> None:
    """Ask what of a night to rate, and how it went.

    Args:
        screen: the screen in front.
        past: the night, with its play log.
    """
    log = past.log
    if log is None:
        screen.desk.say("No play log of this night: there is nothing to rate", "warn")
        return
    rows = [
        Row(
            _NIGHT,
            (("", ""), ("The whole night", "strong"), *_opinion(log.stars, log.note)),
        )
    ]
    rows += [
        Row(number, (_at(play), (_name(play), ""), *_opinion_on(play)))
        for number, play in enumerate(log.plays, start=1)
    ]

    def take(number: int | None) -> None:
        if number is not None:
            _ask_opinion(screen, past, log, number)

    pick = Pick(
        lambda _: "How did it go?", _PLAYS, rows, "Enter rates it.", is_wide=True
    )
    screen.program.push_screen(pick, take)


def match(screen: PlanScreen, past: "PastNight", found: "Review | None") -> None:
    """Show what each play was taken for, and ask what one really was.

    Args:
        screen: the screen in front.
        past: the night, with its play log.
        found: it reviewed, None without a plan.
    """
    log = past.log
    if log is None or not log.plays:
        screen.desk.say("No play of this night is known", "warn")
        return
    slots = _taken_for(found)
    rows = [
        Row(number, (_at(play), (_name(play), ""), *slots.get(number, _NOTHING)))
        for number, play in enumerate(log.plays, start=1)
    ]
    files = [play.path.replace("\\", "/").rpartition("/")[2] for play in log.plays]
    rows = [
        Row(row.key, (*row.cells, (file or "?", "dim")))
        for row, file in zip(rows, files, strict=True)
    ]

    def take(number: int | None) -> None:
        if number is not None:
            _ask_slot(screen, past, log.plays[number - 1], number)

    pick = Pick(
        lambda _: "What each play was taken for",
        _MATCHES,
        rows,
        "Enter says what the play really was.",
        is_wide=True,
    )
    screen.program.push_screen(pick, take)


_NOTHING = (("-", "dim"), ("-", "dim"))


def _ask_opinion(
    screen: PlanScreen, past: "PastNight", log: "PlayLog", number: int
) -> None:
    known: tuple[Known, ...] = ((Part.NIGHT, log.stars, log.note),)
    title = f"{past.name}, {past.date:%d %b %Y}"
    if number != _NIGHT:
        play = log.plays[number - 1]
        known = (
            (Part.PLAY, play.stars, play.note),
            (Part.MIX, play.mix_stars, play.mix_note),
        )
        title = _name(play)

    def take(given: tuple[tuple[Part, Opinion], ...] | None) -> None:
        if given:
            _keep(screen, past, partial(_rated, number=number, given=given))

    screen.program.push_screen(OpinionDialog(title, known), take)


def _rated(log: PlayedLog, number: int, given: tuple[tuple[Part, Opinion], ...]) -> str:
    """Keep opinions one after the other and return the last one said."""
    said = ""
    for part, opinion in given:
        said = log.rate(part, number, opinion)
    return said


def _ask_slot(screen: PlanScreen, past: "PastNight", play: "Play", number: int) -> None:
    slots = past.night.slots if past.night else ()
    rows = [
        Row(place, _slot_cells(place, slot))
        for place, slot in enumerate(slots, start=1)
        if not slot.is_gap
    ]
    if slots:
        nothing = ("", ""), ("none of them: it was not planned", "dim"), ("", "")
        rows.append(Row(_NO_SLOT, nothing))
    mine = ("", ""), ("one of my tracks, whatever the slot ...", "dim"), ("", "")
    rows.append(Row(_MY_TRACK, mine))

    def take(slot: int | None) -> None:
        if slot == _MY_TRACK:
            _ask_track(screen, past, play, number)
        elif slot is not None:
            _keep(screen, past, lambda log: log.was_slot(number, slot))

    title = f'What was "{cut(_name(play), 40)}"?'
    hint = "Enter keeps it in the play log."
    screen.program.push_screen(Pick(lambda _: title, _SLOTS, rows, hint), take)


def _ask_track(
    screen: PlanScreen, past: "PastNight", play: "Play", number: int
) -> None:
    def take(words: tuple[str] | None) -> None:
        if words is None:
            return

        def change() -> None:
            track = track_meant(screen.desk.workspace, words[0])
            _keep(screen, past, lambda log: log.was_track(number, track))

        screen.desk.attempt(change)

    hint = "Words that find the track alone, as in the library, or its file."
    title = f'Which track of yours was "{cut(_name(play), 40)}"?'
    screen.program.push_screen(Ask(title, hint, _words, play.title), take)


def _words(text: str) -> str:
    if not text.strip():
        raise ClubplannerError("write some words of its title")
    return text.strip()


def _keep(
    screen: PlanScreen, past: "PastNight", change: Callable[[PlayedLog], str]
) -> None:
    """Write a play log and say what was kept."""

    def act() -> None:
        said = screen.desk.workspace.change_log(past, change)
        screen.desk.changed(said[0].upper() + said[1:])

    screen.desk.attempt(act)


def _taken_for(
    found: "Review | None",
) -> dict[int, tuple[tuple[str, str], tuple[str, str]]]:
    """Return per number of a play its slot and what speaks for it, as cells."""
    cells = {}
    for line in found.lines if found else ():
        for number in line.play_numbers:
            if line.slot is not None and line.sureness is not None:
                tone = "warn" if line.is_guess else "good"
                word = line.sureness.name.lower()
                slot = f"{line.slot_number} {line.slot.name}"
                cells[number] = (slot, ""), (word, tone)
            else:
                cells[number] = ("not planned", "dim"), ("-", "dim")
    return cells


def _slot_cells(place: int, slot: "Slot") -> tuple[tuple[str, str], ...]:
    artist = slot.track.artist if slot.track else ""
    return (f"{place}", "dim"), (slot.name, ""), (artist or "?", "dim")


def _opinion_on(play: "Play") -> tuple[tuple[str, str], tuple[str, str]]:
    """Return stars and note of a play as cells, those of the mix into it behind."""
    (stars, tone), (note, note_tone) = _opinion(play.stars, play.note)
    if play.mix_stars:
        stars = f"{stars:<5} mix {play.mix_stars}"
    if play.mix_note:
        note = f"{note}; mix: {' '.join(play.mix_note.split())}".removeprefix("; ")
    return (stars, tone), (note, note_tone)


def _opinion(stars: int | None, note: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("*" * (stars or 0), "strong"), (" ".join(note.split()), "")


def _at(play: "Play") -> tuple[str, str]:
    return (f"{play.at:%H:%M}" if play.at else "?"), "dim"


def _name(play: "Play") -> str:
    title = play.title or play.path
    return f"{title} - {play.artist}" if play.artist else title
