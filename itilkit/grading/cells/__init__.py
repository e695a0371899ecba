"""The cells of an assignment, as data: whose they are, what they answer, and how they are run.

`released` holds what was handed out of the instructor's own, `submitted` reads a learner's file, `taking` the
answers out of its cells, and `runner` makes the calls without a kernel. What a learner can bring along is met
by `guard` (files) and `plain` (texts); `reading_box` is what stands below a written answer for the person who
marks.
"""
