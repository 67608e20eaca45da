"""The formats a night can be exported to, and the one way to write them to disk.

``export`` is pure and returns bytes; ``write_export`` puts them where the DJ said and
replaces nothing unasked.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clubplanner.errors import ClubplannerError, UsageError
from clubplanner.exchange import (
    booth,
    csv_sheet,
    cue,
    itunes_xml,
    json_plan,
    m3u8,
    page,
    royalty,
    tracklist,
)
from clubplanner.exchange.options import Options
from clubplanner.exchange.rekordbox import xml_writing as rekordbox
from clubplanner.exchange.rows import Listing, listing
from clubplanner.exchange.serato import crate as serato
from clubplanner.exchange.traktor import writing as traktor
from clubplanner.exchange.virtualdj import m3u as virtualdj
from clubplanner.files.atomic import write_bytes, write_new
from clubplanner.files.problem import did_you_mean
from clubplanner.night.context import Context
from clubplanner.night.plan import Night

Writer = Callable[[Listing, Options], tuple[tuple[str | bytes, ...], tuple[str, ...]]]
"""Returns the files' contents (mostly one; text becomes UTF-8), and the problems."""


def _as_text(data: bytes) -> str:
    """Return a text file as its own preview."""
    shown = data.decode("utf-8", "replace").removeprefix("\ufeff")
    return shown.replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a night for others.

    Attributes:
        name: what ``--to`` is given.
        title: for people.
        suffix: ends the suggested file name; different for every format, so that the
            exports of one night lie beside each other.
        write: makes the contents.
        also: suffixes of further files that always come with the first, in order.
        preview: shows the first file as text.
        searches: whether writing it looks for tracks, which may take a second.
    """

    name: str
    title: str
    suffix: str
    write: Writer
    also: tuple[str, ...] = ()
    preview: Callable[[bytes], str] = _as_text
    searches: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """What an export would write.

    Attributes:
        files: suggested name and content of each file; several only where one file
            cannot hold the night.
        problems: what is left out, missing or assumed, one sentence each.
        preview: the first file for people to look at.
    """

    files: tuple[tuple[str, bytes], ...]
    problems: tuple[str, ...]
    preview: str

    @property
    def text(self) -> str:
        """The first file itself where it is text, else its preview."""
        data = self.files[0][1]
        return self.preview if b"\0" in data else _as_text(data)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("cue", "Cue sheet of a recorded mix", ".cue", cue.write_mix),
        Format("cue-files", "Cue sheet of the files", "-files.cue", cue.write_files),
        Format("m3u8", "M3U8 play list", ".m3u8", m3u8.write_m3u8),
        Format(
            "rekordbox-xml",
            "rekordbox playlist (XML)",
            "-rekordbox.xml",
            rekordbox.write_xml,
        ),
        Format("traktor-nml", "Traktor NML", "-traktor.nml", traktor.write_nml),
        Format(
            "serato-crate",
            "Serato crate",
            ".crate",
            serato.write_crate,
            preview=serato.show_crate,
        ),
        Format(
            "virtualdj",
            "VirtualDJ play list",
            "-virtualdj.m3u8",
            virtualdj.write_virtualdj,
        ),
        Format(
            "itunes-xml", "iTunes library (XML)", "-itunes.xml", itunes_xml.write_itunes
        ),
        Format(
            "booth",
            "Booth sheet, a page",
            "-booth.html",
            booth.write_booth,
            preview=page.shown,
            searches=True,
        ),
        Format(
            "royalty",
            "Royalty sheet, table and page",
            "-royalty.csv",
            royalty.write_royalty,
            ("-royalty.html",),
        ),
        Format("tracklist", "Tracklist, clock times", ".txt", tracklist.write_clock),
        Format(
            "description",
            "Tracklist from 0:00, for a mix's page",
            "-description.txt",
            tracklist.write_description,
        ),
        Format(
            "1001tracklists",
            "Tracklist for 1001Tracklists",
            "-1001tracklists.txt",
            tracklist.write_1001tracklists,
        ),
        Format(
            "recap",
            "Recap: what was played, to share",
            "-recap.txt",
            tracklist.write_recap,
        ),
        Format("csv", "Spreadsheet (CSV)", ".csv", csv_sheet.write_csv),
        Format("json", "JSON for other programs", ".json", json_plan.write_json),
    )
}


ALIASES = {
    "youtube": "description",
    "soundcloud": "description",
    "mixcloud": "description",
}
"""Names of places that take a format which has a name of its own."""


def format_named(name: str) -> Format:
    """Return the format ``--to name`` means, an alias among them.

    Raises:
        UsageError: there is no such format; names the nearest.
    """
    known = ALIASES.get(name, name)
    if known in FORMATS:
        return FORMATS[known]
    hint = did_you_mean(name, (*FORMATS, *ALIASES)) or f"one of {', '.join(FORMATS)}"
    raise UsageError(f"there is no format '{name}'", hint=hint)


def export(
    night: Night, context: Context, format_name: str, options: Options | None = None
) -> Export:
    """Write a night in one format, in memory.

    Raises:
        ClubplannerError: there is no such format.
    """
    wanted, chosen = format_named(format_name), options or Options()
    made, problems = wanted.write(listing(night, context, chosen), chosen)
    if not night.slots:
        problems = ("the night has no slots yet", *problems)
    stem = _file_stem(night)
    names = _numbered(stem, wanted.suffix, len(made) - len(wanted.also))
    names += tuple(f"{stem}{suffix}" for suffix in wanted.also)
    contents = tuple(c if isinstance(c, bytes) else c.encode("utf-8") for c in made)
    preview = wanted.preview(contents[0])
    return Export(tuple(zip(names, contents, strict=True)), problems, preview)


def export_paths(made: Export, target: Path) -> tuple[Path, ...]:
    """Return where ``write_export`` would put the files.

    Args:
        made: the export.
        target: a folder that exists, for the suggested names, or the file to write;
            where several are needed the others get ``-2``, ``-3`` before the suffix.
    """
    if target.is_dir():
        return tuple(target / name for name, _ in made.files)
    alike = [name for name, _ in made.files if _ends(name) == _ends(made.files[0][0])]
    others = [_ends(name) for name, _ in made.files[len(alike) :]]
    names = _numbered(target.stem, target.suffix, len(alike))
    names += tuple(f"{target.stem}{suffix}" for suffix in others)
    return tuple(target.with_name(name) for name in names)


def write_export(
    made: Export, target: Path, *, replace: bool, backups: Path | None = None
) -> tuple[Path, ...]:
    """Write an export to disk and return the files written.

    Args:
        made: the export.
        target: as for ``export_paths``.
        replace: whether files that are there may be replaced.
        backups: folder that keeps the previous version of a replaced file.

    Raises:
        ClubplannerError: a file is there and may not be replaced (then none of the
            export's files is written), or it cannot be written.
    """
    paths = export_paths(made, target)
    there = [path for path in paths if path.exists()]
    if there and not replace:
        raise ClubplannerError(
            "a file of this name is there already and was left alone",
            where=str(there[0]),
            hint="choose another name, or replace what is there (--replace)",
        )
    for path, (_, data) in zip(paths, made.files, strict=True):
        if replace:
            write_bytes(path, data, backups=backups)
        else:
            write_new(path, data)
    return paths


def _ends(name: str) -> str:
    return Path(name).suffix


def _numbered(stem: str, suffix: str, count: int) -> tuple[str, ...]:
    later = tuple(f"{stem}-{number}{suffix}" for number in range(2, count + 1))
    return (f"{stem}{suffix}", *later)


def _file_stem(night: Night) -> str:
    """Return ``2026-11-28-heated-rivalry``: letters of any script, no other signs."""
    words = re.findall(r"[^\W_]+", night.name.casefold())
    return "-".join((night.date.isoformat(), *words))[:100]
