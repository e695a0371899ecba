"""What a scenario shows as data is what its card shows: every sentence and number of it stands there."""

import re
from collections import Counter
from html import unescape

import pytest
from svs_samples import KEYS

from itilkit.answers import ScenarioTask
from itilkit.authoring.tools import worked_run
from itilkit.scenarios import SCENARIOS, legal_moves, load_scenario, shown, variants
from itilkit.widgets.run_view import view_class

PAIRS = [(scenario, variant) for scenario in SCENARIOS for variant in variants(scenario)]
#: The id of a thing, which no card prints.
SLUG = re.compile(r"[a-z0-9-]+")
TAG, LABEL = re.compile(r"<[^>]*>"), re.compile(r'aria-label="([^"]*)"')
LOG = re.compile(r'<details class="log">.*?</details>', re.DOTALL)


def card_html(scenario, moves, *, compares):
    """All that a card shows after moves, in every part of it."""
    view = view_class(scenario.id)(ScenarioTask(scenario.id, scenario.variant), compares=compares)
    view.load({"variant": scenario.variant, "runs": 1, "moves": list(moves)})
    pages = []
    for part in getattr(view, "PARTS", [""]):
        view.act("part", part)
        pages.append(view.html())
    return "".join(pages)


def in_words(html):
    """What a person reads or hears of a card, and the same without the list of all that happened."""
    bare = LOG.sub(" ", html)
    return tuple(
        plain(unescape(" ".join([TAG.sub(" ", each), *LABEL.findall(each)]))) for each in (html, bare)
    )


def plain(text):
    """A text without the spaces that elements put beside punctuation."""
    return re.sub(r"([“‘(]) | (?=[,.;:”’)])", r"\1", " ".join(text.split()))


def leaves(data):
    """Every text and number of some data."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        return [leaf for each in data for leaf in leaves(each)]
    return [] if data is None or isinstance(data, bool) else [data]


def moments(scenario):
    """The start, the way and the end of a run that co-creates; and some moves that lead away from it, on the
    two variants that everybody plays.
    """
    run = worked_run(scenario)
    yield from (run[: len(run) * part // 4] for part in range(5))
    for part in (0, 2) if scenario.variant in {"base", "graded"} else ():
        begun = run[: len(run) * part // 4]
        for move in legal_moves(scenario, begun, 5):
            after = (*begun, move)
            yield after
            yield from ((*after, other) for other in legal_moves(scenario, after, 2))


@pytest.mark.parametrize(("scenario", "variant"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_shown_stands_on_the_card(scenario, variant):
    """Each sentence that is shown can be read on the card of an assignment, and each number stands there as
    often as in the data; until the run is over, on a lesson’s card as well.
    """
    model = load_scenario(scenario, variant)
    keyed = model.with_keys(KEYS) if offer_needs_keys(model) else model
    for moves in moments(keyed):
        data = shown(model, moves)
        for compares in (False,) if data["finished"] else (False, True):
            html = card_html(model, moves, compares=compares)
            texts = [each for each in leaves(data) if isinstance(each, str) and not SLUG.fullmatch(each)]
            page, bare = in_words(html)
            assert [] == [text for text in texts if plain(text) not in page]
            numbers = Counter(float(each) for each in leaves(data) if not isinstance(each, str))
            printed = Counter(map(float, re.findall(r"\d+(?:\.\d+)?", bare)))
            assert Counter() == numbers - printed


def offer_needs_keys(model):
    """Whether the keys to a case are kept apart, so that its worked run cannot be known."""
    return hasattr(model, "keys") and model.keys is None
