"""What a room has heard over the weeks: records, balance, freshness, profile, cues."""
