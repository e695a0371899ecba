"""How a response is given by the controls of a question's card, and what a diary says of it afterwards."""

from itilkit.progress.course_folder import PROGRESS
from itilkit.progress.diary import Diary


def clicks(item, response):
    """The clicks (action, argument) that give a response on a card on which nothing was chosen yet."""
    question = item.question
    if question.kind == "choice":
        return [("pick", response)]
    if question.kind == "multi":
        return [("pick", option) for option in response]
    if question.kind == "order":
        return list(_moves(list(question.options), response))
    return [("set", f"{row}={target}") for row, target in response.items()]


def _moves(order, wanted):
    """Moves upwards until the order is the wanted one; “this order is right” where it is that already."""
    if order == wanted:
        yield "stands", ""
    for place, entry in enumerate(wanted):
        while order.index(entry) > place:
            old = order.index(entry)
            order[old - 1], order[old] = order[old], order[old - 1]
            yield "up", entry


def told(folder):
    """What the diary of a course folder says, without the moments."""
    return [(each.what, dict(each.facts)) for each in Diary(folder / PROGRESS).read().entries]
