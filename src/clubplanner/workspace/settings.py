"""The settings of the program: folders, keys, colours, the DJ's own key presses.

``config.yaml`` is made for people; what it does not say has its default, what it says
wrongly is a problem with a line, and unknown keys survive a save.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.files import yaml
from clubplanner.files.fields import Fields
from clubplanner.files.node import Plain
from clubplanner.files.problem import Problem, did_you_mean
from clubplanner.library.path_rules import FORM, PathRule, parse_rule
from clubplanner.workspace.places import is_file

NOTATIONS = ("camelot", "open", "name")
COLOURS = ("dark", "light", "contrast", "terminal")
"""Sets of colours: ``terminal`` takes the sixteen that the terminal itself has."""

COLUMNS = (
    *("title", "artist", "bpm", "key", "energy", "length", "rating", "genre", "last"),
    *("fit", "album", "year", "label", "tags", "note", "comment", "file"),
)
"""Columns the app's library can show."""


@dataclass(frozen=True, slots=True)
class KeyPress:
    """One line of ``keymap``.

    Attributes:
        action: id of the action: ``set.remove``.
        keys: what to press for it: ``D Del``.
        where: file and line, for a problem.
    """

    action: str
    keys: str
    where: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the DJ set.

    Attributes:
        folders: absolute folders of audio files, in the order they were added.
        notation: how keys are written: ``camelot``, ``open`` or ``name``.
        paths: where files of other computers lie on this one.
        path_texts: the rules as the file has them, unusable ones among them, for the
            next save.
        colours: one of ``COLOURS``; empty is as the terminal can.
        columns: columns of the library, from left to right; without any those the app
            has at first. Names it does not know are kept for the next save.
        keymap: the keys the DJ changed; the app says which of them it cannot use.
        keymap_rest: lines of ``keymap`` that hold no keys, kept for the next save.
        extra: unknown keys of the file, kept for the next save.
        is_whole: False when the file could not be read in full; it is then never
            replaced.
    """

    folders: tuple[Path, ...] = ()
    notation: str = "camelot"
    paths: tuple[PathRule, ...] = ()
    path_texts: tuple[str, ...] = ()
    colours: str = ""
    columns: tuple[str, ...] = ()
    keymap: tuple[KeyPress, ...] = ()
    keymap_rest: Mapping[str, Plain] = field(default_factory=dict)
    extra: Mapping[str, Plain] = field(default_factory=dict)
    is_whole: bool = True


def read_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a file; without a file the defaults."""
    if not is_file(path):
        return Settings(), ()
    document, found = yaml.read(path)
    problems = list(found)
    fields = Fields(document.root, path.name, problems)
    folders, wrong = _folders(fields.texts("folders"), path.name)
    problems += wrong
    path_texts = fields.texts("paths", example=f"'{FORM}'")
    rules, broken = _rules(path_texts, fields.where_each("paths"))
    problems += broken
    columns = fields.texts("columns", example="title, artist, bpm, key")
    problems += _strange(columns, fields.where_each("columns"))
    presses, rest = _keymap(fields.mapping("keymap"))
    settings = Settings(
        folders=folders,
        notation=fields.choice("keys", NOTATIONS) or "camelot",
        paths=rules,
        path_texts=path_texts,
        colours=fields.choice("colours", COLOURS),
        columns=columns,
        keymap=presses,
        keymap_rest=rest,
        extra=fields.left_over(),
        is_whole=document.is_whole and not wrong,
    )
    return settings, tuple(problems)


def _folders(texts: Sequence[str], name: str) -> tuple[tuple[Path, ...], list[Problem]]:
    """Return the folders; one that depends on where we stand is a problem."""
    folders = [Path(os.path.expanduser(text)) for text in texts]  # noqa: PTH111
    wrong = [
        Problem(name, f"folder '{folder}' cannot be used", "write its whole path")
        for folder in folders
        if not folder.is_absolute()
    ]
    return tuple(folder for folder in folders if folder.is_absolute()), wrong


def _rules(
    texts: Sequence[str], places: Sequence[str]
) -> tuple[tuple[PathRule, ...], list[Problem]]:
    """Return the mapping rules; one that cannot be read is a problem with its line."""
    rules, broken = [], []
    for text, where in zip(texts, places, strict=False):
        try:
            rules.append(parse_rule(text))
        except ValueError as error:
            msg = f"the rule '{text[:80]}' under paths cannot be used"
            broken.append(Problem(where, msg, str(error)))
    return tuple(rules), broken


def _strange(columns: Sequence[str], places: Sequence[str]) -> list[Problem]:
    """Return a problem per column there is not."""
    return [
        Problem(
            where,
            f"the library has no column '{name[:80]}'",
            did_you_mean(name, COLUMNS) or f"it has {', '.join(COLUMNS)}",
        )
        for name, where in zip(columns, places, strict=False)
        if name not in COLUMNS
    ]


def _keymap(
    fields: Fields | None,
) -> tuple[tuple[KeyPress, ...], dict[str, Plain]]:
    """Return the lines of the keymap that hold keys, and the other ones."""
    if fields is None:
        return (), {}
    asked = {name: fields.texts(name, "D, Del") for name in fields.names()}
    presses = tuple(
        KeyPress(name, " ".join(keys), fields.where(name))
        for name, keys in asked.items()
        if keys
    )
    return presses, fields.left_over()


def write_settings(path: Path, settings: Settings, backups: Path) -> None:
    """Save the settings.

    Raises:
        ClubplannerError: the file cannot be written, or could not be read before.
    """
    # The app reads settings before its first paint, and writes them seldom: 5 ms.
    from clubplanner.files.atomic import make_folder, write_text
    from clubplanner.files.emit import emit

    if not settings.is_whole:
        raise ClubplannerError(
            "the settings were not saved, because the file there cannot be read",
            where=str(path),
            hint="mend the file, or move it away",
        )
    folders = tuple(str(folder) for folder in settings.folders)
    content: dict[str, Plain] = {"folders": folders}
    if settings.notation != "camelot":
        content["keys"] = settings.notation
    if settings.path_texts:
        content["paths"] = settings.path_texts
    if settings.colours:
        content["colours"] = settings.colours
    if settings.columns:
        content["columns"] = settings.columns
    if settings.keymap or settings.keymap_rest:
        presses = {press.action: press.keys for press in settings.keymap}
        content["keymap"] = {**presses, **settings.keymap_rest}
    make_folder(path.parent)
    text = emit({**content, **settings.extra}, flow=("columns",))
    write_text(path, text, backups=backups)
