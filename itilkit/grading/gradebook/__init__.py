"""nbgrader's gradebooks: opened, read and written.

`connection` opens them, `opening` says what keeps one from being used, `queries` read a whole class.
`submission_facts` and `fetching` read what a feedback page tells of one submission, `saving` writes what
autograding found, `marked_answers` knows for which answer a person marked, and `ungraded` which submissions
have no grade. `marker_cells` are what grading adds to a graded notebook.
"""
