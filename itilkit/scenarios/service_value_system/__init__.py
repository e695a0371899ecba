"""The service value system: a board, thirteen tiles, and seven events that show what was built."""
