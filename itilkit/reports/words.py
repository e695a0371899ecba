"""Figures, names and places as the report words them."""

from itilkit.ground.words import number


def percent(share: float | None) -> str:
    """A share from 0 to 1 as a whole percentage; a dash where there is none."""
    return "–" if share is None else f"{share * 100:.0f} %"


def points(value: float | None) -> str:
    """Points with two decimals at most; a dash where there are none."""
    return "–" if value is None else number(value)


def plain_name(slug: str) -> str:
    """An id as a reader takes it: ``harbour-wifi`` is “Harbour wifi”."""
    return slug.replace("-", " ").capitalize()


def short_name(assignment: str) -> str:
    """An assignment in a narrow column: its number, where it has one."""
    head = assignment.split("-", 1)[0]
    return head if head.isdigit() else assignment


def lesson_words(lesson: str, section: str) -> str:
    """Where something is taught; empty where that is not known."""
    if not section:
        return ""
    head = lesson.split("-", 1)[0]
    return f"lesson {int(head)}, “{section}”" if head.isdigit() else f"“{section}”"
