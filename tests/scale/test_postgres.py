"""A gradebook on a PostgreSQL server: the same grades, several writers at once, connections that are cut."""

import csv
import subprocess
import sys

import pytest
from batch_course import (
    command,
    copy_of,
    figures,
    grade,
    left,
    mark_and_hand_in_again,
    records,
)
from class_course import gradebook
from large_class import configure, differing, plain
from persona_builder import ROOT
from postgres import on_server, setting

pytestmark = pytest.mark.slow

#: After its third submission, its sixth and its ninth, each worker cuts the connections of all.
CUTTING = """
import sys

import psycopg

def _cut(**_):
    sys._done = getattr(sys, "_done", 0) + 1
    if sys._done in (3, 6, 9):
        with psycopg.connect("{plain}", autocommit=True) as link:
            link.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            open("cuts.txt", "a").write("x")

c.Autograde.post_convert_hook = _cut
"""
#: Once in a batch, when a worker has done its second submission, a command is run that stops the server.
STOPPING = """
import os, subprocess, sys

def _stop(**_):
    sys._done = getattr(sys, "_done", 0) + 1
    if sys._done == 2:
        try:
            os.close(os.open("stopped", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return
        subprocess.run({words!r}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

c.Autograde.post_convert_hook = _stop
"""

#: A rule for penalties that asks a server of its own, which does not answer.
ELSEWHERE = """
from nbgrader.plugins import LateSubmissionPlugin


class AsksElsewhere(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        from sqlalchemy import create_engine

        create_engine("postgresql+psycopg://nobody@127.0.0.1:9/nothing").connect()


c.AssignLatePenalties.plugin_class = AsksElsewhere
"""


def test_several_writers_leave_what_one_leaves_in_a_file(course, on_sqlite):
    """Four processes grade into one database: gradebook, notebooks and pages are those of SQLite."""
    done = grade(course, "--jobs", "4")

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert (24, 0, 0, 24) == figures(done)
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_marks_by_hand_stand_on_the_server(course, tmp_path, on_sqlite):
    """Marked by hand, handed in again and graded again: the same rows as in SQLite."""
    file = copy_of(on_sqlite[0], tmp_path / "file")
    grade(course, "--jobs", "2")
    for folder in (file, course):
        mark_and_hand_in_again(folder)
    done = [grade(folder, "--jobs", "2") for folder in (file, course)]

    assert [(2, 22, 0, 2)] * 2 == [figures(each) for each in done]
    assert ({}, []) == differing((left(file)[0], {}), (left(course)[0], {}))


def test_cut_connections_cost_only_time(course, on_sqlite):
    """Connections cut in the middle of a batch are made anew, and what was half done is done again."""
    configure(course, CUTTING.format(plain=plain(course)))
    done = grade(course, "--jobs", "2")

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert (24, 0, 0, 24) == figures(done)
    assert len((course / "cuts.txt").read_text(encoding="utf-8")) >= 4
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_a_server_that_starts_again_is_waited_for(course, server, on_sqlite):
    """A restart in the middle of a batch costs only time."""
    configure(course, STOPPING.format(words=server.restart_command()))
    done = grade(course, "--jobs", "2")

    assert (0, "") == (done.returncode, done.stderr), done.stdout
    assert (24, 0, 0, 24) == figures(done)
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_a_server_that_stays_away_ends_the_batch_and_it_goes_on_later(course, server, on_sqlite):
    """One sentence says so; when the server is back, only what is left is graded."""
    words = [word if word != "restart" else "stop" for word in server.restart_command()]
    configure(course, STOPPING.format(words=words))
    try:
        away = grade(course, "--jobs", "2")
        at_once = grade(course, "--jobs", "2")
    finally:
        server.start()
    standing = len(records(course))
    again = grade(course, "--jobs", "2")

    assert 1 == away.returncode
    assert away.stderr.startswith("The gradebook postgresql")
    assert "cannot be reached (OperationalError: " in away.stderr
    assert "mend the setting db_url, then grade again, and it goes on where it was." in away.stderr
    assert 1 == at_once.returncode
    assert at_once.stderr.startswith("The gradebook postgresql")
    assert "cannot be reached (OperationalError: " in at_once.stderr
    assert 1 == len(at_once.stderr.splitlines())
    # the worker that stops the server has one behind it; the other may still be at its first
    assert 1 <= standing < 24
    assert (24 - standing, standing, 0, 24 - standing) == figures(again)
    assert ({}, []) == differing(on_sqlite[1], left(course))


def test_a_rule_that_asks_another_database_ends_nothing(course):
    """An instructor's rule for penalties whose own database is away: one problem, and the rest is graded."""
    configure(course, ELSEWHERE)
    done = grade(course, "--jobs", "2")

    assert 1 == done.returncode
    assert (23, 0, 1, 23) == figures(done)
    assert "late-by-a-week, 01-focus-on-value: it could not be graded (OperationalError: " in done.stdout


def test_a_report_and_the_exports_read_the_server(course):
    """What an instructor does after grading works there, too."""
    grade(course, "--no-feedback")
    said = [
        subprocess.run(
            [sys.executable, "-m", "itilkit", *words],
            cwd=course,
            env=command(course),
            capture_output=True,
            text=True,
            check=False,
        )
        for words in (["report"], ["export", "--questions", "questions.csv"])
    ]

    assert [0, 0] == [done.returncode for done in said], said
    assert "The report on 24 learners" in said[0].stdout
    with (course / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *rows = csv.reader(file)
    assert 24 == len({row[0] for row in rows})


def test_a_class_moves_to_a_server(server, tmp_path):
    """After a change of db_url `teach` gives the new gradebook its roster and its assignments."""
    url, folder = server.new("moved"), tmp_path / "class"
    roster = tmp_path / "roster.csv"
    roster.write_text("id,first,last,email\nanna,Anna,Berg,a@class.example\n", encoding="utf-8")
    teach = [sys.executable, "-m", "itilkit", "teach", str(folder), "--no-open"]
    subprocess.run([*teach, "--roster", str(roster)], cwd=ROOT, check=True, capture_output=True)
    on_server(folder, url)
    subprocess.run(teach, cwd=ROOT, check=True, capture_output=True)

    with gradebook(folder) as book:
        assert [("anna", "Anna")] == [(student.id, student.first_name) for student in book.students]
        assert 8 == len(book.assignments)


def test_a_missing_driver_is_named(course):
    """A database that SQLAlchemy has no driver for: one sentence, and what to install."""
    address = plain(course).replace("postgresql", "postgresql+pg8000")
    configure(course, setting(address))
    done = grade(course)

    assert 1 == done.returncode
    assert "for PostgreSQL, pip install 'itilkit[postgresql]', then try again." in done.stderr
