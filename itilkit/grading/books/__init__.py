"""nbgrader's gradebooks: opened, read and written.

`books` opens them. `facts` and `fetching` read what a feedback page tells of one submission, `saving` writes
what autograding found, `given` knows for which answer a person marked, and `ungraded` which submissions have
no grade. `boxes` are what grading adds to a graded notebook.
"""
