"""How variants of the dialogue are made, and how well it can be played."""
