"""Exports of the open night: what they are told, and where they are written."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.formats import Export, write_export
from clubplanner.exchange.options import (
    HeardNight,
    HeardPlay,
    Options,
    Spares,
    TransitionFacts,
)
from clubplanner.files.atomic import make_folder
from clubplanner.night.context import Context
from clubplanner.night.remarks import remarks
from clubplanner.night.score import Kind
from clubplanner.night.transition import Transition
from clubplanner.workspace.places import is_file
from clubplanner.workspace.spares import spares

if TYPE_CHECKING:
    from clubplanner.music.track import Track
    from clubplanner.residency.play_log import Play, PlayLog
    from clubplanner.workspace.binding import Finder
    from clubplanner.workspace.workspace import Workspace


def transition_facts(
    steps: Iterable[Transition], context: Context
) -> dict[int, TransitionFacts]:
    """Return what is known of each transition, by the slot it leads into.

    Args:
        steps: the transitions.
        context: already ``for_night``.
    """
    return {
        step.after.slot.id: TransitionFacts(
            step.percent,
            step.grade,
            tuple(finding.text for finding in remarks(step, context)),
            kind=step.kind,
            is_wide=is_wide(step, context),
            meeting=step.meeting,
            overlap_beats=step.overlap_beats,
        )
        for step in steps
    }


def is_wide(step: Transition, context: Context) -> bool:
    """Whether a transition must be mixed and is wider than the pitch range.

    That is a bridge, and a pair the DJ or the theme joined over such a step.
    """
    if step.kind is Kind.BRIDGE:
        return True
    if step.kind not in (Kind.PINNED, Kind.MORPH) or step.percent is None:
        return False
    is_cut = step.before.slot.cut_out or step.after.slot.cut_in
    return not is_cut and abs(step.percent) > context.rules.pitch_range + 0.05


def export_options(work: "Workspace", mix: str, folder: Path | None) -> Options:
    """Return what an export is told beside the night.

    Args:
        work: the open night and everything around it.
        mix: name of the recorded mix, for a cue sheet.
        folder: write file paths relative to it; None keeps them absolute.
    """
    context, residency = work.context.for_night(work.opened), work.residency
    return Options(
        act=residency.act,
        mix=mix,
        relative_to=str(folder) if folder else "",
        exists=lambda path: is_file(Path(path)),
        cue_titles={cue.id: cue.title for cue in work.theme.cues},
        transitions=transition_facts(work.transitions, context),
        address=residency.address if work.opened.venue == residency.venue else "",
        boot_volume=boot_volume(Path("/Volumes")),
        pitch_range=context.rules.pitch_range,
        key_lock=context.rules.key_lock,
        writers=lambda paths: _writers(work, paths),
        heard=lambda: _heard(work),
        spares=lambda: _spares(work, context),
    )


def boot_volume(volumes: Path) -> str:
    """Return the name of the disk this Mac starts from, empty where it is no Mac.

    Args:
        volumes: macOS's folder of disks; that disk is a link to the root in it.
    """
    try:
        links = [one for one in volumes.iterdir() if one.is_symlink()]
        return next((one.name for one in links if one.resolve() == Path("/")), "")
    except OSError:
        return ""


def heard_night(
    log: "PlayLog",
    library: "Finder",
    writers: Callable[[Iterable[str]], Mapping[str, str]],
) -> HeardNight:
    """Return a play log for an export, with what the library knows of its tracks.

    Args:
        log: what was played.
        library: finds the tracks.
        writers: as in ``Options``.
    """
    tracks = [library.find(play.path, play.title, play.artist) for play in log.plays]
    named = writers(track.path for track in tracks if track)
    plays = tuple(
        _heard_play(play, track, named.get(track.path, "") if track else "")
        for play, track in zip(log.plays, tracks, strict=True)
    )
    return HeardNight(plays, log.is_public)


def write_where_asked(
    made: Export, target: Path, own_folder: Path, backups: Path, replace: bool
) -> tuple[Path, ...]:
    """Write an export and return its files; only our own folder is made for it.

    Raises:
        ClubplannerError: a file is there already and may not be replaced, or it
            cannot be written.
    """
    if target.parent == own_folder:
        make_folder(own_folder)
    try:
        return write_export(made, target, replace=replace, backups=backups)
    except OSError as error:
        raise ClubplannerError(
            f"nothing was written there ({error.strerror})", where=str(target)[:200]
        ) from error


def _heard(work: "Workspace") -> HeardNight | None:
    """Return the open night's play log; None where none is known."""
    here = work.file.resolve()
    logs = (past.log for past in work.past() if past.path.resolve() == here)
    log = next((log for log in logs if log is not None), None)
    if log is None:
        return None
    return heard_night(log, work.library, lambda paths: _writers(work, paths))


def _writers(work: "Workspace", paths: Iterable[str]) -> dict[str, str]:
    """Return who wrote each file: as its sources say, else as the theme does."""
    asked = list(dict.fromkeys(paths))
    found = {
        match.track.path: ", ".join(match.cue.writers)
        for match in work.matches
        if match.track and match.cue.writers
    }
    for path, evidence in zip(asked, work.library.evidences(asked), strict=True):
        named = next((s.value for s in evidence.sources.get("writers", ())), None)
        if named:
            found[path] = str(named)
    return found


def _heard_play(play: "Play", track: "Track | None", writers: str) -> HeardPlay:
    """Return a play; the log's own words count, the library's fill what it lacks."""
    return HeardPlay(
        title=play.title or (track.title if track else "") or Path(play.path).stem,
        artist=play.artist or (track.artist if track else ""),
        begins=play.at,
        play_s=None if play.played_s is None else round(play.played_s),
        remixer=track.remixer if track else "",
        label=track.label if track else "",
        isrc=track.isrc if track else "",
        writers=writers,
    )


def _spares(work: "Workspace", context: Context) -> Spares:
    bridges = (step for step in work.transitions if is_wide(step, context))
    return spares(work.planner, work.opened, bridges)
