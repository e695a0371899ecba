"""Forgeries that aim at what only some assignments have: keys in hidden tests, rows and targets, orders.

One batch of assignment 2, with an honest neighbour in it. Each forgery earns what its literals deserve.
"""

import attrs
import pytest
from class_course import nbgrader, new_course, rows
from forged_batch import Batch, autograde
from forgeries import as_data, cell_of, code_cell, record_of
from nbformat import from_dict, write
from persona_builder import assignment, hand_in, notebook_of, personas

pytestmark = pytest.mark.slow

OWN = assignment("02")
SYSTEM, SORTED, ORDERED = OWN.scenario, "annual-report", "passenger-counts"
RIGHT, WRONG = personas("02")["correct"], personas("02")["process-rigid"]
NEIGHBOUR = personas("02")["put-everything-in"]
FORGED = {}
#: Keys by which every wrong answer of WRONG would be right.
KEYS = """{"cards": {"school-calls": "none"}, "diagnoses": {"newspaper": "practices"}}"""


def forged(told, *, persona=RIGHT, lost=()):
    """Enter a change of a notebook; ``lost`` are the answers that no longer earn their points."""

    def enter(change):
        points = persona.points | {f"{name}-points": 0.0 for name in lost}
        FORGED[change.__name__.replace("_", "-")] = change, persona, points, told
        return change

    return enter


def literal(name, text):
    """A change that types ``text`` as the answer ``name``."""
    return lambda book: cell_of(book, name).update(source=record_of(name, text))


@forged("holds something besides a plain answer", persona=WRONG)
def keys_passed_from_an_answer_cell(book):
    cell_of(book, SYSTEM)["source"] += f'\nfrom itilkit import points\npoints("{SYSTEM}", 18, keys={KEYS})'


@forged("1 code cell that the assignment does not have: not run.", persona=WRONG)
def keys_passed_from_a_cell_of_its_own(book):
    source = f'from itilkit import points\npoints("{SYSTEM}", 18, variant="graded", keys={KEYS})'
    book["cells"].insert(0, code_cell(source))


@forged("1 cell of the assignment changed", persona=WRONG)
def keys_passed_from_a_test_cell(book):
    cell = cell_of(book, f"{SYSTEM}-points")
    cell["source"] += f'\npoints("{SYSTEM}", 18, variant="graded", keys={KEYS})'


@forged("", persona=WRONG)
def keys_given_to_record(book):
    cell = cell_of(book, SYSTEM)
    cell["source"] = cell["source"].replace("answer=", f"keys={KEYS},\n    answer=", 1)


@forged("", lost=[SYSTEM])
def keys_in_the_answer(book):
    text = f'{{"variant": "graded", "runs": 1, "keys": {KEYS}, "moves": ["card school-calls as none"]}}'
    literal(SYSTEM, text)(book)


@forged("1 cell of the assignment changed", persona=WRONG)
def targets_changed_in_the_card(book):
    cell = cell_of(book, f"{SORTED}-card")
    cell["source"] = cell["source"].replace('"view":', '"x":').replace('"component":', '"view":')


@forged("1 cell of the assignment changed", persona=WRONG)
def rows_left_out_of_the_card(book):
    cell = cell_of(book, f"{SORTED}-card")
    lines = cell["source"].splitlines(keepends=True)
    cell["source"] = "".join(line for line in lines if "supplier-side" not in line)


@forged("1 cell of the assignment changed", persona=WRONG)
def another_kind_in_the_card(book):
    cell = cell_of(book, f"{ORDERED}-card")
    cell["source"] = cell["source"].replace('kind="order"', 'kind="multi"')


@forged("cannot be read", lost=[SORTED])
def rows_nested_a_thousand_deep(book):
    literal(SORTED, '{"fuel-price": ' * 1000 + '"outside"' + "}" * 1000)(book)


@forged("", lost=[SORTED])
def rows_nested_fifty_deep(book):
    literal(SORTED, '{"fuel-price": ' * 50 + '"outside"' + "}" * 50)(book)


@forged("", lost=[SORTED])
def ten_thousand_rows(book):
    literal(SORTED, "{" + "".join(f'"{place:x}":"",' for place in range(10_000)) + "}")(book)


@forged("", lost=[SORTED])
def rows_that_do_not_exist(book):
    right = ", ".join(f'"{row}": "{target}"' for row, target in RIGHT.answers[SORTED].items())
    literal(SORTED, f'{{{right}, "one-more": "component"}}')(book)


@forged("")
def a_row_answered_twice(book):
    right = ", ".join(f'"{row}": "{target}"' for row, target in RIGHT.answers[SORTED].items())
    literal(SORTED, f'{{"fuel-price": "view", {right}}}')(book)


@forged("", lost=[SORTED])
def every_target_for_a_row(book):
    literal(SORTED, '{"fuel-price": ["component", "view", "outside", "means"]}')(book)


@forged("", lost=[ORDERED])
def two_orders_at_once(book):
    literal(ORDERED, '["weigh", "limits", "sign", "watch", "judge-anew", "weigh", "limits"]')(book)


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """All of them and the neighbour, graded as answers in one batch."""
    root = tmp_path_factory.mktemp("kinds")
    folder, canary = new_course(root / "course", stock=False), root / "canary"
    canary.mkdir()
    nbgrader(folder, "generate_assignment", OWN.id)
    hand_in(NEIGHBOUR, folder)
    for name, (change, persona, _, _) in FORGED.items():
        book = as_data(notebook_of(attrs.evolve(persona, id=name)))
        change(book)
        place = folder / "submitted" / name / OWN.id
        place.mkdir(parents=True)
        write(from_dict(book), place / f"{OWN.id}.ipynb")
    log, code = autograde(folder, canary, OWN.id)
    return Batch(folder, log, canary, code), rows(folder, "02")


@pytest.mark.parametrize("name", FORGED)
def test_the_literals_decide(batch, name):
    """Every forgery earns what its literals deserve, by the instructor's keys, rows and targets."""
    _, _, points, _ = FORGED[name]
    graded = {cell: batch[1][name, cell, "auto_score"] for cell in points}

    assert points == pytest.approx(graded, abs=1e-6)


@pytest.mark.parametrize("name", [name for name, (_, _, _, told) in FORGED.items() if told])
def test_the_instructor_is_told(batch, name):
    """What was ignored is said in a line of the log."""
    (line,) = [line for line in batch[0].remarks(name) if FORGED[name][3] in line]

    assert len(line) < 1500


def test_nobody_is_stopped(batch):
    """The batch ends well without a kernel and without a traceback, and the neighbour has what is due."""
    done, found = batch

    assert 0 == done.exit_code, done.log[-3000:]
    assert "Traceback" not in done.log
    assert "| ERROR]" not in done.log
    assert [] == list(done.canary.iterdir())
    assert [] == done.remarks(NEIGHBOUR.id)
    due = NEIGHBOUR.points
    assert due == pytest.approx({cell: found[NEIGHBOUR.id, cell, "auto_score"] for cell in due}, abs=1e-6)
