"""Text of other programs' files: which encoding it stands in."""

import codecs


def decoded(data: bytes) -> str:
    """Return the text of a file another program wrote.

    UTF-16 with its mark (rekordbox's lists), UTF-8 with or without one, else
    Windows-1252 (old .m3u), which reads any byte as something.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
