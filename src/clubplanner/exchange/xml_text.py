"""Text inside the XML we write: escaped, and free of what XML 1.0 cannot hold."""

import re
from collections.abc import Mapping

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)
"""An apostrophe stays, as Traktor leaves it; xml.sax has the like, and needs http."""


def is_writable(text: str) -> bool:
    """Whether every character of ``text`` can stand in XML (XML 1.0, section 2.2)."""
    return not _UNWRITABLE.search(text)


def writable(text: str) -> str:
    """Return ``text`` with a blank for each character XML cannot hold."""
    return _UNWRITABLE.sub(" ", text)


def element(
    name: str, attributes: Mapping[str, str | None], *, is_open: bool = False
) -> str:
    """Return ``<NAME A="1"></NAME>``; attributes that are None are left out.

    Args:
        name: of the element.
        attributes: plain text by name, in order.
        is_open: leave the element open for others to stand inside.
    """
    said = attributes_text(attributes)
    return f"<{name}{said}>" if is_open else f"<{name}{said}></{name}>"


def attributes_text(attributes: Mapping[str, str | None]) -> str:
    """Return `` A="1" B="2"``, a blank in front; attributes that are None are left out.

    Args:
        attributes: plain text by name, in order.
    """
    return "".join(
        f' {key}="{writable(value).translate(_ESCAPES)}"'
        for key, value in attributes.items()
        if value is not None
    )
