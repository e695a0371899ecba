"""The marks that learners give their own texts: one entry of the diary each, which holds for that text alone.

The card writes the entry and `itilkit check` reads it, so that both show one result, on any day.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from itilkit.items.rubric import Rubric, read_rubric
from itilkit.notebook_reader import asked_in, read_notebook
from itilkit.progress.diary import DiaryEntry


@attrs.frozen
class OwnText:
    """A written answer in a learner's notebook: the cell's ``id``, the ``rubric`` above it, its ``text``."""

    id: str
    rubric: Rubric
    text: str

    @property
    def digest(self) -> str:
        """What stands for the text in the diary; how it is broken into lines makes no difference."""
        return hashlib.sha256(" ".join(self.text.split()).encode("utf-8", "replace")).hexdigest()[:16]


@attrs.frozen
class OwnMarks:
    """The newest marks for a text, by the index of the rubric's point; ``earlier``: of an earlier text."""

    marks: Mapping[str, int]
    earlier: bool


def own_texts(path: Path) -> Mapping[str, OwnText]:
    """The written answers with a rubric in the notebook file ``path``, by id; none if it cannot be read."""
    try:
        asked = asked_in(read_notebook(path))
    except (OSError, ValueError):
        return {}
    return {
        each.id: OwnText(each.id, rubric, each.answer.source)
        for each in asked
        if each.answer is not None and (rubric := read_rubric(each.above)) is not None
    }


def own_marks(entries: Iterable[DiaryEntry], text: OwnText) -> OwnMarks | None:
    """The marks that the diary keeps for ``text``; None when it keeps none that fit the rubric."""
    newest = None
    for entry in entries:
        if (entry.what, entry.get("by"), entry.get("id")) != ("check", "myself", text.id):
            continue
        marks = entry.get("marks")
        if isinstance(marks, dict) and text.rubric.decides(marks):
            newest = OwnMarks(marks, earlier=entry.get("text") != text.digest)
    return newest


def marks_entry(
    assignment: str, text: OwnText, marks: Mapping[str, int], objective: str
) -> tuple[str, Mapping[str, Any]]:
    """The entry of the diary that keeps ``marks`` for a text, as evidence on its ``objective``."""
    facts = {
        "id": text.id,
        "assignment": assignment,
        "kind": "written",
        "objective": objective,
        "score": round(text.rubric.given(marks) / text.rubric.most, 4),
        "marks": dict(marks),
        "text": text.digest,
        "by": "myself",
    }
    return "check", facts
