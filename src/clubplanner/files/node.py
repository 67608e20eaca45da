"""What stands in a YAML file: text, lists and mappings, each with its line.

Everything written is text here: ``On``, ``Null`` and ``7:05`` stay what the DJ typed.
Nodes compare by content alone, so a file read again equals itself wherever it moved.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


class Bare(str):
    """Text that stands in a file without quotes: a number, a date, ``64 beats``.

    It equals the same text with quotes; the emitter writes it as it is, where plain
    text that another YAML tool would misread gets quotes.
    """

    __slots__ = ()


Plain: TypeAlias = "str | tuple[Plain, ...] | dict[str, Plain]"
"""Content without lines: text (``Bare`` where it had no quotes), lists, mappings."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text.

    Attributes:
        text: as another reader of text would see it, escapes and folding undone.
        line: from 1.
        column: from 1.
        is_bare: written without quotes.
    """

    text: str
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)
    is_bare: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes; ``line`` and ``column`` from 1."""

    items: tuple["Node", ...]
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping and its value."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file, no key twice; line from 1."""

    entries: tuple[Entry, ...]
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)

    def get(self, key: str) -> "Node | None":
        """Return the value under ``key``, None where it does not stand."""
        return next((e.value for e in self.entries if e.key.text == key), None)


Node: TypeAlias = Scalar | Listing | Mapping


def plain(node: Node) -> Plain:
    """Return the content of ``node`` without its lines."""
    match node:
        case Scalar():
            return Bare(node.text) if node.is_bare else node.text
        case Listing():
            return tuple(plain(item) for item in node.items)
        case Mapping():
            return {
                Bare(e.key.text) if e.key.is_bare else e.key.text: plain(e.value)
                for e in node.entries
            }
