"""A page of blocks, which the command line prints too, as lines in tones."""

from collections.abc import Iterable

from clubplanner.music.text import cut
from clubplanner.tui.widgets.runs import Run
from clubplanner.workspace.pages.table import Block

NOTE = "- "
"""What a line of words begins with: it is wrapped, all others are cut."""


def page_lines(page: Iterable[Block], width: int) -> list[list[Run]]:
    """Return the lines of a page, an empty one between its blocks.

    Args:
        page: tables, and text whose first of several lines is a heading.
        width: cells; tables and pictures are cut to it.
    """
    lines: list[list[Run]] = []
    for block in page:
        if not block:
            continue
        if lines:
            lines.append([("", "")])
        if isinstance(block, str):
            lines += _text_lines(block.split("\n"), width)
            continue
        heads = 2 if block.title else 1
        lines += [
            [(text, "head" if place < heads else "")]
            for place, text in enumerate(block.lines(width))
        ]
    return lines


def _text_lines(texts: list[str], width: int) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for place, text in enumerate(texts):
        if text.startswith(NOTE):
            lines.append([(NOTE, "dim"), (text.removeprefix(NOTE), "dim")])
        else:
            is_head = not place and len(texts) > 1
            lines.append([(cut(text, width), "strong" if is_head else "")])
    return lines
