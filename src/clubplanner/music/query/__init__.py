"""The query language of the library: parse it, search with it, sort what it finds."""

from clubplanner.music.query.columns import NEEDED
from clubplanner.music.query.completing import Completion, complete
from clubplanner.music.query.guide import EXAMPLES, Example
from clubplanner.music.query.parsing import FIELDS, Query, parse_query
from clubplanner.music.query.searcher import Result, Searcher
from clubplanner.music.query.sorting import SORT_VALUES, sort_indexes

__all__ = [
    "EXAMPLES",
    "FIELDS",
    "NEEDED",
    "SORT_VALUES",
    "Completion",
    "Example",
    "Query",
    "Result",
    "Searcher",
    "complete",
    "parse_query",
    "sort_indexes",
]
