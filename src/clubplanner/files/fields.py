"""Takes the fields of a mapping one by one, collecting problems instead of stopping.

A field that cannot be used is reported with its line and what to write instead, and
stays in ``left_over`` together with the unknown keys, so a save can put it back.
"""

from collections.abc import Callable, Collection
from datetime import date, time
from typing import TypeVar

from clubplanner.files import values
from clubplanner.files.node import Bare, Listing, Mapping, Node, Plain, Scalar, plain
from clubplanner.files.problem import Problem, did_you_mean, nearest

_Value = TypeVar("_Value")

UNKNOWN = "?"
"""How a value nobody knows is shown; written into a file it means the same."""


class Fields:
    """The fields of one mapping of one file.

    Attributes:
        problems: shared list that every unusable field adds one problem to.
    """

    def __init__(self, mapping: Mapping, name: str, problems: list[Problem]) -> None:
        self.problems = problems
        self._mapping = mapping
        self._name = name
        self._nodes = {entry.key.text: entry.value for entry in mapping.entries}
        self._asked: set[str] = set()
        self._refused: set[str] = set()

    def where(self, key: str = "") -> str:
        """Return ``file:line`` of a key's value, of the mapping without one."""
        node = self._nodes.get(key)
        return f"{self._name}:{(node or self._mapping).line or 1}"

    def where_each(self, key: str) -> tuple[str, ...]:
        """Return ``file:line`` of each item of a list; of a value alone, its own."""
        node = self._nodes.get(key)
        if not isinstance(node, Listing):
            return (self.where(key),)
        return tuple(f"{self._name}:{item.line}" for item in node.items)

    def complain(self, key: str, msg: str, hint: str = "") -> None:
        """Report what is wrong with ``key``; its value then is left over."""
        self._refused.add(key)
        self.problems.append(Problem(self.where(key), msg, hint))

    def notice(self, key: str, msg: str, hint: str = "") -> None:
        """Remark on ``key`` without refusing its value."""
        self.problems.append(Problem(self.where(key), msg, hint, is_notice=True))

    def require_all(self, *keys: str) -> None:
        """Report each key that is missing or empty, if nothing was said of it yet."""
        for key in keys:
            if key not in self._refused:
                self.required(key)

    def has(self, key: str) -> bool:
        """Say whether the key stands in the file, even with an empty value."""
        return key in self._nodes

    def names(self) -> tuple[str, ...]:
        """Return every key of the mapping, in the order of the file."""
        return tuple(self._nodes)

    def required(self, key: str) -> str:
        """Return the text; a missing or empty one is a problem."""
        text = self._scalar(key) or ""
        if not text and not isinstance(self._nodes.get(key), (Listing, Mapping)):
            self.complain(key, f"{key} is missing", f"write {key}: and its value")
        return text

    def text(self, key: str) -> str:
        """Return the text, empty where the key does not stand."""
        return self._scalar(key) or ""

    def number(self, key: str, low: float, high: float) -> float | None:
        """Return a number from ``low`` to ``high``, None where there is none."""
        return self._value(key, lambda text: _within(text, low, high))

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number from ``low`` to ``high``, None where there is none."""
        return self._value(key, lambda text: _whole_within(text, low, high))

    def clock(self, key: str) -> time | None:
        """Return a time of day, None where there is none."""
        return self._value(key, values.parse_clock)

    def day(self, key: str) -> date | None:
        """Return a date, None where there is none."""
        return self._value(key, values.parse_date)

    def duration(self, key: str) -> float | None:
        """Return seconds, None where there are none."""
        return self._value(key, values.parse_duration)

    def beats(self, key: str) -> int | None:
        """Return beats, None where there are none."""
        return self._value(key, values.parse_beats)

    def yes(self, key: str) -> bool:
        """Return a yes or no, False where there is none."""
        return bool(self._value(key, values.parse_yes))

    def parsed(self, key: str, parse: Callable[[str], _Value]) -> _Value | None:
        """Return ``parse`` of the text, None without one.

        ``parse`` raises ``ValueError`` whose text is the form to write instead.
        """
        return self._value(key, parse)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """Return one of the allowed words, empty text where the key does not stand."""
        return self._value(key, lambda text: _one_of(text, allowed)) or ""

    def texts(self, key: str, example: str = "one, two") -> tuple[str, ...]:
        """Return a list of texts; one text alone counts as a list of one.

        A list with anything else in it is a problem and not used at all.

        Args:
            key: where it stands.
            example: what such a list may hold, for the problem's mend.
        """
        node = self._take(key)
        if node is None or _is_empty(node):
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        found = tuple(i.text for i in items if isinstance(i, Scalar) and i.text)
        if len(found) < len(items):
            self.complain(key, f"{key} is a list of texts", f"write {key}: [{example}]")
            return ()
        return found

    def mapping(self, key: str) -> "Fields | None":
        """Return the fields of a mapping under ``key``, None where there is none."""
        node = self._take(key)
        if isinstance(node, Mapping):
            return Fields(node, self._name, self.problems)
        if node is not None and not _is_empty(node):
            self.complain(key, f"{key} needs lines of its own", "indent them under it")
        return None

    def mappings(self, key: str) -> tuple["Fields", ...]:
        """Return the fields of each mapping in a list; other items are problems."""
        node = self._take(key)
        if node is None or _is_empty(node):
            return ()
        if not isinstance(node, Listing):
            self.complain(
                key, f"{key} is a list", f"begin each entry of {key} with '- '"
            )
            return ()
        found = []
        for item in node.items:
            if isinstance(item, Mapping):
                found.append(Fields(item, self._name, self.problems))
            else:
                where = f"{self._name}:{item.line}"
                msg = f"this is no entry of {key}"
                self.problems.append(Problem(where, msg, "write key: value after '- '"))
        return tuple(found)

    def left_over(self, weighty: Collection[str] = ()) -> dict[str, Plain]:
        """Return every key not asked for and every value that could not be used.

        Unknown keys are noticed in ``problems``, with the nearest key asked for. Ask
        for all known keys first.

        Args:
            weighty: keys too weighty to be lost to a typing error: what reads like one
                of them counts as a value that could not be used.
        """
        rest: dict[str, Plain] = {}
        for entry in self._mapping.entries:
            key = entry.key.text
            if key in self._asked - self._refused:
                continue
            if key not in self._asked:
                near = nearest(key, self._asked)
                hint = f"did you mean '{near}'" if near else "it is kept as it stands"
                where = f"{self._name}:{entry.key.line}"
                msg = f"'{key}' is no key known here"
                is_notice = near not in weighty
                self.problems.append(Problem(where, msg, hint, is_notice=is_notice))
            rest[Bare(key) if entry.key.is_bare else key] = plain(entry.value)
        return rest

    def _take(self, key: str) -> Node | None:
        self._asked.add(key)
        return self._nodes.get(key)

    def _scalar(self, key: str) -> str | None:
        """Return the text under ``key``; None for none, or for a list (a problem)."""
        node = self._take(key)
        if node is None or isinstance(node, Scalar):
            return node.text if node else None
        self.complain(key, f"{key} takes one text, not a list", f"write {key}: text")
        return None

    def _value(self, key: str, parse: Callable[[str], _Value]) -> _Value | None:
        text = self._scalar(key)
        if not text or text == UNKNOWN:
            return None
        try:
            return parse(text)
        except ValueError as error:
            self.complain(key, f"{key} '{text}' cannot be used", str(error))
            return None


def _is_empty(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.text


def _within(text: str, low: float, high: float) -> float:
    number = values.parse_number(text)
    if not low <= number <= high:
        raise ValueError(f"write a number from {low:g} to {high:g}")
    return number


def _whole_within(text: str, low: int, high: int) -> int:
    number = values.parse_number(text)
    if not low <= number <= high or number != int(number):
        raise ValueError(f"write a whole number from {low} to {high}")
    return int(number)


def _one_of(text: str, allowed: Collection[str]) -> str:
    word = text.casefold()
    if word in allowed:
        return word
    near = did_you_mean(word, allowed)
    raise ValueError(near or f"write one of {', '.join(sorted(allowed))}")
