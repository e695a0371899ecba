"""A whole class of honest, open, broken and hand-edited submissions is graded in one batch.

Stock nbgrader grades those of each class that are meant for it, and answers as data grade all of them. (How
the first class fares as data is compared in tests/grading/test_same_grades.py.)
"""

import re

import pytest
from class_course import NOTHING_ANSWERED
from persona_builder import FILES, ITEMS, MIX, assignment, exercise, personas, strategies

pytestmark = pytest.mark.slow

STOCK = [(number, True, name) for number in FILES for name, each in personas(number).items() if each.stock]
DATA = [(number, False, name) for number in FILES if number != "01" for name in personas(number)]
CASES = STOCK + DATA
#: The batches: an assignment's number, and whether stock nbgrader graded it.
BATCHES = sorted({case[:2] for case in CASES})
SAID = [(number, stock, name, cell) for number, stock, name in CASES for cell in personas(number)[name].says]


def in_words(value):
    """Names of the cases as pytest shows them."""
    return {True: "stock", False: "data"}[value] if isinstance(value, bool) else str(value)


def cases(names, values):
    return pytest.mark.parametrize(names, values, ids=in_words)


@pytest.mark.parametrize("number", FILES)
def test_the_class_is_large_enough(number):
    """Stock nbgrader grades five learners of each class, ten of the first three; one earns full marks."""
    people, most = personas(number).values(), assignment(number).most

    assert len(people) >= 10
    assert sum(person.stock for person in people) >= (10 if number <= "03" else 5)
    assert any(person.golden for person in people)
    assert number == "01" or any(
        person.points == {cell: most[cell] for cell in person.points} for person in people
    )


@cases(("number", "stock", "student"), CASES)
def test_points_by_the_rules(graded, number, stock, student):
    """Every grade cell of every submission holds the points that the rules give."""
    grades = graded(number, stock=stock).grades_of(student)

    persona = personas(number)[student]
    expected = dict.fromkeys(persona.points) if persona.blank and not stock else persona.points
    assert expected == pytest.approx({cell: grades[cell][0] for cell in expected}, abs=1e-6)


@pytest.mark.parametrize("name", strategies())
def test_strategies_earn_their_figures(graded, name):
    """A strategy of the scenario, handed in as a submission, earns the score of strategies.toml."""
    score, _, _ = graded("01", stock=True).grades_of(name)[f"{MIX}-points"]

    assert strategies()[name]["score"] == pytest.approx(score, abs=1e-6)


@pytest.mark.parametrize("name", strategies("02"))
def test_strategies_on_the_system_earn_their_figures(graded, name):
    """On the graded cards and symptoms a strategy earns the lesson's figures: as many are sorted rightly."""
    score, _, _ = graded("02", stock=False).grades_of(name)["service-value-system-points"]

    assert strategies("02")[name]["score"] == pytest.approx(score, abs=1e-6)


@cases(("number", "stock", "student"), CASES)
def test_written_answers_wait_for_a_person(graded, number, stock, student):
    """A written answer waits for a mark by hand; an untouched field earns nothing and waits for nobody."""
    score, waits, _ = graded(number, stock=stock).grades_of(student)[assignment(number).written]

    persona = personas(number)[student]
    wrote = persona.text is not None
    assert wrote == waits
    assert (None if wrote or (persona.blank and not stock) else 0) == score


@cases(("number", "stock"), BATCHES)
def test_points_of_the_assignment(graded, number, stock):
    """An assignment is worth the points that its own table promises."""
    grades = graded(number, stock=stock).grades_of("empty")

    most = {name: most for name, (_, _, most) in grades.items()}
    assert assignment(number).most == most
    promised = re.findall(r"^\| [^|]+ \| (\d+) \| [a-z1]", exercise(number).cells[0].source, re.MULTILINE)
    assert sum(map(int, promised)) == sum(most.values())


@cases(("number", "stock"), BATCHES)
def test_nothing_stops_the_batch(graded, number, stock):
    """Every submission comes out graded, whatever stands in it."""
    people = personas(number).values()

    assert {person.id for person in people if person.stock or not stock} == graded(number, stock=stock).out


@cases(("number", "stock"), BATCHES)
def test_the_log_is_calm(graded, number, stock):
    """The log of the batch holds no traceback and no error."""
    log = graded(number, stock=stock).log

    assert "Traceback" not in log
    assert "ERROR" not in log


@cases(("number", "stock", "student"), CASES)
def test_a_result_is_one_number(graded, number, stock, student):
    """A test cell ends in one number that nbgrader reads, or in one sentence, and never writes to stderr."""
    for cell in graded(number, stock=stock).autograded(student).cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code":
            kinds = [output.output_type for output in cell.outputs]
            assert kinds in (["display_data", "execute_result"], ["error"])
            if kinds == ["error"]:
                assert len(cell.outputs[0].traceback) == 1
                assert "\n" not in cell.outputs[0].traceback[0]


@cases(("number", "stock", "student", "item"), SAID)
def test_a_broken_answer_gets_its_sentence(graded, number, stock, student, item):
    """What cannot be graded earns 0 for itself alone and says in one sentence what is wrong with it."""
    cells = graded(number, stock=stock).autograded(student).cells
    (error,) = next(cell for cell in cells if cell.id == f"{item}-points").outputs

    assert personas(number)[student].says[item] in error.evalue
    assert len(error.evalue) < 400


def test_a_broken_answer_costs_only_itself(graded):
    """Beside an unreadable or a huge answer, the others keep their points."""
    for student in ("unparsable", "huge"):
        grades = graded("01", stock=True).grades_of(student)
        points = {item: grades[f"{item}-points"][0] for item in ITEMS}
        assert {**dict.fromkeys(ITEMS, 0.0), "ticket-machines": 1.0} == points


@pytest.mark.parametrize("number", sorted({number for number, _, _ in DATA}))
def test_both_ways_give_the_same_rows(graded, number):
    """Every row of the gradebook that stock nbgrader writes is the one that answers as data give, but for
    those who answered nothing: they have no grade here, and 0 there.
    """
    stock, data = graded(number, stock=True).rows, graded(number, stock=False).rows
    people = {student for student, _, _ in stock}

    assert {key for key in data if key[0] in people} == stock.keys()
    differ = {key: data[key] for key, value in stock.items() if value != data[key]}
    assert {name for name in people if personas(number)[name].blank} == {student for student, _, _ in differ}
    assert NOTHING_ANSWERED == {(what, mine) for (_, _, what), mine in differ.items()}


@pytest.mark.parametrize("number", sorted({number for number, _, _ in DATA}))
def test_it_was_graded_both_ways(graded, number):
    """One gradebook comes from a kernel and the other from answers: two things were compared."""
    line = f"WARNING] unparsable, {assignment(number).id}: The answer cell “"

    assert line not in graded(number, stock=True).log
    assert line in graded(number, stock=False).log
