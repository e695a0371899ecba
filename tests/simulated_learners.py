"""Learners who exist only in tests: one who guesses, and one who holds a single misconception."""

from itertools import permutations, product

from itilkit.items import mark_response, right_response


def guess(dice, question):
    """A response of somebody who knows nothing: every response of the form is equally likely."""
    if question.kind == "choice":
        return dice.choice(list(question.options))
    if question.kind == "multi":
        return [option for option in question.options if dice.random() < 0.5]
    if question.kind == "order":
        return dice.sample(list(question.options), len(question.options))
    return {row: dice.choice(list(question.targets)) for row in question.options}


def mark(item, response):
    """The response to an item of the bank, marked."""
    return mark_response(item.question, response, item.solution, item.because)


def taken(item, response):
    """The misconceptions that a response to an item rests on."""
    return {note.misconception for note in mark(item, response).notes if not note.right} - {None}


def every_response(question):
    """All responses that `guess` may give; for rows that are judged one by one, only of the first row."""
    if question.kind == "choice":
        return list(question.options)
    if question.kind == "multi":
        ticks = product((True, False), repeat=len(question.options))
        return [[name for name, on in zip(question.options, each, strict=True) if on] for each in ticks]
    assert question.kind == "order"
    return [list(order) for order in permutations(question.options)]


def moments(item):
    """Mean and variance of the share of the points that guessing earns on an item, worked out exactly."""
    question = item.question
    if question.kind in {"match", "classify"}:
        right = 1 / len(question.targets)
        return right, right * (1 - right) / len(question.options)
    shares = [mark(item, response).points for response in every_response(question)]
    mean = sum(shares) / len(shares)
    return mean, sum((share - mean) ** 2 for share in shares) / len(shares)


def as_if(item, code):
    """What somebody answers who holds the misconception ``code`` and knows everything else; None where the
    item does not offer it.
    """
    offered = [response for response in _near(item, code) if code in taken(item, response)]
    if not offered:
        return None
    return min(offered, key=lambda response: (len(taken(item, response)), -mark(item, response).points))


def _near(item, code):
    """Responses in which every decision that could rest on ``code`` does."""
    question, right = item.question, right_response(item)
    if question.kind in {"choice", "order"}:
        return every_response(question)
    codes = {name: said for name, (said, _) in item.because.items()}
    if question.kind == "multi":
        ticked = [name for name in question.options if name in item.key or codes.get(name) == code]
        return [ticked]
    response = dict(right)
    for row in question.options:
        wrong = [
            target
            for target in question.targets
            if target != right[row] and codes.get(f"{row}={target}", codes.get(row)) == code
        ]
        response[row] = (wrong or [right[row]])[0]
    return [response]
