"""The moves that the value stream designer refuses."""

import pytest
from stream_samples import laid, stream

from itilkit.scenarios import IllegalMove, replay

CARDS = (
    "buy intake-form, buy known-errors, buy standard-change, buy specialist, buy laptops, buy automate, "
    "buy sign-off, buy supplier-channel, buy progress-messages, buy auto-close"
)
FIXED = "Possible now: order STEP…, map STEP ACTIVITY, bottleneck STEP,"
START = f"{FIXED} {CARDS}, run."
SEVEN = "log-call, investigate, specialist-fix, put-live, check-caller, ask-feedback, log-improvement"
STEPS = f"Possible now: one of the steps {SEVEN}."
LAID = f"Possible now: order any of {SEVEN}, approval-meeting, year-strategy."
SIX = "plan, improve, engage, design-transition, obtain-build, deliver-support"
MEETING = "and “Weekly approval meeting” is none."

REFUSED = {
    "unknown verb": (["dance"], f"Move 1, “dance”: there is no move “dance”. {START}"),
    "slip in the verb": (
        ["ordr log-call"],
        f'Move 1, “ordr log-call”: there is no move “ordr”; did you mean "order"? {START}',
    ),
    "unknown step in the order": (
        ["order log-call lunch"],
        f"Move 1, “order log-call lunch”: there is no step lunch. {LAID}",
    ),
    "slip in a step of the order": (
        ["order log-cal"],
        f'Move 1, “order log-cal”: there is no step log-cal; did you mean "log-call"? {LAID}',
    ),
    "a step twice in the order": (
        ["order log-call put-live log-call"],
        f"Move 1, “order log-call put-live log-call”: log-call is named twice. {START}",
    ),
    "map without an activity": (
        ["map log-call"],
        f"Move 1, “map log-call”: map names one step and one activity. {START}",
    ),
    "map with two activities": (
        ["map log-call plan engage"],
        f"Move 1, “map log-call plan engage”: map names one step and one activity. {START}",
    ),
    "a distractor mapped": (
        ["map approval-meeting plan"],
        (f"Move 1, “map approval-meeting plan”: only steps of this stream can be mapped, {MEETING} {STEPS}"),
    ),
    "an activity where the step should be": (
        ["map engage log-call"],
        f"Move 1, “map engage log-call”: engage is an activity; the step comes first. {STEPS}",
    ),
    "unknown step mapped": (
        ["map lunch engage"],
        f"Move 1, “map lunch engage”: there is no step lunch. {STEPS}",
    ),
    "slip in an activity": (
        ["map log-call engag"],
        (
            'Move 1, “map log-call engag”: there is no activity engag; did you mean "engage"? '
            f"Possible now: map log-call to one of {SIX}."
        ),
    ),
    "a step where the activity should be": (
        ["map log-call put-live"],
        (
            "Move 1, “map log-call put-live”: there is no activity put-live. "
            f"Possible now: map log-call to one of {SIX}."
        ),
    ),
    "no bottleneck named": (["bottleneck"], f"Move 1, “bottleneck”: bottleneck names one step. {START}"),
    "two bottlenecks": (
        ["bottleneck put-live log-call"],
        f"Move 1, “bottleneck put-live log-call”: bottleneck names one step. {START}",
    ),
    "a distractor as bottleneck": (
        ["bottleneck approval-meeting"],
        (
            "Move 1, “bottleneck approval-meeting”: only steps of this stream can be the bottleneck, "
            f"{MEETING} {STEPS}"
        ),
    ),
    "slip in the bottleneck": (
        ["bottleneck specialist-fxi"],
        (
            "Move 1, “bottleneck specialist-fxi”: there is no step specialist-fxi; "
            f'did you mean "specialist-fix"? {STEPS}'
        ),
    ),
    "no card named": (["buy"], f"Move 1, “buy”: buy names one card. {START}"),
    "two cards at once": (
        ["buy laptops automate"],
        f"Move 1, “buy laptops automate”: buy names one card. {START}",
    ),
    "slip in a card": (
        ["buy laptop"],
        f'Move 1, “buy laptop”: there is no card laptop; did you mean "laptops"? {START}',
    ),
    "a card by its code": (["buy i3"], f"Move 1, “buy i3”: there is no card i3. {START}"),
    "bought twice": (
        ["buy laptops", "buy laptops"],
        (
            "Move 2, “buy laptops”: you hold “Faster laptops” already. "
            f"{FIXED} {CARDS.replace('buy laptops, ', '')}, return laptops, run."
        ),
    ),
    "over the points": (
        ["buy specialist", "buy automate"],
        (
            "Move 2, “buy automate”: “Automated deployment” costs 3, but 2 of 6 points are left. "
            f"{FIXED} buy intake-form, buy known-errors, buy standard-change, buy laptops, buy sign-off, "
            "buy supplier-channel, buy progress-messages, buy auto-close, return specialist, run."
        ),
    ),
    "nothing left": (
        ["buy specialist", "buy intake-form", "buy laptops"],
        (
            "Move 3, “buy laptops”: “Faster laptops” costs 1, but 0 of 6 points are left. "
            f"{FIXED} return intake-form, return specialist, run."
        ),
    ),
    "returned without being held": (
        ["return laptops"],
        f"Move 1, “return laptops”: you do not hold “Faster laptops”. {START}",
    ),
    "returned twice": (
        ["buy laptops", "return laptops", "return laptops"],
        f"Move 3, “return laptops”: you do not hold “Faster laptops”. {START}",
    ),
    "return alone": (["return"], f"Move 1, “return”: return names one card. {START}"),
    "a card that does not exist returned": (
        ["return yacht"],
        f"Move 1, “return yacht”: there is no card yacht. {START}",
    ),
    "run with a word": (["run twice"], f"Move 1, “run twice”: run stands alone. {START}"),
    "capitals": (
        ["Run"],
        f"Move 1, “Run”: a move is written in lower case, with single spaces between its words. {START}",
    ),
}


@pytest.mark.parametrize(("moves", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(moves, sentence):
    """An illegal move is refused in one sentence: its place, the reason, and what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(stream(), moves)
    assert sentence == str(refused.value)


def test_exactly_the_points():
    """The points may be spent to the last."""
    assert 0 == stream().money_left(replay(stream(), ["buy specialist", "buy intake-form"]).state)


def test_legal_after_everything():
    """No list is too complete for another move: an answered stream can be changed again."""
    changed = replay(
        stream(), [*laid("laptops"), "run", "order log-call", "map log-call plan", "return laptops"]
    )
    assert ("log-call",) == changed.state.order
