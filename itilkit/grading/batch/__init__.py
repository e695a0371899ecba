"""A whole class graded at once: the verb `itilkit grade`.

`batch` finds what changed (`gradebook`, `fingerprints`, `grading_record`, `grading_tasks`) and lets a pool of
worker processes do it (`worker_pool`, `worker`). Each of them grades one submission at a time, with
nbgrader's own converters (`grader`), so the gradebook is left exactly as nbgrader leaves it.
"""

from itilkit.grading.batch.batch import Batch, Wish, open_batch

__all__ = ["Batch", "Wish", "open_batch"]
