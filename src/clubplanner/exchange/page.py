"""Pages for people: one HTML file without scripts, pictures or anything from the net.

Text from tags is hostile: it is escaped, kept on one line and isolated in its direction
(``<bdi>``), so no title can break a page or turn the words beside it around.
"""

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

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


def shown(data: bytes) -> str:
    """Return the words of a page as lines of plain text, for a preview."""
    reader = _Words()
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


class _Words(HTMLParser):
    """Collects the words of a page of ours, a line for each row and block."""

    SILENT = frozenset({"style", "title"})
    LINES = frozenset({"h1", "h2", "p", "div", "li", "tr", "article", "header", "dt"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or a part that is no words."""
        self._silent += tag in self.SILENT
        self.said.append("\n" if tag in self.LINES else " ")

    def handle_endtag(self, tag: str) -> None:
        """End a part that is no words."""
        self._silent -= tag in self.SILENT
        self.said.append("\n" if tag in self.LINES else " ")

    def handle_data(self, data: str) -> None:
        """Keep what is to be read."""
        if not self._silent:
            self.said.append(data.replace("\n", " "))


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
