"""Reads YAML files made by hand: all values are text, every fault has its line.

Only what a set file needs is read: mappings, lists and text. Anchors, aliases and tags
are refused with a sentence, so a file can neither grow without end while it is read nor
make anything but text. Read through the event interface of PyYAML with libyaml where it
is built in (8.7 ms against 0.4 ms for a night of 30 slots), because events can be
refused one by one, before deep nesting is built.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clubplanner.errors import ClubplannerError
from clubplanner.files import yaml_faults
from clubplanner.files.node import Entry, Listing, Mapping, Node, Scalar
from clubplanner.files.problem import Problem

MAX_BYTES = 1_000_000
"""A night of 300 slots is about 60 kB; anything this large is no set file."""

MAX_DEPTH = 20

MAX_KEY = 80

_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters YAML 1.1 (section 5.1) does not allow in a file, and a BOM inside it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    Attributes:
        root: its keys and values; empty when the file could not be read.
        header: the comment and blank lines above the first key, as they stand.
        comment_lines: lines of all other comments, from 1; a save cannot keep them.
        is_whole: False when the file was unreadable, so ``root`` says nothing.
    """

    root: Mapping
    header: str = ""
    comment_lines: tuple[int, ...] = ()
    is_whole: bool = True


def read(
    path: Path, *, name: str = "", max_bytes: int = MAX_BYTES
) -> tuple[Document, tuple[Problem, ...]]:
    """Read the file at ``path``; a file that cannot be read is one problem.

    Args:
        path: the file.
        name: what problems call it, the path itself unless given.
        max_bytes: a larger file is refused.
    """
    name = name or str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        msg = f"the file cannot be read ({error.strerror or error})"
        return _nothing(Problem(name, msg, "check its name and permissions"))
    return parse(data, name, max_bytes=max_bytes)


def parse(
    data: bytes | str, name: str, *, max_bytes: int = MAX_BYTES
) -> tuple[Document, tuple[Problem, ...]]:
    """Read the content of a file; see ``read``. Bytes must be UTF-8, a BOM may lead."""
    try:
        text = _checked_text(data, name, max_bytes)
        reading = _Reading(text, name)
        root = reading.document()
    except ClubplannerError as error:
        return _nothing(Problem(error.where, error.msg, error.hint))
    header = _header(text)
    comments = reading.comment_lines(start=len(header))
    problems = (*reading.problems, *_cut_by_comments(text, comments, name))
    return Document(root, header, comments), problems


def _nothing(problem: Problem) -> tuple[Document, tuple[Problem, ...]]:
    return Document(Mapping(()), is_whole=False), (problem,)


def _checked_text(data: bytes | str, name: str, max_bytes: int) -> str:
    """Return the text with LF line ends, or raise for what is no text."""
    if len(data) > max_bytes:
        megabytes = f"{max_bytes / 1e6:g} MB"
        raise ClubplannerError(
            f"the file is larger than {megabytes}, so it is none of ours", where=name
        )
    text = _decoded(data, name) if isinstance(data, bytes) else data
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    odd = _UNREADABLE.search(text)
    if odd:
        raise ClubplannerError(
            f"this line holds an unreadable character (U+{ord(odd[0]):04X})",
            where=f"{name}:{text.count(chr(10), 0, odd.start()) + 1}",
            hint="delete it",
        )
    return text


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ClubplannerError(
            "this line is not UTF-8 text",
            where=f"{name}:{data.count(bytes([10]), 0, error.start) + 1}",
            hint="save the file as UTF-8 in your editor",
        ) from error


def _header(text: str) -> str:
    """Return the leading comment and blank lines; none if there is no comment."""
    lines = text.splitlines(keepends=True)
    end = next(
        (i for i, line in enumerate(lines) if line.strip() and line[0] != "#"),
        len(lines),
    )
    header = "".join(lines[:end])
    return header if "#" in header else ""


def _cut_by_comments(
    text: str, comments: tuple[int, ...], name: str
) -> Iterator[Problem]:
    """Say where ``title: Number #1`` lost its end to a comment."""
    lines = text.split("\n")
    for line in comments:
        written = lines[line - 1]
        if re.match(r"[^#]*[:-] +[^'\"#|>]*#\S", written):
            yield Problem(
                f"{name}:{line}",
                "everything after ' #' is read as a comment",
                "put the whole text in quotes if it belongs to it",
                is_notice=True,
            )


class _Reading:
    """One pass over the events of a text: builds nodes and notes where text stood.

    Attributes:
        problems: duplicate keys found on the way.
    """

    def __init__(self, text: str, name: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._name = name
        self._spans: list[tuple[int, int]] = []
        self._events = self._parsed_events()

    def document(self) -> Mapping:
        """Return the one mapping of the file or raise what makes it unreadable."""
        import yaml

        event = self._next()
        while not isinstance(event, yaml.NodeEvent):
            if isinstance(event, yaml.StreamEndEvent):
                raise self._fault(1, "the file is empty", "write key: value lines")
            event = self._next()
        root = self._node(event, 1)
        if not isinstance(root, Mapping):
            raise self._fault(root.line, "this is no list of keys", "write key: value")
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            line = event.start_mark.line + 1
            raise self._fault(line, "a second document begins here", "delete the ---")
        return root

    def comment_lines(self, start: int) -> tuple[int, ...]:
        """Return the lines that hold a comment behind character ``start``."""
        if "#" not in self._text[start:]:
            return ()
        lines: list[int] = []
        end = len(self._text)
        for begin, stop in (*self._spans, (end, end)):
            gap = self._text[start:begin]
            if "#" in gap:
                first = self._text.count("\n", 0, start) + 1
                parts = enumerate(gap.split("\n"), start=first)
                lines.extend(line for line, part in parts if "#" in part)
            start = stop
        return tuple(lines)

    def _parsed_events(self) -> Iterator[Any]:
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            yield from yaml.parse(self._text, Loader=loader)
        except yaml.MarkedYAMLError as error:
            raise yaml_faults.explained(error, self._text, self._name) from error
        except yaml.YAMLError as error:
            raise ClubplannerError("this is no YAML file", where=self._name) from error

    def _next(self) -> Any:
        return next(self._events)

    def _fault(self, line: int, msg: str, hint: str = "") -> ClubplannerError:
        return ClubplannerError(msg, where=f"{self._name}:{line}", hint=hint)

    def _node(self, event: Any, depth: int) -> Node:
        """Build the node that ``event`` begins, refusing what no set file needs."""
        import yaml

        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        sign = yaml_faults.refused_sign(event)
        if sign:
            msg = f"text that begins with {sign} needs quotes"
            written = (
                self._text.split("\n")[line - 1][column - 1 :]
                .replace("'", "''")
                .strip()
            )
            raise self._fault(line, msg, f"write '{written}'")
        if depth > MAX_DEPTH:
            raise self._fault(line, "lists are nested too deep", "")
        if isinstance(event, yaml.ScalarEvent):
            start, end = event.start_mark, event.end_mark
            if start and end:
                self._spans.append((start.index, end.index))
            return Scalar(event.value, line, column, not event.style)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := self._next(), yaml.SequenceEndEvent):
                items.append(self._node(item, depth + 1))
            return Listing(tuple(items), line, column)
        return Mapping(self._entries(depth), line, column)

    def _entries(self, depth: int) -> tuple[Entry, ...]:
        """Build keys and values up to the end of the mapping; the first of two wins."""
        import yaml

        entries: dict[str, Entry] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or not 0 < len(key.text) <= MAX_KEY:
                raise self._fault(key.line, "this is no key", "write key: value")
            if "\n" in key.text:
                raise self._fault(key.line, "a key takes one line", "write key: value")
            value = self._node(self._next(), depth + 1)
            first = entries.setdefault(key.text, Entry(key, value))
            if first.key is not key:
                msg = f"'{key.text}' stands here and in line {first.key.line}"
                where = f"{self._name}:{key.line}"
                self.problems.append(Problem(where, msg, "delete one of the two"))
        return tuple(entries.values())
