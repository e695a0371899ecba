"""How variants of the service value system are made."""
