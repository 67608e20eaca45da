"""Which files are meant by the files and folders a DJ names."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from clubplanner.library.walk import SUFFIXES
from clubplanner.workspace.places import is_file, is_folder, is_text

MOST_FILES = 20_000
"""Files of one folder that are looked at: a history of ten years has some thousand."""

MOST_FOLDERS = 20_000


@dataclass(frozen=True, slots=True)
class NamedFile:
    """One file to import.

    Attributes:
        path: the file.
        was_named: the DJ named it, rather than a folder it lies in.
    """

    path: Path
    was_named: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found under the names.

    Attributes:
        files: in the order of the names, those of a folder sorted, none twice.
        passed: audio files that lie in the folders.
        problems: folders that were not walked to their end.
    """

    files: tuple[NamedFile, ...]
    passed: int = 0
    problems: tuple[str, ...] = ()


def find_files(names: Iterable[Path]) -> Found:
    """Return the files under files and folders; hidden ones and links are left out."""
    files: dict[Path, NamedFile] = {}
    problems: list[str] = []
    passed = 0
    for name in names:
        if not is_folder(name):
            files[name] = NamedFile(name, was_named=True)
            continue
        inside, audio, notes = _walk(name)
        passed += audio
        problems += notes
        for path in inside:
            files.setdefault(path, NamedFile(path, was_named=False))
    return Found(tuple(files.values()), passed, tuple(problems))


def _walk(folder: Path) -> tuple[list[Path], int, list[str]]:
    """Return the files to try, the number of audio files, and what went wrong."""
    files: list[Path] = []
    problems: list[str] = []
    audio = 0

    def note(error: OSError) -> None:
        problems.append(f"{error.filename}: not looked into ({error.strerror})")

    walked = os.walk(folder, onerror=note)
    for folders, (path, inner, names) in enumerate(walked, start=1):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in SUFFIXES:  # noqa: PTH122
                audio += 1
            elif _is_worth_a_try(whole := Path(path, name)):
                files.append(whole)
        if len(files) > MOST_FILES or folders >= MOST_FOLDERS:
            del files[MOST_FILES:]
            problems.append(
                f"{folder}: too much lies in there; the first {len(files):,} files "
                "are looked at: name a folder inside"
            )
            break
    return files, audio, problems


def _is_worth_a_try(path: Path) -> bool:
    """Whether a name in a folder is a plain file that is not hidden."""
    return not path.name.startswith(".") and is_text(path) and is_file(path)
