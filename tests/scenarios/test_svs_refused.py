"""The moves that the service value system refuses."""

import pytest
from svs_samples import system

from itilkit.scenarios import IllegalMove, replay

BASE = system()
START = (
    "Possible now: place TILE as input|component|output, card ID as input|component|output|none, "
    "diagnose ID as COMPONENT, run."
)
LATER = START.replace("output, card", "output, remove TILE, card")
TILES = (
    "Possible now: the tiles guiding-principles, governance, service-value-chain, practices, "
    "continual-improvement, opportunity, demand, value, value-streams, four-dimensions, lifecycle-stages, "
    "service-desk-tool and customer."
)
CARDS = (
    "Possible now: the cards hauliers-at-night, quarterly-look, old-poster, seven-sentences, place-on-deck, "
    "clinic-boat, sea-cable, ticketing-product, ready-for-incidents, consumers-say-so, one-of-four-sides "
    "and what-they-find."
)
SYMPTOMS = "Possible now: the symptoms passed-on, two-plans, polite-answers, left-with-her and own-taste."
FIVE = "guiding-principles|governance|service-value-chain|practices|continual-improvement"
SPACING = "a move is written in lower case, with single spaces between its words."

REFUSED = {
    "unknown verb": (["build value"], f"Move 1, “build value”: there is no move “build”. {START}"),
    "slip in the verb": (
        ["plase value as output"],
        f'Move 1, “plase value as output”: there is no move “plase”; did you mean "place"? {START}',
    ),
    "a verb later on": (
        ["place value as output", "move value"],
        f'Move 2, “move value”: there is no move “move”; did you mean "remove"? {LATER}',
    ),
    "place without a slot": (
        ["place value"],
        "Move 1, “place value”: place names a tile, then “as”, then input, component or output. " + START,
    ),
    "place alone": (
        ["place"],
        "Move 1, “place”: place names a tile, then “as”, then input, component or output. " + START,
    ),
    "place without as": (
        ["place value in output"],
        "Move 1, “place value in output”: place names a tile, then “as”, then input, component or output. "
        + START,
    ),
    "two tiles at once": (
        ["place value demand as input"],
        (
            "Move 1, “place value demand as input”: place names a tile, then “as”, then input, component or "
            f"output. {START}"
        ),
    ),
    "unknown tile": (
        ["place yacht as input"],
        f"Move 1, “place yacht as input”: there is no tile yacht. {TILES}",
    ),
    "slip in a tile": (
        ["place govrnance as component"],
        'Move 1, “place govrnance as component”: there is no tile govrnance; did you mean "governance"? '
        + TILES,
    ),
    "unknown slot": (
        ["place value as none"],
        (
            "Move 1, “place value as none”: a tile cannot be placed as none. "
            "Possible now: place value as input|component|output."
        ),
    ),
    "slip in a slot": (
        ["place value as outputs"],
        (
            'Move 1, “place value as outputs”: a tile cannot be placed as outputs; did you mean "output"? '
            "Possible now: place value as input|component|output."
        ),
    ),
    "a slug twice": (
        ["place value as value"],
        f"Move 1, “place value as value”: value is named twice. {START}",
    ),
    "removed without a name": (
        ["place value as output", "remove"],
        f"Move 2, “remove”: remove names one tile. {LATER}",
    ),
    "removed two": (
        ["remove value demand"],
        f"Move 1, “remove value demand”: remove names one tile. {START}",
    ),
    "removed from an empty board": (
        ["remove value"],
        f"Move 1, “remove value”: value is not on the board. {START}",
    ),
    "removed what is not there": (
        ["place demand as input", "place value as output", "remove customer"],
        "Move 3, “remove customer”: customer is not on the board. Possible now: remove demand, remove value.",
    ),
    "removed twice": (
        ["place demand as input", "place value as output", "remove value", "remove value"],
        "Move 4, “remove value”: value is not on the board. Possible now: remove demand.",
    ),
    "removed an unknown tile": (
        ["remove yacht"],
        f"Move 1, “remove yacht”: there is no tile yacht. {TILES}",
    ),
    "card without a kind": (
        ["card sea-cable"],
        "Move 1, “card sea-cable”: card names a card, then “as”, then input, component, output or none. "
        + START,
    ),
    "unknown card": (
        ["card tarot as input"],
        f"Move 1, “card tarot as input”: there is no card tarot. {CARDS}",
    ),
    "slip in a card": (
        ["card sea-cabel as input"],
        f'Move 1, “card sea-cabel as input”: there is no card sea-cabel; did you mean "sea-cable"? {CARDS}',
    ),
    "a card of the other variant": (
        ["card rival-line as input"],
        f"Move 1, “card rival-line as input”: there is no card rival-line. {CARDS}",
    ),
    "a card sorted as a tile": (
        ["card sea-cable as opportunity"],
        (
            "Move 1, “card sea-cable as opportunity”: a card cannot be sorted as opportunity. "
            "Possible now: card sea-cable as input|component|output|none."
        ),
    ),
    "diagnosis without a component": (
        ["diagnose two-plans"],
        "Move 1, “diagnose two-plans”: diagnose names a symptom, then “as”, then a component. " + START,
    ),
    "unknown symptom": (
        ["diagnose cough as governance"],
        f"Move 1, “diagnose cough as governance”: there is no symptom cough. {SYMPTOMS}",
    ),
    "a card taken for a symptom": (
        ["diagnose sea-cable as governance"],
        f"Move 1, “diagnose sea-cable as governance”: there is no symptom sea-cable. {SYMPTOMS}",
    ),
    "a tile that is no component": (
        ["diagnose two-plans as demand"],
        (
            "Move 1, “diagnose two-plans as demand”: a symptom cannot be put down to demand. "
            f"Possible now: diagnose two-plans as {FIVE}."
        ),
    ),
    "slip in a component": (
        ["diagnose two-plans as practises"],
        (
            "Move 1, “diagnose two-plans as practises”: a symptom cannot be put down to practises; did you "
            f'mean "practices"? Possible now: diagnose two-plans as {FIVE}.'
        ),
    ),
    "run of one event": (["run grant"], "Move 1, “run grant”: run stands alone. Possible now: run."),
    "capitals": (["Run"], f"Move 1, “Run”: {SPACING} {START}"),
    "two spaces": (["place value  as output"], f"Move 1, “place value  as output”: {SPACING} {START}"),
    "a number": (
        [7],
        f"Move 1: a move is one line of text, and this one is not. {START}",
    ),
    "far too many": (["run"] * 501, "the list holds 501 moves; a run has far fewer than 500."),
}


@pytest.mark.parametrize(("moves", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(moves, sentence):
    """An illegal move is refused in one sentence: its place, the reason, and what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(BASE, moves)
    assert sentence == str(refused.value)


def test_refusal_names_no_key():
    """The refusal of an answer does not depend on what the right answer is."""
    said = set()
    for card in BASE.cards:
        with pytest.raises(IllegalMove) as refused:
            replay(BASE, [f"card {card} as governance"])
        said.add(str(refused.value).replace(card, "CARD"))
    assert 1 == len(said)
