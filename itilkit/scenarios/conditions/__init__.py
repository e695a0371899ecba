"""Conditions of co-creation: six iterations, whom to involve, when to release."""
