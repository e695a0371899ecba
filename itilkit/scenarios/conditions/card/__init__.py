"""The card of the six iterations."""
