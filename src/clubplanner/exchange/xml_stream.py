"""XML of other programs, streamed: elements as they come, never a whole tree.

Collections have tens of thousands of tracks and keep everything in attributes. Expat
is used bare, because it can refuse what no DJ program writes and an attacker would: a
document type, and with it every entity of one's own (billion laughs, files of the
machine).
"""

from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

from clubplanner.files.problem import Problem

CHUNK = 1 << 20
"""Bytes fed at once."""

LONGEST_ELEMENT = 16 * CHUNK
"""Bytes in which at least one element must begin or end."""

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class _RefusedError(Exception):
    """What stands in the file is refused."""


def read_xml(
    stream: BinaryIO, where: str, start: Start, end: End, text: Text | None = None
) -> Problem | None:
    """Call ``start`` and ``end`` for every element in order.

    Args:
        stream: the file's bytes.
        where: the file in the problem.
        start: gets the name and the attributes of an element.
        end: gets the name of the element that ends.
        text: gets what stands between elements, piece by piece.

    Returns:
        None, or why the file could not be read to its end; what came before stands.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    seen = [0]

    def begin(name: str, attributes: dict[str, str]) -> None:
        seen[0] = parser.CurrentByteIndex
        start(name, attributes)

    def refuse(*_: object) -> None:
        raise _RefusedError

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    fed = 0
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - seen[0] > LONGEST_ELEMENT:
                msg = "one line is longer than any collection has"
                return Problem(f"{where}:{parser.CurrentLineNumber}", msg)
        parser.Parse(b"", True)
    except _RefusedError:
        msg = "a document type is refused: no DJ program writes one"
        hint = "export the collection again"
        return Problem(f"{where}:{parser.CurrentLineNumber}", msg, hint)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "") or str(error)
        msg = f"the XML is broken here ({reason}){_kept(seen[0])}"
        return Problem(f"{where}:{error.lineno}", msg, "export it again")
    except (LookupError, ValueError, OSError) as error:
        msg = f"the XML cannot be read on ({error}){_kept(seen[0])}"
        return Problem(where, msg, "export it again")
    return None


def _kept(began: int) -> str:
    """Say what became of the file, where more than its outermost element began."""
    return "; what stands above was read" if began else ""
