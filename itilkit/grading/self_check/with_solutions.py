"""Checking one's own work: an assignment graded as an instructor would, in a course made for a moment.

The learner's file is copied, never written. With the solutions (a clone, or a course that was started with
``--self-study``) everything is marked, but for written answers, which get their rubric. Without them the
scenarios are scored and the rest is named (`without_solutions`).
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from itilkit.answers import ScenarioTask
from itilkit.course.files import SOLUTIONS, is_clone
from itilkit.grading.cells.submitted import read_cells
from itilkit.grading.cells.taking import read_literal
from itilkit.grading.self_check.own_files import OwnFile
from itilkit.ground.problem import Problem, WrongUse
from itilkit.ground.writing import write_atomically
from itilkit.items import AnswerProblem, Question
from itilkit.notebook_reader import NotebookCell, asked_in, read_notebook
from itilkit.progress.course_folder import PAGES, PRIVATE
from itilkit.progress.kernel_diary import entries
from itilkit.progress.own_marks import own_marks, own_texts
from itilkit.scenarios import Result

#: The student's id in the course that is made for a moment.
ME = "me"


@attrs.frozen
class Checked:
    """What came of one file: points, what waits for a person, its page, and what goes into the diary.

    ``unmarked`` names, in words, what could not be marked here, and ``most`` counts only what could.
    """

    name: str
    score: float
    most: float
    waiting: float
    page: Path
    diary: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    unmarked: str = ""


def solutions_of(course: Path) -> Path | None:
    """Where the solutions are that a course can be checked with; None where it came without them."""
    folder = course / SOLUTIONS if is_clone(course) else course / PRIVATE / SOLUTIONS
    return folder if folder.is_dir() else None


def readable_cells(path: Path) -> Sequence[NotebookCell]:
    """The cells of the learner's file ``path``; raises Problem when it cannot be read as a notebook."""
    cells, fault = read_cells(path)
    if fault:
        said = f"{fault[0].lower()}{fault[1:].removesuffix('.')}"
        raise Problem(
            f"{path} cannot be checked: {said}; rename it, and itilkit start lays a fresh one there."
        )
    return cells


def check(course: Path, file: OwnFile, lessons: str = "") -> Checked:
    """Grade the learner's ``file`` with the solutions of ``course``, and write its feedback page.

    ``lessons`` is where the page finds the lessons, for links to their sections; empty: it names them only.
    A written answer that the learner has marked has those points; another one waits.

    Raises WrongUse where there are no solutions, and Problem when the file cannot be read or nbgrader cannot
    grade it.
    """
    assignment, path, solutions = file.assignment, file.path, solutions_of(course)
    if solutions is None:
        raise WrongUse(f"{course} came without solutions: only scenarios can be scored here.")
    source = solutions / assignment / f"{assignment}.ipynb"
    if not source.is_file():
        raise WrongUse(f"{source} is not there, so {assignment} cannot be marked: start the course again.")
    cells = readable_cells(path)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve()
        _copy(source, root / SOLUTIONS / assignment / source.name)
        _copy(path, root / "submitted" / ME / assignment / source.name)
        api = _graded(root, assignment, source, lessons, dict(_own_shares(course, file)))
        html = root / "feedback" / ME / assignment / f"{assignment}.html"
        page = course / PAGES / file.page
        page.parent.mkdir(exist_ok=True)
        write_atomically(page, html.read_bytes())
        grades = _grades(api, assignment)
    score = sum(grade.score for grade in grades.values())
    waiting = sum(grade.most for grade in grades.values() if grade.waiting)
    told = tuple(_for_diary(assignment, source, cells, grades))
    return Checked(file.name, score, sum(grade.most for grade in grades.values()), waiting, page, told)


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True)
    shutil.copyfile(file, to)


def _own_shares(course: Path, file: OwnFile) -> Iterator[tuple[str, float]]:
    """The learner's own marks for the texts in a file, each as a share of the points (0 to 1), by answer."""
    kept = entries(course).entries
    for name, text in own_texts(file.path).items():
        marks = own_marks(kept, text)
        if marks is not None and not marks.earlier:
            yield name, text.rubric.given(marks.marks) / text.rubric.most


def _graded(root: Path, assignment: str, source: Path, lessons: str, shares: Mapping[str, float]) -> Any:
    """Nbgrader's own steps, one after another, on the course in ``root``.

    ``shares`` are the marks that the learner gave their own texts, as an instructor gives them by hand.
    """
    from nbgrader.apps import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import SAWarning
    from traitlets.config import Config

    from itilkit.grading.cells.runner import as_nbgrader_runs
    from itilkit.grading.gradebook.opening import require_done, usable
    from itilkit.grading.settings import kit_settings

    config = Config()
    kit_settings(config, root)
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    config.FeedbackExporter.self_study = True
    # from feedback/NAME.html in the learner's course folder
    config.FeedbackExporter.lessons = lessons
    config.FeedbackExporter.model_answers = dict(model_answers(source))
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    # nbgrader and newer SQLAlchemy: three harmless warnings a submission, of which a learner has no use
    warnings.filterwarnings("ignore", message="Object of type <Submitted", category=SAWarning)
    url, said = config.CourseDirectory.db_url, f"{assignment} cannot be checked"
    with usable(url, missing=None):
        require_done(api.generate_assignment(assignment, create=True), said, url)
        with api.gradebook as book:
            book.update_or_create_student(ME, last_name="checked by yourself")
        with as_nbgrader_runs():
            require_done(api.autograde(assignment, ME, create=False), said, url)
        with api.gradebook as book:
            for grade in book.find_submission_notebook(assignment, assignment, ME).grades:
                if grade.needs_manual_grade and grade.name in shares:
                    grade.manual_score = shares[grade.name] * grade.max_score
                    grade.needs_manual_grade = False
            book.db.commit()
        require_done(api.generate_feedback(assignment, ME), said, url)
    return api


def _grades(api: Any, assignment: str) -> Mapping[str, Any]:
    from itilkit.grading.gradebook.submission_facts import grade_of

    with api.gradebook as book:
        notebook = book.find_submission_notebook(assignment, assignment, ME)
        return {grade.name: grade_of(grade) for grade in notebook.grades}


def model_answers(source: Path) -> Iterator[tuple[str, str]]:
    """The written model answers of a solution, by the id of their cell, without nbgrader's markers."""
    for each in asked_in(read_notebook(source)):
        if each.by_hand and each.answer is not None:
            lines = [line for line in each.answer.source.splitlines() if not line.startswith("### ")]
            yield each.id, "\n".join(lines).strip()


# what goes into the diary --------------------------------------------------------------------------


def _for_diary(
    assignment: str, source: Path, cells: Sequence[NotebookCell], grades: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The answered questions with their objectives, and the scenario with its criteria.

    What is not answered, or cannot be read, is no evidence of anything and stays out.
    """
    for each in asked_in(read_notebook(source)):
        grade = grades.get(each.test.grade_id) if each.test is not None else None
        if grade is None or not grade.most:
            continue
        question = each.question
        if each.kind == "scenario":
            run = _run(each.task, cells)
            if run is not None:
                yield "run", run
        elif question is not None and _answers(cells, question):
            yield (
                "check",
                {
                    "id": each.id,
                    "assignment": assignment,
                    "kind": question.kind,
                    "objective": each.objective,
                    "score": round(grade.score / grade.most, 4),
                },
            )


def _answers(cells: Sequence[NotebookCell], question: Question) -> bool:
    """Whether the learner's ``cells`` hold an answer that the ``question`` takes."""
    try:
        question.check(read_literal(cells, question.id))
    except AnswerProblem:
        return False
    return True


def _run(task: ScenarioTask, cells: Sequence[NotebookCell]) -> Mapping[str, Any] | None:
    """The scenario of an assignment as an entry of the diary; None for one that cannot be replayed."""
    try:
        result = task.result(read_literal(cells, task.id))
    except AnswerProblem:
        return None
    return run_facts(task, result)


def run_facts(task: ScenarioTask, result: Result[Any]) -> Mapping[str, Any]:
    """What the diary notes of a run that was checked: finished or not, each criterion as a share (0 to 1)."""
    shares = {name: round(got / most, 4) for name, (got, most) in result.criteria.items()}
    facts = {"id": task.id, "variant": task.variant, "value": round(result.value, 4), "passed": result.passed}
    return {**facts, "criteria": shares, "finished": result.finished, "where": "check"}
