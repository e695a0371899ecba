"""How variants of the six iterations are made, and how well they can be played."""
