"""Remarks on a submission: they stand in nbgrader's log, and `itilkit grade` repeats those that still hold.

Whatever grades a submission tells its remarks to a log, with how long each holds. Where only nbgrader
listens, a remark is a line like any other.
"""

from enum import StrEnum
from logging import Logger, LoggerAdapter, LogRecord

import attrs


class Holds(StrEnum):
    """How long a remark is repeated."""

    #: It is said when the submission is graded.
    ONCE = "once"
    #: Until nothing of the submission waits for a person’s mark any more.
    UNTIL_MARKED = "until marked"
    #: As long as this is what was handed in.
    ALWAYS = "always"


@attrs.frozen
class Remark:
    """A sentence about a submission, and how long it holds."""

    said: str
    holds: Holds = Holds.ONCE


_HOLDS = "itilkit_holds"


def tell(log: "Logger | LoggerAdapter[Logger]", remark: Remark) -> None:
    """Tell ``remark``, which names whose submission it is about, to ``log``."""
    log.warning("%s", remark.said, extra={_HOLDS: remark.holds})


def told(record: LogRecord) -> Remark:
    """The remark that a line of a log tells."""
    return Remark(record.getMessage(), getattr(record, _HOLDS, Holds.ONCE))
