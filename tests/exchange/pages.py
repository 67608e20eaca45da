"""Reads pages as a browser would, strictly: every element closed in order."""

from html.parser import HTMLParser

_VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """A page that was read.

    Attributes:
        texts: what stands in the body, piece by piece.
        classes: per class, the text of each element of that class.
        styles: what stands in <style>.
    """

    def __init__(self, source: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.classes: dict[str, list[str]] = {}
        self.styles = ""
        self._open: list[tuple[str, str]] = []
        self.feed(source)
        self.close()
        assert self._open == [], f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "iframe", "object", "img", "link")
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)
        if tag in _VOID:
            return
        kind = dict(attrs).get("class") or ""
        for one in kind.split():
            self.classes.setdefault(one, []).append("")
        self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        opened = self._open.pop()[0] if self._open else ""
        assert opened == tag, f"</{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "style" in tags:
            self.styles += data
        elif "body" in tags and data.strip():
            self.texts.append(data)
            for _, kind in self._open:
                for one in kind.split():
                    self.classes[one][-1] += data
