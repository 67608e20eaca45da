"""The International Standard Recording Code, which tells recordings apart."""

import re

_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")


def valid_isrc(text: str) -> str:
    """Return the ISRC without its dashes, or "" unless it has its 12 characters.

    Two letters, three letters or digits, seven digits (ISO 3901).
    """
    code = re.sub(r"[-\s]", "", text).upper()
    return code if _ISRC.fullmatch(code) else ""
