"""How the moves of each scenario, and the answers to each kind of question, are made on their cards.

A player tells which controls a move takes, by the names that a reader sees. The hand that uses them is the
mouse (`mouse.Mouse`) or the keyboard (`keys.Keys`): both offer ``use``, ``tick``, ``choose`` and ``pick``.
A further scenario needs one more function here, and its line in PLAYERS.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, expect

from itilkit.items import Question
from itilkit.scenarios import load_scenario


def play_mix(hand: Any, card: Locator, move: str) -> None:
    """One move of the affordable mix."""
    verb, *names = move.split()
    if verb == "ask":
        hand.use(card.get_by_role("button", name=f"Ask {names[0].title()}", exact=True))
        return
    for feature in load_scenario("affordable-mix").features:
        tick(hand, card, feature, on=feature in names)
    hand.use(card.get_by_role("button", name="Offer this mix"))


def play_system(hand: Any, card: Locator, move: str) -> None:
    """One move of the service value system."""
    verb, *slugs = move.split()
    scenario = hand.notebook.played
    go_to(hand, card, part_of(scenario.id, move))
    if verb == "run":
        hand.use(card.get_by_role("button", name="Run the seven events"))
    elif verb in {"place", "remove"}:
        name = scenario.tiles[slugs[0]].name
        hand.use(card.get_by_role("button", name=name, exact=True))
        places = card.get_by_role("group", name=f"Where to put “{name}”")
        where = f"to {scenario.slots[slugs[2]].name}" if verb == "place" else "off the board"
        hand.use(places.get_by_role("button", name=where, exact=True))
    else:
        prompt = (scenario.cards if verb == "card" else scenario.symptoms)[slugs[0]]
        kinds = {slot.id: slot.one for slot in scenario.slots.values()} | {"none": "none of the three"}
        text = kinds[slugs[2]] if verb == "card" else scenario.tiles[slugs[2]].name
        row = card.get_by_role("group", name=prompt.text, exact=True)
        hand.choose(row.get_by_role("radio", name=text, exact=True))
    hand.notebook.settled(card)


def play_stream(hand: Any, card: Locator, move: str) -> None:
    """One move of the value stream; an order is laid out with its last entry first, which then moves down."""
    verb, *slugs = move.split()
    scenario = hand.notebook.played
    go_to(hand, card, part_of(scenario.id, move))
    if verb == "run":
        hand.use(card.get_by_role("button", name=re.compile("^Run two months")))
    elif verb == "order":
        lay_out(hand, card, slugs)
    elif verb == "map":
        label = re.compile(rf"^(\d+ )?{re.escape(scenario.steps[slugs[0]].name)}$")
        hand.pick(card.get_by_label(label), scenario.activities[slugs[1]].name)
    elif verb == "bottleneck":
        name = re.compile(rf"^(\d+ )?{re.escape(scenario.steps[slugs[0]].name)}$")
        hand.choose(card.get_by_role("radio", name=name))
    else:
        improvement = scenario.cards[slugs[0]]
        hand.use(in_row(card, f"Buy for {improvement.cost}" if verb == "buy" else "Return", improvement.name))
    hand.notebook.settled(card)


def play_dialogue(hand: Any, card: Locator, move: str) -> None:
    """One turn of the dialogue."""
    verb, _, person = move.partition(" ")
    name = "Let the turn pass" if verb == "wait" else hand.notebook.played.name(verb, person)
    turns = card.locator(".talk > .turn:not(.opening)")
    before = turns.last.text_content() if turns.count() else ""
    hand.use(card.get_by_role("button", name=name, exact=True))
    expect(turns.last).not_to_have_text(before)
    hand.notebook.settled(card)


def play_conditions(hand: Any, card: Locator, move: str) -> None:
    """One iteration: who is in the room, then build, or build and release."""
    verb, *groups = move.replace(" with", "").split()
    for group in hand.notebook.played.groups.values():
        invite(hand, card, group.speaker, on=group.id in groups)
    hand.use(card.get_by_role("button", name=re.compile("^Build ·" if verb == "build" else "^Build and")))
    hand.notebook.settled(card)


def invite(hand: Any, card: Locator, speaker: str, *, on: bool = True) -> None:
    """Bring somebody into the room of an iteration, or out of it."""
    row = card.locator(".guests > li").filter(has=card.page.locator("b", has_text=re.compile(f"^{speaker}")))
    hand.tick(row.get_by_role("checkbox"), on=on)
    hand.notebook.settled(card)


def play_capstone(hand: Any, card: Locator, move: str) -> None:
    """One move of the capstone; people are asked and a mix is offered as in the affordable mix."""
    action = hand.notebook.played.actions.get(move)
    if action is None:
        play_mix(hand, card, move)
    else:
        hand.use(card.get_by_role("button", name=action.button, exact=True))
    hand.notebook.settled(card)


def in_row(card: Locator, label: str, what: str) -> Locator:
    """A button of a row; what it is about belongs to its name."""
    return card.get_by_role("button", name=re.compile(rf"^{re.escape(label)} ?: {re.escape(what)}$"))


def lay_out(hand: Any, card: Locator, slugs: list[str]) -> None:
    """Lay out a stream, with entries that are added and one that is moved by its buttons."""
    scenario = hand.notebook.played
    entries = {**scenario.steps, **scenario.distractors}
    names = [entries[slug].name for slug in slugs]
    added = [*names[:-2], names[-1], names[-2]] if len(names) > 1 else names
    for count, name in enumerate(added, 1):
        hand.use(in_row(card, "Add", name))
        expect(card.locator(".laid > li")).to_have_count(count)
        hand.notebook.settled(card)
    if added != names:
        hand.use(in_row(card, "Down", names[-1]))
        expect(card.locator(".laid > li").last).to_contain_text(names[-1])


#: For the cards in parts: the part in which a move is made by its verb, and that of all other verbs.
PARTS = {
    "service-value-system": {"card": "Sort twelve cards", "diagnose": "Diagnose five symptoms"},
    "value-stream": {"order": "Lay out", "map": "Map", "bottleneck": "Bottleneck"},
}
OTHER_PART = {"service-value-system": "Build the system", "value-stream": "Improve"}
#: The part of a card in parts that shows what came of it all.
LAST_PART = {"service-value-system": "See the result", "value-stream": "Result"}
#: The scenarios, and who makes a move of them.
PLAYERS: Mapping[str, Callable[[Any, Locator, str], None]] = {
    "affordable-mix": play_mix,
    "service-value-system": play_system,
    "value-stream": play_stream,
    "dialogue": play_dialogue,
    "conditions": play_conditions,
    "capstone": play_capstone,
}


def play(hand: Any, card: Locator, move: str) -> None:
    """One move of the notebook's scenario."""
    PLAYERS[hand.notebook.scenario](hand, card, move)


def tick(hand: Any, card: Locator, feature: str, *, on: bool = True) -> None:
    """Tick or untick a feature of the affordable mix that is not so yet."""
    hand.tick(card.get_by_role("checkbox", name=feature_name(feature)), on=on)
    hand.notebook.settled(card)


def feature_name(feature: str) -> str:
    """The name of a feature of the affordable mix as its card shows it."""
    return load_scenario("affordable-mix").features[feature].name


def part_of(scenario: str, move: str) -> str:
    """The part of a card in parts in which ``move`` is made."""
    return PARTS[scenario].get(move.split(maxsplit=1)[0], OTHER_PART[scenario])


def go_to(hand: Any, card: Locator, part: str) -> None:
    """Go to a part of a card that is in parts, unless it is in view."""
    shown = card.get_by_role("group", name=part, exact=True)
    if shown.count():
        return
    hand.use(part_button(card, part))
    expect(shown).to_be_visible()
    hand.notebook.settled(card)


def go_to_result(hand: Any, card: Locator) -> None:
    """Go where a card shows what came of it all; a card without parts shows it by itself."""
    if hand.notebook.scenario in LAST_PART:
        go_to(hand, card, LAST_PART[hand.notebook.scenario])


def part_button(card: Locator, part: str) -> Locator:
    """The button above the parts of a card that leads to ``part``."""
    return card.locator(".parts").get_by_role("button", name=re.compile(rf"^\d {part}"))


# questions ------------------------------------------------------------------------------------------


def answer(hand: Any, cell: str, answer: Any) -> Locator:
    """Answer a question of the notebook as ``answer`` says; returns its card."""
    notebook = hand.notebook
    asked = notebook.asked(cell)
    card = notebook.question(asked.args[1][:40])
    given = Question(
        cell, asked.args[1], asked.args[2], asked.kwargs["kind"], asked.kwargs.get("targets", {})
    )
    respond(hand, card, given, answer)
    return card


def respond(hand: Any, card: Locator, question: Question, answer: Any) -> None:
    """Answer the question that ``card`` shows."""
    notebook = hand.notebook
    if question.kind == "choice":
        hand.choose(card.get_by_role("radio", name=question.options[answer], exact=True))
    elif question.kind == "multi":
        for option, text in question.options.items():
            hand.tick(card.get_by_role("checkbox", name=text, exact=True), on=option in answer)
            notebook.settled(card)
    elif question.kind == "order":
        put_in_order(hand, card, [question.options[entry] for entry in answer])
    else:
        for row, text in question.options.items():
            target = question.targets[answer[row]]
            if question.kind == "match":
                hand.pick(card.get_by_label(text, exact=True), target)
            else:
                group = card.get_by_role("radiogroup", name=text, exact=True)
                hand.choose(group.get_by_role("radio", name=target, exact=True))
            notebook.settled(card)
    notebook.settled(card)


def put_in_order(hand: Any, card: Locator, wanted: list[str]) -> None:
    """Bring entries into an order: each in turn goes up as far as it must."""
    texts = card.locator(".entries .text")
    for place, text in enumerate(wanted):
        expect(texts).to_have_count(len(wanted))
        at = texts.all_text_contents().index(text)
        for now in range(at, place, -1):
            hand.use(card.get_by_role("button", name=f"Move “{text}” up", exact=True))
            expect(texts.nth(now - 1)).to_have_text(text)
            hand.notebook.settled(card)
    stands = card.get_by_role("button", name="This order is right as it stands")
    if stands.count():
        hand.use(stands)
