"""Reading music folders in the background, the first one asked for."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.tui.dialogs.folder import FolderDialog
from clubplanner.tui.dialogs.welcome import WelcomeDialog
from clubplanner.tui.long_work import IsStopped, Report
from clubplanner.tui.screens.plan_screen import PlanScreen

if TYPE_CHECKING:
    from clubplanner.library.scan import ScanProgress, ScanReport


def scan_again(screen: PlanScreen) -> None:
    """Read all folders again; without any, ask for the first."""
    if screen.desk.workspace.settings.folders:
        _scan(screen, ())
    else:
        ask_folder(screen)


def ask_folder(screen: PlanScreen) -> None:
    """Ask for a folder with music and read it."""
    screen.app.push_screen(FolderDialog(), partial(_read, screen))


def welcome(screen: PlanScreen) -> None:
    """Say what the program is for, ask for the first folder and read it."""
    screen.app.push_screen(WelcomeDialog(), partial(_read, screen))


def told(progress: "ScanProgress") -> str:
    """Return how far a scan is, for the status line."""
    speed = f"{progress.files_per_s:,.0f} a second"
    return f"{progress.done:,} of {progress.total:,} files, {speed}"


def summed_up(report: "ScanReport") -> str:
    """Return what a scan did, in one sentence."""
    parts = (
        ("added", report.added),
        ("changed", report.changed),
        ("moved", report.moved),
        ("gone", report.vanished),
        ("unreadable (see !)", report.unreadable),
        ("unchanged", report.unchanged),
    )
    did = ", ".join(f"{count:,} {word}" for word, count in parts if count)
    start = "Stopped: " if report.is_cancelled else "Scanned: "
    away = not_there(len(report.missing_roots))
    nothing = "" if away else "no audio files found"
    return start + ". ".join(part for part in (did or nothing, away) if part)


def not_there(folders: int) -> str:
    """Return what to do about folders that are not there, empty for none."""
    if not folders:
        return ""
    are = "folder is" if folders == 1 else "folders are"
    return f"{folders} {are} not there: plug the drive in"


def _read(screen: PlanScreen, folder: Path | None) -> None:
    if folder is not None:
        _scan(screen, (folder,))


def _scan(screen: PlanScreen, folders: tuple[Path, ...]) -> None:
    desk = screen.desk

    def job(report: Report, is_stopped: IsStopped) -> "ScanReport":
        return desk.workspace.scan(
            folders,
            progress=lambda progress: report(told(progress)),
            cancelled=is_stopped,
        )

    def done(report: "ScanReport") -> None:
        desk.workspace.library_changed()
        desk.changed(summed_up(report))
        if desk.workspace.tracks and desk.night is None and not desk.workspace.nights():
            screen.program.action_nights()

    desk.attempt(lambda: screen.program.work.start("Scanning", job, done))
    screen.draw_status()
