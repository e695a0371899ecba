"""The signs of misconceptions in a diary: every answer that counts, of practice and of the forms."""

from collections.abc import Iterable, Iterator
from typing import Any

from itilkit.items import AnswerProblem, Item, load_items
from itilkit.items.diagnosis import Sign, signs
from itilkit.progress.diary import DiaryEntry
from itilkit.progress.mastery import counted_responses


def signs_in(entries: Iterable[DiaryEntry]) -> Iterator[Sign]:
    """The signs in the newest answer to each item; what an edited diary holds besides is passed over.

    What somebody thought before the course is left out once the form after it tells what they think now.
    """
    kept = list(entries)
    over = any(entry.what == "form" and entry.get("form") == "after" for entry in kept)
    counted = {id(entry) for entry in counted_responses(kept)}
    newest: dict[str, Any] = {}
    for entry in kept:
        if entry.what == "response" and id(entry) in counted:
            newest[str(entry.get("id"))] = entry.get("answer")
        elif entry.what == "form" and not (over and entry.get("form") == "before"):
            given = entry.get("responses")
            newest |= given if isinstance(given, dict) else {}
    for name, response in newest.items():
        item = load_items().get(name)
        if item is not None and response is not None:
            yield from _signs(item, response)


def _signs(item: Item, response: Any) -> Iterator[Sign]:
    try:
        item.question.check(response)
    except AnswerProblem:
        return
    yield from signs(item.question, response, item.solution, item.because)
