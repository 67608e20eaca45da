"""The app's questions that undo cannot take back, in words."""

from clubplanner.tui.dialogs.choose import Choose
from clubplanner.workspace.journal import Recovery


def unsaved(name: str) -> Choose:
    """Ask what becomes of edits: answers ``save``, ``discard`` or nothing."""
    return Choose(
        f'"{name}" has edits that are not saved',
        "Save writes them to the night's file. Discard leaves the file as it is.",
        (("Save", "save"), ("Discard", "discard"), ("Cancel", "")),
    )


def recovered(found: Recovery) -> Choose:
    """Ask what becomes of an earlier session: ``restore``, ``discard`` or nothing."""
    edits = "1 edit" if found.edits == 1 else f"{found.edits} edits"
    were = "was" if found.edits == 1 else "were"
    return Choose(
        f"{edits} from {found.at:%a %H:%M} {were} never saved",
        f"The last one was: {found.label}. Restore brings them back, and undo takes "
        "them out again. Later: your next edit moves them into the folder of previous "
        "versions, nothing is lost.",
        (("Later", ""), ("Throw away", "discard"), ("Restore", "restore")),
    )


def changed_on_disk(name: str) -> Choose:
    """Ask which version counts: answers ``replace``, ``open`` or nothing."""
    return Choose(
        f"{name} was changed by another program",
        "Replace saves yours; the other version is kept among the previous versions. "
        "Open theirs shows the file as it is now; your edits are kept there likewise.",
        (("Replace", "replace"), ("Open theirs", "open"), ("Cancel", "")),
    )
