"""The meaning of ID3 frames: fields of a track, and what DJ programs left in frames."""

import re

from clubplanner.library.tags import mixed_in_key, serato, traktor
from clubplanner.library.tags.findings import Findings, name_table, take
from clubplanner.library.tags.id3_frames import Id3
from clubplanner.library.tags.rating import from_popularity, from_scale, from_unit

_TABLE = name_table(
    {
        "title": ("TIT2",),
        "artist": ("TPE1",),
        "album_artist": ("TPE2", "TXXX:ALBUM ARTIST", "TXXX:ALBUMARTIST"),
        "remixer": ("TPE4", "TXXX:REMIXER"),
        "album": ("TALB",),
        "bpm": ("TBPM",),
        "bpm_fine": ("TXXX:fBPM", "TXXX:BPM"),
        "key": ("TKEY", "TXXX:INITIALKEY", "TXXX:INITIAL KEY", "TXXX:KEY"),
        "energy": ("TXXX:EnergyLevel", "TXXX:ENERGY"),
        "comment": ("COMM:", "TXXX:COMMENT", "COMM:COMMENT", "COMM:DESCRIPTION"),
        "isrc": ("TSRC", "TXXX:ISRC"),
        "composer": ("TCOM", "TXXX:COMPOSER", "TXXX:WRITER"),
        "lyricist": ("TEXT", "TXXX:LYRICIST"),
        "label": ("TPUB", "TXXX:LABEL", "TXXX:PUBLISHER"),
        "year": ("TDRC", "TYER", "TXXX:YEAR", "TDRL", "TDOR", "TORY"),
        "gain": ("TXXX:REPLAYGAIN_TRACK_GAIN",),
        "r128": ("TXXX:R128_TRACK_GAIN",),
    }
)
_NO_GAIN_OF_THE_TRACK = ("album", "seratogain")


def read_id3(found: Findings, tag: Id3) -> None:
    """Say what one ID3v2 tag says (tag-map, first column)."""
    take(found, _TABLE, _with_own_comment(tag.texts))
    take_genres(found, tag.texts.get("tcon", []))
    _read_grouping(found, tag)
    _read_volumes(found, tag)
    for email, value in tag.popularities:
        raw = f"{email}={value}"
        found.ratings.append(
            from_popularity(f"POPM {email}".strip(), email, value, raw)
        )
    _read_text_ratings(found, tag)
    for description, data in tag.objects:
        if description.startswith("Serato "):
            serato.read(found, description, data)
        else:
            mixed_in_key.read(found, description, data)
    for owner, data in tag.private:
        if owner in traktor.OWNERS:
            traktor.read(found, data)


def _with_own_comment(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the texts, an undescribed comment of several values as its first one."""
    comments = texts.get("comm:")
    if comments and len(comments) > 1:
        return {**texts, "comm:": comments[:1]}
    return texts


def _read_grouping(found: Findings, tag: Id3) -> None:
    """GRP1 is iTunes' grouping; beside it TIT1 means the work."""
    for name in ("grp1" if "grp1" in tag.texts else "tit1", "txxx:grouping"):
        for text in tag.texts.get(name, []):
            found.say("grouping", name.upper(), text)


def _read_volumes(found: Findings, tag: Id3) -> None:
    """RVA2:track is ReplayGain in another frame; an album's gain is no track's gain."""
    usable = {k: v for k, v in tag.volumes.items() if k not in _NO_GAIN_OF_THE_TRACK}
    for name in sorted(usable, key=lambda name: name != "track"):
        found.say("gain", f"RVA2:{name}", f"{usable[name]:.2f} dB")


def _read_text_ratings(found: Findings, tag: Id3) -> None:
    for name, reader in (("txxx:fmps_rating", from_unit), ("txxx:rating", from_scale)):
        for text in tag.texts.get(name, []):
            stars = reader(name.upper(), text)
            if stars:
                found.ratings.append(stars)


def take_genres(found: Findings, texts: list[str]) -> None:
    """Say genres with ID3's numbers spelled out: ``(17)``, ``17``, ``(4)Eurodisco``."""
    names: list[str] = []
    for text in texts:
        names += _genre_names(text)
    take(found, (("genre", "tcon", "TCON"),), {"tcon": names})


_NUMBERED = re.compile(r"\((\d{1,3}|RX|CR)\)")


def _genre_names(text: str) -> list[str]:
    """Return the genres of one TCON text, in the way of ID3v2.3 and of 2.4."""
    names = []
    rest = text.strip()
    while (numbered := _NUMBERED.match(rest)) is not None:
        names.append(genre_name(numbered[1]))
        rest = rest[numbered.end() :]
    rest = rest.removeprefix("(") if rest.startswith("((") else rest
    if rest:
        names.append(genre_name(rest) or rest)
    return [name for name in names if name]


def genre_name(number: str) -> str:
    """Return the name of a genre number of ID3v1 and Winamp, "" for anything else."""
    if number in ("RX", "CR"):
        return {"RX": "Remix", "CR": "Cover"}[number]
    if not (number.isascii() and number.isdigit()):
        return ""
    from mutagen.id3 import TCON

    return str(TCON.GENRES[int(number)]) if int(number) < len(TCON.GENRES) else ""
