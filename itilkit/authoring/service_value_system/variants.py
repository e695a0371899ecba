"""The variant tool of the service value system: the cards and symptoms of a variant, dealt anew.

What stands on cards and symptoms is written by hand, with its keys; no tool can make it up. Dealt in another
order they cannot be answered from somebody else's list of letters. An order is kept only when it gives
nothing away by itself and does not resemble the one before; where the keys are there, random play must fall
short as well (docs/rules/index.md).
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from random import Random
from typing import Any, TypeVar

from itilkit.authoring.variant_tool import CarriedOver, RandomRun, VariantTool
from itilkit.scenarios.service_value_system.content import ID, Prompt, Prompts, own_keys
from itilkit.scenarios.service_value_system.model import NONE, SLOTS, ServiceValueSystem
from itilkit.scenarios.service_value_system.worked import worked_run

T = TypeVar("T")

#: From so many equal answers in a row on, a learner may follow the row instead of the cards.
IN_A_ROW = 3
#: So many of the cards and symptoms may stand where they stood, of 17.
IN_PLACE = 2


def random_moves(scenario: ServiceValueSystem, dice: Random) -> tuple[str, ...]:
    """A run without any thought: each tile is placed or not by the toss of a coin, in any place; every card
    and symptom gets any answer.
    """
    kinds = (*SLOTS, NONE)
    return (
        *(f"place {tile} as {_one_of(SLOTS, dice)}" for tile in scenario.tiles if dice.random() < 0.5),
        *(f"card {card} as {_one_of(kinds, dice)}" for card in scenario.cards),
        *(f"diagnose {symptom} as {_one_of(scenario.components, dice)}" for symptom in scenario.symptoms),
    )


def _random_run(scenario: ServiceValueSystem) -> RandomRun:
    """What places and answers without any thought."""
    return partial(random_moves, scenario)


def _moved(scenario: ServiceValueSystem, dice: Random) -> Mapping[str, Any]:
    """Cards and symptoms in another order."""
    prompts = scenario.prompts
    return {"cards": _dealt(prompts.cards, dice), "symptoms": _dealt(prompts.symptoms, dice)}


def _plain_reasons(scenario: ServiceValueSystem) -> Iterator[str]:
    """Whether the order of the cards gives answers away; nothing to see without keys."""
    for kind, prompts in (("cards", scenario.prompts.cards), ("symptoms", scenario.prompts.symptoms)):
        for key, row in itertools.groupby(prompts, key=lambda prompt: prompt.key):
            count = len(list(row))
            if key and count >= IN_A_ROW:
                yield f"{count} {kind} in a row have the answer {key}"


def _carried_over(scenario: ServiceValueSystem) -> CarriedOver[ServiceValueSystem]:
    """Two cards and symptoms at most should stand where they stood."""
    before = _order(scenario)

    def reasons(moved: ServiceValueSystem, _: Callable[[], ServiceValueSystem]) -> Iterator[str]:
        same = sum(one == other for one, other in zip(before, _order(moved), strict=True))
        if same > IN_PLACE:
            yield f"{same} cards and symptoms stand where they stood"

    return reasons


def _note(prompts: Prompts) -> tuple[str, ...]:
    if own_keys(prompts) is None:
        return (
            (
                "The keys to these cards and symptoms stand with the assignment, not here: "
                "see ServiceValueSystem.with_keys."
            ),
        )
    return (
        "cards are sorted as input, component, output or none; symptoms name the component that is missing.",
    )


def _order(scenario: ServiceValueSystem) -> tuple[str, ...]:
    prompts: tuple[Prompt, ...] = (*scenario.prompts.cards, *scenario.prompts.symptoms)
    return tuple(prompt.id for prompt in prompts)


def _dealt(cards: Sequence[T], dice: Random) -> tuple[T, ...]:
    """The same cards, each order with the same chance."""
    left = list(cards)
    return tuple(left.pop(int(dice.random() * len(left))) for _ in cards)


def _one_of(choices: Sequence[str], dice: Random) -> str:
    return choices[int(dice.random() * len(choices))]


TOOL: VariantTool[ServiceValueSystem] = VariantTool(
    scenario=ID,
    note=_note,
    strategies=lambda _: {},
    worked=worked_run,
    random_run=_random_run,
    moved=_moved,
    plain_reasons=_plain_reasons,
    carried_over=_carried_over,
)
