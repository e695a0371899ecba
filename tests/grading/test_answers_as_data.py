"""Grading from answers: the three ways in, the instructor's later edits, and runs that share nothing."""

import os
import shutil
import threading

import nbformat
import pytest
from class_course import gradebook, nbgrader, new_course
from formgrader import Formgrader
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from persona_builder import ASSIGNMENT, MIX, hand_in, personas

from itilkit.answers import session
from itilkit.grading.cells.plain import as_plain
from itilkit.grading.cells.released import as_released
from itilkit.grading.cells.runner import run
from itilkit.grading.editions import course_api
from itilkit.notebook_reader import calls_in

SOURCE = f"solutions/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
STUDENT = "please-everyone"


def rows(folder):
    """Scores and comments of the one submission, by cell."""
    with gradebook(folder) as book:
        (entry,) = book.find_submission(ASSIGNMENT, STUDENT).notebooks
        scores = {grade.name: (grade.auto_score, grade.needs_manual_grade) for grade in entry.grades}
        return scores, {comment.name: comment.auto_comment for comment in entry.comments}


def by_api(folder):
    """Grade in this process, as other programs do."""
    return course_api(folder, folder / "nbgrader_config.py").autograde(ASSIGNMENT, STUDENT)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A course whose assignment is generated."""
    folder = new_course(tmp_path_factory.mktemp("released") / "course", stock=False)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    return folder


@pytest.fixture
def folder(released, tmp_path):
    """A course with one submission, not yet graded."""
    folder = shutil.copytree(released, tmp_path / "course")
    hand_in(personas()[STUDENT], folder)
    return folder


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_three_ways_in(folder):
    """nbgrader's command, its API and the formgrader's button write the same rows, none by a kernel."""
    log = nbgrader(folder, "autograde", ASSIGNMENT, "--create")
    by_command = rows(folder)
    done = by_api(folder)
    by_program = rows(folder)
    server = Formgrader(folder)
    try:
        server.wait()
        pressed = server.ask(f"submission/{ASSIGNMENT}/{STUDENT}/autograde", "POST")
        by_button = rows(folder)
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)

    assert done["success"], done
    assert pressed["success"], pressed
    assert by_command == by_program == by_button
    assert not any("runs in a kernel" in said for said in (log, done["log"], pressed["log"]))
    assert 7.381969 == pytest.approx(by_command[0][f"{MIX}-points"][0])


# edits after the release ----------------------------------------------------------------------------


def another_key(notebook):
    for cell in notebook.cells:
        cell.source = cell.source.replace('key="a"', 'key="b"').replace("points=1,", "points=0.5,")


def another_question(notebook):
    for cell in notebook.cells:
        cell.source = cell.source.replace('kind="multi"', 'kind="choice"')


def one_cell_more(notebook):
    marks = {
        "grade": True,
        "grade_id": "new",
        "locked": True,
        "points": 50,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    notebook.cells.append(new_code_cell("assert False", metadata={"nbgrader": marks}))
    notebook.cells.insert(0, new_markdown_cell("News of the day."))


def no_cells(notebook):
    del notebook.cells[3:]


def another_order(notebook):
    notebook.cells.sort(key=lambda cell: cell.cell_type)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_edits_after_the_release(folder):
    """Until the assignment is generated anew, its released cells grade, whatever became of the source."""
    assert by_api(folder)["success"]
    expected = rows(folder)
    path = folder / SOURCE
    released = path.read_bytes()
    for edit in (another_key, another_question, one_cell_more, no_cells, another_order):
        notebook = nbformat.reads(released.decode(), as_version=4)
        edit(notebook)
        nbformat.write(notebook, path)
        assert by_api(folder)["success"], edit.__name__
        assert expected == rows(folder), edit.__name__
    path.write_text("no notebook", encoding="utf-8")
    assert by_api(folder)["success"]
    assert expected == rows(folder)
    path.unlink()
    assert by_api(folder)["success"]
    assert expected == rows(folder)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_nothing_is_read_back(folder, monkeypatch):
    """What lies in the autograded folder between sanitising and running does not count."""
    from nbconvert.writers import FilesWriter

    assert by_api(folder)["success"]
    expected = rows(folder)
    path = folder / "autograded" / STUDENT / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    write, written = FilesWriter.write, []

    def write_and_swap(self, *words, **more):
        done = write(self, *words, **more)
        written.append(path.read_bytes())
        path.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', encoding="utf-8")
        return done

    monkeypatch.setattr(FilesWriter, "write", write_and_swap)

    assert by_api(folder)["success"]
    assert 2 == len(written)
    assert expected == rows(folder)


# running --------------------------------------------------------------------------------------------


def notebook(answer, *, records=True):
    """A question, its answer and its test."""
    options = {"a": "This", "b": "That"}
    cells = [new_code_cell(f'from itilkit import ask\n\nask("who", "Who?", {options})')]
    cells += (
        [new_code_cell(f'from itilkit import record\n\nrecord("who", answer={answer!r})')] if records else []
    )
    cells += [
        new_code_cell('from itilkit import mark, require\n\nrequire("who")\nmark("who", key="b", points=2)')
    ]
    return new_notebook(cells=[*cells, new_markdown_cell("The end.")])


def result(ran):
    (last,) = [cell.outputs[-1] for cell in ran.cells[-2:-1]]
    return last.get("data", {}).get("text/plain") or (last.ename, last.evalue)


def ran(answer, problems=(), **settings):
    made = notebook(answer)
    run(made, dict(problems), **settings)
    return made


def test_outputs_as_nbgrader_reads_them():
    """Every code cell gets its count and its outputs, in a notebook that is valid."""
    made = ran("b")

    nbformat.validate(made)
    assert [1, 2, 3] == [cell.execution_count for cell in made.cells if cell.cell_type == "code"]
    assert ["display_data", "execute_result"] == [output.output_type for output in made.cells[2].outputs]
    assert "2.0" == result(made)


def test_nothing_is_left_behind():
    """After a run the session is empty and the environment as it was."""
    before = dict(os.environ)
    ran("b")

    assert ({}, {}, {}, {}) == (session.tasks, session.answers, session.cards, session.seen)
    assert before == dict(os.environ)


def test_two_in_a_row_share_nothing():
    """A notebook that answers nothing gets nothing from the one before it."""
    ran("b")
    second = notebook(None, records=False)
    run(second, {})

    assert ("StillOpen", "“who” is not answered yet: choose on its card above.") == result(second)


def test_out_of_time():
    """When the time is used up, every cell that is left says so, as nbgrader's executor does."""
    made = ran("b", limit=-1.0)

    for cell in made.cells[:3]:
        (error,) = cell.outputs
        assert ("CellTimeoutError", "The time for this submission is used up.") == (error.ename, error.evalue)


def test_an_unreadable_answer_says_why():
    """The sentence about an answer that could not be read stands in its test cell."""
    made = ran(None, {"who": "The answer cell “who” cannot be read."})

    assert ("CannotBeGraded", "The answer cell “who” cannot be read.") == result(made)


def test_a_cell_with_code_is_not_run(tmp_path):
    """Should a cell hold anything but calls of the kit, it says that it was not run."""
    made = new_notebook(cells=[new_code_cell(f"open({str(tmp_path / 'canary')!r}, 'w')")])
    run(made, {})

    assert "This cell holds more than calls of itilkit, so it was not run." == made.cells[0].outputs[0].evalue
    assert [] == list(tmp_path.iterdir())


def test_threads_wait_for_one_another():
    """Runs in several threads give what each gives alone."""
    wrong = []

    def work(answer, expected):
        for _ in range(25):
            made = ran(answer)
            if result(made) != expected:
                wrong.append((answer, result(made)))

    cases = [("a", "0.0"), ("b", "2.0"), ("a", "0.0"), ("b", "2.0")]
    threads = [threading.Thread(target=work, args=case) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == wrong


# what is trusted ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from os import *",
        "from itilkit import load_scenario",
        "from itilkit import record as print",
        "from .itilkit import record",
        "record('who', answer=open('x'))",
        "record('who', **{'answer': 1})",
        "itilkit.record('who')",
        "x = record('who')",
        "record('who'); 1",
        "record('who')\nfrom itilkit import mark",
        "if True: record('who')",
        "@record\ndef f(): pass",
        "%magic",
        "record('who'",
        "record(" + "(" * 300,
        "record('who', answer=" + "-" * 50_000 + "1)",
        "record(f'{1}')",
    ],
)
def test_anything_else_is_ordinary(source):
    """A cell that holds anything but an import and calls of the kit with plain values is ordinary code."""
    assert calls_in(source) is None


def marked(source, **marks):
    known = {"grade_id": "who", "grade": False, "solution": False, "locked": False, "task": False}
    return new_code_cell(source, metadata={"nbgrader": {**known, **marks}})


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [marked("record('other', answer=None)", solution=True)],
        [marked("record('who', answer=None)\nrecord('who', answer=None)", solution=True)],
        [marked("record('who', answer=None)", solution=True), new_code_cell("x = 1")],
        [marked("record('who', answer=None)", solution=True), marked("assert x", grade=True)],
        [marked("record('who', answer=None)", solution=True), marked("", task=True)],
        [marked("def f():\n    raise NotImplementedError", solution=True)],
    ],
)
def test_an_ordinary_assignment(cells):
    """An assignment is graded from its answers only if all its code is the kit's and it asks for one."""
    assert as_released(new_notebook(cells=cells)) is None


# texts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, “quoted”, with Größe & more: 3 > 2.",
        "- a list\n- with **bold** and _slanted_\n\n1. one\n\n> said\n\n# Heading\n\n| a | b |\n|---|---|",
        "[a page](https://example.org/x?y=1&z=2) and [mail](mailto:ines@example.org) and [here](#top)",
        "5 < 6 & 7\n\n```python\nx = 1\n```",
        "[^1] and [1] and (2)",
    ],
)
def test_honest_texts_stay(text):
    """Prose, lists, emphasis, tables, code and links to pages and mail are left as they were typed."""
    shown = as_plain(text)

    assert text.replace("&z", "&\u2060z") == shown


@pytest.mark.parametrize("sign", ["\ud800", "\x00", "\x1b", "\x7f", "\x85"])
def test_signs_that_no_file_holds(sign):
    """Half signs and control signs are replaced by a mark."""
    assert "a\ufffdb" == as_plain(f"a{sign}b")


@pytest.mark.parametrize("text", ["", "   \n", "<", "&", "\\", "](", "![", "[x]:"])
def test_a_text_is_only_parted(text):
    """Without the invisible joiner, a treated text is the text."""
    assert text == as_plain(text).replace("\u2060", "")
