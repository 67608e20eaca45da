"""What other DJ programs' collections say of the tracks the DJ owns."""
