"""``clubplanner import``: reads collections, lists and histories of other programs."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import time
from pathlib import Path

from clubplanner.cli import exits
from clubplanner.cli.desk import add_command, add_json, day, open_surroundings
from clubplanner.cli.import_fields import file_fields
from clubplanner.cli.output import one_line, say, say_json, talk
from clubplanner.errors import NotFoundError, UsageError
from clubplanner.exchange.incoming import Imported
from clubplanner.files.values import parse_clock
from clubplanner.library.collections.matching import By
from clubplanner.music.text import many
from clubplanner.workspace.importing.files import NamedFile, find_files
from clubplanner.workspace.importing.importer import Importer, Taken
from clubplanner.workspace.importing.wishes import Wishes
from clubplanner.workspace.paths import Paths
from clubplanner.workspace.places import is_folder
from clubplanner.workspace.surroundings import Surroundings

_BY = {By.PATH: "path", By.ISRC: "ISRC", By.NAME: "artist, title and length"}

OF_A_RECORDING = (
    "its times count from the beginning of a recording: --date and --start make a "
    "play log of it"
)
NOTHING_KEPT = "a list without times: nothing of it was kept, --json prints it"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = add_command(
        commands,
        "import",
        "read collections, playlists and histories of other DJ programs",
        "What a file is, its content tells. BPM, keys, ratings, comments, cue points "
        "and beatgrids of a collection join the tracks of your library as one more "
        "source. A history becomes the play log of its night, once. So does a cue "
        "sheet or tracklist with the times of a recording, with --date and --start. "
        "The files are only read. In --json, started_at is a time of day "
        "(2026-11-28T22:04:10) where the file has one, else the seconds from the "
        "beginning of the recording. For one FILE it is one object, else a list.",
        "import collection.nml History/ --venue 'Club Overtime'",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE|FOLDER")
    parser.add_argument(
        "--date",
        type=day,
        metavar="YYYY-MM-DD",
        help="the date the night began; of several nights, the one to take",
    )
    parser.add_argument(
        "--start",
        type=_clock,
        metavar="HH:MM",
        help="when a recording began, for lists with times from its beginning",
    )
    parser.add_argument(
        "--venue", default="", metavar="NAME", help="the residency's without it"
    )
    parser.add_argument(
        "--night",
        default="",
        metavar="NAME",
        help="the planned night it was, or a name for the play log",
    )
    parser.add_argument(
        "--private", action="store_true", help="the night was not open to the public"
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="take plays, too, that the program says nobody was to hear",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="put a longer version of a play log in its place; the old one is kept "
        "among the previous versions",
    )
    parser.add_argument(
        "--forget",
        type=Path,
        metavar="FILE",
        help="take out again what a collection said of your tracks",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would happen, write nothing"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def _clock(text: str) -> time:
    try:
        return parse_clock(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Import files and say what each holds and what became of it.

    Raises:
        UsageError: no file was named.
    """
    surroundings = open_surroundings(paths)
    if arguments.forget is not None:
        return _forget(surroundings, arguments)
    if not arguments.files:
        raise UsageError("name a file or a folder", hint="clubplanner import --help")
    found = find_files(arguments.files)
    for problem in found.problems:
        talk(f"! {problem}")
    is_single = len(arguments.files) == 1 and not is_folder(arguments.files[0])
    importer = Importer(surroundings, _wishes(arguments), is_single=is_single)
    taken = list(_take(importer, found.files, arguments.json))
    if arguments.json:
        fields = [file_fields(one) for one in taken]
        say_json(fields[0] if is_single else fields)
    passed = found.passed + len(found.files) - len(taken)
    if passed:
        files = "1 file was" if passed == 1 else f"{passed:,} files were"
        talk(f"{files} passed over: no list, collection or history")
    elif not taken:
        talk("There is nothing in there to import")
    for sentence in importer.finish():
        talk(f"! {sentence}")
    return _exit_code(taken)


def _exit_code(taken: Sequence[Taken]) -> int:
    """Return whether every file was read, and what it says written."""
    failed = [one for one in taken if one.is_failure]
    if not failed:
        return exits.OK
    is_all_missing = all(one.is_missing for one in failed)
    return exits.NOT_FOUND if is_all_missing else exits.UNREADABLE


def _wishes(arguments: argparse.Namespace) -> Wishes:
    is_attended = sys.stdin.isatty() and sys.stderr.isatty() and not arguments.json
    return Wishes(
        day=arguments.date,
        start=arguments.start,
        venue=arguments.venue,
        night=arguments.night,
        is_private=arguments.private,
        with_practice=arguments.all,
        may_replace=arguments.replace,
        is_dry=arguments.dry_run,
        ask=_ask if is_attended else None,
    )


def _ask(question: str) -> str:
    sys.stderr.write(one_line(question))
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _take(
    importer: Importer, files: Iterable[NamedFile], as_json: bool
) -> Iterable[Taken]:
    """Yield the files of a known kind, and say of each what there is to say."""
    for file in files:
        taken = importer.take(file)
        if taken is None:
            continue
        if not as_json and taken.imported is not None:
            say(_line(taken, taken.imported))
            for kept in taken.nights:
                say(f"  {one_line(kept.sentence)}")
            if taken.needs_start:
                say(f"  {OF_A_RECORDING}")
            if _left_nothing(taken, taken.imported):
                say(f"  {NOTHING_KEPT}")
        for problem in taken.problems:
            talk(f"! {problem}")
        yield taken


def _left_nothing(taken: Taken, imported: Imported) -> bool:
    """Whether a list was read of which neither library nor past can have anything."""
    came = taken.joined is not None or taken.nights or taken.needs_start
    return bool(imported.tracks) and not came and not taken.problems


def _forget(surroundings: Surroundings, arguments: argparse.Namespace) -> int:
    """Take out what was imported from one file."""
    wanted = str(arguments.forget.expanduser().resolve())
    names = [one for one in surroundings.library.collections() if one.name == wanted]
    if not names:
        known = ", ".join(one.name for one in surroundings.library.collections())
        raise NotFoundError(
            "nothing was imported from this file",
            where=str(arguments.forget)[:200],
            hint=f"imported were: {known or 'none'}",
        )
    for name in names:
        surroundings.library.forget_collection(name)
    if arguments.json:
        say_json({"forgotten": wanted})
    else:
        say(f"Forgot what {wanted} said of your tracks")
    return exits.OK


def _line(taken: Taken, imported: Imported) -> str:
    """Return what a file is and holds, in one line."""
    guessed = f"{imported.encoding} (guessed)" if imported.is_guessed else ""
    title = taken.kind.title if taken.kind else imported.kind
    lists = sum(1 for one in imported.playlists if one.kind != "history")
    nights = len(imported.playlists) - lists
    parts = [
        title,
        guessed,
        many(len(imported.tracks), "track"),
        many(lists, "playlist") if lists else "",
        many(nights, "night") if nights else "",
        _matched(taken),
    ]
    said = ", ".join(part for part in parts if part)
    return one_line(f"{taken.path}: {said}")


def _matched(taken: Taken) -> str:
    """Return how many tracks of the library a collection speaks of."""
    report = taken.joined
    if report is None:
        return ""
    ways = [f"{report.matched[by]:,} by {_BY[by]}" for by in By if by in report.matched]
    detail = f" ({', '.join(ways)})" if ways else ""
    return f"{report.total:,} of your tracks in it{detail}"
