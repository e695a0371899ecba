"""Thirty learners, what they hand in, and the zips in which Canvas and Moodle give it to their instructor."""

import json
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

from itilkit.desk.names import run_together
from itilkit.grading.classes.students import Student

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "01-focus-on-value"
EXERCISE = ROOT / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
LESSON = ROOT / "notebooks" / f"{ASSIGNMENT}.ipynb"

NAMES = """Mara Olsen;Tomas Lind;Ines Duarte;Bryn Øst;Jürgen Groß;Zoë O’Hara;Ana-Lucía García Ruiz;Li Wei;
Wei Li Chen;Fatima al-Sayed;Łukasz Żak;Siân Rhys;Pär Ångström;Noa Cohen;Aoife Ní Bhriain;Ravi Kumar;
Ravi Kumaran;Chloé Dupont;Jean-Luc Petit;Sofía Núñez;Emre Yılmaz;Ada Ek;Bo Å;Maximilian von der Heide;
Kim Min-jun;Olu Adeyemi;Petra Novák;Hana Novák;Tom Lindqvist;Ute Weiß"""


def _learner(place, name):
    first, _, last = name.strip().partition(" ")
    return Student(f"s{place:02}", first, last, f"s{place:02}@uni.example", str(5000 + place))


LEARNERS = tuple(_learner(place, name) for place, name in enumerate(NAMES.split(";"), 1))
#: Those who hand in twice, and two who are not in the class.
TWICE = LEARNERS[:5]
STRANGERS = (Student("x1", "Zadie", "Nobody", lms_id="9001"), Student("x2", "Nils", "Niemand", lms_id="9002"))
CORRUPT = b'{"cells": [{"cell_type": "code", "sour'


@cache
def _exercise():
    return json.loads(EXERCISE.read_text(encoding="utf-8"))


def handed_in(text, notebook=None):
    """The assignment as a notebook whose written answer is ``text``."""
    data = json.loads(json.dumps(notebook or _exercise()))
    for cell in data["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "affordable-mix-why":
            cell["source"] = [text]
    return json.dumps(data, ensure_ascii=False).encode()


def work_of(learner, attempt=1):
    """What a learner hands in at an attempt."""
    return handed_in(f"{learner.name}, attempt {attempt}.")


def zip_of(files, when=None):
    """A zip of (name, bytes); ``when`` gives a name its time, and the others are of one and the same."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (when or {}).get(name, (2026, 3, 2, 12, 0, 0)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def canvas_name(learner, upload, file=f"{ASSIGNMENT}.ipynb", *, late=False):
    """The name that Canvas gives a file."""
    who = run_together(learner.last, learner.first)
    return f"{who}{'_LATE' if late else ''}_{learner.lms_id}_{upload}_{file}"


def canvas_zip():
    """Canvas's download: thirty learners, five with two attempts, two strangers, one corrupt file."""
    files = [
        (canvas_name(learner, 70_000 + place), work_of(learner)) for place, learner in enumerate(LEARNERS)
    ]
    files += [
        (
            canvas_name(learner, 71_000 + place, f"{ASSIGNMENT}-1.ipynb", late=place > 2),
            work_of(learner, 2),
        )
        for place, learner in enumerate(TWICE)
    ]
    files += [(canvas_name(who, 72_000 + place), work_of(who)) for place, who in enumerate(STRANGERS)]
    files.append((canvas_name(LEARNERS[9], 73_000, f"{ASSIGNMENT}-1.ipynb"), CORRUPT))
    return zip_of(sorted(files))


def moodle_folder(learner, place, *, reverse=False):
    """The folder that Moodle gives a learner's files."""
    name = f"{learner.last} {learner.first}" if reverse else f"{learner.first} {learner.last}"
    return f"{name}_{880_000 + place}_assignsubmission_file_"


def moodle_zip():
    """Moodle's download of the same class, with some last names first, and what a Mac adds to it."""
    files = []
    for place, learner in enumerate(LEARNERS):
        folder = moodle_folder(learner, place, reverse=place % 2 == 0)
        files.append((f"{folder}/{ASSIGNMENT}.ipynb", work_of(learner)))
        if learner in TWICE:
            files.append((f"{folder}/{ASSIGNMENT} (1).ipynb", work_of(learner, 2)))
    for place, stranger in enumerate(STRANGERS, 100):
        files.append((f"{moodle_folder(stranger, place)}/{ASSIGNMENT}.ipynb", work_of(stranger)))
    files.append((f"{moodle_folder(LEARNERS[9], 9)}/final version.ipynb", CORRUPT))
    files.append((f"__MACOSX/{moodle_folder(LEARNERS[9], 9)}/._{ASSIGNMENT}.ipynb", b"\0\5\x16\7"))
    files.append((f"{moodle_folder(LEARNERS[8], 8)}/.ipynb_checkpoints/{ASSIGNMENT}-checkpoint.ipynb", b"{}"))
    return zip_of(files)
