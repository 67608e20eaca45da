"""What the DJ owns: scan, tag readers, index, the DJ's own words."""
