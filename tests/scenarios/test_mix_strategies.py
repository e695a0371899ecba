"""The strategies of the course design on the affordable mix: their figures, and their policies."""

from pathlib import Path

import itilkit
from itilkit.scenarios.affordable_mix.model import ID


def test_no_graded_move_list_ships(strategies):
    """No file of the package holds the offers of a graded strategy: only what its seasons were worth.

    One offer of three may stand there: a run that is shown for a case to practise on can have it by chance.
    """
    [package] = itilkit.__path__
    moves = strategies[ID, "graded", "co-creator"].moves
    graded = [move.removeprefix("offer ") for move in moves if move.startswith("offer ")]
    assert 3 == len(graded)
    for file in Path(package).rglob("*"):
        if file.suffix in {".py", ".toml", ".ipynb", ".json"}:
            text = file.read_text(encoding="utf-8").replace('", "', " ")
            assert not all(offer in text for offer in graded), file
