"""The parts of the README that are made from the program.

``python -m tests.quality.readme_parts`` writes them into the README.
"""

import re
from pathlib import Path

from clubplanner.exchange.formats import FORMATS
from clubplanner.music.query import EXAMPLES
from clubplanner.tui.actions import actions, key_word

README = Path(__file__).parents[2] / "README.md"
PLACES = {
    "everywhere": "everywhere",
    "list": "lists",
    "library": "Library",
    "set": "Set",
    "what_next": "What next",
    "mix": "Mix",
    "past": "Past",
    "memory": "Memory",
    "compare": "Compare",
    "theme": "Theme",
    "gig": "Gig",
    "problems": "Problems",
    "plans": "Plans",
    "shelf": "Shelf",
    "order": "Columns",
    "find_track": "Find a track",
    "filter": "Filter",
    "tapping": "Tap tempo",
}


def keys_table() -> str:
    rows = [
        f"| {words} | {_keys(action.keys)} | {action.help} |"
        for place, words in PLACES.items()
        for action in actions(place)
    ]
    return "\n".join(("| where | keys | what it does |", "|---|---|---|", *rows))


def _keys(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key_word(key)}`" for key in keys)


def query_table() -> str:
    rows = [f"| `{one.text}` | {one.finds} |" for one in EXAMPLES]
    return "\n".join(("| you type | it finds |", "|---|---|", *rows))


def formats_words() -> str:
    return ", ".join(f"`{name}`" for name in FORMATS)


PARTS = {
    "keys": lambda: f"\n{keys_table()}\n",
    "query": lambda: f"\n{query_table()}\n",
    "formats": formats_words,
}


def part(readme: str, name: str) -> str:
    found = re.search(f"<!-- {name} -->(.*?)<!-- end of {name} -->", readme, re.DOTALL)
    assert found, f"the README has no part {name}"
    return found[1]


def main() -> None:
    text = README.read_text("utf-8")
    for name, make in PARTS.items():
        old = f"<!-- {name} -->{part(text, name)}<!-- end of {name} -->"
        text = text.replace(old, f"<!-- {name} -->{make()}<!-- end of {name} -->")
    README.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
