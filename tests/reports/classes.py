"""Classes as plain data, without any course folder: simulated ones, and small ones written by hand."""

import sys
from functools import cache
from pathlib import Path

for folder in ("reports", "personas", ""):
    place = str(Path(__file__).resolve().parents[1] / folder)
    if place not in sys.path:
        sys.path.append(place)

from simulated_people import PLANTED, legal, moves, people, respond  # noqa: E402
from svs_samples import system  # noqa: E402

from itilkit.authoring.audit.course import graded_questions  # noqa: E402
from itilkit.items import Question  # noqa: E402
from itilkit.items.forms import load_form  # noqa: E402
from itilkit.reports.evidence import (  # noqa: E402
    Assignment,
    ClassData,
    GradedQuestion,
    Learner,
    Mark,
    Response,
    Run,
)
from itilkit.reports.gathering import form_taken  # noqa: E402
from itilkit.scenarios import SCENARIOS, load_scenario, replay  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


@cache
def asked():
    """The graded questions of the course, as a report knows them."""
    return {
        each.question.id: GradedQuestion(each.question, each.key, each.because, "all", each.objective)
        for each in graded_questions(ROOT / "solutions")
    }


def model(scenario):
    """A scenario on its graded variant."""
    return system("graded") if scenario == "service-value-system" else load_scenario(scenario, "graded")


def class_of(everybody, *, runs=True):
    """The data of a class in which everybody answered and played everything; nobody is marked."""
    responses, played, forms = [], [], []
    for person in everybody:
        for name, each in asked().items():
            response = respond(person, each.question, each.key, each.because)
            responses.append(Response(person.id, name, response))
        for scenario in SCENARIOS if runs else ():
            result = legal(scenario, moves(person, scenario))
            played.append(Run(person.id, "all", scenario, model(scenario), result))
        for name, skill in (("before", person.before), ("after", person.skill)):
            form = load_form(name)
            given = {
                item.id: respond(person, item.question, item.solution, item.because, skill)
                for item in form.items
            }
            forms.append(form_taken(person.id, form, given))
    return ClassData(
        learners=tuple(Learner(person.id, f"{person.first} {person.last}") for person in everybody),
        assignments=(Assignment("all", 10.0),),
        marks=tuple(Mark(person.id, "all", handed_in=True, score=5.0) for person in everybody),
        asked=asked(),
        responses=tuple(responses),
        runs=tuple(played),
        forms=tuple(forms),
        simulated=True,
    )


@cache
def simulated(learners=30, seed=1):
    """A simulated class, with what is planted in it."""
    return class_of(people(learners, seed, PLANTED))


def run_of(learner, scenario, lines):
    """A run by its moves."""
    found = model(scenario)
    return Run(learner, "all", scenario, found, replay(found, lines))


EMPTY = ClassData(learners=())

# a class of four, small enough to be worked out on paper ----------------------------------------------

TIDE = Question("tide", "What counts?", {"a": "The price", "b": "The outcome", "c": "The list"})
LAMPS = Question("lamps", "Which hold up?", {"x": "Lamps", "y": "Ropes", "z": "Flags"}, "multi")
FOUR = ClassData(
    learners=tuple(Learner(name.lower(), name) for name in ("Ada", "Ben", "Cyd", "Dee")),
    assignments=(Assignment("01-one", 10.0), Assignment("02-two", 20.0)),
    marks=(
        Mark("ada", "01-one", handed_in=True, score=8.0),
        Mark("ada", "02-two", handed_in=True, score=15.0, waiting=True),
        Mark("ben", "01-one", handed_in=True, score=4.0, penalty=1.0),
        Mark("ben", "02-two", handed_in=False),
        Mark("cyd", "01-one", handed_in=True),
        Mark("cyd", "02-two", handed_in=False),
        Mark("dee", "01-one", handed_in=True, score=6.0),
        Mark("dee", "02-two", handed_in=True, score=11.0),
    ),
    asked={
        "tide": GradedQuestion(TIDE, ("b",), {"a": ("M2", "No."), "c": ("M4", "No.")}, "01-one", "LO1"),
        "lamps": GradedQuestion(LAMPS, ("x", "y"), {"z": ("M2", "No.")}, "02-two", "LO2"),
    },
    responses=(
        Response("ada", "tide", "b"),
        Response("ben", "tide", "a"),
        Response("cyd", "tide", None),
        Response("dee", "tide", "b"),
        Response("ada", "lamps", ["x", "y"]),
        Response("ben", "lamps", ["x", "z"]),
        Response("dee", "lamps", ["x"]),
    ),
)
