"""The query language by example, for help screens and the manual."""

from dataclasses import dataclass

from clubplanner.music.query.columns import NEEDED


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that can be typed, and what it finds."""

    text: str
    finds: str


EXAMPLES = (
    Example("deep shadow", "tracks holding both words anywhere, accents aside"),
    Example('"deep shadow"', "tracks holding the phrase"),
    Example("-remix", "tracks without the word; a minus turns any term round"),
    Example("title:night", "the word in one field"),
    Example('artist:"daft punk"', "the artist or the remixer"),
    Example("album:sea", "the album"),
    Example("genre:house", "the genre"),
    Example("label:warp", "the label"),
    Example("tag:vocal", "your own tags and the grouping"),
    Example("comment:intro", "the comment"),
    Example("note:after", "your own note"),
    Example("cue:rivalry", "the theme's cues the track is, by title or id"),
    Example("file:flac", "the path of the file"),
    Example("bpm:118..122", "a range, both ends included"),
    Example("bpm:124", "what rounds to 124"),
    Example("bpm:>=120", "comparisons: < <= > >= work for every number"),
    Example("bpm:~124", "within 6 %, also at half and double tempo"),
    Example("key:8A", "a key in any notation; key:8 is both letters"),
    Example("key:~8A", "keys that mix with it"),
    Example("energy:3..6", "energy from 1 to 10"),
    Example("rating:>=4", "stars from 0 to 5"),
    Example("year:2019..2022", "the year"),
    Example("length:<4:00", "the length; a plain number is minutes"),
    Example("played:60d", "played within the last 60 days (d, w, m, y)"),
    Example("played:>8w", "last played longer ago than 8 weeks"),
    Example("played:never", "never played"),
    Example("-played:60d", "not played for 60 days, or never"),
    Example("missing:bpm", "tracks whose value is unknown; every field can be asked"),
    Example("missing:any", f"tracks that lack one of {', '.join(NEEDED)}"),
    Example(
        "is:duplicate",
        "one recording in several files: one ISRC, or title, artist and length alike",
    ),
)
"""Every field at least once, in the order a newcomer would learn them."""
