"""The work in progress, which both faces call: one object over the DJ's files.

What costs time (the library, the theme, the past) is loaded when it is first asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clubplanner.errors import ClubplannerError, NotFoundError
from clubplanner.files.problem import Problem
from clubplanner.library.library import Library
from clubplanner.music.track import Evidence, Track
from clubplanner.night.checks import check
from clubplanner.night.context import Context
from clubplanner.night.findings import Finding
from clubplanner.night.plan import Night
from clubplanner.night.score import Score, score
from clubplanner.night.timeline import Timeline
from clubplanner.night.transition import Transition, transitions
