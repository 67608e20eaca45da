"""VirtualDJ: its play lists and histories, its CSV, its text history, its database."""
