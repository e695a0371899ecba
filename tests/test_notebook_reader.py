"""One room says what a notebook asks: in which order, of which kind, with which key, worth how much."""

import inspect
from collections import Counter
from pathlib import Path

import pytest

import itilkit
from itilkit.notebook_reader import CALLS, Call, asked_in, calls_within, read_notebook

ROOT = Path(itilkit.__file__).parents[1]
SOLUTIONS = sorted(ROOT.glob("solutions/*/*.ipynb"))


def asked(assignment, folder="solutions"):
    """What an assignment asks, by id."""
    return {
        each.id: each for each in asked_in(read_notebook(ROOT / folder / assignment / f"{assignment}.ipynb"))
    }


@pytest.mark.parametrize("name", CALLS)
def test_values_by_position(name):
    """What can be given by position is read under the name that the call itself has for it."""
    found = inspect.signature(getattr(itilkit, name)).parameters.values()
    assert CALLS[name] == tuple(one.name for one in found if one.kind is not one.KEYWORD_ONLY)


def test_a_whole_assignment():
    """Everything asked, in its order, with its kind and points; who marks it, and what stands above it."""
    found = asked("01-focus-on-value")

    assert "question" == found["harbour-wifi"].kind
    assert "affordable-mix" in found
    assert ["affordable-mix-why"] == [each.id for each in found.values() if each.by_hand]
    assert 4.0 == found["affordable-mix-why"].most
    assert "| Worth to whom |" in found["affordable-mix-why"].above
    order = list(found)
    assert order.index("harbour-wifi") < order.index("ticket-machines") < order.index("parcel-counter")


def test_a_question():
    """A question has its stem, options and kind, its key with reasons, and where it is taught."""
    question = asked("01-focus-on-value")["harbour-wifi"]

    assert question.question.stem.startswith("Varrin")
    assert {"a", "b", "c"} == set(question.question.options)
    assert ("c",) == question.key
    assert "M1" == question.because["b"][0]
    assert ("LO1", "What value is", 1.0) == (question.objective, question.section, question.most)
    assert ["harbour-wifi-card", "harbour-wifi", "harbour-wifi-points"] == [
        cell.grade_id for cell in (question.card, question.answer, question.test)
    ]


def test_a_scenario_and_a_form():
    """A scenario is read with the variant and the keys that it is graded by, a form by its name."""
    scenario = asked("01-focus-on-value")["affordable-mix"]

    assert ("scenario", "graded") == (scenario.kind, scenario.task.variant)
    assert scenario.question is None
    assert asked("02-service-value-system")["service-value-system"].task.keys
    assert {"before": "form"} == {name: each.kind for name, each in asked("00-before").items()}


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_learners_get_the_same_without_keys(path):
    """The learners' edition asks the same in the same order, and holds no key and no call that marks."""
    own, theirs = asked(path.stem), asked(path.stem, "exercises")

    assert [(each.id, each.kind, each.most) for each in own.values()] == [
        (each.id, each.kind, each.most) for each in theirs.values()
    ]
    assert all(each.marking for each in own.values() if not each.by_hand)
    assert {()} == {each.key for each in theirs.values()}
    assert not any(each.marking for each in theirs.values())


def test_what_an_author_wrote_besides():
    """A cell with anything but the kit's calls and plain values asks nothing, and every call in it is found
    where somebody looks for all of them.
    """
    source = 'if True:\n    mark("x", key=chosen, points=2)\n'
    assert [Call("mark", ("x",), {"key": None, "points": 2})] == list(calls_within(source))


def test_lessons_ask_of_the_bank():
    """In a lesson questions are those of the item bank, answered and not marked."""
    found = asked_in(read_notebook(ROOT / "notebooks/01-focus-on-value.ipynb"))
    kinds = Counter(each.kind for each in found)

    assert kinds["question"] > 3
    assert all(each.question.stem for each in found if each.kind == "question")
    assert {None} == {each.most for each in found}


def test_no_notebook(tmp_path):
    """A file without cells is a ValueError for whoever asks."""
    file = tmp_path / "x.ipynb"
    file.write_text("[]")
    with pytest.raises(ValueError, match="holds no cells"):
        read_notebook(file)
