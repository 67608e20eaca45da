"""The query language of the library: parse it, search with it, sort what it finds."""

from clubplanner.music.query.parsing import FIELDS, Query, parse_query
from clubplanner.music.query.searcher import Result, Searcher
from clubplanner.music.query.sorting import SORT_VALUES, sort_indexes

__all__ = [
    "FIELDS",
    "SORT_VALUES",
    "Query",
    "Result",
    "Searcher",
    "parse_query",
    "sort_indexes",
]
