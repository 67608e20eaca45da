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
    return Choose(
        f"{found.edits} edits from {found.at:%a %H:%M} were never saved",
        f"The last one was: {found.label}.",
        (("Restore", "restore"), ("Throw away", "discard"), ("Later", "")),
    )
