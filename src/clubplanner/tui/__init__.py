"""The terminal app: screens, widgets and keys over the workspace.

Only ``app`` is light to import; everything else here imports Textual.
"""
