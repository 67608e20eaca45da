"""Makes the practice library: playable files of full length with true-to-life tags.

It is made once. A manifest in its folder says which files are whole; an interrupted
run goes on where it stopped, a finished one makes nothing again. Every file appears
under its name only when it is whole, and only a folder that is empty or already the
practice library is written to.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.files.atomic import write_text
from clubplanner.practice.sound import require_encoder, write_sound
from clubplanner.practice.spec import DAMAGED, Spec, practice_tracks
from clubplanner.practice.tags_id3 import write_id3
from clubplanner.practice.tags_riff import write_info
from clubplanner.practice.tags_vorbis import write_vorbis

VERSION = 1
"""Of the files' content: another one makes them all again."""

MANIFEST = ".clubplanner-practice.json"

Progress = Callable[[int, int, str], None]
"""Told after each file: how many are done, of how many, and the file's name."""

_WORKERS = 2
"""Encoding leaves Python's lock, so two threads use two cores."""

_RECORDED_EVERY = 8
"""Files between two manifests: a killed run makes at most so many again."""


def make_library(
    folder: Path,
    *,
    progress: Progress,
    specs: Sequence[Spec] | None = None,
) -> list[Path]:
    """Make the practice library, or what is missing of it.

    Args:
        folder: made when missing.
        progress: told after each file, in the caller's thread.
        specs: the files to make; None for all of them.

    Returns:
        every file of it, in the order of the lists.

    Raises:
        ClubplannerError: soundfile is not installed, the folder holds other files, or
            the disk does not take them.
    """
    wanted = practice_tracks() if specs is None else tuple(specs)
    whole = _whole_files(folder)
    missing = [spec for spec in wanted if spec.path not in whole]
    if missing:
        require_encoder()
        _claim(folder)
        _make(folder, missing, whole, progress)
    return [folder / spec.path for spec in wanted]


def _make(
    folder: Path, missing: Sequence[Spec], whole: dict[str, int], progress: Progress
) -> None:
    """Make the missing files, the long ones to encode first, and record each."""
    order = sorted(missing, key=lambda spec: spec.container != "mp3")
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting = {pool.submit(_make_one, spec, folder): spec for spec in order}
        try:
            for done, future in enumerate(as_completed(waiting), 1):
                path = waiting[future].path
                whole[path] = future.result()
                if not done % _RECORDED_EVERY:
                    _write_manifest(folder, whole)
                progress(done, len(missing), path)
        finally:
            pool.shutdown(cancel_futures=True)
            _write_manifest(folder, whole)


def _make_one(spec: Spec, folder: Path) -> int:
    """Make one file beside its place, move it there whole, return its size."""
    from mutagen import MutagenError

    target = folder / spec.path
    unfinished = target.with_name(f".{target.name[:60]}.part")
    try:
        target.parent.mkdir(exist_ok=True)
        if spec.written_by == DAMAGED:
            unfinished.write_bytes(_damaged_download())
        else:
            write_sound(spec, unfinished)
            _write_tags(spec, unfinished)
        unfinished.replace(target)
        return target.stat().st_size
    # libsndfile's errors, a full disk among them, are RuntimeErrors.
    except (OSError, RuntimeError, MutagenError) as error:
        raise ClubplannerError(
            f"the practice file cannot be written: {error}",
            where=str(target),
            hint="free some space or name another folder, then run it again",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _write_tags(spec: Spec, path: Path) -> None:
    if spec.container in ("flac", "ogg"):
        write_vorbis(spec, path)
    elif spec.written_by == "info":
        write_info(spec, path)
    else:
        write_id3(spec, path)


def _damaged_download() -> bytes:
    """Return a FLAC file that broke off inside its first block."""
    return b"fLaC\x00\x00\x00\x22\x10\x00\x10\x00\x00"


def _whole_files(folder: Path) -> dict[str, int]:
    """Return the sizes of the files that are there and as they were made."""
    return {
        path: size
        for path, size in _recorded(folder).items()
        if (folder / path).is_file() and (folder / path).stat().st_size == size
    }


def _recorded(folder: Path) -> dict[str, int]:
    """Return what the manifest records; nothing if it is of another version."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
        return dict(content["files"]) if content["version"] == VERSION else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _claim(folder: Path) -> None:
    """Mark the folder as the practice library before anything is put into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClubplannerError(
            f"the folder cannot be made: {error.strerror}",
            where=str(folder),
            hint="name another folder for the practice library",
        ) from error
    if (folder / MANIFEST).exists():
        return
    if any(folder.iterdir()):
        raise ClubplannerError(
            "this folder holds other files and was left alone",
            where=str(folder),
            hint="name an empty or a new folder for the practice library",
        )
    _write_manifest(folder, {})


def _write_manifest(folder: Path, whole: dict[str, int]) -> None:
    content = {
        "about": "files of clubplanner's practice library; delete the folder any time",
        "version": VERSION,
        "files": dict(sorted(whole.items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    write_text(folder / MANIFEST, f"{text}\n")
