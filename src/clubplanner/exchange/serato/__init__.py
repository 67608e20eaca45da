"""Serato: crates, the collection, and the histories of old and new versions."""
