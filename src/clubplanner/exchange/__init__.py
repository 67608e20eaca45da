"""Other DJ software: one file per format, reading and writing side by side."""
