"""Text: safe to show, folded to search, measured in terminal cells."""

from clubplanner.music.text.cleaning import clean, clean_lines, fold
from clubplanner.music.text.many import many
from clubplanner.music.text.width import cells, cut, fit

__all__ = ["cells", "clean", "clean_lines", "cut", "fit", "fold", "many"]
