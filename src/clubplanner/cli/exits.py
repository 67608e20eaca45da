"""Exit codes of the command line, in one place."""

OK = 0
FINDINGS = 1
"""``check`` found something that would fail on the night."""
USAGE = 2
UNREADABLE = 3
"""A file cannot be read or written."""
NOT_FOUND = 4
INTERRUPTED = 130
