"""Which misconceptions a class shows: planted ones are found, guessing and good work are taken for none."""

from importlib import import_module
from itertools import product
from random import Random

import attrs
import pytest
from classes import EMPTY, FOUR, asked, class_of, model, run_of, simulated
from simulated_people import PLANTED, people

from itilkit.reports.evidence import ClassData, Learner, Response
from itilkit.reports.guessing import by_guessing, shows, z_score
from itilkit.reports.misconceptions import by_code, cases
from itilkit.scenarios import SCENARIOS, replay
from itilkit.scenarios.observation import observations, seen_in


def reported(data):
    """What the report says of a class, in its order."""
    return [case.code for case in cases(data) if case.reported]


@pytest.mark.parametrize("seed", range(1, 6))
def test_planted_misconceptions(seed):
    """In a class of 30 the planted misconceptions are found in the order of their frequency, and no other."""
    assert list(PLANTED) == reported(simulated(30, seed))


def test_who_shows_them():
    """Everybody who holds a planted misconception is named for it, and nobody else."""
    everybody = people(30, 1)
    found = {case.code: set(case.who) for case in cases(simulated(30, 1)) if case.reported}
    assert {code: {each.id for each in everybody if code in each.held} for code in PLANTED} == found


@pytest.mark.parametrize("seed", range(1, 6))
def test_nothing_planted(seed):
    """A class that makes slips, and holds nothing, shows no misconception."""
    assert [] == reported(class_of(people(30, seed, planted={})))


def test_one_learner():
    """What one person shows is theirs, and not the class's."""
    (person,) = people(1, 1, planted={"M7": 30})
    found = {case.code: case for case in cases(class_of((person,)))}
    assert (person.id,) == found["M7"].who
    assert not found["M7"].reported


def test_empty_class():
    """An empty class shows nothing, and has all nineteen codes."""
    found = cases(EMPTY)
    assert 19 == len(found)
    assert {(0, 0, False)} == {(len(case.who), case.of, case.reported) for case in found}


# guessing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chances", [(1 / 3,) * 3, (0.5, 0.25, 1 / 3, 0.75), (0.1,), ()])
def test_chance_of_showing_by_guessing(chances):
    """The chance that guessing shows a misconception is the sum over all outcomes that would show it."""
    expected = 0.0
    for outcome in product((False, True), repeat=len(chances)):
        if shows(sum(outcome), chances):
            weight = 1.0
            for taken, chance in zip(outcome, chances, strict=True):
                weight *= chance if taken else 1 - chance
            expected += weight
    assert pytest.approx(expected) == by_guessing(chances)


def test_one_slip_is_no_belief():
    """Taken once, a misconception is not shown, however unlikely that was; taken three times it is."""
    assert z_score(1, (0.1,)) > 1.64
    assert [False, False, True] == [shows(1, (0.1,)), shows(2, (0.5, 0.5)), shows(3, (1 / 3,) * 3)]


def test_guessers_are_about_as_many_as_expected():
    """Of 200 who guess everything, about as many show a misconception as the report expects."""
    dice = Random("guessers")  # noqa: S311 - a repeatable draw
    names = [f"g{place}" for place in range(200)]
    choices = {name: each for name, each in asked().items() if each.question.kind == "choice"}
    responses = [
        Response(learner, name, dice.choice(list(each.question.options)))
        for learner in names
        for name, each in choices.items()
    ]
    data = ClassData(
        learners=tuple(Learner(name, name) for name in names), asked=choices, responses=tuple(responses)
    )
    found = [case for case in cases(data) if case.expected]
    assert len(found) >= 8
    assert pytest.approx(sum(case.expected for case in found), rel=0.15) == sum(
        len(case.who) for case in found
    )


# answers --------------------------------------------------------------------------------------------


def test_evidence_of_answers():
    """For each question: how many took the misconception, of how many who answered, and by which option."""
    (m2,) = (case for case in cases(FOUR) if case.code == "M2")
    assert [
        ("tide", 1, 3, {"“The price”": 1}),
        ("lamps", 1, 3, {"“Flags”": 1}),
    ] == [(each.question, each.took, each.answered, dict(each.ways)) for each in m2.answers]
    assert (2, 2) == (m2.cells["ben"].taken, m2.cells["ben"].offered)
    # (2 − 1/3 − 1/2) / √(2/9 + 1/4)
    assert pytest.approx(1.69775) == m2.cells["ben"].strength
    assert ("ben",) == m2.who


def test_open_answers_are_no_signs():
    """Who left a question open gave no sign on it."""
    (m2,) = (case for case in cases(FOUR) if case.code == "M2")
    assert "cyd" not in m2.cells


# moves ----------------------------------------------------------------------------------------------


def strategy_runs(strategies):
    """Every strategy of the course design, replayed: (scenario, name, model, state)."""
    for (scenario, variant, name), each in strategies.items():
        if variant == "base" and (scenario, "graded", name) in strategies:
            continue
        found = import_module("itilkit.scenarios").load_scenario(scenario, variant)
        yield scenario, name, found, replay(found, each.moves).state


GOOD = {"co-creator", "co-creator-first-try", "correct", "best"}


def test_good_runs_show_nothing(strategies):
    """The runs that the course argues for show no misconception."""
    seen = {
        (scenario, name): seen_in(found, state)
        for scenario, name, found, state in strategy_runs(strategies)
        if name in GOOD
    }
    assert len(seen) >= 8
    assert {()} == set(seen.values())


TALK = ("share-limits", "listen mara", "listen ines", "propose", "invite bryn", "listen bryn")
SHOWN = {
    "decided alone": ("dialogue", ("decide-alone",)),
    "closed the agreement for good": ("dialogue", (*TALK, "freeze")),
    "gave way to the loudest, twice or more": ("dialogue", ("concede mara", "concede mara")),
    "gave way to everybody in turn": ("dialogue", ("concede mara", "concede ines", "concede tomas")),
    "never shared their own limits": ("dialogue", ("listen mara", "listen ines")),
    "never went back to the agreement": ("dialogue", TALK),
    "never invited Bryn": ("dialogue", TALK[:4]),
    "never asked Tomas": ("dialogue", TALK),
    "asked nobody in any season": ("affordable-mix", ("offer chatbot",) * 3),
    "asked before the first mix and never again": ("affordable-mix", ("ask mara", *("offer chatbot",) * 3)),
    "asked again and kept one mix all year": ("affordable-mix", ("ask mara", "offer chatbot") * 3),
    "asked nobody but Mara, the customer": ("affordable-mix", ("ask mara", "offer chatbot") * 3),
    "asked one person a season and followed them": (
        "affordable-mix",
        ("ask mara", "offer chatbot", "ask ines", "offer dashboard", "ask mara", "offer chatbot"),
    ),
    "placed value streams as a component": ("service-value-system", ("place value-streams as component",)),
    "placed the four dimensions or the lifecycle as a component": (
        "service-value-system",
        ("place four-dimensions as component",),
    ),
    "bought laptops and nothing against the waiting": ("value-stream", ("buy laptops",)),
    "cut both feedback steps": ("value-stream", ("order log-call investigate",)),
    "cut one of the feedback steps": ("value-stream", ("order log-call ask-feedback",)),
    "closed silent calls unchecked": ("value-stream", ("buy auto-close",)),
    "had everybody in the room in half of the iterations or more": (
        "conditions",
        ("release with customer islanders support users",) * 6,
    ),
    "had nobody but the customer in the room": ("conditions", ("release with customer",) * 6),
    "had one voice from outside in the room all the time": ("conditions", ("release with users",) * 6),
    "never released anything": ("conditions", ("build with users customer",) * 6),
    "never had support in the room": ("conditions", ("build with users customer",) * 6),
}


@pytest.mark.parametrize("words", SHOWN)
def test_observations(words):
    """Each plain observation is seen in a run that shows it."""
    scenario, lines = SHOWN[words]
    found = model(scenario)
    assert words in {each.words for each in seen_in(found, replay(found, lines).state)}


def test_unfinished_runs_show_nothing():
    """What is missing from a run that was not finished may have been meant to come."""
    for scenario in ("affordable-mix", "conditions", "capstone"):
        found = model(scenario)
        assert () == seen_in(found, replay(found, []).state)


def test_counts_of_observations():
    """An observation is counted among those who played: “2 of 3 never invited Bryn”."""
    lines = {"ada": TALK[:4], "ben": TALK[:4], "cyd": TALK}
    runs = tuple(run_of(name, "dialogue", moves) for name, moves in lines.items())
    (m8,) = (case for case in cases(attrs.evolve(FOUR, runs=runs)) if case.code == "M8")
    moved = {each.words: (each.who, each.played) for each in m8.moves}
    assert (("ada", "ben"), 3) == moved["never invited Bryn"]


def test_support_takes_two_scenarios():
    """An observation that only supports a misconception shows it when another scenario agrees."""
    talk = run_of("ada", "dialogue", TALK)
    alone = [case for case in cases(attrs.evolve(FOUR, runs=(talk,))) if case.code == "M8"]
    year = (
        "ask mara",
        "ask ines",
        "offer chatbot",
        "ask mara",
        "offer dashboard",
        "ask ines",
        "offer loyalty",
    )
    both = attrs.evolve(FOUR, runs=(talk, run_of("ada", "affordable-mix", year)))
    agreed = [case for case in cases(both) if case.code == "M8"]
    assert [(), ("ada",)] == [case.who for case in (*alone, *agreed)]


def test_every_code_is_known():
    """Every observation speaks for a misconception of the course, and has its own id in its scenario."""
    known = {case.code for case in by_code(cases(EMPTY))}
    for own in map(observations, SCENARIOS):
        assert {each.code for each in own} <= known
        assert len(own) == len({each.id for each in own})
