"""What the criteria of the scenarios, and written answers, give evidence on: read from ``content/``."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources.abc import Traversable

import attrs

from itilkit.content import ContentError, did_you_mean, load
from itilkit.items.bank import misconceptions, objectives

FILE, WRITTEN = "criteria.toml", "written.toml"


@attrs.frozen
class Evidence:
    """What points on a criterion show: the objectives reached, and the misconceptions seen when they fail."""

    objectives: tuple[str, ...]
    misconceptions: tuple[str, ...] = ()


@cache
def written_objectives() -> Mapping[str, str]:
    """The objective that each written answer gives evidence on, by its cell; raises ContentError for one that
    there is not.
    """
    found = load(WRITTEN, dict[str, str])
    problems = [problem for code in found.values() for problem in _unknown(code, objectives())]
    if problems:
        raise ContentError(WRITTEN, problems)
    return found


def _unknown(code: str, known: Collection[str]) -> Iterator[str]:
    if code not in known:
        yield f'there is no "{code}"{did_you_mean(code, known)}'


#: Evidence by scenario and criterion, both named as in the results of a run.
Criteria = Mapping[str, Mapping[str, Evidence]]


@cache
def criteria() -> Criteria:
    """The criteria that ship; raises ContentError that names every fault of the file."""
    return read_criteria()


def read_criteria(root: Traversable | None = None) -> Criteria:
    """The criteria in the folder ``root``; raises ContentError as `criteria` does."""
    found = load(FILE, dict[str, dict[str, Evidence]], root=root)
    problems = [
        f"{scenario}.{name}.{problem}"
        for scenario, of_scenario in found.items()
        for name, evidence in of_scenario.items()
        for problem in _problems(evidence)
    ]
    if problems:
        raise ContentError(FILE, problems)
    return found


def _problems(evidence: Evidence) -> Iterator[str]:
    if not evidence.objectives:
        yield "objectives: a criterion gives evidence on one at least"
    for path, said, known in (
        ("objectives", evidence.objectives, objectives()),
        ("misconceptions", evidence.misconceptions, misconceptions()),
    ):
        for code in said:
            yield from (f"{path}: {problem}" for problem in _unknown(code, known))


def criterion_problems(found: Criteria, scored: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Where ``found`` and the criteria that runs are ``scored`` by differ, each difference one sentence.

    ``scored`` maps each scenario to the names of its criteria. It is handed in, because items know no
    scenarios.
    """
    problems = []
    for scenario in sorted({*found, *scored}):
        told, real = found.get(scenario, {}), scored.get(scenario, ())
        problems += [
            f"{FILE}: {scenario} is scored by “{name}”, which stands for no objective yet; add it."
            for name in real
            if name not in told
        ]
        problems += [
            f"{FILE}: {scenario} has no criterion “{name}”; drop it." for name in told if name not in real
        ]
    return tuple(problems)
