"""What the variant tools of all scenarios share: seeds, the search for a variant on which the lesson holds,
the filters that are the same everywhere (docs/rules/index.md), and how a variant's file is written.

The tool of a scenario is a `VariantTool`, which says what is perturbed, what is computed from it, and which
reasons of its own there are why a lesson does not hold.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from random import Random
from statistics import quantiles
from typing import Any, Generic, TypeVar

import attrs

from itilkit.scenarios import load_scenario
from itilkit.scenarios.base import IllegalMove, Result, at_least, replay
from itilkit.scenarios.simulation import Simulation, with_numbers

T = TypeVar("T")
X = TypeVar("X", bound=Simulation[Any, Any, Any])

#: How many perturbations are looked at before the tool gives up.
TRIES = 1000
#: How many random runs stand for "random play".
RANDOM_RUNS = 500


class NoVariantFoundError(RuntimeError):
    """No perturbation kept the lesson; another seed may."""


#: What makes the moves of a run without any thought.
RandomRun = Callable[[Random], Sequence[str]]
#: Says why an answer to a scenario would do for a perturbed one too, given that one and what completes it.
CarriedOver = Callable[[X, Callable[[], X]], Iterator[str]]


@attrs.frozen(kw_only=True)
class VariantTool(Generic[X]):
    """Makes variants of one scenario: what it is called, and what is particular to it.

    ``scenario`` is the scenario's id. ``note`` gives the comment at the head of the file of a variant
    with these numbers. ``shown`` are the strategies beside a learner's run under the names a learner
    reads. Those who are ``naive`` must stay far below the pass mark, and nobody but those ``passing`` may
    reach it.

    ``strategies`` gives the move list of every named strategy on a scenario, ``worked`` that of a run
    that co-creates to its end, ``random_run`` what plays it without any thought. ``moved`` gives the
    perturbed numbers by name, and uses nothing but `Random.random`, whose sequence Python guarantees;
    ``measured`` those that are computed from the others, and ``beside`` what is shown of a strategy (its
    id, its name, its result). Why the lesson does not hold, besides the filters that are the same
    everywhere, is said by ``plain_reasons`` before anything is computed, and by ``own_reasons`` after;
    ``carried_over`` compares a perturbed scenario with the one it comes from.
    """

    scenario: str
    note: Callable[[Any], tuple[str, ...]]
    shown: Mapping[str, str] = attrs.field(factory=dict)
    naive: tuple[str, ...] = ()
    passing: tuple[str, ...] = ("co-creator",)
    strategies: Callable[[X], Mapping[str, Sequence[str]]]
    worked: Callable[[X], tuple[str, ...]]
    random_run: Callable[[X], RandomRun]
    moved: Callable[[X, Random], Mapping[str, Any]]
    measured: Callable[[X], Mapping[str, Any]] = lambda _: {}
    beside: Callable[[X, str, str, Result[Any]], object] | None = None
    plain_reasons: Callable[[X], Iterator[str]] = lambda _: iter(())
    own_reasons: Callable[[X, Mapping[str, Result[Any]]], Iterator[str]] = lambda *_: iter(())
    carried_over: Callable[[X], CarriedOver[X]] = lambda _: lambda *_: iter(())

    def played(self, scenario: X) -> Mapping[str, Result[Any]]:
        """Every named strategy, played."""
        return {name: replay(scenario, list(lines)) for name, lines in self.strategies(scenario).items()}

    def completed(self, scenario: X) -> X:
        """``scenario`` with everything that is computed from its numbers, strategies beside a run too."""
        if self.beside is None:
            return scenario
        measured = with_numbers(scenario, beside=(), **self.measured(scenario))
        played = self.played(measured)
        shown = [self.beside(measured, name, title, played[name]) for name, title in self.shown.items()]
        return with_numbers(measured, beside=tuple(shown))

    def perturb(self, scenario: X, seed: int) -> X:
        """``scenario`` with its numbers moved a little, and completed; the lesson may or may not hold.

        The same seed always gives the same numbers.
        """
        return self.completed(self.moved_only(scenario, seed))

    def lesson_holds(self, scenario: X) -> list[str]:
        """Why the lesson does not hold on the numbers of ``scenario``, one sentence each; empty: it holds."""
        return list(self.reasons(scenario))

    def reasons(self, scenario: X) -> Iterator[str]:
        """What `lesson_holds` tells, one after the other, random play as the last since it takes longest."""
        yield from self.plain_reasons(scenario)
        yield from self._played_reasons(scenario)

    def make_variant(self, scenario: X, seed: int) -> X:
        """A new variant of ``scenario`` on which the lesson holds, and to which an answer to ``scenario``
        cannot be carried over; the same seed gives the same variant.

        Raises NoVariantFoundError when no perturbation keeps the lesson.
        """
        carried_over = self.carried_over(scenario)

        def reasons(moved: X) -> Iterator[str]:
            done = cache(lambda: self.completed(moved))
            try:
                yield from self.plain_reasons(moved)
                yield from carried_over(moved, done)
                yield from self._played_reasons(done())
            except IllegalMove as refused:
                # on rare numbers a named strategy wants more than it can pay
                yield f"a named strategy cannot be played: {refused}"

        found = first_that_holds(scenario.variant, seed, lambda one: self.moved_only(scenario, one), reasons)
        return with_numbers(self.completed(found), variant=f"{scenario.variant}-{seed}")

    def as_toml(self, numbers: attrs.AttrsInstance) -> str:
        """The text of a variant's file, numbers in full so that reading it back gives the same ones."""
        return "\n".join([*(f"# {line}" for line in self.note(numbers)), *_table("", numbers), ""])

    def load(self, variant: str) -> X:
        """The scenario on a variant that ships."""
        return load_scenario(self.scenario, variant)  # type: ignore[return-value]

    def moved_only(self, scenario: X, seed: int) -> X:
        """``scenario`` with its numbers moved a little; what is computed from them is still the old."""
        moved = self.moved(scenario, Random(seed))  # noqa: S311 - a repeatable draw, nothing secret
        return with_numbers(scenario, variant=f"{scenario.variant}-{seed}", **moved)

    def _played_reasons(self, scenario: X) -> Iterator[str]:
        played = self.played(scenario)
        yield from strategies_in_order(played, naive=self.naive, passing=self.passing)
        yield from self.own_reasons(scenario, played)
        run = self.random_run(scenario)
        yield from random_play(lambda dice: replay(scenario, list(run(dice))))


def first_that_holds(
    name: str, seed: int, perturbed: Callable[[int], T], reasons: Callable[[T], Iterator[str]]
) -> T:
    """The first of `TRIES` perturbations on which there is no reason why the lesson does not hold.

    ``perturbed`` makes one from a seed of its own; the same ``seed`` always finds the same one. Raises
    NoVariantFoundError, which tells the ``name`` of what was perturbed, when there is none.
    """
    for attempt in range(TRIES):
        found = perturbed(seed * TRIES + attempt)
        if next(reasons(found), None) is None:
            return found
    msg = f"None of {TRIES} perturbations of “{name}” keeps the lesson; try another seed."
    raise NoVariantFoundError(msg)


def strategies_in_order(
    played: Mapping[str, Result[Any]], *, naive: Iterable[str], passing: Iterable[str] = ("co-creator",)
) -> Iterator[str]:
    """Whether the co-creator gets 85 % of the points, nobody outside ``passing`` passes, and those who are
    ``naive`` stay within 35 %.
    """
    for name, result in played.items():
        share = result.score / result.max_score
        if name == "co-creator" and not at_least(share, 0.85):
            yield f"co-creator reaches {share:.0%} of the points, and should reach 85%"
        if name in passing:
            continue
        if result.passed:
            yield f"{name} passes, with {result.score:.2f} of {result.max_score:g} points"
        if name in naive and not at_least(0.35, share):
            yield f"{name} reaches {share:.0%} of the points, and should stay within 35%"


def random_play(run: Callable[[Random], Result[Any]]) -> Iterator[str]:
    """Whether the 95th percentile of `RANDOM_RUNS` runs, each made by ``run``, stays below 75 %."""
    dice = Random(RANDOM_RUNS)  # noqa: S311 - a repeatable draw, nothing secret
    results = [run(dice) for _ in range(RANDOM_RUNS)]
    high = quantiles((result.score for result in results), n=20)[-1]
    if at_least(high, 0.75 * results[0].max_score):
        yield f"random play reaches {high:.2f} points at its 95th percentile"


# how a variant's file is written --------------------------------------------------------------------


def _table(path: str, table: Any) -> list[str]:
    """The lines of a TOML table: its plain values first, then the tables in it, each under its name.

    A field that holds its default is left out, as whoever reads the file puts it back.
    """
    lines, inner = [], []
    for name, value in _items(table):
        where = f"{path}.{name}" if path else name
        if isinstance(value, Mapping) or attrs.has(type(value)):
            below = _table(where, value)
            inner += below if below and below[0] == "" else ["", f"[{where}]", *below]
        elif isinstance(value, tuple) and value and attrs.has(type(value[0])):
            for each in value:
                inner += ["", f"[[{where}]]", *_table(where, each)]
        else:
            lines.append(f"{name} = {value_text(value)}")
    return [*lines, *inner]


def _items(table: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(table, Mapping):
        return table.items()
    return [
        (field.name, value)
        for field in attrs.fields(type(table))
        if (value := getattr(table, field.name)) != field.default
    ]


def value_text(value: object) -> str:
    """A text, a number or a tuple of them as TOML."""
    if isinstance(value, str):
        # TOML's basic strings are written as JSON's.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"[{', '.join(map(value_text, value))}]"
    return repr(value)
