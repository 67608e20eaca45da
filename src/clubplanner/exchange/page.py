"""Pages for people: one HTML file without scripts, pictures or anything from the net.

Text from tags is hostile: it is escaped, kept on one line and isolated in its direction
(``<bdi>``), so no title can break a page or turn the words beside it around.
"""

from collections.abc import Iterable
from html import escape

from clubplanner.exchange.rows import one_line

_LOCKED = "default-src 'none'; style-src 'unsafe-inline'"
"""The page's own rule against anything from outside (Content Security Policy)."""


def page(title: str, style: str, body: Iterable[str]) -> str:
    """Return a whole page.

    Args:
        title: for the window, not yet escaped.
        style: its CSS.
        body: lines of HTML.
    """
    lines = (
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_LOCKED}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(one_line(title))}</title>",
        f"<style>\n{style.strip()}\n</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    )
    return "".join(f"{line}\n" for line in lines)


def words(text: str) -> str:
    """Return text of a file as HTML: escaped, on one line, isolated in direction."""
    return f"<bdi>{escape(one_line(text))}</bdi>" if text else ""


def element(name: str, content: str, kind: str = "") -> str:
    """Return an element around HTML, nothing around nothing.

    Args:
        name: of the element.
        content: HTML.
        kind: its class.
    """
    opening = f'{name} class="{kind}"' if kind else name
    return f"<{opening}>{content}</{name}>" if content else ""
