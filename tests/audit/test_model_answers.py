"""Every model answer in solutions/ is marked by its own key, and earns full points or has a stated reason."""

import json
import shutil

import pytest

from itilkit.authoring.affordable_mix.search import Search
from itilkit.authoring.audit import model_answers
from itilkit.authoring.audit.course import audit_course
from itilkit.authoring.audit.model_answers import model_marks, stated
from itilkit.content import ContentError
from itilkit.course.files import find_course
from itilkit.ground.problem import Problem
from itilkit.literals import replace_answer
from itilkit.scenarios import load_scenario, replay, worked_run

COURSE = find_course()
SOLUTIONS = COURSE.root / "solutions"
MIX = "01-focus-on-value"


@pytest.fixture
def solutions(tmp_path):
    """A folder of solutions with one assignment."""
    shutil.copytree(SOLUTIONS / MIX, tmp_path / MIX)
    return tmp_path


def change(solutions, cell, old, new):
    """Change the source of a cell."""
    path = solutions / MIX / f"{MIX}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (found,) = [each for each in notebook["cells"] if each["id"] == cell]
    source = "".join(found["source"])
    assert old in source
    found["source"] = [source.replace(old, new)]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def problems(solutions):
    """The sentences about model answers that contradict their keys."""
    return [mark.problem for mark in model_marks(solutions) if mark.fails]


def test_the_model_answers_that_ship():
    """All test cells are there, and every one earns full points but the year of the first assignment."""
    marks = model_marks(SOLUTIONS)

    assert 44 == len(marks)
    assert [] == [mark.problem for mark in marks if mark.fails]
    (less,) = [mark for mark in marks if mark.earned < mark.most]
    assert ("affordable-mix-points", 11.75, 12.0) == (less.cell, less.earned, less.most)
    assert stated()["affordable-mix"].because == less.because


def test_the_audit_looks_at_them(monkeypatch):
    """`itilkit audit` counts them, and one that fails is among its faults."""
    assert 44 == len(audit_course(COURSE).models)

    monkeypatch.setattr(model_answers, "stated", dict)
    assert audit_course(COURSE).problems == (
        f"{MIX}, affordable-mix-points: the model answer earns 11.75 points and not all 12; {MEND}",
    )


def test_no_year_earns_more_than_the_model_year():
    """The stated reason is true: of all years in which nothing is lost by not asking, none earns 11.76."""
    scenario = load_scenario("affordable-mix", "graded")
    search = Search(scenario)

    def scores(season, last, mixes):
        if season == len(scenario.words.seasons):
            moves = [
                move for mix in mixes for move in (*(f"ask {each}" for each in scenario.people), offer(mix))
            ]
            yield replay(scenario, moves).score
            return
        for mix in search.affordable(season, last, len(scenario.people)):
            # a season gives 2 points of outcome: one that loses a quarter of a point cannot lead to more
            share = (search.values[season][mix] / scenario.numbers.references[season] - 0.7) / 0.3
            if 2 * share > 1.75:
                yield from scores(season + 1, mix, (*mixes, mix))

    assert 11.75 == max(scores(0, (), ()))


def offer(mix):
    return f"offer {' '.join(mix)}"


MEND = "mend the answer or its key."
CHANGES = {
    "another key": (
        ("harbour-wifi-points", 'key="c"', 'key="a"'),
        f"harbour-wifi-points: the model answer earns 0 points and not all 1; {MEND}",
    ),
    "another answer": (
        ("harbour-wifi", 'answer="c"', 'answer="b"'),
        f"harbour-wifi-points: the model answer earns 0 points and not all 1; {MEND}",
    ),
    "a key that does not fit": (
        ("harbour-wifi-points", 'key="c"', 'key="z"'),
        "harbour-wifi-points: the model answer earns 0 points and not all 1 (The key of “harbour-wifi” ",
    ),
    "a worse run": (
        ("affordable-mix", "accessible-line dashboard", "dashboard"),
        f"affordable-mix-points: the model answer earns 8.25 points and not 11.75 of 12; {MEND}",
    ),
    "a move that is none": (
        ("affordable-mix", "ask tomas", "ask thomas"),
        "affordable-mix-points: the model answer earns 0 points and not 11.75 of 12",
    ),
}


@pytest.mark.parametrize(("changed", "sentence"), CHANGES.values(), ids=CHANGES)
def test_a_model_answer_that_contradicts_its_key(solutions, changed, sentence):
    """A key or an answer that was changed alone is found, with the cell, the points and what to do."""
    change(solutions, *changed)

    (found,) = problems(solutions)
    assert found.startswith(f"{MIX}, {sentence}")


def test_a_private_edition(solutions):
    """On other numbers the same reason holds: the scenario’s own co-creating run is what is asked for."""
    path = solutions / MIX / f"{MIX}.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('\\"graded\\"', '\\"practice-5\\"'), "utf-8")
    moves = list(worked_run(load_scenario("affordable-mix", "practice-5")))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["id"] == "affordable-mix":
            answer = {"variant": "practice-5", "runs": 1, "moves": moves}
            cell["source"] = [replace_answer("".join(cell["source"]), "affordable-mix", answer)]
    path.write_text(json.dumps(notebook), encoding="utf-8")

    assert [] == problems(solutions)


def test_ordinary_code_is_left_out(solutions):
    """A notebook that only a kernel can run is not marked here."""
    change(
        solutions, "harbour-wifi-card", "from itilkit import ask", "import random\nfrom itilkit import ask"
    )

    assert () == model_marks(solutions)


def test_a_broken_notebook(solutions):
    """A notebook that cannot be read is told in one sentence."""
    path = solutions / MIX / f"{MIX}.ipynb"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(Problem) as stopped:
        model_marks(solutions)
    assert f"{path} cannot be read as a notebook: restore it from its last good version." == str(
        stopped.value
    )


def test_a_reason_for_a_scenario_that_there_is_not(monkeypatch):
    """A reason that belongs to nothing is a fault of its file."""
    monkeypatch.setattr(model_answers, "load", lambda *_, **__: {"affordable-mx": None})

    with pytest.raises(ContentError, match='there is no "affordable-mx"; did you mean "affordable-mix"'):
        stated()
