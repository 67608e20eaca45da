"""Fills a night from the library around its anchors."""
