"""What every scenario's card does in the same way."""

import attrs
import pytest
from by_controls import CONTROLS, Tags, card_view, played
from svs_samples import answers, system

from itilkit.answers import ScenarioTask
from itilkit.ground.html import own_ids
from itilkit.items import AnswerProblem
from itilkit.scenarios import SCENARIOS, load_scenario, replay, variants
from itilkit.widgets.pages import run_html
from itilkit.widgets.run_view import view_class

#: A short beginning of a run of each scenario, and who or what it names.
BEGINNINGS = {
    "affordable-mix": ["ask bryn", "offer alerts"],
    "capstone": ["ask bryn", "improve-stream", "offer alerts"],
    "service-value-system": ["place demand as input", "place value as output"],
    "value-stream": ["order log-call", "buy laptops"],
    "conditions": ["build with support", "release with customer users"],
    "dialogue": ["listen mara", "invite bryn"],
}
#: Scenarios each of whose moves commits, so that Undo takes back only what was not played yet.
COMMITS = ("conditions", "dialogue")
MODEL = {
    "affordable-mix": "co-creator",
    "capstone": "co-creator",
    "service-value-system": "correct",
    "value-stream": "co-creator",
    "conditions": "co-creator",
    "dialogue": "co-creator",
}


def rows(strategies):
    """Every strategy of the course design whose scenario has a card, with all its answers really given."""
    return [
        attrs.evolve(each, moves=(*each.moves, *answers_of(each)))
        for (scenario, _, _), each in strategies.items()
        if scenario in SCENARIOS
    ]


def answers_of(strategy):
    """The answers to cards and symptoms, which the course design gives as numbers of right ones, and the run
    of a stream, which it leaves out.
    """
    if strategy.scenario == "value-stream":
        return ("run",)
    if strategy.scenario != "service-value-system":
        return ()
    return answers(system(strategy.variant), strategy.cards_right, strategy.diagnoses_right)


def test_every_card_is_tried_here():
    """No scenario's card is left out of these tests."""
    assert sorted(SCENARIOS) == sorted(CONTROLS) == sorted(BEGINNINGS) == sorted(MODEL)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_played_is_no_answer(scenario):
    """A card on which nothing was played has no answer, and nothing to start again."""
    view = card_view(scenario)
    assert view.answer() is None
    assert "Start again" not in view.html()


def test_every_strategy_by_controls_has_its_figures(strategies):
    """Every strategy of the course design, played by a card's controls, has its value and score."""
    found = {}
    for each in rows(strategies):
        result = played(each.scenario, each.moves, each.variant).result
        found[each.scenario, each.variant, each.name] = (round(result.value, 6), round(result.score, 6))
    wanted = {
        (each.scenario, each.variant, each.name): (round(each.value, 6), round(each.score, 6))
        for each in rows(strategies)
    }
    assert wanted == found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_answer_goes_out_and_comes_back(scenario):
    """An answer out of the notebook is on the card as it was, and goes into the notebook unchanged."""
    answer = {"variant": "base", "runs": 3, "moves": BEGINNINGS[scenario]}
    view = card_view(scenario)
    view.load(answer)
    assert answer == view.answer()
    assert "run 3" in view.html()


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize(
    "change",
    [
        {"variant": "another"},
        {"runs": 0},
        {"runs": True},
        {"moves": ["dance all night"]},
        {"moves": "ask mara"},
        {"more": 1},
    ],
    ids=str,
)
def test_answer_that_cannot_be_shown_changes_nothing(scenario, change):
    """An answer that cannot be shown is refused in one sentence and leaves the card as it was."""
    view = played(scenario, BEGINNINGS[scenario])
    before = view.answer()
    with pytest.raises(AnswerProblem) as told:
        view.load({"variant": "base", "runs": 1, "moves": BEGINNINGS[scenario]} | change)
    assert "\n" not in str(told.value)
    assert before == view.answer()


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("action", [("dance", ""), ("back-to", "99"), ("back-to", "x"), ("undo", "")])
def test_controls_that_do_not_apply_change_nothing(scenario, action):
    """A control that does not exist, or that has nothing to work on, changes nothing."""
    view = card_view(scenario)
    view.load({"variant": "base", "runs": 1, "moves": BEGINNINGS[scenario]})
    before = view.answer()
    view.act(*action)
    assert before == view.answer()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_start_again_asks_before_it_replaces(scenario):
    """Start again asks; only the second click replaces the run and counts a new one."""
    view = played(scenario, BEGINNINGS[scenario])
    view.act("again", "")
    assert "Replace this run by a new one?" in view.html()
    assert BEGINNINGS[scenario] == view.answer()["moves"]
    view.act("restart", "")
    assert {"variant": "base", "runs": 2, "moves": []} == view.answer()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_any_other_control_answers_the_question_with_no(scenario):
    """Doing something else while the card asks leaves the run as it was."""
    view = played(scenario, BEGINNINGS[scenario])
    view.act("again", "")
    view.act("keep", "")
    assert "Replace this run" not in view.html()
    assert BEGINNINGS[scenario] == view.answer()["moves"]


@pytest.mark.parametrize("scenario", [each for each in SCENARIOS if each not in COMMITS])
def test_undo_says_what_it_takes_back(scenario):
    """Undo takes the last step back and names it."""
    first = BEGINNINGS[scenario][0]
    view = played(scenario, [first])
    view.act("undo", "")
    assert view.answer() is None
    assert view.said.startswith("Taken back: ")


@pytest.mark.parametrize("scenario", COMMITS)
def test_undo_takes_back_nothing_committed(scenario):
    """Where each move commits, Undo leaves what was played as it is."""
    first = BEGINNINGS[scenario][0]
    view = played(scenario, [first])
    view.act("undo", "")
    assert [first] == view.answer()["moves"]


def check_html(view, scenario):
    """The card's HTML is well nested, without scripts, and every control in it has its own id."""
    tags = Tags(own_ids(view.html(), scenario))
    assert ([], []) == (tags.open, tags.wrong)
    assert sorted(set(tags.ids)) == sorted(tags.ids)
    assert [] == [one for one in tags.ids if not one.startswith(f"itk-{scenario}-")]
    assert "script" not in tags.names


def test_html_is_whole_in_every_state(strategies):
    """After every move of every strategy a card's HTML is whole; one that does not compare differs only at
    the end, and is looked at there.
    """
    for each in rows(strategies):
        card, bare = (card_view(each.scenario, each.variant, compares=compares) for compares in (True, False))
        for move in each.moves:
            verb, *slugs = move.split()
            CONTROLS[each.scenario](card, verb, slugs)
            CONTROLS[each.scenario](bare, verb, slugs)
            check_html(card, each.scenario)
        check_html(bare, each.scenario)


def test_graded_page_is_whole_and_has_nothing_to_click(strategies):
    """nbgrader's page of a run is well nested, without controls, and says the points and the verdict."""
    for each in rows(strategies):
        task = ScenarioTask(each.scenario, each.variant)
        result = replay(task.scenario, each.moves)
        html = run_html(result, 10, view_class(each.scenario).of(task, result).meaning_html())
        tags = Tags(html)
        assert ([], []) == (tags.open, tags.wrong)
        assert set() == tags.names & {"button", "input", "select", "script"}
        assert "of 10 points" in html
        assert ("passed" if result.passed else "not yet") in html


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_only_a_lesson_compares(scenario, strategies):
    """At the end a lesson's card scores, compares and advises; an assignment's does none of it."""
    model = next(
        each
        for each in sorted(rows(strategies), key=lambda each: each.variant)  # base first
        if (each.scenario, each.name) == (scenario, MODEL[scenario])
    )
    told = played(scenario, model.moves, model.variant, compares=True)
    kept = played(scenario, model.moves, model.variant)
    for view in (told, kept):
        view.act("part", "result")
    for sign in ('class="chart', 'class="debrief"', "Score by criterion", "passed"):
        assert (True, False) == (sign in told.html(), sign in kept.html()), sign


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_variant_has_a_card(scenario):
    """Every variant that ships can be shown and played."""
    for variant in variants(scenario):
        view = played(scenario, BEGINNINGS[scenario], variant)
        assert load_scenario(scenario, variant).words.title in view.html()
        assert BEGINNINGS[scenario] == view.answer()["moves"]
