"""What is said in the dialogue, turn by turn, as it stands on the card: the newest turn last, and whole."""

from collections.abc import Sequence

from itilkit.ground.html import attributes, disc, esc
from itilkit.scenarios.dialogue.content import PROVIDER
from itilkit.scenarios.dialogue.lines import STORY, YOU, Said
from itilkit.scenarios.dialogue.model import Dialogue, State, Turn
from itilkit.scenarios.dialogue.rules import LOOKS

#: How many lines of text stand there together at most: two turns, and more turns than two.
ROOM_FOR_TWO, ROOM_FOR = 30.0, 17.0
#: About so many letters make a line, and every piece of talk takes so much more, in lines.
LETTERS, AROUND = 56, 0.9


def talk(scenario: Dialogue, state: State, *, only_last: bool = False) -> str:
    """The newest turn, marked as the place for the focus, and what has room of the turns before it;
    ``only_last`` shows that turn alone and leaves the focus where it is.
    """
    turns = state.turns[-1:] if only_last else _with_room(state.turns)
    blocks = [_turn(scenario, turn, newest=turn is turns[-1] and not only_last) for turn in turns]
    if len(turns) == len(state.turns) and not only_last:
        blocks.insert(0, _opening(scenario, alone=not turns))
    return f'<div class="talk">{"".join(blocks)}</div>'


def _opening(scenario: Dialogue, *, alone: bool) -> str:
    told = "".join(f"<p>{esc(line)}</p>" for line in scenario.words.opening)
    marks = attributes(id="§turn-0", tabindex="-1", data_focus=True) if alone else ""
    return f'<div class="turn opening"{marks}><div class="told-so">{told}</div></div>'


def _with_room(turns: Sequence[Turn]) -> Sequence[Turn]:
    """The newest turn, the one before it if both are not very long, and more where there is room."""
    taken = 0.0
    first = len(turns)
    while first:
        taken += _lines(turns[first - 1])
        most = ROOM_FOR if len(turns) - first > 1 else ROOM_FOR_TWO
        if first < len(turns) and taken > most:
            break
        first -= 1
    return turns[first:]


def _lines(turn: Turn) -> float:
    """About how many lines a turn takes."""
    return 1.5 + sum(1 + len(said.text) // LETTERS + AROUND for said in turn.said)


def _turn(scenario: Dialogue, turn: Turn, *, newest: bool) -> str:
    """A turn: what you did, what was answered, then what a look found and what happened outside."""
    answers, seen, event = _parted(scenario, turn)
    lines = "".join(_said(scenario, said) for said in answers)
    marks = attributes(
        class_="turn",
        id=f"§turn-{turn.number}" if newest else None,
        tabindex="-1" if newest else None,
        data_focus=newest,
    )
    look = scenario.dates[turn.number].name if turn.number in LOOKS else ""
    happened = scenario.happenings[turn.did.event].name if turn.did.event else ""
    return (
        f"<div{marks}><h5>Turn {turn.number} · you {esc(scenario.past(turn.move))}</h5>{lines}"
        f"{_happens(f'{look} at the agreement', seen, ' look')}{_happens(happened, event, '')}</div>"
    )


def _parted(scenario: Dialogue, turn: Turn) -> tuple[list[Said], list[Said], list[Said]]:
    """What was answered, what a look found, and what happened outside, in this order."""
    outside = 0
    if turn.did.event:
        outside = len(scenario.words.stories[turn.did.event].frame) + len(scenario.people)
    said = list(turn.said)
    event = said[len(said) - outside :]
    before = said[: len(said) - outside]
    looks = 0
    if turn.did.look is not None:
        looks = 1 + (turn.did.position.paper is not None) + len(turn.did.look.failed)
    return before[: len(before) - looks], before[len(before) - looks :], event


def _said(scenario: Dialogue, said: Said) -> str:
    """A line with the disc and the name of who says it; what is only seen stands without quotation marks."""
    if said.who == STORY:
        return f'<div class="told-so"><p>{esc(said.text)}</p></div>'
    name = scenario.speakers[said.who]
    if said.who == YOU:
        return f'<div class="line mine"><p><b class="hush">You:</b> “{esc(said.text)}”</p></div>'
    text = f"“{said.text}”" if said.spoken else said.text
    who = f"{name}, of Varrin Digital" if said.who == PROVIDER else name
    mark = "" if said.spoken else " outside"
    return f'<div class="line{mark}">{disc(said.who, name)}<p><b>{esc(who)}</b> {esc(text)}</p></div>'


def _happens(name: str, said: Sequence[Said], mark: str) -> str:
    if not said:
        return ""
    told = "".join(f"<p>{esc(each.text)}</p>" for each in said)
    return f'<div class="happens{mark}"><b>{esc(name)}</b>{told}</div>'


__all__ = ["talk"]
