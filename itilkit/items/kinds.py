"""The kinds of items: which responses each takes, how they score, and what is to be said about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Protocol

import attrs

from itilkit.content import did_you_mean, ended

#: The right response: ids of options; for an order its steps, each one id or several that are free among
#: themselves ("b c"); for match and classify the target of each row.
Key = Collection[str]
#: What a wrong decision rests on (a misconception's code or None), and why it fails, by what was decided.
Because = Mapping[str, tuple[str | None, str]]


class AnswerProblem(ValueError):  # noqa: N818 - named after the situation
    """An answer that cannot be used; the text is one sentence for the person who gave it."""


class NotAnswered(AnswerProblem):
    """There is no answer yet: a friendly state of its own, not a mistake."""


@attrs.frozen
class Note:
    """What is said about one decision of a response: whether it is right, and why.

    ``option`` is an option's id, or two with ``<`` between them for a pair that should stand in that order.
    ``picked`` says whether the learner decided it at all. For match and classify, ``chosen`` is the target
    that the learner gave the row (empty: none) and ``belongs`` the right one.
    """

    option: str
    right: bool
    picked: bool
    misconception: str | None
    because: str
    chosen: str = ""
    belongs: str = ""


class AskedQuestion(Protocol):
    """What a kind knows of a question (`question.Question`)."""

    @property
    def id(self) -> str:
        """The question's id."""
        ...

    @property
    def kind(self) -> str:
        """The name of its kind."""
        ...

    @property
    def options(self) -> Mapping[str, str]:
        """What is decided about, by id."""
        ...

    @property
    def targets(self) -> Mapping[str, str]:
        """What rows go to, by id."""
        ...


class Kind(Protocol):
    """A kind of item. Responses are checked before anything else is asked about them."""

    def faults(self, question: AskedQuestion) -> Iterator[str]:
        """What is wrong with the question itself, for whoever wrote it."""
        ...

    def key_faults(self, question: AskedQuestion, key: Key) -> Iterator[str]:
        """What is wrong with a key, for whoever wrote it."""
        ...

    def check(self, question: AskedQuestion, response: Any) -> None:
        """Raise AnswerProblem for a response of the wrong form."""
        ...

    def words(self, question: AskedQuestion, response: Any) -> str:
        """The response in words."""
        ...

    def tally(self, question: AskedQuestion, key: Key, response: Any) -> tuple[int, int]:
        """How many decisions are right, and out of how many. Their quotient is the share of the points."""
        ...

    def notes(self, question: AskedQuestion, key: Key, response: Any, because: Because) -> Iterator[Note]:
        """What is to be said about the decisions, in the order in which a reader wants it."""
        ...


class _Picking:
    """What choosing and ticking share: a response is made of options, and so is the key."""

    def faults(self, question: AskedQuestion) -> Iterator[str]:
        """Two options or more, and no targets."""
        if len(question.options) < 2:
            yield f"has {len(question.options)} options; a question needs at least two"
        if question.targets:
            yield f"has targets; a question of the kind {question.kind} has none"

    def key_faults(self, question: AskedQuestion, key: Key) -> Iterator[str]:
        """Options that are there; exactly one for a choice."""
        for name in key:
            if name not in question.options:
                yield f'there is no option "{name}"{did_you_mean(name, question.options)}'
        if not key or (question.kind == "choice" and len(key) != 1):
            yield f"has {len(key)} options; a choice item has exactly one, the others at least one"

    def words(self, question: AskedQuestion, response: Any) -> str:
        """The texts of the options, in the question's order."""
        picked = [response] if isinstance(response, str) else response
        texts = [f"“{question.options[option]}”" for option in question.options if option in picked]
        return ", ".join(texts) if texts else "none of the options"

    def notes(self, question: AskedQuestion, key: Key, response: Any, because: Because) -> Iterator[Note]:
        """One for each option picked and, of a list, for each that belongs."""
        picked = [response] if isinstance(response, str) else list(response)
        for option in question.options:
            belongs, chosen = option in key, option in picked
            if chosen or (belongs and question.kind == "multi"):
                code, text = because.get(option, (None, ""))
                yield Note(option, belongs == chosen, chosen, None if belongs else code, text)


class Choice(_Picking):
    """One option out of several; the literal is its id. Right or wrong."""

    def check(self, question: AskedQuestion, response: Any) -> None:
        """A text that is the id of an option."""
        if not isinstance(response, str):
            raise AnswerProblem(
                f"The answer to “{question.id}” should be one option such as "
                f"“{next(iter(question.options), 'a')}”; choose on its card."
            )
        _known(question, response)

    def tally(self, question: AskedQuestion, key: Key, response: Any) -> tuple[int, int]:  # noqa: ARG002
        """1 of 1 for the key, else 0."""
        return int(response in key), 1


class Multi(_Picking):
    """Several options; the literal is the list of their ids. Every option is judged for itself."""

    def check(self, question: AskedQuestion, response: Any) -> None:
        """A list of option ids, each at most once; an empty list says that none belongs."""
        if not isinstance(response, list) or not all(isinstance(option, str) for option in response):
            raise AnswerProblem(
                f"The answer to “{question.id}” should be a list of options; tick them on its card."
            )
        for option in response:
            _known(question, option)
            if response.count(option) > 1:
                raise AnswerProblem(
                    f"The answer to “{question.id}” names “{_printable(option)}” twice; tick it on its card."
                )

    def tally(self, question: AskedQuestion, key: Key, response: Any) -> tuple[int, int]:
        """The options that are ticked if they belong and left open if they do not."""
        right = sum((option in key) == (option in response) for option in question.options)
        return right, len(question.options)


class Pairs:
    """Rows that each get a target; the literal maps row to target. Every row is judged for itself.

    Targets may serve several rows or none. A row that is left out is open, and earns nothing.
    """

    def __init__(self, most: int) -> None:
        #: How many targets a card can show.
        self.most = most

    def faults(self, question: AskedQuestion) -> Iterator[str]:
        """Two rows and two targets or more, with plain ids."""
        if len(question.options) < 2:
            yield f"has {len(question.options)} rows; a {question.kind} question needs at least two"
        if not 2 <= len(question.targets) <= self.most:
            yield f"has {len(question.targets)} targets; a {question.kind} question has 2 to {self.most}"
        yield from _odd_ids([*question.options, *question.targets])

    def key_faults(self, question: AskedQuestion, key: Key) -> Iterator[str]:
        """A target for every row."""
        if not isinstance(key, Mapping):
            yield 'should give each row its target, such as {"row": "target"}'
            return
        for row in question.options:
            if row not in key:
                yield f'has no target for "{row}"'
        for row, target in key.items():
            if row not in question.options:
                yield f'there is no row "{row}"{did_you_mean(str(row), question.options)}'
            if target not in question.targets:
                yield f'there is no target "{target}"{did_you_mean(str(target), question.targets)}'

    def check(self, question: AskedQuestion, response: Any) -> None:
        """A mapping of rows to targets, of one row at least."""
        form = f"The answer to “{question.id}” should give rows their targets; choose them on its card."
        if not isinstance(response, dict):
            raise AnswerProblem(form)
        if not response:
            raise NotAnswered(f"“{question.id}” is not answered yet: choose on its card above.")
        for row, target in response.items():
            if not isinstance(row, str) or not isinstance(target, str):
                raise AnswerProblem(form)
            if row not in question.options:
                raise AnswerProblem(_unknown(question, "row", row, question.options))
            if target not in question.targets:
                raise AnswerProblem(_unknown(question, "target", target, question.targets))

    def words(self, question: AskedQuestion, response: Any) -> str:
        """Each row, without its full stop, with its target, in the question's order."""
        given = {row: question.targets[target] for row, target in response.items()}
        return "; ".join(
            f"{text.removesuffix('.')} → {given.get(row, 'left open')}"
            for row, text in question.options.items()
        )

    def tally(self, question: AskedQuestion, key: Key, response: Any) -> tuple[int, int]:
        """The rows with their right target."""
        goes = _goes(key)
        return sum(response.get(row) == goes.get(row, "") for row in question.options), len(question.options)

    def notes(self, question: AskedQuestion, key: Key, response: Any, because: Because) -> Iterator[Note]:
        """One for each row, the wrong ones first; ``because`` names ``row=target`` or else ``row``."""
        goes = _goes(key)
        made = []
        for row in question.options:
            chosen, belongs = response.get(row, ""), goes.get(row, "")
            right = chosen == belongs
            code, text = because.get(f"{row}={chosen}", because.get(row, (None, "")))
            # a row left open rests on nothing
            rests_on = None if right or not chosen else code
            made.append(Note(row, right, bool(chosen), rests_on, "" if right else text, chosen, belongs))
        yield from sorted(made, key=lambda note: note.right)


class Order:
    """Entries put in order; the literal is the list of all ids. Every pair that the key orders is judged."""

    def faults(self, question: AskedQuestion) -> Iterator[str]:
        """Two entries or more, with plain ids, and no targets."""
        if len(question.options) < 2:
            yield f"has {len(question.options)} entries; an order needs at least two"
        if question.targets:
            yield "has targets; a question of the kind order has none"
        yield from _odd_ids([*question.options])

    def key_faults(self, question: AskedQuestion, key: Key) -> Iterator[str]:
        """Two steps or more that name every entry once."""
        if not isinstance(key, list | tuple):
            yield 'should be a list of steps, such as ["a", "b c", "d"]'
            return
        named = [entry for step in key for entry in step.split()]
        for entry in dict.fromkeys(named):
            if entry not in question.options:
                yield f'there is no entry "{entry}"{did_you_mean(entry, question.options)}'
            if named.count(entry) > 1:
                yield f'names "{entry}" twice'
        for entry in question.options:
            if entry not in named:
                yield f'leaves out "{entry}"'
        if len(steps_of(key)) < 2:
            yield "needs at least two steps"

    def check(self, question: AskedQuestion, response: Any) -> None:
        """A list that names every entry exactly once."""
        if not isinstance(response, list) or not all(isinstance(entry, str) for entry in response):
            raise AnswerProblem(
                f"The answer to “{question.id}” should be a list of all entries in order; "
                "move them on its card."
            )
        seen = set()
        for entry in response:
            if entry not in question.options:
                raise AnswerProblem(_unknown(question, "entry", entry, question.options))
            if entry in seen:
                raise AnswerProblem(
                    f"The answer to “{question.id}” names “{_printable(entry)}” twice; "
                    "put the entries in order on its card."
                )
            seen.add(entry)
        for entry in question.options:
            if entry not in seen:
                raise AnswerProblem(
                    f"The answer to “{question.id}” leaves out “{_printable(entry)}”; "
                    "put the entries in order on its card."
                )

    def words(self, question: AskedQuestion, response: Any) -> str:
        """The entries, numbered."""
        return ", ".join(f"{place} {question.options[entry]}" for place, entry in enumerate(response, 1))

    def tally(self, question: AskedQuestion, key: Key, response: Any) -> tuple[int, int]:  # noqa: ARG002
        """The pairs that stand in the key's order."""
        pairs = ordered_pairs(key)
        return len(pairs) - len(_turned(pairs, response)), len(pairs)

    def notes(self, question: AskedQuestion, key: Key, response: Any, because: Because) -> Iterator[Note]:
        """One for each turned pair that ``because`` explains (``first<second``), then for entries.

        An entry's own note is given when more than half of its pairs are turned: then it is the one that
        stands wrongly. Where nothing else would be said, one turned pair is enough.
        """
        pairs = ordered_pairs(key)
        turned = _turned(pairs, response)
        said = [f"{first}<{second}" for first, second in turned if f"{first}<{second}" in because]
        explained = [entry for entry in question.options if entry in because]
        moved = [entry for entry in explained if 2 * _times(entry, turned) > _times(entry, pairs)]
        if not said and not moved:
            moved = [entry for entry in explained if _times(entry, turned)]
        for name in [*said, *moved]:
            code, text = because[name]
            yield Note(name, right=False, picked=True, misconception=code, because=text)


KINDS: Mapping[str, Kind] = {
    "choice": Choice(),
    "multi": Multi(),
    "match": Pairs(most=12),
    "order": Order(),
    "classify": Pairs(most=4),
}


def kind(name: str) -> Kind:
    """The kind of item called ``name``; raises ValueError with the kinds there are."""
    if name not in KINDS:
        known = ", ".join(KINDS)
        said = ended(f"There is no kind of item “{name}”{did_you_mean(name, KINDS)}")
        raise ValueError(f"{said} There are: {known}.")
    return KINDS[name]


def steps_of(key: Key) -> list[list[str]]:
    """The steps of an order's key, each with the entries that are free among themselves."""
    return [step.split() for step in key if step.split()]


def ordered_pairs(key: Key) -> list[tuple[str, str]]:
    """The pairs of entries whose order the key settles; those within one step are not among them."""
    return [
        (first, second)
        for early, late in combinations(steps_of(key), 2)
        for first in early
        for second in late
    ]


def _turned(pairs: Sequence[tuple[str, str]], response: Sequence[str]) -> list[tuple[str, str]]:
    place = {entry: number for number, entry in enumerate(response)}
    return [(first, second) for first, second in pairs if place[first] > place[second]]


def _times(entry: str, pairs: Sequence[tuple[str, str]]) -> int:
    return sum(entry in pair for pair in pairs)


def _goes(key: Key) -> Mapping[str, str]:
    return key if isinstance(key, Mapping) else {}


def _odd_ids(ids: Sequence[str]) -> Iterator[str]:
    """Ids that could not be told apart in a key or in what explains it."""
    for name in ids:
        if not name or any(sign.isspace() or sign in "<=" for sign in name):
            yield f'has the id "{name}"; an id is one word without < and ='


def _known(question: AskedQuestion, option: str) -> None:
    if option not in question.options:
        raise AnswerProblem(_unknown(question, "option", option, question.options))


def _unknown(question: AskedQuestion, what: str, said: str, there: Collection[str]) -> str:
    article = "an" if what[0] in "aeiou" else "a"
    return (
        f"The answer to “{question.id}” names {article} {what} “{_printable(said)}” that is not there; "
        f"there are {', '.join(there)}."
    )


def _printable(word: str) -> str:
    shown = "".join(sign if sign.isprintable() else "�" for sign in word[:41])
    return shown if len(shown) <= 40 else shown[:37] + "…"
