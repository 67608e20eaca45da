"""What goes wrong when YAML is written by hand, in a DJ's words.

The parser's messages name grammar rules; these name the line and the mend. libyaml and
PyYAML's own parser word the same fault differently, so only shared parts are matched.
"""

import re
from typing import Any

from clubplanner.errors import ClubplannerError

_KEY_AND_TEXT = re.compile(r"\s*(?:- +)*([^:#'\"]+): +(\S.*)")


def refused_sign(event: Any) -> str:
    """Return ``*``, ``&`` or ``!`` if the event is an alias, an anchor or a tag.

    Artists are really called that: *NSYNC, !!!, &ME.
    """
    import yaml

    if isinstance(event, yaml.AliasEvent):
        return "*"
    if getattr(event, "anchor", None):
        return "&"
    return "!" if getattr(event, "tag", None) else ""


def explained(error: Any, text: str, name: str) -> ClubplannerError:
    """Return the parser's ``MarkedYAMLError`` as one sentence with its line."""
    problem, context = error.problem or "", error.context or ""
    is_open_quote = "end of stream" in problem and "quoted" in context
    mark = error.problem_mark
    if is_open_quote or "alias" in context or "simple key" in context:
        mark = error.context_mark
    line = mark.line if mark else 0
    lines = text.split("\n")
    written = lines[line] if line < len(lines) else ""
    msg, hint = _sentence(problem, context, written, mark.column if mark else 0)
    return ClubplannerError(msg, where=f"{name}:{line + 1}", hint=hint)


def _sentence(problem: str, context: str, written: str, column: int) -> tuple[str, str]:
    """Return message and hint for one fault in the line ``written``."""
    sign = written[column : column + 1]
    if "tab" in problem or sign == "\t":
        return "a tab is used to indent", "use spaces"
    if "entries are not allowed" in problem or "keys are not allowed" in problem:
        return f"text that begins with {sign} needs quotes", "put it in '...'"
    if "mapping values are not allowed" in problem:
        return _second_colon(written)
    if "simple key" in context:
        return "this line lacks its 'key: '", "write key: value"
    if "end of stream" in problem and "quoted" in context:
        return "a quote is opened and never closed", "close it at the end of the text"
    if "cannot start any token" in problem or "alias" in context or "anchor" in context:
        sign = sign if sign.strip() else written.lstrip(" -")[:1]
        return f"text that begins with {sign} needs quotes", "put it in '...'"
    if "escape" in problem:
        return (
            "a backslash inside double quotes means something else",
            "use single quotes",
        )
    if "nesting depth" in problem:
        return "lists are nested too deep", ""
    if "flow" in context:
        return "a [ or { is opened and never closed", "close it, or put it in quotes"
    if re.search(r": +['\"]", written):
        return (
            "there is text after the closing quote",
            "inside '...' write an apostrophe twice: 'It''s You'",
        )
    return (
        "this line does not fit the lines above it",
        "line its first letter up with theirs and write key: value",
    )


def _second_colon(written: str) -> tuple[str, str]:
    """Return the sentence for ``title: Foo: Bar``, or for a line without ``:``."""
    match = _KEY_AND_TEXT.fullmatch(written.rstrip())
    if not match or not re.search(r":( |$)", match[2]):
        return "this line or the one above it lacks its 'key: '", "write key: value"
    key, value = match[1].strip(), match[2].replace("'", "''")
    return (
        f"the {key} holds a ': ' of its own",
        f"put the {key} in quotes: {key}: '{value}'",
    )
