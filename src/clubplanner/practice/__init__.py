"""The practice library and residency of `clubplanner demo`."""
