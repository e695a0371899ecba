"""The assignments of a clone: read for the audit, or put onto numbers of an instructor's own.

`questions` reads the graded ones; `private_edition` makes everything of an edition, with `renumbering` for a
single notebook.
"""
