"""The automatic audit of the item bank: whether it can be passed blindly, and whether it covers the course.

It measures what can be measured without learners. How hard items are, how well they tell learners apart and
which wrong options nobody takes shows only in use.
"""

from itilkit.authoring.audit.contest import BANK, LIMIT, Verdict
from itilkit.authoring.audit.coverage import Coverage, CoverageRow
from itilkit.authoring.audit.findings import Audit, audit
from itilkit.authoring.audit.flags import Flag
from itilkit.authoring.audit.models import ModelMark
from itilkit.authoring.audit.positions import Positions
from itilkit.authoring.audit.readability import Reading
from itilkit.authoring.audit.strategies import STRATEGIES
from itilkit.authoring.audit.subject import FORMS, GRADED, Subject, subjects_of

__all__ = [
    "BANK",
    "FORMS",
    "GRADED",
    "LIMIT",
    "STRATEGIES",
    "Audit",
    "Coverage",
    "CoverageRow",
    "Flag",
    "ModelMark",
    "Positions",
    "Reading",
    "Subject",
    "Verdict",
    "audit",
    "subjects_of",
]
