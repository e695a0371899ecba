"""nbgrader's gradebooks: opened, read and written.

`books` opens them. `facts` and `fetching` read what a feedback page tells of one submission, `saving` writes
what autograding found, and `ungraded` tells which submissions have no grade.
"""
