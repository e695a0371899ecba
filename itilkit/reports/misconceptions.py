"""Which misconceptions a class shows, who shows them, and on what evidence.

A learner shows a misconception when their answers do (`guessing`), or when a run does: by one telling
observation, or by two that support it in different scenarios. The class shows it when at least two learners
do, and more than guessing and slips would make of a class of this size: (shown − expected) / √variance above
1.64, where each learner counts with the chance that guessing and slips alone make it show. Those who show it
both in answers and in a run are counted in the same way, with the chance of both together: in a class where
most people know better, a few who are consistent are no guessers, though as many guessers could be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from typing import Any

import attrs

from itilkit.items import Note, Question, mark_response, misconceptions
from itilkit.items.diagnosis import Sign
from itilkit.reports.evidence import ClassData, GradedQuestion, Run
from itilkit.reports.guessing import BEYOND_CHANCE, SLIP, by_guessing, shows, z_score
from itilkit.scenarios import SCENARIOS
from itilkit.scenarios.observation import Observation, observations, seen_in

#: Observations that support a misconception show it together when they come from so many scenarios.
TOGETHER = 2
#: A class, not somebody in it.
AT_LEAST_LEARNERS = 2


@attrs.frozen
class ShownMisconception:
    """What one learner shows of one misconception: ``taken`` of the items that ``offered`` it, and what was
    ``seen`` in their runs.

    ``strength`` is how far the answers go beyond guessing, in standard deviations; ``by_answers`` and
    ``by_moves`` say whether they show it. ``guessed`` is the chance that guessing and slips alone do.
    """

    taken: int = 0
    offered: int = 0
    strength: float = 0.0
    seen: tuple[str, ...] = ()
    by_answers: bool = False
    by_moves: bool = False
    guessed: float = 0.0
    slipped: float = 0.0

    @property
    def shown(self) -> bool:
        """Whether the learner shows the misconception."""
        return self.by_answers or self.by_moves

    @property
    def by_chance(self) -> float:
        """The chance (0 to 1) that guessing and slips alone make it show."""
        return 1.0 - (1.0 - self.guessed) * (1.0 - self.slipped)


@attrs.frozen
class Took:
    """What answers say: of those who answered a question, how many ``took`` the misconception, and how.

    ``ways`` maps what they decided, in words, to how many did.
    """

    question: str
    assignment: str
    took: int
    answered: int
    ways: Mapping[str, int]


@attrs.frozen
class Moved:
    """What runs say: of those who played, who showed an observation. ``words`` follow “14 of 30 …”."""

    scenario: str
    words: str
    who: tuple[str, ...]
    played: int
    telling: bool


@attrs.frozen
class ClassMisconception:
    """One misconception in the class: who shows it, of how many with any evidence on it (``of``).

    ``expected`` is how many guessing and slips give, ``expected_both`` how many both ways; ``strength`` is
    how far the class goes beyond that, in standard deviations: those who show it, or those who show it both
    ways, whichever says more. ``cells`` are by learner.
    """

    code: str
    name: str
    sentence: str
    who: tuple[str, ...]
    of: int
    expected: float
    expected_both: float
    strength: float
    cells: Mapping[str, ShownMisconception]
    answers: tuple[Took, ...]
    moves: tuple[Moved, ...]

    @property
    def reported(self) -> bool:
        """Whether the class shows it: by two learners or more, and by more than guessing gives."""
        return len(self.who) >= AT_LEAST_LEARNERS and self.strength > BEYOND_CHANCE

    @property
    def both_ways(self) -> int:
        """How many show it in their answers and in a run."""
        return sum(cell.by_answers and cell.by_moves for cell in self.cells.values())

    @property
    def by_answers(self) -> int:
        """How many show it in their answers."""
        return sum(cell.by_answers for cell in self.cells.values())

    @property
    def by_moves(self) -> int:
        """How many show it in their runs."""
        return sum(cell.by_moves for cell in self.cells.values())


def cases(data: ClassData) -> tuple[ClassMisconception, ...]:
    """All misconceptions of the course: those that most learners show first, then by code."""
    told = {learner.id: tuple(data.signs_of(learner.id)) for learner in data.learners}
    runs: dict[str, list[Run]] = {learner.id: [] for learner in data.learners}
    seen = {}
    for run in data.runs:
        runs[run.learner].append(run)
        seen[run.learner, run.scenario] = seen_in(run.model, run.result.state)
    found = [_case(data, code, told, runs, seen) for code in misconceptions()]
    return tuple(
        sorted(
            found, key=lambda case: (not case.reported, -len(case.who), -case.strength, _number(case.code))
        )
    )


def by_code(found: Iterable[ClassMisconception]) -> tuple[ClassMisconception, ...]:
    """The same cases from M1 to M19."""
    return tuple(sorted(found, key=lambda case: _number(case.code)))


def _number(code: str) -> int:
    return int(code[1:])


Seen = Mapping[tuple[str, str], Sequence[Observation[Any, Any]]]


def _case(
    data: ClassData,
    code: str,
    told: Mapping[str, Sequence[Sign]],
    runs: Mapping[str, Sequence[Run]],
    seen: Seen,
) -> ClassMisconception:
    cells = {
        learner: cell
        for learner, signs in told.items()
        if (cell := _cell(code, signs, runs[learner], seen)) is not None
    }
    who = tuple(learner for learner, cell in cells.items() if cell.shown)
    known = misconceptions()[code]
    chances = [cell.by_chance for cell in cells.values()]
    return ClassMisconception(
        code=code,
        name=known.name,
        sentence=known.sentence,
        who=who,
        of=len(cells),
        expected=fsum(chances),
        expected_both=fsum(cell.guessed * cell.slipped for cell in cells.values()),
        strength=_strength(cells.values()),
        cells=cells,
        answers=tuple(_answers(data, code)),
        moves=tuple(_moves(data, code, seen)),
    )


def _strength(cells: Iterable[ShownMisconception]) -> float:
    own = list(cells)
    strength = z_score(sum(cell.shown for cell in own), [cell.by_chance for cell in own])
    both = sum(cell.by_answers and cell.by_moves for cell in own)
    if both < AT_LEAST_LEARNERS:
        return strength
    return max(strength, z_score(both, [cell.guessed * cell.slipped for cell in own]))


def _cell(code: str, signs: Sequence[Sign], runs: Sequence[Run], seen: Seen) -> ShownMisconception | None:
    """What a learner shows; None where nothing that they did could show it."""
    own = [sign for sign in signs if sign.code == code]
    chances, taken = [sign.chance for sign in own], sum(sign.taken for sign in own)
    could = {run.scenario: [each for each in observations(run.scenario) if each.code == code] for run in runs}
    if not own and not any(could.values()):
        return None
    found = [
        (run.scenario, each) for run in runs for each in seen[run.learner, run.scenario] if each.code == code
    ]
    can_show = any(each.telling for some in could.values() for each in some) or (
        sum(bool(some) for some in could.values()) >= TOGETHER
    )
    return ShownMisconception(
        taken=taken,
        offered=len(own),
        strength=z_score(taken, chances),
        seen=tuple(dict.fromkeys(each.words for _, each in found)),
        by_answers=shows(taken, chances),
        by_moves=any(each.telling for _, each in found) or len({where for where, _ in found}) >= TOGETHER,
        guessed=by_guessing(chances),
        slipped=SLIP if can_show else 0.0,
    )


# the evidence in words ------------------------------------------------------------------------------


def _answers(data: ClassData, code: str) -> Iterable[Took]:
    for name, asked in data.asked.items():
        if code not in {rests for rests, _ in asked.because.values()}:
            continue
        ways: Counter[str] = Counter()
        took, responses = 0, data.answered(name)
        for each in responses:
            decided = [
                way for note in _rest_on(asked, each.response, code) if (way := way_of(asked.question, note))
            ]
            ways.update(decided)
            took += bool(decided)
        if took:
            yield Took(name, asked.assignment, took, len(responses), dict(ways.most_common()))


def _rest_on(asked: GradedQuestion, response: Any, code: str) -> list[Note]:
    marked = mark_response(asked.question, response, asked.key, asked.because)
    return [note for note in marked.notes if not note.right and note.misconception == code]


def way_of(question: Question, note: Note) -> str:
    """A wrong decision in words: the option, the row with its target, or the pair that was turned."""
    options = question.options
    if "<" in note.option:
        first, second = note.option.split("<")
        return f"“{_short(options[second])}” before “{_short(options[first])}”"
    if note.chosen:
        return f"“{_short(options[note.option])}” → {question.targets[note.chosen]}"
    return f"“{_short(options[note.option])}”"


def _short(text: str, most: int = 140) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _moves(data: ClassData, code: str, seen: Seen) -> Iterable[Moved]:
    for scenario in SCENARIOS:
        played = [run.learner for run in data.runs if run.scenario == scenario]
        for each in observations(scenario):
            who = tuple(learner for learner in played if each in seen[learner, scenario])
            if each.code == code and who:
                yield Moved(scenario, each.words, who, len(played), each.telling)


__all__ = ["ClassMisconception", "Moved", "ShownMisconception", "Took", "by_code", "cases", "way_of"]
