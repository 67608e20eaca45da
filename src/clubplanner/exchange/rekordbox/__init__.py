"""rekordbox: its XML read and written, its lists and its database read."""
