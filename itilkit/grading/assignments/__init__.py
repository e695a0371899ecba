"""The assignments of a clone: read for the audit, or put onto numbers of an instructor's own.

`questions` reads the graded ones, and `model_answers` marks the answers that stand there; `private_edition`
makes everything of an edition, with `renumbering` for a single notebook.
"""
