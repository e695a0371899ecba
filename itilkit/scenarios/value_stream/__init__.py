"""The value stream designer: how a failed service is brought back, and where it waits."""
