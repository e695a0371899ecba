"""The cells of an assignment, as data: whose they are, what they answer, and how they are run.

`trusted` holds the instructor's own and `released` what was handed out of them. `submitted` reads a learner's
file, `taking` the answers out of its cells, `answered` whether there are any, and `runner` makes the calls
without a kernel. What a learner can bring along is met by `guard` (files) and `plain` (texts); `reading_box`
is what stands below a written answer for the person who marks.
"""
