"""The card of the affordable mix; what it shares with the capstone's stands in `pieces`."""
