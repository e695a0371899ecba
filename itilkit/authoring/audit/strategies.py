"""Eleven ways to answer without understanding anything. A sound bank gives none of them an edge.

Each strategy gives an option a number from its text and place alone; the option with the highest number is
answered. What they look at are known slips of item writers (Haladyna, Downing & Rodriguez 2002), and two
traps of this subject: its warm words, and the wording of the article that the course starts from.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from math import fsum

import attrs

from itilkit.authoring.audit.words import content_words, likeness, word_lists, words_among
from itilkit.items.bank import claims


@attrs.frozen
class Sight:
    """An option as a strategy sees it: its ``place`` (from 0) of ``count``, and what stands around it.

    ``beside`` is the stem or, where targets are chosen for rows, the row. ``others`` are the other options;
    a target is compared with its row instead.
    """

    text: str
    place: int
    count: int
    beside: str
    others: tuple[str, ...]


Strategy = Callable[[Sight], float]


def _longest(sight: Sight) -> float:
    return len(sight.text)


def _shortest(sight: Sight) -> float:
    return -len(sight.text)


def _first(sight: Sight) -> float:
    return -sight.place


def _last(sight: Sight) -> float:
    return sight.place


def _middle(sight: Sight) -> float:
    return -abs(sight.place - (sight.count - 1) / 2)


def _no_absolutes(sight: Sight) -> float:
    return -len(words_among(sight.text, word_lists().absolute))


def _hedged(sight: Sight) -> float:
    return len(words_among(sight.text, word_lists().hedge))


def _repeats_stem(sight: Sight) -> float:
    return len(content_words(sight.text) & content_words(sight.beside))


def _most_like_others(sight: Sight) -> float:
    own = content_words(sight.text)
    return fsum(likeness(own, content_words(other)) for other in sight.others)


def _good_manners(sight: Sight) -> float:
    return len(words_among(sight.text, word_lists().warm))


def _article_agreement(sight: Sight) -> float:
    own = content_words(sight.text)
    return max(len(own & claim) / (len(own) * len(claim)) ** 0.5 for claim in _claims()) if own else 0.0


@cache
def _claims() -> tuple[frozenset[str], ...]:
    return tuple(content_words(claim.text) for claim in claims().values())


STRATEGIES: Mapping[str, Strategy] = {
    "longest": _longest,
    "shortest": _shortest,
    "first": _first,
    "last": _last,
    "middle": _middle,
    "no-absolutes": _no_absolutes,
    "hedged": _hedged,
    "repeats-stem": _repeats_stem,
    "most-like-others": _most_like_others,
    "good-manners": _good_manners,
    "article-agreement": _article_agreement,
}


def scores(strategy: Strategy, texts: Collection[str], beside: str, *, to_row: bool = False) -> list[float]:
    """The number that ``strategy`` gives to each of ``texts``, which stand beside a stem or a row.

    With ``to_row``, a text's likeness is measured to the row and not to the other texts. Numbers that
    differ by rounding only come out equal, so that ties are ties.
    """
    listed = tuple(texts)
    return [
        round(
            strategy(
                Sight(
                    text,
                    place,
                    len(listed),
                    beside,
                    (beside,) if to_row else (*listed[:place], *listed[place + 1 :]),
                )
            ),
            9,
        )
        for place, text in enumerate(listed)
    ]
