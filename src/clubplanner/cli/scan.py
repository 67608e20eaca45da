"""``clubplanner scan``: reads the tags of folders into the library."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, open_surroundings
from clubplanner.cli.output import one_line, say, say_json, talk
from clubplanner.workspace.paths import Paths

if TYPE_CHECKING:
    from clubplanner.library.scan import ScanProgress, ScanReport


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "scan",
        "read the tags of your music folders",
        "Reads new and changed audio files. The folders are remembered; without one, "
        "all remembered folders are scanned again. Audio files are never changed.",
        "scan ~/Music /media/usb/Music",
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--forget",
        type=Path,
        metavar="FOLDER",
        help="take a folder out of the library; its files stay as they are",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Scan and print what changed."""
    surroundings = open_surroundings(paths)
    if arguments.forget is not None:
        surroundings.forget_folder(arguments.forget)
        left = len(surroundings.tracks)
        if arguments.json:
            say_json({"forgotten": str(arguments.forget), "tracks": left})
        else:
            say(f"Forgot {arguments.forget}; {left:,} tracks are left")
        return exits.OK
    meter = show_progress if sys.stderr.isatty() else None
    report = surroundings.scan(arguments.folders, progress=meter)
    if meter is not None:
        talk("")
    for folder in report.missing_roots:
        talk(f"! {folder} is not there; its tracks are hidden until it is back")
    unread = surroundings.library.unreadable()
    if arguments.json:
        say_json(_fields(report, unread))
        return exits.OK
    say(sentence(report))
    for path, reason in unread:
        say(f"  not read: {one_line(path)}: {reason}")
    return exits.OK


def show_progress(progress: "ScanProgress") -> None:
    """Draw how far a scan is over the last line of the terminal."""
    sys.stderr.write(
        f"\r{progress.done:,} of {progress.total:,} files, "
        f"{progress.files_per_s:,.0f} a second "
    )
    sys.stderr.flush()


def _fields(report: "ScanReport", unread: "list[tuple[str, str]]") -> dict[str, object]:
    """Return the stable JSON object of ``scan --json``."""
    return {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "moved": report.moved,
        "vanished": report.vanished,
        "unreadable": [{"path": path, "reason": reason} for path, reason in unread],
        "missing_folders": list(report.missing_roots),
        "seconds": round(report.seconds, 3),
        "stopped": report.is_cancelled,
    }


def sentence(report: "ScanReport") -> str:
    """Return what a scan did, in one line."""
    counts = {
        "new": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "gone": report.vanished,
        "unchanged": report.unchanged,
        "not readable": report.unreadable,
    }
    said = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)
    return f"{said or 'no audio files'} in {report.seconds:.1f} s"
