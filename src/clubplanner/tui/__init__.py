"""The Textual app: one file per screen, widget and dialog."""
