"""The card of the capstone."""
