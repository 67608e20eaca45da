"""The show: its cues, their relations, and which of the DJ's tracks they are."""
