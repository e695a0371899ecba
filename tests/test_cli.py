"""The command `itilkit`, run as people run it: a process with arguments, words and an exit code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import itilkit
from itilkit.cli import main

PACKAGE = Path(itilkit.__file__).parent
LESSON = "notebooks/01-focus-on-value.ipynb"
NAMES = (
    "notebooks/00-start-here.ipynb",
    LESSON,
    "exercises/01-focus-on-value/01-focus-on-value.ipynb",
    "solutions/01-focus-on-value/01-focus-on-value.ipynb",
)


def notebook(source):
    """A canonical notebook of one code cell."""
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {"jupyter": {"source_hidden": True}},
        "outputs": [],
        "source": [source],
    }
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    data = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


OPEN = notebook('record("a", answer=None)')
ANSWERED = notebook('record("a", answer="b")')


def copy_package(target):
    """The package's own files, compiled as they are here, without any course beside or inside it."""
    shutil.copytree(PACKAGE, target / "itilkit", ignore=shutil.ignore_patterns("_files"))


def write_course(root, names=NAMES):
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(OPEN, encoding="utf-8")


@pytest.fixture
def clone(tmp_path):
    """A clone of the repository, small, in a path with spaces and umlauts."""
    root = tmp_path / "Übungen im Kurs" / "itil kit"
    root.mkdir(parents=True)
    copy_package(root)
    write_course(root)
    (root / "pyproject.toml").write_text('[project]\nname = "itilkit"\n', encoding="utf-8")
    return root


@pytest.fixture
def installed(tmp_path):
    """The package as a wheel lays it down: lessons and assignments inside it, no solutions."""
    root = tmp_path / "Pakete für alle"
    root.mkdir()
    copy_package(root)
    write_course(root / "itilkit" / "course" / "_files", NAMES[:3])
    return root


def run(package, *words, here):
    """The command of the itilkit in ``package``, run in the folder ``here``."""
    environment = {**os.environ, "PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", *map(str, words)],
        cwd=here,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def complaint(done):
    """The one sentence on standard error."""
    (line,) = done.stderr.splitlines()
    return line


def test_help_names_the_verbs(clone):
    """Without words the command says what it can do, and that is no mistake."""
    done = run(clone, here=clone)

    assert (0, "") == (done.returncode, done.stderr)
    assert ["doctor", "start", "tidy"] == [
        verb for verb in ("doctor", "start", "tidy") if f"\n  {verb} " in done.stdout
    ]


def test_help_loads_nothing_of_jupyter():
    """Help answers at once, because nothing of Jupyter, nbgrader or rich is loaded for it."""
    script = (
        "import sys\nfrom itilkit.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    loaded = set(json.loads(done.stdout.splitlines()[-1].replace("'", '"')))
    heavy = {
        "IPython",
        "ipywidgets",
        "jupyter_core",
        "jupyterlab",
        "nbformat",
        "nbgrader",
        "rich",
        "traitlets",
    }
    assert set() == loaded & heavy


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["strat"], "No such command 'strat'"),
        (["start", "--prot", "8888"], "No such option '--prot'"),
        (["start", "--port", "many"], "Invalid value for '--port'"),
        (["start", "--port", "99999"], "Invalid value for '--port'"),
        (["start", "a", "b"], "Got unexpected extra argument"),
    ],
)
def test_wrong_use(words, sentence, capsys):
    """Words that the command does not know get one sentence, a hint at the help, and exit code 2."""
    with pytest.raises(SystemExit) as left:
        main(words)

    (line,) = capsys.readouterr().err.splitlines()
    assert 2 == left.value.code
    assert line.startswith(sentence)
    assert line.endswith("--help shows what is possible.")


def test_start_copies_the_course(clone):
    """From a clone, start copies lessons and assignments to ./itilkit-course, and no solutions."""
    done = run(clone, "start", "--copy-only", here=clone)

    target = clone / "itilkit-course"
    assert (0, "") == (done.returncode, done.stderr)
    assert f"The course is in {target}: 3 files copied.\n" == done.stdout
    assert sorted(NAMES[:3]) == sorted(
        path.relative_to(target).as_posix() for path in target.rglob("*.ipynb")
    )


def test_start_from_a_wheel(installed, tmp_path):
    """From an installed package, start copies the course to the folder that is named."""
    target = tmp_path / "mein Kurs"

    done = run(installed, "start", target, "--copy-only", here=tmp_path)

    assert (0, f"The course is in {target}: 3 files copied.\n") == (done.returncode, done.stdout)


def test_start_again_keeps_work(clone, tmp_path):
    """A learner's work stays as it is; a newer version lies beside it, and one line says where."""
    target = tmp_path / "mein Kurs"
    run(clone, "start", target, "--copy-only", here=tmp_path)
    (target / LESSON).write_text(ANSWERED, encoding="utf-8")
    (clone / LESSON).write_text(notebook("# newer"), encoding="utf-8")

    done = run(clone, "start", target, "--copy-only", here=tmp_path)

    (beside,) = (target / "notebooks").glob("01-focus-on-value.new-*.ipynb")
    assert [
        f"{LESSON} stays as it is; its newer version lies beside it as {beside.name}.",
        f"The course is in {target}: nothing to copy, 1 file of yours left as it is.",
    ] == done.stdout.splitlines()
    assert ANSWERED == (target / LESSON).read_text(encoding="utf-8")


def test_start_inside_a_course_folder(clone, tmp_path):
    """Started without DIR inside a learner's course folder, that folder is meant, not a new one."""
    target = tmp_path / "mein Kurs"
    run(clone, "start", target, "--copy-only", here=tmp_path)

    done = run(clone, "start", "--copy-only", here=target / "notebooks")

    assert (0, f"The course is in {target}: nothing to copy.\n") == (done.returncode, done.stdout)


def test_start_in_the_repository(clone):
    """The repository itself is a course already: start says so and copies nothing."""
    before = sorted(clone.rglob("*.ipynb"))

    done = run(clone, "start", ".", "--copy-only", here=clone)

    assert 0 == done.returncode
    assert f"{clone} is the itilkit repository and already a course, so nothing is copied.\n" == done.stdout
    assert before == sorted(clone.rglob("*.ipynb"))
    assert not (clone / ".itilkit").exists()


def test_self_study_from_a_clone(clone, tmp_path):
    """With --self-study, a clone's solutions come along, out of sight."""
    target = tmp_path / "mein Kurs"

    done = run(clone, "start", target, "--copy-only", "--self-study", here=tmp_path)

    assert "The solutions are in the folder too, out of sight." in done.stdout
    assert OPEN == (target / ".itilkit" / NAMES[3]).read_text(encoding="utf-8")


def test_self_study_from_a_wheel(installed, tmp_path):
    """With --self-study, an installed package says that it has no solutions, and goes on."""
    done = run(installed, "start", tmp_path / "k", "--copy-only", "--self-study", here=tmp_path)

    assert 0 == done.returncode
    assert (
        "This itilkit was installed without solutions: only a clone of its repository has them."
        in done.stdout
    )


def test_a_package_without_a_course(tmp_path):
    """A package that lost its course says so, and how to get it back."""
    copy_package(tmp_path)

    done = run(tmp_path, "start", "--copy-only", here=tmp_path)

    assert 1 == done.returncode
    assert "came without the course's files: install it again with pip install" in complaint(done)


def test_start_where_a_file_is(clone, tmp_path):
    """A DIR that is a file is refused in one sentence with exit code 2, and the file stays."""
    (tmp_path / "taken").write_text("mine")

    done = run(clone, "start", tmp_path / "taken", "--copy-only", here=tmp_path)

    assert (2, "mine") == (done.returncode, (tmp_path / "taken").read_text())
    assert complaint(done).endswith("is not a folder, or lies in something that is not: name another folder.")


def test_start_on_a_port_in_use(clone, tmp_path):
    """A port in use is named before anything is copied."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = run(clone, "start", tmp_path / "k", "--port", port, "--no-browser", here=tmp_path)

    assert 2 == done.returncode
    assert complaint(done).startswith(f"Port {port} is already in use: choose another")
    assert not (tmp_path / "k").exists()


def test_tidy_lessons(clone):
    """Tidy without a path resets lessons and says what it did, with exit code 0."""
    (clone / LESSON).write_text(ANSWERED, encoding="utf-8")

    done = run(clone, "tidy", here=clone)

    assert (0, "") == (done.returncode, done.stderr)
    assert [
        f"{LESSON}: tidied (an answer to a).",
        "3 notebooks in canonical form.",
    ] == done.stdout.splitlines()
    assert OPEN == (clone / LESSON).read_text(encoding="utf-8")


def test_tidy_check(clone):
    """Tidy --check lists what is not canonical with the reason, writes nothing and exits with 1."""
    (clone / LESSON).write_text(ANSWERED, encoding="utf-8")

    done = run(clone, "tidy", "--check", here=clone)

    assert 1 == done.returncode
    assert f"{LESSON}: not canonical (an answer to a)." == done.stdout.splitlines()[0]
    assert "1 notebook not canonical: run itilkit tidy and commit the result." == complaint(done)
    assert ANSWERED == (clone / LESSON).read_text(encoding="utf-8")


def test_tidy_a_broken_notebook(clone):
    """A file that is no notebook gets one sentence and exit code 1; the others are done."""
    (clone / "notebooks" / "00-broken.ipynb").write_text("Dear instructor")
    (clone / LESSON).write_text(ANSWERED, encoding="utf-8")

    done = run(clone, "tidy", here=clone / "notebooks")

    assert 1 == done.returncode
    assert (
        "00-broken.ipynb: broken (not JSON, so not a notebook: restore it from its last good version)."
        in (done.stdout)
    )
    assert OPEN == (clone / LESSON).read_text(encoding="utf-8")


def test_tidy_exercises(clone):
    """Asked to tidy exercises/, the command says why it does not, and that is no fault."""
    done = run(clone, "tidy", "exercises", here=clone)

    assert 0 == done.returncode
    assert "exercises: left alone (nbgrader writes exercises/ from solutions/, byte for byte)." in done.stdout


def test_audit_of_a_clone(clone):
    """The item bank of a clone is audited, and a graded question that gives its key away is a fault."""
    card = (
        'from itilkit import ask\nask("q", "Which is right here?", {"a": "Wait all day", "b": "Wait a day"})'
    )
    key = 'from itilkit import mark\nmark("q", key="b", because={"a": ("M3", "It rains.")}, objective="LO3")'
    cells = [{"cell_type": "code", "source": source} for source in (card, key)]
    (clone / NAMES[3]).write_text(json.dumps({"cells": cells}), encoding="utf-8")

    done = run(clone, "audit", here=clone)

    assert 1 == done.returncode
    assert "- q: only wrong options leave no exception (“all”)" in done.stdout
    assert "The audit found 1 fault: mend what is listed above and run itilkit audit again." == complaint(
        done
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tidy"], "is not inside the itilkit repository: change into it, or name the notebooks to tidy."),
        (["tidy", "nowhere"], "nowhere does not exist: name a notebook or a folder of notebooks."),
    ],
)
def test_tidy_of_nothing(clone, tmp_path, words, sentence):
    """Outside a repository, or with a path that is not there, tidy is wrong use."""
    done = run(clone, *words, here=tmp_path)

    assert 2 == done.returncode
    assert complaint(done).endswith(sentence)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8"])
def test_any_terminal(tmp_path, encoding):
    """A terminal that lacks a sign gets a plain one, and for a letter its number: no command ends at it."""
    program = (
        "import sys\nfrom rich.console import Console\nfrom itilkit.startup import speak_anywhere\n"
        "speak_anywhere()\n"
        "Console(file=sys.stdout, width=60).print('“Łukasz’s” – done…')\n"
        "print('ends \\udce9', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )

    said = done.stdout.decode(encoding).strip()
    plain = '"\\u0141ukasz\'s" - done...'
    typographic = {"utf-8": "“Łukasz’s” – done…", "cp1252": "“\\u0141ukasz’s” – done…"}
    assert typographic.get(encoding, plain) == said
    assert b"ends \\udce9" == done.stderr.strip()


def test_a_command_in_any_terminal(clone):
    """What a command says of a path reads plainly on a terminal that knows no letters but English ones."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", "doctor", "Müllers „Ordner“"],
        cwd=clone,
        env={**os.environ, "PYTHONPATH": str(clone), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert b"UnicodeEncodeError" not in done.stdout + done.stderr
    assert b"itilkit itself failed" not in done.stderr
    assert b"operating system" in done.stdout


def test_a_fault_of_our_own(monkeypatch, capsys):
    """A fault of the program itself is one sentence too; the traceback is there for whoever asks."""
    monkeypatch.setattr("itilkit.course.files.find_course", lambda: 1 / 0)

    with pytest.raises(SystemExit) as left:
        main(["start", "--copy-only"])
    monkeypatch.setenv("ITILKIT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["start", "--copy-only"])

    (line,) = capsys.readouterr().err.splitlines()
    assert 1 == left.value.code
    assert line.startswith("itilkit itself failed (ZeroDivisionError: division by zero): please report it")
