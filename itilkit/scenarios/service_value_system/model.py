"""The service value system: a board, thirteen tiles, and seven events that show what was built.

A learner places tiles as inputs, components and output, sorts twelve cards and diagnoses five symptoms.
`run` sends seven events through the board as it stands: each needs one element, and what goes wrong early
weighs on all that follows. The rules are those of docs/rules/service-value-system.md; the words and numbers
are in ``content/scenarios/``.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable
from math import fsum

import attrs

from itilkit.content import did_you_mean
from itilkit.ground.words import listed
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step
from itilkit.scenarios.service_value_system.content import (
    CARDS,
    ID,
    NONE,
    SLOTS,
    SYMPTOMS,
    Beside,
    Event,
    Keys,
    Prompt,
    Prompts,
    Slot,
    Tile,
    Words,
    checked_keys,
    components,
    load_words_and_prompts,
    own_keys,
)
from itilkit.scenarios.simulation import Plays, Simulation, check_alone, check_known, one_named

#: What each event loses for every tile on the board that does no work in the system.
IDLE_LOSS = 6.0
#: What each event loses for every event before it that was missed.
LATER_LOSS = 6.0
#: Points for a tile where it belongs; the same is taken off for one where it does not.
PER_TILE = 1.25
#: Most points per criterion.
MOST = {"placement": 10.0, "cards": 5.0, "diagnoses": 3.0}

#: Tiles by where they stand: the id of a tile to the id of a slot.
Board = Mapping[str, str]


@attrs.frozen
class Happened:
    """What became of an event on a board. ``worth`` is 0 to 100; the losses are points of 100: ``here``
    because the tile it needs is missing, ``to_idle`` to tiles that do no work in the system (``idle``),
    ``to_earlier`` to events missed before (``missed_before``, their ids).
    """

    event: Event
    there: bool
    here: float
    idle: tuple[str, ...]
    to_idle: float
    missed_before: tuple[str, ...]
    to_earlier: float
    worth: float


@attrs.frozen
class State:
    """Where a run stands: tiles on the board, the last answer to each card and symptom, and the board on
    which the events were last run (None: not yet), with how often they were run.
    """

    board: Board = attrs.field(factory=dict)
    cards: Mapping[str, str] = attrs.field(factory=dict)
    diagnoses: Mapping[str, str] = attrs.field(factory=dict)
    ran_on: Board | None = None
    runs: int = 0

    @property
    def ran_as_it_stands(self) -> bool:
        """Whether the events were run on the board as it is now."""
        return self.ran_on is not None and self.ran_on == self.board


@attrs.frozen(slots=False)
class ServiceValueSystem(Simulation[Words, Prompts, State]):
    """The scenario on one variant's cards and symptoms, which stand where others have their numbers.

    ``keys`` is None where they are kept apart: then cards and diagnoses earn 0 until `with_keys` has given
    them.
    """

    id = ID
    most = MOST

    keys: Keys | None = None

    @property
    def prompts(self) -> Prompts:
        """The variant's cards and symptoms."""
        return self.numbers

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """The three places of the board."""
        return {slot.id: slot for slot in self.words.slots}

    @cached_property
    def tiles(self) -> Mapping[str, Tile]:
        """All thirteen tiles."""
        return {tile.id: tile for tile in self.words.tiles}

    @cached_property
    def components(self) -> tuple[str, ...]:
        """The ids of the five components: what a symptom can be put down to."""
        return components(self.words)

    @cached_property
    def cards(self) -> Mapping[str, Prompt]:
        """The twelve cards."""
        return {card.id: card for card in self.prompts.cards}

    @cached_property
    def symptoms(self) -> Mapping[str, Prompt]:
        """The five symptoms."""
        return {symptom.id: symptom for symptom in self.prompts.symptoms}

    def with_keys(self, keys: Mapping[str, Mapping[str, str]]) -> "ServiceValueSystem":
        """The same scenario, able to score: ``{"cards": {id: slot}, "diagnoses": {id: component}}``, and if
        wanted a sentence for any card or symptom as ``"why": {id: sentence}``.

        Raises ContentError, with every problem, unless exactly the variant's cards and symptoms have keys.
        """
        return attrs.evolve(self, keys=checked_keys(self.words, self.prompts, keys))

    # the numbers ---------------------------------------------------------------------------------

    def happened(self, board: Board) -> tuple[Happened, ...]:
        """What becomes of the seven events, in their order, on ``board``."""
        idle = tuple(tile for tile in self.tiles if tile in board and self.tiles[tile].idle)
        told: list[Happened] = []
        missed: tuple[str, ...] = ()
        for event in self.words.events:
            there = event.needs in board
            here = 0.0 if there else event.loss
            to_idle, to_earlier = IDLE_LOSS * len(idle), LATER_LOSS * len(missed)
            worth = max(0.0, 100.0 - here - to_idle - to_earlier)
            told.append(Happened(event, there, here, idle, to_idle, missed, to_earlier, worth))
            missed = missed if there else (*missed, event.id)
        return tuple(told)

    def right_tiles(self, board: Board) -> tuple[str, ...]:
        """The tiles that stand where they belong."""
        return tuple(tile for tile in self.tiles if tile in board and board[tile] == self.tiles[tile].belongs)

    # the moves -----------------------------------------------------------------------------------

    def start(self) -> State:
        """An empty board and nothing answered."""
        return State()

    def finished(self, state: State) -> bool:
        """Whether nothing is open: a tile stands in each of the three places, and every card and symptom
        has an answer. The run itself has no end: all of it may still be changed. Running the events is
        not asked for, since it earns nothing.
        """
        filled = set(state.board.values()) == set(SLOTS)
        return filled and len(state.cards) == len(self.cards) and len(state.diagnoses) == len(self.symptoms)

    def by_verb(self) -> Mapping[str, Plays[State]]:
        """What plays each kind of move."""
        return {
            "place": self._place,
            "remove": self._remove,
            "card": self._card,
            "diagnose": self._diagnose,
            "run": self._run,
        }

    def possible(self, state: State) -> str:
        """The moves there are; a tile can be removed once one stands on the board."""
        remove = ["remove TILE"] if state.board else []
        places, kinds = "|".join(SLOTS), "|".join((*SLOTS, NONE))
        return ", ".join(
            [f"place TILE as {places}", *remove, f"card ID as {kinds}", "diagnose ID as COMPONENT", "run"]
        )

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        """Every tile in every place, every answer to every card and symptom, and the run."""
        kinds, known = (*SLOTS, NONE), self.components
        return {
            "place": [f"place {tile} as {slot}" for tile in sorted(self.tiles) for slot in SLOTS],
            "remove": [f"remove {tile}" for tile in sorted(state.board)],
            "card": [f"card {card} as {kind}" for card in self.cards for kind in kinds],
            "diagnose": [f"diagnose {each} as {tile}" for each in self.symptoms for tile in known],
            "run": ["run"],
        }

    def _place(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        tile, slot = _said_as("place", slugs, f"a tile, then “as”, then {listed(SLOTS, 'or')}")
        self._known_tile(tile)
        _check_fits("a tile cannot be placed as", slot, SLOTS, f"place {tile}")
        name, before = self.tiles[tile].name, state.board.get(tile)
        if before == slot:
            told = f"“{name}” stays where it is: {self.slots[slot].one}."
        elif before:
            told = f"You moved “{name}”: it was {self.slots[before].one} and is {self.slots[slot].one} now."
        else:
            told = f"You placed “{name}” as {self.slots[slot].one}."
        return Step(attrs.evolve(state, board={**state.board, tile: slot}), (told,))

    def _remove(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        tile = one_named("remove", slugs, "tile")
        self._known_tile(tile)
        if tile not in state.board:
            on_it = [f"remove {each}" for each in self.tiles if each in state.board]
            raise IllegalMove(f"{tile} is not on the board", possible=", ".join(on_it))
        board = {each: slot for each, slot in state.board.items() if each != tile}
        told = f"You took “{self.tiles[tile].name}” off the board."
        return Step(attrs.evolve(state, board=board), (told,))

    def _card(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        kinds = (*SLOTS, NONE)
        card, kind = _said_as("card", slugs, f"a card, then “as”, then {listed(kinds, 'or')}")
        check_known("card", card, self.cards, possible=f"the cards {listed(list(self.cards))}")
        _check_fits("a card cannot be sorted as", kind, kinds, f"card {card}")
        told = f"“{self.cards[card].text}” You sorted this as {self.kind_name(kind)}."
        return Step(attrs.evolve(state, cards={**state.cards, card: kind}), (told,))

    def _diagnose(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        known = self.components
        symptom, tile = _said_as("diagnose", slugs, "a symptom, then “as”, then a component")
        possible = f"the symptoms {listed(list(self.symptoms))}"
        check_known("symptom", symptom, self.symptoms, possible=possible)
        _check_fits("a symptom cannot be put down to", tile, known, f"diagnose {symptom}")
        told = f"“{self.symptoms[symptom].text}” What is missing, you said: {self.tiles[tile].name.lower()}."
        return Step(attrs.evolve(state, diagnoses={**state.diagnoses, symptom: tile}), (told,))

    def _run(self, state: State, slugs: tuple[str, ...]) -> Step[State]:
        check_alone("run", slugs, possible="run")
        happened = self.happened(state.board)
        mean = fsum(each.worth for each in happened) / len(happened)
        total = f"Over all {len(happened)} events your system brought {mean:.0f} of 100."
        after = attrs.evolve(state, ran_on=dict(state.board), runs=state.runs + 1)
        return Step(after, (*(scene(each) for each in happened), total))

    def _known_tile(self, tile: str) -> None:
        check_known("tile", tile, self.tiles, possible=f"the tiles {listed(list(self.tiles))}")

    # the run in words ----------------------------------------------------------------------------

    def kind_name(self, kind: str) -> str:
        """What a card was sorted as, with an article: ``an input``, or ``none of the three``."""
        return "none of the three" if kind == NONE else self.slots[kind].one

    def tell(self, state: State) -> tuple[str, ...]:
        """The board, the cards and the symptoms as they were answered, one sentence or two for each."""
        told = []
        for slot in self.slots.values():
            names = [self.tiles[tile].name.lower() for tile in self.tiles if state.board.get(tile) == slot.id]
            told.append(f"{slot.name}: {listed(names) if names else 'nothing'}.")
        told += [
            f"“{card.text}” Sorted as {self.kind_name(state.cards[card.id])}."
            for card in self.cards.values()
            if card.id in state.cards
        ]
        told += _still_open(len(self.cards) - len(state.cards), len(self.cards), "card", "sorted")
        told += [
            f"“{symptom.text}” Missing: {self.tiles[state.diagnoses[symptom.id]].name.lower()}."
            for symptom in self.symptoms.values()
            if symptom.id in state.diagnoses
        ]
        told += _still_open(
            len(self.symptoms) - len(state.diagnoses), len(self.symptoms), "symptom", "diagnosed"
        )
        return tuple(told)

    # the score -----------------------------------------------------------------------------------

    def assess(self, state: State) -> Assessment:
        """Value of the board as it stands, run or not; points for placement, cards and diagnoses."""
        happened = self.happened(state.board)
        right = len(self.right_tiles(state.board))
        wrong = len(state.board) - right
        cards, diagnoses = self.right_answers(state)
        return self.scored(
            fsum(each.worth for each in happened) / len(happened),
            {
                "placement": max(0.0, PER_TILE * (right - wrong)),
                "cards": 5.0 * cards / CARDS,
                "diagnoses": 3.0 * diagnoses / SYMPTOMS,
            },
        )

    def right_answers(self, state: State) -> tuple[int, int]:
        """How many cards and how many diagnoses are right; 0 and 0 without keys."""
        if self.keys is None:
            return 0, 0
        return _matching(state.cards, self.keys.cards), _matching(state.diagnoses, self.keys.diagnoses)


def scene(happened: Happened) -> str:
    """An event as it went, in sentences. They say what was lacking without naming the tile, and count idle
    tiles without naming them: to find out which is the learner's task, in an assignment too.
    """
    event = happened.event
    told = f"{event.name}. {event.scene} {event.there if happened.there else event.missing}"
    losses = [
        (happened.here, "here"),
        (happened.to_idle, _to_idle(len(happened.idle))),
        (happened.to_earlier, "to what had gone wrong before"),
    ]
    lost = [f"{points:g} {where}" for points, where in losses if points]
    tail = f": lost {listed(lost)}." if lost else "."
    return f"{told} Worth {happened.worth:g} of 100{tail}"


def _to_idle(count: int) -> str:
    return "to a tile that does no work" if count == 1 else f"to {count} tiles that do no work"


def _said_as(verb: str, slugs: tuple[str, ...], form: str) -> tuple[str, str]:
    """The two words around “as”; raises IllegalMove when the move is not written in that ``form``."""
    if len(slugs) != 3 or slugs[1] != "as":
        raise IllegalMove(f"{verb} names {form}")
    return slugs[0], slugs[2]


def _check_fits(refusal: str, word: str, known: Sequence[str], move: str) -> None:
    """Raises IllegalMove when what follows “as” is none of the words that the ``move`` can end with."""
    if word not in known:
        raise IllegalMove(
            f"{refusal} {word}{did_you_mean(word, known)}", possible=f"{move} as {'|'.join(known)}"
        )


def _still_open(count: int, most: int, what: str, done: str) -> list[str]:
    """A sentence that counts what has no answer yet, or none."""
    if not count:
        return []
    return [f"{count} of {most} {what}s {'is' if count == 1 else 'are'} not {done} yet."]


def _matching(answers: Mapping[str, str], keys: Mapping[str, str]) -> int:
    return sum(answers.get(name) == key for name, key in keys.items())


def load_service_value_system(
    variant: str = "base", *, root: Traversable | None = None
) -> ServiceValueSystem:
    """The scenario with the words of the course and the cards of ``variant``, with keys if they are there.

    Raises ContentError when a file does not hold together.
    """
    words, prompts = load_words_and_prompts(variant, root=root)
    return ServiceValueSystem(words, prompts, own_keys(prompts))


__all__ = [
    "ID",
    "NONE",
    "SLOTS",
    "Beside",
    "Board",
    "Event",
    "Happened",
    "Keys",
    "Prompt",
    "Prompts",
    "ServiceValueSystem",
    "Slot",
    "State",
    "Tile",
    "Words",
    "load_service_value_system",
    "scene",
]
