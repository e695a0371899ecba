"""The three parallel forms: before the course, after it, and some weeks later. One item for each objective.

A form's answer is a literal ``{"finished": bool, "responses": {item: response}}``. A response of None says
“I do not know yet”: it earns nothing, and is an answer.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from itilkit.content import did_you_mean, ended
from itilkit.items.bank import Item, load_items
from itilkit.items.kinds import AnswerProblem, NotAnswered
from itilkit.items.question import Marked, mark_response

#: The forms, in the order in which they are taken.
FORMS = ("before", "after", "later")


class UnknownFormError(LookupError):
    """There is no form by that name."""


@attrs.frozen
class Form:
    """A form: its ``id`` and its items, one for each objective, in the order of the objectives."""

    id: str
    items: tuple[Item, ...]

    def item(self, name: str) -> Item | None:
        """The item called ``name``, or None."""
        return next((item for item in self.items if item.id == name), None)

    def responses(self, answer: Any) -> Mapping[str, Any]:
        """The responses of an answer, in the order of the items.

        Raises NotAnswered when there is none, and AnswerProblem, in one sentence, for what is no answer.
        """
        if answer is None:
            raise NotAnswered(f"“{self.id}” is not begun yet: answer the questions on its card.")
        if not isinstance(answer, dict) or set(answer) != {"finished", "responses"}:
            raise AnswerProblem(
                f"The answer to “{self.id}” should name finished and responses; "
                "take the cell from a fresh copy."
            )
        given = answer["responses"]
        if not isinstance(answer["finished"], bool) or not isinstance(given, dict):
            raise AnswerProblem(
                f"The answer to “{self.id}” should say whether it is finished, and hold a response for each "
                "question; take the cell from a fresh copy."
            )
        for name in given:
            if self.item(name) is None:
                known = [item.id for item in self.items]
                said = ended(
                    f"The answer to “{self.id}” names a question “{str(name)[:40]}” that is not in it"
                    f"{did_you_mean(str(name)[:40], known)}"
                )
                raise AnswerProblem(said)
        for item in self.items:
            if given.get(item.id) is not None:
                item.question.check(given[item.id])
        if not given:
            raise NotAnswered(f"“{self.id}” is not begun yet: answer the questions on its card.")
        return {item.id: given[item.id] for item in self.items if item.id in given}

    def check(self, answer: Any) -> None:
        """Raise AnswerProblem unless ``answer`` holds a response to one of the questions at least."""
        self.responses(answer)

    def marked(self, responses: Mapping[str, Any]) -> Mapping[str, Marked | None]:
        """Each item's marked response; None for one that is open or not known."""
        return {item.id: _marked(item, responses.get(item.id)) for item in self.items}

    def scores(self, responses: Mapping[str, Any]) -> Mapping[str, float]:
        """The share of each item's points (0 to 1), by item."""
        return {
            name: 0.0 if marked is None else marked.points for name, marked in self.marked(responses).items()
        }

    def lines(self, answer: Any) -> Sequence[str]:
        """What was answered, a sentence for each question that was; raises AnswerProblem."""
        told, responses = [], self.responses(answer)
        for place, item in enumerate(self.items, 1):
            if item.id in responses:
                response = responses[item.id]
                said = "not known yet" if response is None else item.question.words(response)
                told.append(f"Question {place}: {said}.")
        return told


def _marked(item: Item, response: Any) -> Marked | None:
    if response is None:
        return None
    return mark_response(item.question, response, item.solution, item.because)


@cache
def load_form(id: str) -> Form:  # noqa: A002 - the name notebooks use
    """The form ``id``; raises UnknownFormError for a name that does not exist."""
    if id not in FORMS:
        said = ended(f"There is no form “{id}”{did_you_mean(str(id), FORMS)}")
        msg = f"{said} There are: {', '.join(FORMS)}."
        raise UnknownFormError(msg)
    return Form(id, tuple(item for item in load_items().values() if item.use == id))


__all__ = ["FORMS", "Form", "UnknownFormError", "load_form"]
