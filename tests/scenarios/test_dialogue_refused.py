"""The moves that the dialogue refuses."""

import pytest
from dialogue_samples import dialogue

from itilkit.scenarios import IllegalMove, replay

ROOM = "mara", "tomas", "ines"


def possible(*, invite=True, people=ROOM, share=True, agreement=("propose",), freeze=True):
    """The sentence of what is possible."""
    moves = [
        *(["invite bryn"] if invite else []),
        *(f"{verb} {person}" for verb in ("listen", "explore", "concede") for person in people),
        *(["share-limits"] if share else []),
        "play-back",
        *agreement,
        "decide-alone",
        *(["freeze"] if freeze else []),
        "wait",
    ]
    return f"Possible now: {', '.join(moves)}."


START = possible()
REFUSED = {
    "unknown verb": (["dance"], f"Move 1, “dance”: there is no move “dance”. {START}"),
    "slip in the verb": (
        ["lisen mara"],
        f'Move 1, “lisen mara”: there is no move “lisen”; did you mean "listen"? {START}',
    ),
    "nobody to listen to": (["listen"], f"Move 1, “listen”: listen names one person. {START}"),
    "two people at once": (
        ["listen mara ines"],
        f"Move 1, “listen mara ines”: listen names one person. {START}",
    ),
    "unknown person": (
        ["listen priya"],
        f"Move 1, “listen priya”: there is nobody called priya. {START}",
    ),
    "slip in a name": (
        ["explore tomsa"],
        f'Move 1, “explore tomsa”: there is nobody called tomsa; did you mean "tomas"? {START}',
    ),
    "Bryn outside": (
        ["listen bryn"],
        f"Move 1, “listen bryn”: Bryn is not in the room, and has to be invited first. {START}",
    ),
    "way given to Bryn outside": (
        ["concede bryn"],
        f"Move 1, “concede bryn”: Bryn is not in the room, and has to be invited first. {START}",
    ),
    "Mara invited": (["invite mara"], f"Move 1, “invite mara”: Mara is in the room already. {START}"),
    "nobody invited": (["invite"], f"Move 1, “invite”: invite names one person. {START}"),
    "Bryn invited twice": (
        ["invite bryn", "invite bryn"],
        (
            "Move 2, “invite bryn”: Bryn is in the room already. "
            f"{possible(invite=False, people=(*ROOM, 'bryn'))}"
        ),
    ),
    "limits shared twice": (
        ["share-limits", "share-limits"],
        f"Move 2, “share-limits”: your limits are shared already. {possible(share=False)}",
    ),
    "a trial of nothing": (["trial"], f"Move 1, “trial”: there is no agreement yet to try. {START}"),
    "a revisit of nothing": (
        ["revisit"],
        f"Move 1, “revisit”: there is no agreement yet to revisit. {START}",
    ),
    "a closed agreement proposed anew": (
        ["freeze", "propose"],
        (
            "Move 2, “propose”: the agreement is closed, so nothing can be changed in it. "
            f"{possible(agreement=(), freeze=False)}"
        ),
    ),
    "closed twice": (
        ["freeze", "freeze"],
        (
            "Move 2, “freeze”: the agreement is closed, so nothing can be changed in it. "
            f"{possible(agreement=(), freeze=False)}"
        ),
    ),
    "a trial that has found": (
        ["share-limits", "listen mara", "listen tomas", "listen ines", "propose", "trial", "trial"],
        (
            "Move 7, “trial”: the trial has shown what it can show. "
            f"{possible(share=False, agreement=('propose', 'revisit'))}"
        ),
    ),
    "the nineteenth turn": (["wait"] * 19, "Move 19, “wait”: all 18 turns are taken."),
    "propose with a word": (
        ["propose mara"],
        f"Move 1, “propose mara”: propose stands alone. {START}",
    ),
    "capitals": (
        ["Listen mara"],
        (
            "Move 1, “Listen mara”: a move is written in lower case, with single spaces between its words. "
            f"{START}"
        ),
    ),
}


@pytest.mark.parametrize(("moves", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused(moves, sentence):
    """An illegal move is refused in one sentence: its place, the reason, and what is possible."""
    with pytest.raises(IllegalMove) as refused:
        replay(dialogue(), moves)
    assert sentence == str(refused.value)


@pytest.mark.parametrize("moves", [[], ["freeze"], ["share-limits"], ["propose", "invite bryn"]])
def test_what_is_possible_is(moves):
    """Every move that is called possible is, and there is no other."""
    scenario = dialogue()
    state = replay(scenario, moves).state
    for verb, person in scenario.legal(state):
        assert replay(scenario, [*moves, f"{verb} {person}".strip()]).state.turn == len(moves) + 1
