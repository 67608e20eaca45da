"""Exports of the open night: what they are told, and where they are written."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.formats import Export, write_export
from clubplanner.exchange.options import Options, TransitionFacts
from clubplanner.files.atomic import make_folder
from clubplanner.night.context import Context
from clubplanner.night.remarks import remarks
from clubplanner.night.transition import Transition
from clubplanner.workspace.places import is_file


def transition_facts(
    steps: Iterable[Transition], context: Context
) -> dict[int, TransitionFacts]:
    """Return percent, grade and remarks of each transition, by the slot it leads into.

    Args:
        steps: the transitions.
        context: already ``for_night``.
    """
    return {
        step.after.slot.id: TransitionFacts(
            step.percent,
            step.grade,
            tuple(finding.text for finding in remarks(step, context)),
        )
        for step in steps
    }


def export_options(
    cue_titles: Mapping[str, str],
    transitions: Mapping[int, TransitionFacts],
    act: str,
    mix: str,
    folder: Path | None,
) -> Options:
    """Return what an export is told beside the night.

    Args:
        cue_titles: the theme's titles by cue id.
        transitions: see ``transition_facts``.
        act: the name the DJ plays under.
        mix: name of the recorded mix, for a cue sheet.
        folder: write file paths relative to it; None keeps them absolute.
    """
    return Options(
        act=act,
        mix=mix,
        relative_to=str(folder) if folder else "",
        exists=lambda path: is_file(Path(path)),
        cue_titles=cue_titles,
        transitions=transitions,
    )


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
