"""The way of an assignment through stock nbgrader: released, fetched, handed in, graded, marked, fed back."""

import csv
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from class_course import nbgrader, new_course
from nbgrader.utils import get_username
from persona_builder import ASSIGNMENT, EXERCISE, WRITTEN, assignment, hand_in, notebook_of, personas

pytestmark = pytest.mark.slow

#: nbgrader knows a learner by the account that runs it, so both parts are played by the same one.
LEARNER = get_username()
COURSE = "focus-on-value"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A course in a folder whose name has a space and umlauts, with one learner in its gradebook."""
    folder = new_course(tmp_path_factory.mktemp("pipeline") / "Kurs für Übung")
    nbgrader(folder, "db", "student", "add", LEARNER, "--first-name=Ada", "--last-name=Öberg")
    return folder


class Server:
    """A Jupyter server on the course, as JupyterLab's buttons and the formgrader talk to it."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.token = secrets.token_hex(16)
        names = ("formgrader", "validate_assignment")
        extensions = {f"nbgrader.server_extensions.{name}": True for name in names}
        settings = folder / ".jupyter" / "jupyter_server_config.json"
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(json.dumps({"ServerApp": {"jpserver_extensions": extensions}}), encoding="utf-8")
        self.log = folder.parent / "server.log"
        tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "jupyter_server", "--allow-root", "--no-browser"),
                    *(f"--ServerApp.port={self.port}", f"--IdentityProvider.token={self.token}"),
                    "--ServerApp.disable_check_xsrf=True",
                ],
                cwd=folder,
                env={**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def ask(self, path, method="GET", data=None):
        """The body of the answer to a request."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            method=method,
            data=None if data is None else json.dumps(data).encode(),
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            return answer.read().decode()

    def wait(self):
        """Return when the server answers; fail with its log when it does not start."""
        for _ in range(240):
            try:
                return self.ask("formgrader/api/status")
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.25)
        raise TimeoutError(self.log.read_text())


@pytest.fixture(scope="module")
def server(folder):
    """A running server; it is stopped when the tests of this file are done."""
    server = Server(folder)
    try:
        server.wait()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def test_an_instructor_releases(folder):
    """The assignment is generated exactly as it is committed, and released into the course's own exchange."""
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    nbgrader(folder, "release_assignment", ASSIGNMENT)

    assert EXERCISE.read_bytes() == (folder / "exercises" / ASSIGNMENT / EXERCISE.name).read_bytes()
    assert (
        EXERCISE.read_bytes()
        == (folder / "exchange" / COURSE / "outbound" / ASSIGNMENT / EXERCISE.name).read_bytes()
    )


def test_a_learner_fetches_and_submits(folder):
    """A learner finds the assignment in the list, fetches it, answers it in that file, and hands it in."""
    assert f"{COURSE} {ASSIGNMENT}" in nbgrader(folder, "list")
    nbgrader(folder, "fetch_assignment", ASSIGNMENT)
    work = folder / ASSIGNMENT / EXERCISE.name
    assert EXERCISE.read_bytes() == work.read_bytes()
    nbformat.write(notebook_of(personas()["please-everyone"]), work)

    nbgrader(folder, "submit", ASSIGNMENT)

    assert f"{COURSE} {LEARNER} {ASSIGNMENT}" in nbgrader(folder, "list", "--inbound")


def test_an_instructor_collects_and_grades(folder):
    """The submission is collected and graded; the text waits."""
    nbgrader(folder, "collect", ASSIGNMENT)
    log = nbgrader(folder, "autograde", ASSIGNMENT)

    assert (folder / "submitted" / LEARNER / ASSIGNMENT / EXERCISE.name).exists()
    assert (folder / "autograded" / LEARNER / ASSIGNMENT / EXERCISE.name).exists()
    assert "Traceback" not in log


def test_the_formgrader_saves_marks(server):
    """The formgrader shows the submission on nbgrader's own page, and saves a mark and a comment."""
    (handed_in,) = json.loads(server.ask(f"formgrader/api/submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}"))
    submission = handed_in["id"]
    shown = server.ask(f"formgrader/submissions/{submission}")
    assert "formgrade.css" in shown
    grades = json.loads(server.ask(f"formgrader/api/grades?submission_id={submission}"))
    (written,) = [grade for grade in grades if grade["name"] == WRITTEN]
    assert written["needs_manual_grade"]
    comments = json.loads(server.ask(f"formgrader/api/comments?submission_id={submission}"))
    (comment,) = [each for each in comments if each["name"] == WRITTEN]

    server.ask(f"formgrader/api/grade/{written['id']}", "PUT", {"manual_score": 2.5, "extra_credit": None})
    server.ask(f"formgrader/api/comment/{comment['id']}", "PUT", {"manual_comment": "Say what Ines pays."})

    saved = json.loads(server.ask(f"formgrader/api/grade/{written['id']}"))
    assert (2.5, False) == (saved["manual_score"], saved["needs_manual_grade"])


def test_the_formgraders_feedback_button(folder, server):
    """The formgrader's Generate Feedback button writes the kit's page."""
    button = f"formgrader/api/assignment/{ASSIGNMENT}/{LEARNER}/generate_feedback"
    done = json.loads(server.ask(button, "POST"))

    assert done["success"], done
    page = (folder / "feedback" / LEARNER / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text(encoding="utf-8")
    assert "12.43 of 22 points" in page
    assert "Say what Ines pays." in page
    assert "Content-Security-Policy" in page


def test_the_validate_button(folder, server):
    """JupyterLab's Validate button gets one plain line for each open item, and none when all is there."""
    shutil.copy(EXERCISE, folder / "open.ipynb")
    broken = json.loads(server.ask("assignments/validate", "POST", {"path": "open.ipynb"}))
    full = json.loads(server.ask("assignments/validate", "POST", {"path": f"{ASSIGNMENT}/{EXERCISE.name}"}))

    assert broken["success"]
    errors = [cell["raw_error"] for cell in broken["value"]["failed"]]
    assert len(errors) == 8
    assert not any("\n" in error or "\x1b" in error for error in errors)
    assert [cell["error"] for cell in broken["value"]["failed"]] == errors
    assert full["success"]
    assert {"winter-line", "harbour-wifi", "boarding-app"} == {
        re.search(r'require\("([^"]+)"\)', cell["source"])[1] for cell in full["value"].get("failed", [])
    }


def test_a_learner_gets_feedback(folder):
    """Feedback is generated by the command, released, and fetched by the learner: the same page, by name."""
    nbgrader(folder, "generate_feedback", ASSIGNMENT, "--force")
    nbgrader(folder, "release_feedback", ASSIGNMENT)
    nbgrader(folder, "fetch_feedback", ASSIGNMENT)

    (page,) = (folder / ASSIGNMENT / "feedback").rglob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "12.43 of 22 points" in text
    assert "Ada Öberg" in text
    assert "Say what Ines pays." in text


def test_export(folder):
    """The grades can be exported as a table."""
    nbgrader(folder, "export")

    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (LEARNER, ASSIGNMENT, 22.0) == (row["student_id"], row["assignment"], float(row["max_score"]))
    assert pytest.approx(12.431969) == float(row["score"])


def test_the_capstones_case_counts(folder, server):
    """The case to the board is marked on the formgrader; page and export give the total of all parts."""
    own, persona = assignment("06"), personas("06")["box-ticker"]
    nbgrader(folder, "generate_assignment", own.id)
    hand_in(persona, folder)
    nbgrader(folder, "autograde", own.id, "--create")
    (handed_in,) = json.loads(server.ask(f"formgrader/api/submitted_notebooks/{own.id}/{own.id}"))
    grades = json.loads(server.ask(f"formgrader/api/grades?submission_id={handed_in['id']}"))
    (case,) = [grade for grade in grades if grade["name"] == own.written]
    assert (True, 10.0) == (case["needs_manual_grade"], case["max_score"])

    server.ask(f"formgrader/api/grade/{case['id']}", "PUT", {"manual_score": 7.5, "extra_credit": None})
    button = f"formgrader/api/assignment/{own.id}/{persona.id}/generate_feedback"
    done = json.loads(server.ask(button, "POST"))
    nbgrader(folder, "export")

    assert done["success"], done
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {(each["student_id"], each["assignment"]): each for each in csv.DictReader(file)}
    row = rows[persona.id, own.id]
    assert 46.0 == float(row["max_score"])
    # 8.9973 for the year, 3.057143 for the questions, 7.5 by hand
    assert pytest.approx(19.554443) == float(row["score"])
    page = (folder / "feedback" / persona.id / own.id / f"{own.id}.html").read_text(encoding="utf-8")
    assert "19.55 of 46 points" in page


def test_everything_stays_in_the_course(folder):
    """Exchange and gradebook lie inside the course folder."""
    assert (folder / "gradebook.db").exists()
    assert {path.name for path in (folder / "exchange").iterdir()} == {COURSE}
