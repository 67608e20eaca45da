"""Week by week: night files, play logs, memory, review."""
