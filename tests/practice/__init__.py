"""Tests of the practice library and residency."""
