"""Traktor: collections, nights played and playlists in, one night as NML out."""
