"""Pages of text both faces show: tables and pictures, one block below the other."""

PARTS = ("tracks", "artists", "pairs", "new", "keys", "tempo", "energy", "cues")
"""What there is to see of what a room has heard, each on a page of its own."""
