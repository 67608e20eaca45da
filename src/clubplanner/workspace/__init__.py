"""The work in progress, which both faces call."""
