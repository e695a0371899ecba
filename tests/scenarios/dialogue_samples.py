"""Runs of the dialogue that several tests speak of."""

import json
from functools import cache
from pathlib import Path

import attrs

from itilkit.authoring.dialogue.strategies import strategies
from itilkit.scenarios import replay
from itilkit.scenarios.dialogue.model import load_dialogue

DATA = Path(__file__).parents[1] / "data"
#: The named strategies as they were first measured, by variant: moves, value, points and turning points.
MEASURED = json.loads((DATA / "dialogue_strategies.json").read_text(encoding="utf-8"))
#: The model run and the best run found of every variant.
BEST = json.loads((DATA / "dialogue_best.json").read_text(encoding="utf-8"))


@cache
def shipped(variant="base"):
    """The scenario on a variant, made once."""
    return load_dialogue(variant)


def dialogue(variant="base", **changes):
    """The scenario on the facts of ``variant``, some of them changed."""
    return attrs.evolve(shipped(variant), numbers=attrs.evolve(shipped(variant).numbers, **changes))


def played(*moves, variant="base", **changes):
    """The result of a run."""
    return replay(dialogue(variant, **changes), list(moves))


def position(*moves, variant="base", **changes):
    """Where a run stands."""
    return played(*moves, variant=variant, **changes).state.position


@cache
def _strategies(variant):
    return strategies(shipped(variant))


def strategy(name, variant="base"):
    """The moves of a named strategy on a variant."""
    return list(_strategies(variant)[name])


def said(result, who):
    """What somebody said in a run, in order."""
    return [each.text for turn in result.state.turns for each in turn.said if each.who == who]
