"""Assessment items: a question, the responses it accepts, and how a response is scored. All pure.

A `Question` is what a learner sees. Its key and what each wrong response means come from somewhere else:
for practice items from the item bank (`load_items`), for graded items from the hidden test.
"""

from itilkit.items.bank import (
    Claim,
    Item,
    Misconception,
    Objective,
    Option,
    claims,
    load_items,
    misconceptions,
    objectives,
    read_items,
    right_response,
)
from itilkit.items.evidence import Evidence, criteria, read_criteria
from itilkit.items.kinds import KINDS, AnswerProblem, Because, Key, Kind, NotAnswered, Note, kind
from itilkit.items.question import Marked, Question, mark_response

__all__ = [
    "KINDS",
    "AnswerProblem",
    "Because",
    "Claim",
    "Evidence",
    "Item",
    "Key",
    "Kind",
    "Marked",
    "Misconception",
    "NotAnswered",
    "Note",
    "Objective",
    "Option",
    "Question",
    "claims",
    "criteria",
    "kind",
    "load_items",
    "mark_response",
    "misconceptions",
    "objectives",
    "read_criteria",
    "read_items",
    "right_response",
]
