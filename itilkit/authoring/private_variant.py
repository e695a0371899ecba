"""A variant for one class: new numbers, on which the answer that everybody can read earns less.

The solutions of the course are public, so a class that is marked needs numbers of its own. The variant tools
make them; here several are tried, and the one is kept on which the public model answer is worth least.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from itilkit.authoring.tools import tool_of, worked_run
from itilkit.authoring.variant_tool import VariantTool
from itilkit.scenarios import load_scenario
from itilkit.scenarios.base import IllegalMove, Result, Scenario, replay
from itilkit.scenarios.simulation import with_numbers

#: The variant whose model answer everybody can read.
PUBLIC = "graded"
#: So many variants are made of a seed at the most, and one of them is kept.
CANDIDATES = 3
#: Below this share of the points, the public answer is worth little enough not to look any further.
COPIED = 0.85


@attrs.frozen
class PrivateVariant:
    """A new variant of a scenario: the text of its file, and the ``moves`` of a run that co-creates on it.

    Where cards have keys of their own there are no moves: what was right stays right.
    """

    scenario: Scenario[Any]
    text: str
    moves: tuple[str, ...]


def private_variant(scenario: str, seed: int) -> PrivateVariant:
    """A variant of ``scenario`` called after the ``seed``; the same seed always gives the same one.

    Raises NoVariantFoundError when no perturbation keeps the lesson.
    """
    tool, name = tool_of(scenario), f"{PUBLIC}-{seed}"
    assert tool is not None  # noqa: S101 - `tool_of` was asked
    public = _public_answers(tool, load_scenario(scenario, PUBLIC))
    if not public:
        # Only the order of its cards is new, and against the public order it has to be.
        dealt = with_numbers(tool.make_variant(tool.load(PUBLIC), seed), variant=name)
        return PrivateVariant(dealt, tool.as_toml(dealt.numbers), ())
    least: tuple[float, Any] | None = None
    for candidate in range(seed * CANDIDATES, (seed + 1) * CANDIDATES):
        made = tool.make_variant(tool.load("base"), candidate)
        runs = [run for moves in public if (run := run_of(made, moves)) is not None]
        share = max((run.score / run.max_score for run in runs), default=0.0)
        if least is None or share < least[0]:
            least = share, made
        if share < COPIED:
            break
    assert least is not None  # noqa: S101 - there is one candidate at least
    kept = with_numbers(least[1], variant=name)
    return PrivateVariant(kept, tool.as_toml(kept.numbers), worked_run(kept))


def run_of(scenario: Scenario[Any], moves: Sequence[str]) -> Result[Any] | None:
    """The run of ``moves`` on a scenario; None when they cannot be played on its numbers."""
    try:
        return replay(scenario, list(moves))
    except IllegalMove:
        return None


def _public_answers(tool: VariantTool[Any], scenario: Any) -> tuple[tuple[str, ...], ...]:
    """What everybody can play who has read the public solution: nothing where its keys are kept apart."""
    known = worked_run(scenario)
    best = tool.strategies(scenario).get("best", known)
    return (known, tuple(best)) if known else ()
