"""Keeps the DJ's word on a past night in its play log.

Which slot a play was, which of the DJ's tracks it was, and how it went.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.atomic import write_text
from clubplanner.music.text import clean_lines, fold
from clubplanner.music.track import Track
from clubplanner.night.plan import Night, Slot
from clubplanner.residency.night_file import comments_below_header
from clubplanner.residency.pairing import word_for
from clubplanner.residency.play_log import (
    NO_SLOT,
    Play,
    PlayLog,
    play_log_text,
    read_play_log,
)
from clubplanner.workspace.past import PastNight

if TYPE_CHECKING:
    from clubplanner.workspace.surroundings import Surroundings


class Part(StrEnum):
    """What of a night the DJ's opinion is on."""

    NIGHT = "night"
    PLAY = "play"
    MIX = "mix"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Stars and words of the DJ's.

    Attributes:
        stars: 1-5, 0 for none, None to leave what is there.
        note: the words, empty for none, None to leave what is there.
    """

    stars: int | None = None
    note: str | None = None


class PlayedLog:
    """The play log of a past night, to be changed and written.

    Args:
        past: the night.
        roots: scanned folders.
        backups: where the log's previous version goes.

    Raises:
        NotFoundError: no play log of the night is known.
        ClubplannerError: it has changed since it was read.
    """

    def __init__(
        self, past: PastNight, *, roots: Sequence[Path], backups: Path
    ) -> None:
        log, listed = past.log, past.played
        if log is None or listed is None:
            raise NotFoundError(f'of "{past.name}" its play log is not known')
        if read_play_log(listed.path)[0] != log:
            raise ClubplannerError(
                "the play log has changed since it was read",
                where=listed.path.name,
                hint="look at the review again",
            )
        self._past = past
        self._log: PlayLog = log
        self._path = listed.path
        self._roots = roots
        self._backups = backups

    def was_slot(self, number: int, slot: int) -> str:
        """Write which slot a play was, and return it in a sentence.

        A play without a file takes that of the slot, so the room's memory knows it.

        Args:
            number: of the play, from 1.
            slot: number of the slot, from 1; 0 for none of them.

        Raises:
            NotFoundError: there is no such play or slot, or no plan.
            ClubplannerError: the log cannot be written.
        """
        night = self._past.night
        if night is None:
            raise NotFoundError(f'of "{self._past.name}" its plan is not known')
        play = self._play(number)
        if not slot:
            changed = replace(play, slot=NO_SLOT)
            return self._change(number, changed, "was no slot of the plan")
        planned = _slot(night, slot)
        path = play.path or (planned.track.path if planned.track else "")
        changed = replace(play, slot=word_for(night.slots, slot), path=path)
        return self._change(number, changed, f'was slot {slot} "{planned.name}"')

    def was_track(self, number: int, track: Track) -> str:
        """Write which track of the library a play was, and return it in a sentence.

        What the deck called it stays; a play without a title takes the track's names.

        Args:
            number: of the play, from 1.
            track: the track.

        Raises:
            NotFoundError: there is no such play.
            ClubplannerError: the log cannot be written.
        """
        play = self._play(number)
        changed = replace(
            play,
            path=track.path,
            title=play.title or track.title,
            artist=play.artist or track.artist,
        )
        name = f"{track.artist} - {track.title}" if track.artist else track.title
        return self._change(number, changed, f'was the track "{name or track.path}"')

    def rate(self, part: Part, number: int, opinion: Opinion) -> str:
        """Write how the night, a play or the mix into it went; return it said.

        Args:
            part: what it is on.
            number: of the play, from 1; the night has none.
            opinion: stars and words.

        Raises:
            NotFoundError: there is no such play.
            ClubplannerError: the log cannot be written.
        """
        said = _said(opinion)
        if part is Part.NIGHT:
            stars, note = _with(opinion, self._log.stars, self._log.note)
            return self._write(
                replace(self._log, stars=stars, note=note), f"the night: {said}"
            )
        play = self._play(number)
        if part is Part.PLAY:
            stars, note = _with(opinion, play.stars, play.note)
            changed = replace(play, stars=stars, note=note)
            return self._change(number, changed, f": {said}")
        stars, note = _with(opinion, play.mix_stars, play.mix_note)
        changed = replace(play, mix_stars=stars, mix_note=note)
        return self._change(number, changed, f", the mix into it: {said}")

    def _play(self, number: int) -> Play:
        count = len(self._log.plays)
        if not 1 <= number <= count:
            raise NotFoundError(
                f"there is no play {number}", hint=f"1 to {count}" if count else ""
            )
        return self._log.plays[number - 1]

    def _change(self, number: int, play: Play, said: str) -> str:
        plays = self._log.plays
        name = f'play {number} "{play.title or play.path}"'
        between = "" if said[0] in ":," else " "
        return self._write(
            replace(self._log, plays=(*plays[: number - 1], play, *plays[number:])),
            f"{name}{between}{said}",
        )

    def _write(self, log: PlayLog, said: str) -> str:
        lost = _lost_comments(self._path)
        text = play_log_text(log, roots=self._roots)
        write_text(self._path, text, backups=self._backups)
        self._log = log
        return f"{said}; kept in {self._path.parent.name}/{self._path.name}{lost}"


def track_meant(around: "Surroundings", words: str) -> Track:
    """Return the one track of the library a DJ means by a file or by words.

    Raises:
        NotFoundError: there is none, or more than one.
    """
    track = around.library.find(words)
    if track is not None:
        return track
    found = [around.tracks[place] for place in around.searcher.search(words).indexes]
    wanted = fold(words)
    named = [one for one in found if wanted in (fold(one.title), _name_of(one))]
    for tracks in (named, found):
        if len(tracks) == 1:
            return tracks[0]
    if not found:
        raise NotFoundError(
            f"the library has no track '{words[:80]}'",
            hint="clubplanner tracks WORDS finds tracks",
        )
    some = "; ".join(f"{t.artist or '?'} - {t.title or t.path}" for t in found[:3])
    raise NotFoundError(
        f"{len(found)} tracks are like '{words[:80]}'",
        hint=f"say more, or name the file: {some}",
    )


def _name_of(track: Track) -> str:
    return fold(f"{track.artist} - {track.title}")


def _slot(night: Night, number: int) -> Slot:
    slots = night.slots
    if not 1 <= number <= len(slots) or slots[number - 1].is_gap:
        hint = f"1 to {len(slots)}, gaps left out"
        raise NotFoundError(f"there is no slot {number} with a track", hint=hint)
    return slots[number - 1]


def _with(opinion: Opinion, stars: int | None, note: str) -> tuple[int | None, str]:
    """Return stars and note after an opinion."""
    return (
        stars if opinion.stars is None else opinion.stars or None,
        note if opinion.note is None else clean_lines(opinion.note),
    )


def _said(opinion: Opinion) -> str:
    words = []
    if opinion.stars is not None:
        many = "1 star" if opinion.stars == 1 else f"{opinion.stars} stars"
        words.append(many if opinion.stars else "no stars")
    if opinion.note is not None:
        words.append(f'"{opinion.note}"' if opinion.note else "no note")
    return ", ".join(words) or "as it was"


def _lost_comments(path: Path) -> str:
    """Return what to say of comments that a save cannot keep."""
    lines = comments_below_header(path.read_bytes(), path.name)
    return "; its comments are in the previous version only" if lines else ""
