"""What a learner has done so far: a diary in their course folder, and what follows from it.

The diary (`diary`) only grows. Everything else is worked out from it anew: what stands behind each objective
(`mastery`), what is due for review (`review`), and what came of the forms before and after (`gain`). Nothing
here is graded, and nothing leaves the machine.
"""
