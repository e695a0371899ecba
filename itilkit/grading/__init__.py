"""Grading with nbgrader: the calls of test cells, editions, and what instructors run."""
