"""Named ways to lay out the value stream, as policies that work on the numbers of any variant.

They are what a learner's stream is compared with, and what a new variant is tried on. On base they give the
move lists of tests/data/strategies.toml. What is a habit is the same on every variant; only those who
look at the numbers (`no-card-bought` and all below it) answer to them.
"""

from collections.abc import Mapping, Sequence
from random import Random

import attrs

from itilkit.scenarios.value_stream.content import MAIN
from itilkit.scenarios.value_stream.model import ValueStream

#: Everything the ports see is engagement, everything else is somebody's project or support.
BY_CONTACT = {
    "log-call": "engage",
    "investigate": "deliver-support",
    "specialist-fix": "design-transition",
    "put-live": "deliver-support",
    "check-caller": "engage",
    "ask-feedback": "engage",
    "log-improvement": "improve",
}
#: The six activities taken for a pipeline, from planning to delivery and then improvement.
AS_A_PIPELINE = {
    "log-call": "plan",
    "investigate": "engage",
    "specialist-fix": "design-transition",
    "put-live": "obtain-build",
    "check-caller": "deliver-support",
    "ask-feedback": "improve",
    "log-improvement": "improve",
}


@attrs.frozen
class StreamPlan:
    """A laid out stream: order, activity of each step, bottleneck, and the cards in buying order."""

    order: Sequence[str]
    mapping: Mapping[str, str]
    bottleneck: str
    cards: Sequence[str] = ()

    @property
    def moves(self) -> tuple[str, ...]:
        """The plan as lines such as ``map log-call engage``."""
        return (
            " ".join(["order", *self.order]),
            *(f"map {step} {activity}" for step, activity in self.mapping.items()),
            f"bottleneck {self.bottleneck}",
            *(f"buy {card}" for card in self.cards),
        )


def strategies(scenario: ValueStream) -> Mapping[str, tuple[str, ...]]:
    """The move list of every named strategy on the numbers of ``scenario``, naive ones first."""
    return {name: plan.moves for name, plan in plans(scenario).items()}


def worked_run(scenario: ValueStream) -> tuple[str, ...]:
    """The moves of the co-creator, and the run of the two months, which the strategies leave to the card."""
    return (*strategies(scenario)["co-creator"], "run")


def plans(scenario: ValueStream) -> Mapping[str, StreamPlan]:
    """Every named strategy on the numbers of ``scenario``, naive ones first."""
    seven = tuple(scenario.steps)
    right = {step.id: step.activity for step in scenario.words.steps}
    narrow = scenario.bottleneck
    hires = ("specialist", "laptops", "progress-messages")
    best = best_cards(scenario)
    return {
        "provider-only": StreamPlan(MAIN, BY_CONTACT, "put-live", ("laptops", "automate", "sign-off")),
        "cheapest": StreamPlan(MAIN, BY_CONTACT, "log-call", _cheapest(scenario)),
        "process-rigid": StreamPlan(
            (*MAIN[:4], "approval-meeting", MAIN[4], "year-strategy"),
            AS_A_PIPELINE,
            "put-live",
            ("sign-off", "automate", "laptops"),
        ),
        "please-everyone": StreamPlan(
            seven,
            right,
            "log-call",
            ("progress-messages", "auto-close", "laptops", "known-errors", "sign-off"),
        ),
        "no-card-bought": StreamPlan(seven, right, narrow),
        "hires": StreamPlan(MAIN, right, narrow, hires),
        "hires-and-keeps-the-loop": StreamPlan(seven, right, narrow, hires),
        "best-cards-wrong-map": StreamPlan(seven, dict.fromkeys(seven, "deliver-support"), narrow, best),
        "co-creator": StreamPlan(seven, right, narrow, _with_each_partner(scenario)),
        "best": StreamPlan(seven, right, narrow, best),
    }


def ranked_cards(scenario: ValueStream) -> list[tuple[float, tuple[str, ...]]]:
    """Every affordable set of cards with the value that it reaches with all seven steps, best first."""
    reached = [(scenario.value(scenario.steps, cards), cards) for cards in scenario.affordable]
    return sorted(reached, key=lambda each: -round(each[0], 9))


def best_cards(scenario: ValueStream) -> tuple[str, ...]:
    """The affordable cards of the highest value."""
    return ranked_cards(scenario)[0][1]


def random_moves(scenario: ValueStream, dice: Random) -> tuple[str, ...]:
    """A stream without any thought: each step or distractor lies in the order by the toss of a coin, at any
    place; any activities, any bottleneck, and any affordable cards, each with the same chance.
    """
    laid = [each for each in (*scenario.steps, *scenario.distractors) if dice.random() < 0.5]
    laid.sort(key=lambda _: dice.random())
    activities, payable = tuple(scenario.activities), scenario.affordable
    mapping = {step: _one_of(activities, dice) for step in scenario.steps}
    bottleneck = _one_of(tuple(scenario.steps), dice)
    return StreamPlan(laid, mapping, bottleneck, payable[int(dice.random() * len(payable))]).moves


def _one_of(choices: Sequence[str], dice: Random) -> str:
    return choices[int(dice.random() * len(choices))]


def _cheapest(scenario: ValueStream) -> tuple[str, ...]:
    """All cards of the lowest price that the points pay, in the order I1 to I10."""
    low = min(card.cost for card in scenario.words.cards)
    cards = [card.id for card in scenario.words.cards if card.cost == low]
    return tuple(cards[: scenario.words.budget // low])


def _with_each_partner(scenario: ValueStream) -> tuple[str, ...]:
    """The first improvement that is made together with each partner on the other side of a hand-over."""
    first: dict[str, str] = {}
    for card in scenario.words.cards:
        if card.partner:
            first.setdefault(card.partner, card.id)
    return tuple(first.values())
