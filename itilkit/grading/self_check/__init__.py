"""Checking one's own work: what `itilkit check` does.

`checking` goes through the learner's files (`own_files`) that were begun. `with_solutions` grades them as an
instructor would, and `without_solutions` scores what can be scored without keys.
"""
