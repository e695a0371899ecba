"""A whole class, as its course folder and nbgrader's gradebook know it.

`course` finds the folder, its settings and what was handed in. `classbook` is what setting up a class and
taking work in need of it, `points` what reports and exports read.
"""
