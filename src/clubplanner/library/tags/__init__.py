"""Readers of what audio files say of themselves: one module per container family."""
