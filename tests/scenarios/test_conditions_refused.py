"""The moves that the six iterations refuse."""

import pytest
from conditions_samples import conditions, six

from itilkit.scenarios import IllegalMove, replay

NOW = (
    "Possible now: build, build with GROUP…, release, release with GROUP…, "
    "where GROUP is one of customer, users, islanders, support."
)

REFUSED = {
    "unknown verb": (["dance"], f"Move 1, “dance”: there is no move “dance”. {NOW}"),
    "slip in the verb": (
        ["biuld"],
        f'Move 1, “biuld”: there is no move “biuld”; did you mean "build"? {NOW}',
    ),
    "a group without with": (
        ["build customer"],
        f"Move 1, “build customer”: who is in the room is named after “with”. {NOW}",
    ),
    "with nobody": (
        ["release with"],
        f"Move 1, “release with”: “with” is followed by at least one group. {NOW}",
    ),
    "with in the wrong place": (
        ["build customer with users"],
        f"Move 1, “build customer with users”: who is in the room is named after “with”. {NOW}",
    ),
    "with twice": (
        ["build with customer with users"],
        f"Move 1, “build with customer with users”: with is named twice. {NOW}",
    ),
    "a group twice": (
        ["build with users users"],
        f"Move 1, “build with users users”: users is named twice. {NOW}",
    ),
    "slip in a group": (
        ["build with user"],
        f'Move 1, “build with user”: there is no group user; did you mean "users"? {NOW}',
    ),
    "unknown group": (
        ["build", "build with press"],
        f"Move 2, “build with press”: there is no group press. {NOW}",
    ),
    "the sponsor": (["build with ines"], f"Move 1, “build with ines”: there is no group ines. {NOW}"),
    "a person instead of a group": (
        ["build with bryn"],
        f"Move 1, “build with bryn”: bryn is in the room as islanders. {NOW}",
    ),
    "a comma": (
        ["build with users, support"],
        f'Move 1, “build with users, support”: there is no group users,; did you mean "users"? {NOW}',
    ),
    "capitals": (
        ["Build"],
        f"Move 1, “Build”: a move is written in lower case, with single spaces between its words. {NOW}",
    ),
    "two spaces": (
        ["build  with users"],
        (
            "Move 1, “build  with users”: a move is written in lower case, "
            f"with single spaces between its words. {NOW}"
        ),
    ),
    "a seventh iteration": (
        [*six(), "release"],
        (
            "Move 7, “release”: all six iterations are over. "
            "Possible now: nothing more in this run; start again."
        ),
    ),
}


@pytest.mark.parametrize(("moves", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(moves, sentence):
    """An illegal move is refused in one sentence: its place, the reason, and what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(conditions(), moves)
    assert sentence == str(refused.value)
