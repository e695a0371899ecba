"""The view of the dialogue: the conversation, the room, the moves and why some are not possible."""

import re

import pytest
from by_controls import card_view, played

from itilkit.answers import ScenarioTask
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.dialogue.card.view import DialogueView

ID = "dialogue"
WAITS = ["wait"] * 18


def moves_of(strategies, name):
    """The moves of a strategy of the course design on base."""
    return list(strategies[ID, "base", name].moves)


def button_of(view, verb, person=""):
    """The tag of a move's button; empty when there is none."""
    mark = f"§b-{verb}-{person}" if person else f"§b-{verb}"
    found = re.search(rf'<button[^>]*id="{mark}"[^>]*>', view.html())
    return found[0] if found else ""


def trust_told(view):
    """How many pips of trust the card tells, by person."""
    return {
        name: int(pips) for name, pips in re.findall(r'aria-label="(\w+): [a-z ]+, (\d) of 5"', view.html())
    }


def status_of(view, text):
    """What the card says of a point that the room knows."""
    entry = re.search(rf"<li>(?:(?!</li>).)*{re.escape(text)}(.*?)</li>", view.html())
    return re.sub(r"<[^>]+>", " ", entry[1]).split("  ") if entry else None


def test_a_move_is_played_by_one_click_and_stays():
    """Each button is a turn: it is played at once, and no button takes it back."""
    view = played(ID, ["listen mara"])
    assert ["listen mara"] == view.answer()["moves"]
    assert 'data-act="undo"' not in view.html()
    assert "Turn 2 of 18" in view.html()


def test_buttons_are_possible_exactly_when_the_rules_say_so(strategies):
    """In every state of every strategy a button is live exactly for a legal move."""
    for (scenario, variant, _), each in strategies.items():
        if scenario != ID:
            continue
        view = card_view(ID, variant)
        for move in [*each.moves, "wait"][:18]:
            html = view.html()
            live = {
                (verb, person)
                for tag in re.findall(r"<button[^>]*>", html)
                if "aria-disabled" not in tag
                for verb, person in re.findall(r'data-act="([a-z-]+)"(?: data-arg="(\w+)")?', tag)
                if verb != "again"
            }
            assert set(view.scenario.legal(view.state)) == live
            verb, _, person = move.partition(" ")
            view.act(verb, person)


def test_what_is_not_possible_says_why():
    """A button that is not possible names the text that says why."""
    view = card_view(ID)
    for verb, person, reason in (
        ("listen", "bryn", "Bryn is not in the room, and has to be invited first."),
        ("trial", "", "There is no agreement yet to try."),
    ):
        tag = button_of(view, verb, person)
        assert 'aria-disabled="true"' in tag
        (place,) = re.findall(r'aria-describedby="([^"]+)"', tag)
        (told,) = re.findall(rf'id="{place}">(.*?)</small>', view.html())
        assert told.endswith(reason)


@pytest.mark.parametrize("act", [("listen", "bryn"), ("listen", "nobody"), ("trial", ""), ("invite", "mara")])
def test_a_move_that_is_not_possible_changes_nothing(act):
    """A move that the rules do not allow is refused in a sentence and takes no turn."""
    view = card_view(ID)
    view.act(*act)
    assert view.answer() is None
    assert view.said.endswith(".")


def test_bryn_stands_outside_the_door_until_invited():
    """The room shows Bryn outside, and after the invitation at the table; the invitation is gone then."""
    view = card_view(ID)
    assert "Bryn is outside the door, not invited yet." in view.html()
    view.act("invite", "bryn")
    assert "At the table: you, Mara, Tomas, Ines and Bryn." in view.html()
    assert not button_of(view, "invite", "bryn")


def test_focus_waits_on_the_newest_turn():
    """When the focused button goes, the focus finds the newest turn, and at the end the heading."""
    view = played(ID, ["listen mara", "invite bryn"])
    assert ["§turn-2"] == re.findall(r'id="(§[^"]+)" tabindex="-1" data-focus', view.html())
    view = played(ID, WAITS)
    assert ["§over"] == re.findall(r'id="(§[^"]+)" tabindex="-1" data-focus', view.html())


def test_newest_turn_is_told_whole(strategies):
    """Everything that a turn brings stands in the conversation in full, whatever came before it."""
    view = card_view(ID)
    for move in moves_of(strategies, "co-creator"):
        verb, _, person = move.partition(" ")
        view.act(verb, person)
        shown = view.html().partition('class="talk"')[2].partition("<h4")[0].replace("&#x27;", "'")
        assert [] == [said.text for said in view.state.turns[-1].said if said.text not in shown]


@pytest.mark.parametrize(("turn", "name"), [(6, "The storm"), (12, "The subsidy cut")])
def test_events_stand_apart(turn, name):
    """After turns 6 and 12 what happens outside stands apart from the conversation, under its name."""
    before, after = played(ID, WAITS[: turn - 1]), played(ID, WAITS[:turn])
    sign = f'<div class="happens"><b>{name}</b>'
    assert (False, True) == (sign in before.html(), sign in after.html())


def test_pips_tell_the_trust_there_is(strategies):
    """Each person has as many pips as trust, after every turn."""
    view = card_view(ID)
    for move in moves_of(strategies, "obeys-everyone"):
        verb, _, person = move.partition(" ")
        view.act(verb, person)
        names = {view.scenario.people[person].name: level for person, level in view.state.trust.items()}
        assert names == trust_told(view)


def test_a_point_is_heard_then_played_back_then_out_of_date():
    """A need that was heard is marked so, then played back, and after the cut out of date."""
    need = load_scenario(ID).points["need-mara"].text
    told = {}
    for moves in (["listen mara"], ["listen mara", "play-back"], ["listen mara", "play-back", *WAITS[:10]]):
        told[len(moves)] = " ".join(status_of(played(ID, moves), need))
    assert ["heard", "played back", "out of date"] == [
        next(word for word in ("out of date", "played back", "heard") if word in text)
        for text in told.values()
    ]


def test_the_card_says_when_the_agreement_is_behind_what_is_known():
    """A need heard anew that the agreement has in its old form says that the agreement is behind."""
    moves = ["listen mara", "propose", *WAITS[:10], "listen mara"]
    behind = "the agreement still says the old"
    assert behind in played(ID, moves).html()
    assert behind not in played(ID, [*moves, "revisit"]).html()


def test_no_worth_before_the_end(strategies):
    """Until the last turn neither value, worth nor score stands on the card, even in a lesson."""
    view = card_view(ID, compares=True)
    for move in moves_of(strategies, "co-creator")[:17]:
        verb, _, person = move.partition(" ")
        view.act(verb, person)
        words = re.sub(r"<[^>]+>", " ", view.html()).partition("What happened so far")[0]
        assert [] == re.findall(r"[Vv]alue \d|[Ww]orth \d|[Ss]core|of 100", words)


def test_the_way_back_leads_to_a_stretch_of_six_turns(strategies):
    """After the end one may go back to turn 7 or 13; what came before it stands, as a new run."""
    moves = moves_of(strategies, "co-creator")
    for phase in (1, 2):
        view = played(ID, moves)
        assert f"Back to turn {6 * phase + 1}" in view.html()
        view.act("back-to", str(phase))
        assert {"variant": "base", "runs": 2, "moves": moves[: 6 * phase]} == view.answer()


def test_no_way_forward_to_a_turn_that_was_not_reached():
    """A run cannot go back to a turn that it has not reached."""
    view = played(ID, ["listen mara"])
    view.act("back-to", "1")
    assert ["listen mara"] == view.answer()["moves"]


def test_the_end_says_who_has_what_in_the_agreement():
    """At the end a table says of each person what of theirs the agreement holds, or why it does not."""
    view = played(ID, ["listen mara", "listen ines", "propose", "listen tomas", "listen tomas", *WAITS[:13]])
    table = view.html().partition('class="deal"')[2].partition("</table>")[0]
    rows = [re.sub(r"<[^>]+>", "", row).strip() for row in re.findall(r"<td>(.*?)</td>", table)]
    assert [
        "! in it, out of date",
        "– never heard",
        "! heard, since changed",
        "– never heard",
        "✓ in it",
        "– never heard",
        "– never heard",
        "– never heard",
        "– never shared",
        "– never tried",
    ] == rows


def test_comparison_names_the_value_of_the_run(strategies):
    """Beside the other ways stands the run's own value, weighted as the score weighs it."""
    view = played(ID, moves_of(strategies, "co-creator"), compares=True)
    assert f"You · {view.result.value:.0f}" in view.html()
    for beside in view.scenario.numbers.beside:
        assert f"{beside.name} · {beside.value:.0f}" in view.html()


def test_turns_that_decided_it_are_drawn(strategies):
    """A lesson's end names the turn that the run could least do without, as the debrief does."""
    view = played(ID, moves_of(strategies, "co-creator"), compares=True)
    (won,) = re.findall(r"Turn (\d+) won it", view.html())
    assert f"Turn {won} carried most." in view.html()


def test_graded_page_of_a_run_that_stopped_early():
    """A run that stops early is drawn to the end, its missing turns being waits."""
    task = ScenarioTask(ID, "base")
    page = DialogueView.of(task, replay(task.scenario, ["listen mara", "propose"])).meaning_html()
    assert 16 == page.count("took no turn")
    assert "✓ in it" not in page


def test_the_foot_does_not_repeat_the_conversation():
    """After a turn the card marks that its foot need not show what the conversation shows; otherwise not."""
    view = played(ID, ["listen mara"])
    assert "data-told" in view.html()
    view.act("again", "")
    assert "data-told" not in view.html()
