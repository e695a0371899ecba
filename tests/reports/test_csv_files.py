"""The tables of the report as CSV files."""

import csv
import io

import attrs
from classes import EMPTY, FOUR, simulated

from itilkit.reports.csv_files import csv_files
from itilkit.reports.evidence import Learner
from itilkit.reports.findings import findings


def rows_of(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))


def test_tables():
    """Each table of the page is a file, and says in every row whether the class is simulated."""
    files = csv_files(findings(simulated(30, 1)))
    assert {
        *("teach-again", "marks", "objectives", "objectives-by-learner", "misconceptions", "heat-map"),
        *("evidence", "runs", "questions", "decisions", "gain", "not-in-the-figures"),
    } == {name.removesuffix(".csv") for name in files}
    for name in files:
        assert {"yes"} >= {row["simulated"] for row in rows_of(files, name.removesuffix(".csv"))}


def test_cells():
    """The cells hold the figures of the page."""
    files = csv_files(findings(FOUR))
    marks = rows_of(files, "marks")
    assert ("Ben", "4.0", "10.0", "1.0", "graded") == tuple(
        marks[2][key] for key in ("learner", "score", "most", "late penalty", "state")
    )
    assert ["graded", "waiting", "graded", "missing", "not graded", "missing", "graded", "graded"] == [
        row["state"] for row in marks
    ]
    tide = rows_of(files, "questions")[0]
    assert ("tide", "3", "1", "0.6667") == tuple(
        tide[key] for key in ("question", "answered", "left open", "facility")
    )
    (m2,) = (row for row in rows_of(files, "heat-map") if (row["learner"], row["code"]) == ("Ben", "M2"))
    assert ("2", "2", "1.6977", "yes") == tuple(m2[key] for key in ("taken", "offered", "strength", "shown"))


def test_runs_add_up():
    """The file of runs holds every step of every run, and the plans beside them."""
    data = simulated(30, 1)
    rows = rows_of(csv_files(findings(data)), "runs")
    seasons = [
        row for row in rows if row["scenario"] == "affordable-mix" and not row["learner"].startswith("Plan")
    ]
    assert 90 == len(seasons)
    first = data.runs[0].result.state.played[0].value
    assert f"{round(first, 4)}" == seasons[0]["step value"]


def test_no_formulas():
    """A name that a spreadsheet would run as a formula is kept a text, in wide letters too, as the exports
    write it.
    """
    for name in ('=HYPERLINK("x")', "＝1+1"):
        sly = attrs.evolve(FOUR, learners=(Learner("ada", name), *FOUR.learners[1:]))
        assert f"'{name}" == rows_of(csv_files(findings(sly)), "marks")[0]["learner"]


def test_empty_class():
    """An empty class gives every file with its head alone, but for what the course has anyway."""
    files = csv_files(findings(EMPTY))
    assert [] == rows_of(files, "marks")
    assert 19 == len(rows_of(files, "misconceptions"))
