"""Every kind of file that can be imported, and which of them a file is."""

from pathlib import Path

from clubplanner.errors import ClubplannerError
from clubplanner.exchange.incoming import Imported, Kind, Source

KINDS: tuple[Kind, ...] = ()
"""In the order they are asked: what proves itself by a signature comes first, plain
text, which nearly anything could be, last."""


def known_kind(source: Source) -> Kind | None:
    """Return the kind of a file, None where it is no kind we know.

    Raises:
        ClubplannerError: it cannot be opened.
    """
    return next((kind for kind in KINDS if kind.claims(source)), None)


def kind_of(source: Source) -> Kind:
    """Return the kind of a file.

    Raises:
        ClubplannerError: it cannot be opened, or is of no kind we know.
    """
    kind = known_kind(source)
    if kind is None:
        raise ClubplannerError(
            "this is no list, collection or history that clubplanner knows",
            where=source.where,
            hint="export it again as XML, M3U8, CSV or text",
        )
    return kind


def read_import(path: Path, name: str = "") -> Imported:
    """Read one file of another program.

    Args:
        path: the file; it is only read.
        name: what problems call it.

    Raises:
        ClubplannerError: nothing of it can be used; one sentence.
    """
    source = Source(path, name)
    return kind_of(source).read(source)
