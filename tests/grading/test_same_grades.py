"""Answers as data earn what stock nbgrader gives, cell by cell.

Compared are the two gradebooks of one class, by names: automatic, manual and extra scores, whether a person
has to look, failed tests, comments, seconds late and penalties. Ids and times of grading are left aside.

Where this kit differs by design, and what therefore is no honest submission here:

- An answer cell that was edited beyond its literal. Stock runs what stands there; here the literal counts, or
  nothing if the answer has to be worked out.
- An answer written twice in one cell. Stock takes the last; here it is not clear which is meant, and 0.
- A literal of more than 20,000 characters, which stock reads.
- A cell that is missing. Stock leaves its score open or gives none; here the instructor's own cell is graded
  with no answer in it.
- Cells that a learner added. Stock runs and keeps them; here they are left out, and the instructor is told.
- A text with raw HTML. The points are the same, and the page shows it as text.
"""

import pytest
from class_course import NOTHING_ANSWERED, mark_by_hand, nbgrader, new_course, rows
from honest_class import DAY_LATE, DEADLINE, honest_class, lay
from persona_builder import ASSIGNMENT, MIX

pytestmark = [pytest.mark.slow, pytest.mark.full]

CLASS = honest_class()
LATE = '''
class OneADay(LateSubmissionPlugin):
    """One point for each day begun."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return float(-(-total_seconds_late // 86400))
'''
CONFIG = (
    "\nfrom nbgrader.plugins import LateSubmissionPlugin\n\n"
    + LATE
    + "\nc.AssignLatePenalties.plugin_class = OneADay\n"
)


def graded(folder, chosen, *, stock):
    """A course graded twice: the second time after marks by hand and what was handed in again."""
    new_course(folder, stock=stock)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(CONFIG)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    nbgrader(folder, "db", "assignment", "add", ASSIGNMENT, f"--duedate={DEADLINE}")
    for name, each in chosen.items():
        lay(folder, name, each.persona, each.when)
    log = nbgrader(folder, "autograde", ASSIGNMENT, "--create")
    for name, each in chosen.items():
        if each.again is not None:
            mark_by_hand(folder, name, 2.5, "Well seen.")
            lay(folder, name, each.again, DAY_LATE)
    return log + nbgrader(folder, "autograde", ASSIGNMENT)


@pytest.fixture(scope="module")
def books(tmp_path_factory, full):
    """The rows of both gradebooks and the names of the class: all of it with --full, else a sample."""
    chosen = {name: each for name, each in CLASS.items() if full or each.in_sample}
    root = tmp_path_factory.mktemp("same")
    logs = {}
    for stock in (True, False):
        logs[stock] = graded(root / f"stock-{stock}", chosen, stock=stock)
    return rows(root / "stock-True"), rows(root / "stock-False"), chosen, logs


def test_the_class_is_large_enough():
    """At least forty honest submissions are compared."""
    assert len(CLASS) >= 40


def test_each_is_graded_in_its_own_way(books):
    """One gradebook comes from kernels, the other without: the comparison compares two things."""
    _, _, chosen, logs = books

    line = (
        f"AutogradeApp | WARNING] missing-quote, {ASSIGNMENT}: The answer cell “winter-line” cannot be read"
    )
    assert line not in logs[True]
    assert line in logs[False]
    assert len(chosen) >= 12


def test_same_gradebook(books):
    """Every row that stock nbgrader writes is the one that answers as data give, but for what answers
    nothing: that has no score here, and 0 there.
    """
    stock, ours, chosen, _ = books
    blank = {student for student, _, _ in stock if ours[student, f"{MIX}-points", "auto_score"] is None}

    assert {student for student, _, _ in stock} == set(chosen)
    assert stock.keys() == ours.keys()
    assert blank == {"empty", "late-and-empty"} & set(chosen)
    differ = {key: (value, ours[key]) for key, value in stock.items() if value != ours[key]}
    assert {} == {key: values for key, values in differ.items() if key[0] not in blank}
    assert NOTHING_ANSWERED == {(what, mine) for (_, _, what), (_, mine) in differ.items()}


def test_the_comparison_has_something_to_compare(books):
    """Among the compared rows are full, part and no points, open texts, penalties, late ones and comments."""
    stock, _, _, _ = books
    values = {}
    for (_, _, what), value in stock.items():
        values.setdefault(what, set()).add(value)

    assert len(values["auto_score"]) > 5
    assert {True, False} == values["needs_manual_grade"]
    assert {None, "No response."} <= values["auto_comments"]
    assert {None, 2.5} == values["manual_score"]
    assert {0.0, 604801.0} <= values["seconds late"]
    assert {None, 8.0} <= values["late_submission_penalty"]


def test_honest_work_leaves_nothing_to_say(books):
    """About a submission whose answers can all be read, the instructor is told nothing."""
    _, _, _, logs = books
    quiet = (
        "co-creator",
        "please-everyone",
        "half-finished",
        "single-quotes",
        "typed-multi",
        "signs-text",
        "blank-text",
    )

    assert [] == [name for name in quiet if f"] {name}, {ASSIGNMENT}: " in logs[False]]
