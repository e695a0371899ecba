"""Ids that are email addresses, or were made of one: nbgrader's folders cannot carry each of its signs."""

import unicodedata
from collections.abc import Sequence

from itilkit.grading.classes.students import Student


def by_addresses(learners: Sequence[Student]) -> bool:
    """Whether the ids of most learners are email addresses, or were made of theirs."""
    return 2 * sum(_is_of_address(learner) for learner in learners) > len(learners)


def address(learner: Student) -> str:
    """The learner's email address; the id where it is one and nothing else is known."""
    return learner.email or (learner.id if "@" in learner.id else "")


def login(learner: Student) -> str:
    """The name by which the learner logs in: the address that the id was made of, else the id itself.

    Nothing for an id that is only the platform's own number, which nobody logs in with.
    """
    if _is_of_address(learner):
        return address(learner)
    return "" if learner.id == learner.lms_id else learner.id


def _is_of_address(learner: Student) -> bool:
    found = address(learner)
    return "@" in found and _signs(learner.id) == _signs(found)


def _signs(text: str) -> str:
    """What an id keeps of an address in any case: its letters and digits."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in parts if sign.isascii() and sign.isalnum())


__all__ = ["address", "by_addresses", "login"]
