"""The strategies of the course design on the value stream: their figures, and their policies."""

import itertools
import re
from pathlib import Path

import itilkit
from itilkit.authoring.value_stream.strategies import best_cards, plans
from itilkit.scenarios.value_stream.model import load_value_stream


def test_no_graded_move_list_ships():
    """No file of the package lists the best cards of graded, in whatever order: they are neither base's best
    nor what any other strategy buys.
    """
    scenario = load_value_stream("graded")
    best = best_cards(scenario)
    bought = {name: set(plan.cards) for name, plan in plans(scenario).items() if not name.startswith("best")}
    assert set(best) not in bought.values()
    assert set(best) != set(best_cards(load_value_stream()))
    lists = re.compile("|".join(r"\W{1,12}(buy )?".join(cards) for cards in itertools.permutations(best)))
    assert lists.search("\n".join(plans(scenario)["best"].moves))
    [package] = itilkit.__path__
    for file in Path(package).rglob("*"):
        if file.suffix in {".py", ".toml", ".ipynb", ".json"}:
            assert None is lists.search(file.read_text(encoding="utf-8")), file
