"""How variants of the value stream are made, and how well it can be played."""
