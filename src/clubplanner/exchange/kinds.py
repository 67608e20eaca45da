"""Every kind of file that can be imported, and which of them a file is."""

from clubplanner.errors import ClubplannerError
from clubplanner.exchange import (
    csv_sheet,
    cue_reading,
    engine,
    json_plan,
    m3u8,
    mixxx_db,
    plain_csv,
    pls,
    tracklist_reading,
)
from clubplanner.exchange.incoming import Kind, Source
from clubplanner.exchange.rekordbox import database as rekordbox_db
from clubplanner.exchange.rekordbox import txt as rekordbox_txt
from clubplanner.exchange.rekordbox import xml_reading as rekordbox_xml
from clubplanner.exchange.serato import crate as serato_crate
from clubplanner.exchange.serato import csv_export as serato_csv
from clubplanner.exchange.serato import database as serato_database
from clubplanner.exchange.serato import session as serato_session
from clubplanner.exchange.serato import sqlite_history as serato_sqlite
from clubplanner.exchange.traktor import collection as traktor_collection
from clubplanner.exchange.traktor import history as traktor_history
from clubplanner.exchange.virtualdj import csv as virtualdj_csv
from clubplanner.exchange.virtualdj import m3u as virtualdj_m3u
from clubplanner.exchange.virtualdj import tracklist as virtualdj_tracklist
from clubplanner.exchange.virtualdj import xml as virtualdj_xml

KINDS: tuple[Kind, ...] = (
    rekordbox_xml.KIND,
    traktor_history.KIND,
    traktor_collection.KIND,
    virtualdj_xml.KIND,
    serato_crate.KIND,
    serato_database.KIND,
    serato_session.KIND,
    serato_sqlite.KIND,
    mixxx_db.KIND,
    rekordbox_db.KIND,
    json_plan.KIND,
    pls.KIND,
    cue_reading.KIND,
    virtualdj_m3u.KIND,
    m3u8.KIND,
    rekordbox_txt.KIND,
    serato_csv.KIND,
    traktor_history.TEXT_KIND,
    virtualdj_tracklist.KIND,
    csv_sheet.KIND,
    engine.KIND,
    virtualdj_csv.KIND,
    plain_csv.KIND,
    tracklist_reading.KIND,
)
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
