"""How variants of the capstone are made, and how well it can be played."""
