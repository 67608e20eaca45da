"""mutagen for tests: its classes carry no types, so they come in as ``Any``."""

from importlib import import_module
from typing import Any

id3: Any = import_module("mutagen.id3")
mp4: Any = import_module("mutagen.mp4")
flac: Any = import_module("mutagen.flac")
apev2: Any = import_module("mutagen.apev2")
