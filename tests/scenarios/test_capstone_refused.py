"""The moves that the capstone refuses."""

import attrs
import pytest
from capstone_samples import capstone, year

from itilkit.scenarios import IllegalMove, replay

PEOPLE = "ask mara, ask tomas, ask ines, ask bryn"
START = f"Possible now: {PEOPLE}, improve-stream, revisit, check-governance, offer FEATURE…"
BUSY = ["ask mara", "ask tomas", "ask ines", "ask bryn", "improve-stream"]
OVER = [f"offer {feature}" for feature in ("status-page", "alerts", "booking", "status-page")]

REFUSED = {
    "unknown verb": (["dance"], f"Move 1, “dance”: there is no move “dance”. {START}"),
    "slip in the verb": (
        ["revisitt"],
        f'Move 1, “revisitt”: there is no move “revisitt”; did you mean "revisit"? {START}',
    ),
    "nobody asked by name": (["ask"], f"Move 1, “ask”: ask names one person. {START}"),
    "two asked at once": (
        ["ask mara bryn"],
        f"Move 1, “ask mara bryn”: ask names one person. {START}",
    ),
    "slip in a name": (
        ["ask thomas"],
        f'Move 1, “ask thomas”: there is nobody called thomas; did you mean "tomas"? {START}',
    ),
    "the provider's own": (["ask priya"], f"Move 1, “ask priya”: there is nobody called priya. {START}"),
    "asked twice in a quarter": (
        ["ask mara", "ask mara"],
        (f"Move 2, “ask mara”: Mara has been asked this quarter already. {START.replace('ask mara, ', '')}"),
    ),
    "improved twice in a quarter": (
        ["improve-stream", "improve-stream"],
        (
            "Move 2, “improve-stream”: improve-stream has been done this quarter already. "
            f"{START.replace('improve-stream, ', '')}"
        ),
    ),
    "revisited twice in a quarter": (
        ["revisit", "revisit"],
        f"Move 2, “revisit”: revisit has been done this quarter already. {START.replace('revisit, ', '')}",
    ),
    "governance with a word": (
        ["check-governance now"],
        f"Move 1, “check-governance now”: check-governance stands alone. {START}",
    ),
    "an empty offer": (["offer"], f"Move 1, “offer”: an offer names at least one feature. {START}"),
    "slip in a feature": (
        ["offer statuspage"],
        f'Move 1, “offer statuspage”: there is no feature statuspage; did you mean "status-page"? {START}',
    ),
    "a feature by its code": (["offer f1"], f"Move 1, “offer f1”: there is no feature f1. {START}"),
    "a feature twice": (
        ["offer alerts alerts"],
        f"Move 1, “offer alerts alerts”: alerts is named twice. {START}",
    ),
    "over the money": (
        ["offer status-page alerts booking availability loyalty"],
        (
            "Move 1, “offer status-page alerts booking availability loyalty”: this mix costs 29, but summer "
            "has 28. Possible now: offer fewer or cheaper features."
        ),
    ),
    "over the money after the cut": (
        [*OVER[:2], "offer status-page booking availability alerts"],
        (
            "Move 3, “offer status-page booking availability alerts”: this mix costs 26, but winter has 25. "
            "Possible now: offer fewer or cheaper features."
        ),
    ),
    "too much that is new": (
        [*BUSY, "offer status-page booking freight-slots dashboard loyalty"],
        (
            "Move 6, “offer status-page booking freight-slots dashboard loyalty”: bringing in 5 new features "
            "takes the effort of this quarter to 12, but there is 11. "
            "Possible now: offer a mix with fewer features that are new."
        ),
    ),
    "capitals": (
        ["Revisit"],
        (
            "Move 1, “Revisit”: a move is written in lower case, with single spaces between its words. "
            f"{START}"
        ),
    ),
    "after the year": (
        [*OVER, "ask mara"],
        (
            "Move 5, “ask mara”: all four quarters are over. "
            "Possible now: nothing more in this run; start again."
        ),
    ),
}


@pytest.mark.parametrize(("moves", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(moves, sentence):
    """An illegal move is refused in one sentence: its place, the reason, and what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(capstone(), moves)
    assert sentence == str(refused.value)


def test_refused_for_want_of_effort():
    """What takes more effort than is left is refused, and no longer named as possible."""
    tight = attrs.evolve(capstone(), words=attrs.evolve(capstone().words, effort=3))
    with pytest.raises(IllegalMove) as refused:
        replay(tight, ["ask mara", "improve-stream"])
    assert (
        "Move 2, “improve-stream”: improve-stream takes 3 points of effort, but 2 of 3 are left. "
        "Possible now: ask tomas, ask ines, ask bryn, revisit, check-governance, offer FEATURE…"
    ) == str(refused.value)
    with pytest.raises(IllegalMove) as refused:
        replay(tight, ["ask mara", "ask tomas", "revisit", "ask bryn"])
    assert (
        "Move 4, “ask bryn”: a conversation takes 1 point of effort, but 0 of 3 are left. "
        "Possible now: offer FEATURE…"
    ) == str(refused.value)


def test_exactly_the_effort_and_the_money():
    """Effort and money may be spent to the last point."""
    moves = year(
        (
            "mara tomas ines bryn",
            "improve-stream",
            "booking freight-slots availability alerts",
        )
    )
    with pytest.raises(IllegalMove):
        replay(capstone(), [*moves[:-1], "revisit", moves[-1]])
    quarter = replay(capstone(), moves).state.played[0]
    assert (11, 27) == (quarter.effort.total, quarter.spend)
    full = replay(capstone(), ["offer status-page booking freight-slots availability dashboard"])
    assert 28 == full.state.played[0].spend


def test_again_next_quarter():
    """What was done in one quarter may be done again in the next."""
    moves = [*year(("mara", "revisit", "status-page")), "ask mara", "revisit"]
    assert ("mara",) == replay(capstone(), moves).state.asked
