"""Checking one's own work: what `itilkit check` does.

`checking` goes through what was begun. `own_work` grades it as an instructor would, and `alone` scores what
can be scored where no solutions are.
"""
