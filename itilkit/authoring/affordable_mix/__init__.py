"""How variants of the affordable mix are made, and how well it can be played."""
