"""The card of the value stream designer."""
