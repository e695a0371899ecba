"""Imported once by the process from which all workers are forked, so that none of them has to do it."""

from itilkit.startup import defer_rfc3987

defer_rfc3987()

import itilkit.grading.batch.worker  # noqa: E402, F401 - after the line above, which makes it quicker
