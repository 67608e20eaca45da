"""Musical keys: every notation DJs meet, Camelot distance, shift under pitch."""

from clubplanner.music.key.moves import (
    KeyMove,
    KeyShift,
    cents,
    compatible,
    key_shift,
    move,
    pitched,
)
from clubplanner.music.key.notation import (
    format_key,
    key_from_engine,
    key_from_mixxx,
    key_from_traktor,
    name,
    open_key,
)
from clubplanner.music.key.reading import KeyReading, parse_key
from clubplanner.music.key.wheel import KEYS, Key, shift, steps

__all__ = [
    "KEYS",
    "Key",
    "KeyMove",
    "KeyReading",
    "KeyShift",
    "cents",
    "compatible",
    "format_key",
    "key_from_engine",
    "key_from_mixxx",
    "key_from_traktor",
    "key_shift",
    "move",
    "name",
    "open_key",
    "parse_key",
    "pitched",
    "shift",
    "steps",
]
