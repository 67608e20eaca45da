"""clubplanner: plans a DJ's themed night on the clock, and reviews what was played."""

__version__ = "0.1.0"
