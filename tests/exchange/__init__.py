"""Tests of the formats other programs read."""
