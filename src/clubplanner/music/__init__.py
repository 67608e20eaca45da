"""What a track is: its values, their notations and their distances."""
