"""The card of the dialogue."""
