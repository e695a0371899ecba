"""Runs of the dialogue that several tests speak of."""

import attrs

from itilkit.authoring.dialogue.strategies import strategies
from itilkit.scenarios import replay
from itilkit.scenarios.dialogue.model import load_dialogue


def dialogue(variant="base", **changes):
    """The scenario on the numbers of ``variant``, some of them changed."""
    shipped = load_dialogue(variant)
    return attrs.evolve(shipped, numbers=attrs.evolve(shipped.numbers, **changes))


def played(*moves, variant="base", **changes):
    """The result of a run."""
    return replay(dialogue(variant, **changes), list(moves))


def strategy(name, variant="base"):
    """The moves of a named strategy on a variant."""
    return list(strategies(load_dialogue(variant))[name])


def said(result, who):
    """What somebody said in a run, in order."""
    return [each.text for turn in result.state.turns for each in turn.said if each.who == who]
