"""A private edition: in a clone, every assignment is put onto numbers of its own, with answers that fit."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import nbformat
import pytest

import itilkit
from itilkit.authoring.renumbering import SolutionNotebook
from itilkit.ground.problem import Problem
from itilkit.literals import read_answer

ROOT = Path(itilkit.__file__).resolve().parents[1]
MIX, SYSTEM = "01-focus-on-value", "02-service-value-system"
SCENARIOS = {
    "affordable-mix": MIX,
    "service-value-system": SYSTEM,
    "value-stream": "03-value-streams",
    "dialogue": "04-dialogue",
    "conditions": "05-how-to-co-create",
    "capstone": "06-capstone",
}
#: Marks an assignment's notebook as the kit does when it grades, and prints the points by cell.
GRADED = """
import ast, json, sys
import nbformat
from itilkit.grading.cells.runner import run
from itilkit.grading.cells.released import as_released
from itilkit.literals import read_answer

notebook = nbformat.read(sys.argv[1], as_version=4)
source = as_released(notebook)
texts = {cell.id: cell.source for cell in source.notebook.cells if cell.id in source.literal_ids}
graded = source.with_answers({name: read_answer(text, name) for name, text in texts.items()}, {}, {})
run(graded, {})
print(json.dumps({
    cell.id: ast.literal_eval(output.data["text/plain"])
    for cell in graded.cells if cell.id.endswith("-points")
    for output in cell.outputs if output.output_type == "execute_result"
}))
"""


def copy(folder, *assignments):
    """A clone of the repository with some of its assignments."""
    folder.mkdir(parents=True)
    ignore = shutil.ignore_patterns("__pycache__", "_files", ".*")
    shutil.copytree(ROOT / "itilkit", folder / "itilkit", ignore=ignore)
    for name in assignments:
        for edition in ("solutions", "exercises"):
            shutil.copytree(ROOT / edition / name, folder / edition / name, ignore=ignore)
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    return folder


def run(clone, *words, here=None):
    """What Python makes of ``words`` with the itilkit of a clone."""
    return subprocess.run(
        [sys.executable, "-P", *map(str, words)],
        cwd=here or clone,
        env={**os.environ, "PYTHONPATH": str(clone), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )


def variants(clone, *words, here=None):
    """The command, run in a clone."""
    return run(clone, "-m", "itilkit", "variants", *words, here=here)


def files(clone):
    """Every file of a clone, with its bytes."""
    return {
        path.relative_to(clone).as_posix(): path.read_bytes()
        for path in clone.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def cells(clone, assignment, edition="solutions"):
    """The texts of an assignment's cells."""
    notebook = nbformat.read(clone / edition / assignment / f"{assignment}.ipynb", as_version=4)
    return {cell.id: cell.source for cell in notebook.cells}


def marks(clone, assignment):
    """What the model answers of an assignment earn, by cell."""
    done = run(clone, "-c", GRADED, clone / "solutions" / assignment / f"{assignment}.ipynb")
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A clone with the two assignments whose variants are quickly made, before and after the command."""
    clone = copy(tmp_path_factory.mktemp("privat") / "mein Klon für 2026", MIX, SYSTEM)
    before = files(clone)
    done = variants(clone, "--seed", 7, here=clone / "solutions")
    return clone, before, done


# what is made ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_it_says_what_was_made(small):
    """The command names each variant with what its model answer earns, and each file that it wrote."""
    _, _, done = small
    lines = done.stdout.splitlines()

    assert (0, "") == (done.returncode, done.stderr)
    assert lines[0].startswith("affordable-mix: graded-7, on which the co-creating run earns ")
    assert lines[1] == (
        "service-value-system: graded-7, on which the model answer, which is as before, earns 18.00 of 18 "
        "points."
    )
    assert "itilkit/content/scenarios/affordable-mix.graded-7.toml: written." in lines
    assert f"solutions/{MIX}/{MIX}.ipynb: written." in lines
    assert "exercises/: 2 files brought up to date." in lines


@pytest.mark.slow
def test_what_was_written(small):
    """Written are a variant's file for each scenario and the notebooks that play them, nothing else."""
    clone, before, _ = small
    after = files(clone)

    changed = {name for name in after if after[name] != before.get(name)}
    assert {
        "itilkit/content/scenarios/affordable-mix.graded-7.toml",
        "itilkit/content/scenarios/service-value-system.graded-7.toml",
        *(
            f"{edition}/{name}/{name}.ipynb"
            for edition in ("solutions", "exercises")
            for name in (MIX, SYSTEM)
        ),
    } == changed
    assert set() == set(before) - set(after)


@pytest.mark.slow
def test_the_notebooks_name_the_new_variant(small):
    """Card, model answer and hidden test name the new variant, and the released card does; nothing names the
    old one.
    """
    clone, _, _ = small
    solved, released = cells(clone, MIX), cells(clone, MIX, "exercises")

    assert 'play("affordable-mix", variant="graded-7")' in solved["affordable-mix-card"]
    assert 'points("affordable-mix", 12, variant="graded-7")' in solved["affordable-mix-points"]
    assert "graded-7" == read_answer(solved["affordable-mix"], "affordable-mix")["variant"]
    assert 'play("affordable-mix", variant="graded-7")' in released["affordable-mix-card"]
    assert "answer=None" in released["affordable-mix"]
    assert [] == [name for name, text in {**solved, **released}.items() if '"graded"' in text]


@pytest.mark.slow
def test_other_cells_stay_as_they_were(small):
    """Questions, prose, keys and the markers of solutions and hidden tests are untouched."""
    clone, _, _ = small
    for assignment, own in ((MIX, "affordable-mix"), (SYSTEM, "service-value-system")):
        old, new = cells(ROOT, assignment), cells(clone, assignment)
        assert {own, f"{own}-card", f"{own}-points"} == {name for name in old if old[name] != new[name]}
        for name in (own, f"{own}-points"):
            marks_ = [line for line in old[name].splitlines() if "###" in line]
            assert marks_ == [line for line in new[name].splitlines() if "###" in line]
    system = "service-value-system"
    old, new = cells(ROOT, SYSTEM), cells(clone, SYSTEM)
    assert read_answer(old[system], system)["moves"] == read_answer(new[system], system)["moves"]
    keys = [ast.parse(text[f"{system}-points"]).body[-1].value.keywords[1].value for text in (old, new)]
    assert ast.dump(keys[0]) == ast.dump(keys[1])


@pytest.mark.slow
def test_model_answers_earn_their_points(small):
    """Graded as learners' work is, the new model answers earn what a run that co-creates earns, and the
    questions all of their points.
    """
    clone, _, _ = small
    for assignment, test, most in (
        (MIX, "affordable-mix-points", 12.0),
        (SYSTEM, "service-value-system-points", 18.0),
    ):
        earned = marks(clone, assignment)
        assert 0.85 * most <= earned.pop(test) <= most
        assert {1.0} == set(earned.values())


@pytest.mark.slow
def test_an_answer_to_the_public_edition_earns_nothing(small):
    """The public solution’s answer names another variant, and so is worth nothing in a private edition."""
    clone, _, _ = small
    answer = read_answer(cells(ROOT, MIX)["affordable-mix"], "affordable-mix")
    script = (
        "from itilkit.answers import session\nfrom itilkit.grading.checks import points\n"
        "from itilkit.widgets.output import collected\n"
        f"session.answers['affordable-mix'] = {answer!r}\n"
        "with collected(lambda *_: None):\n    print(points('affordable-mix', 12, variant='graded-7'))"
    )
    assert "0.0\n" == run(clone, "-c", script).stdout


@pytest.mark.slow
def test_the_new_variant_is_an_assignments(small):
    """A card on the new variant neither compares nor offers fresh numbers, and hints at nothing."""
    clone, _, _ = small
    script = (
        "from itilkit.widgets import play\nview = play('affordable-mix', variant='graded-7').view\n"
        "print(view.compares, view.task.cases, view.help)"
    )
    assert "False ('graded-7',) None\n" == run(clone, "-c", script).stdout


@pytest.mark.slow
def test_texts_that_tell_of_the_old_run_are_listed(small):
    """The written model answer of a scenario with new numbers is listed with its place; that of one whose
    cards are only dealt anew is not.
    """
    (look,) = [line for line in small[2].stdout.splitlines() if line.startswith("Look at ")]
    assert look == (
        f"Look at solutions/{MIX}/{MIX}.ipynb, cell affordable-mix-why; "
        "the written model answer tells of the run of before."
    )


@pytest.mark.slow
def test_once_more(small):
    """The same seed again changes nothing; another seed makes another edition, and --check writes none."""
    clone, _, _ = small
    before = files(clone)

    again = variants(clone, "--seed", 7)
    assert 0 == again.returncode
    assert "exercises/: as it was." in again.stdout
    assert before == files(clone)

    other = variants(clone, "--seed", 8, "--check")
    assert 0 == other.returncode
    assert "affordable-mix: graded-8, on which" in other.stdout
    assert "Nothing is written: 4 files would be, and exercises/ made anew of them." in other.stdout
    assert before == files(clone)


@pytest.mark.slow
@pytest.mark.full
def test_all_six(full, tmp_path):
    """All assignments get their variant, model answers pass, and exercises/ is what nbgrader releases."""
    if not full:
        pytest.skip("two assignments are tried above; --full tries all")
    clone = copy(tmp_path / "clone", *sorted(path.name for path in (ROOT / "solutions").iterdir()))
    done = variants(clone, "--seed", 7)
    assert (0, "") == (done.returncode, done.stderr)
    for scenario, assignment in SCENARIOS.items():
        test = next(text for name, text in cells(clone, assignment).items() if name == f"{scenario}-points")
        most = ast.parse(test).body[-1].value.args[1].value
        assert 0.85 * most <= marks(clone, assignment)[f"{scenario}-points"] <= most
    looks = {line.split("cell ")[1].split(";")[0] for line in done.stdout.splitlines() if line[:5] == "Look "}
    assert {
        *("affordable-mix-why", "value-stream-why", "dialogue-why", "conditions-why", "capstone-why"),
        "four-good-mixes-card",
    } == looks
    check = run(clone, "-m", "itilkit.grading.editions", "--check")
    assert (0, "exercises/ and solutions/: equal.\n") == (check.returncode, check.stdout)


# what is refused ------------------------------------------------------------------------------------


def spoilt(text, old, new):
    """The bytes of the first assignment's solution with something in it changed."""
    content = (ROOT / "solutions" / MIX / f"{MIX}.ipynb").read_text(encoding="utf-8")
    assert old in content
    return text, content.replace(old, new).encode()


STRANGE = {
    "no notebook": ("is not JSON, so not a notebook", b"Dear instructor"),
    "a card with code of its own": spoilt(
        "cell affordable-mix-card, cannot be read as the kit's own calls",
        'play(\\"affordable-mix\\", variant=\\"graded\\")',
        'play(*[\\"affordable-mix\\"])',
    ),
    "a model answer without moves": spoilt(
        "does not name one and the same variant",
        '        \\"variant\\": \\"graded\\",\\n',
        '        \\"x\\": 1,\\n',
    ),
    "a bracket is missing": spoilt(
        "cell affordable-mix, cannot be read as the kit's own calls", '\\"runs\\": 1,', '\\"runs\\": (1,'
    ),
    "two variants": spoilt(
        "does not name one and the same variant",
        'points(\\"affordable-mix\\", 12, variant=\\"graded\\")',
        'points(\\"affordable-mix\\", 12, variant=\\"base\\")',
    ),
    "no test": spoilt(
        "has no points() of “affordable-mix” beside it",
        'points(\\"affordable-mix\\", 12, variant=\\"graded\\")',
        'require(\\"affordable-mix\\")',
    ),
}


@pytest.mark.parametrize(("sentence", "content"), STRANGE.values(), ids=STRANGE)
def test_a_strange_solution_is_refused(sentence, content):
    """A notebook whose scenario cannot be told for certain is refused in one sentence with the place."""
    with pytest.raises(Problem) as refused:
        SolutionNotebook.read(PurePosixPath("solutions/a.ipynb"), content).played()
    told = str(refused.value)
    assert "\n" not in told
    assert told.startswith("solutions/a.ipynb")
    assert sentence in told
    assert told.endswith("then run itilkit variants again.")


@pytest.mark.slow
def test_nothing_is_written_when_something_is_strange(tmp_path):
    """Where one notebook cannot be read, or a model answer cannot be graded, no file of the clone changes."""
    clone = copy(tmp_path / "clone", MIX)
    path = clone / "solutions" / MIX / f"{MIX}.ipynb"
    good = path.read_text(encoding="utf-8")
    for bad in ("{", good.replace("ask mara", "dance all night", 1)):
        path.write_text(bad, encoding="utf-8")
        before = files(clone)
        done = variants(clone, "--seed", 7)
        (line,) = done.stderr.splitlines()
        assert 1 == done.returncode
        assert line.startswith(f"solutions/{MIX}/{MIX}.ipynb")
        assert before == files(clone)


@pytest.mark.slow
def test_nothing_stays_written_when_writing_fails(tmp_path):
    """When a file cannot be written on the way, those before it are put back."""
    clone = copy(tmp_path / "clone", MIX)
    in_the_way = clone / "exercises" / MIX / f"{MIX}.ipynb"
    in_the_way.unlink()
    in_the_way.mkdir()
    before = files(clone)

    done = variants(clone, "--seed", 7)

    (line,) = done.stderr.splitlines()
    assert 2 == done.returncode
    assert line.startswith(str(in_the_way.parent))
    assert "cannot be used" in line
    assert before == files(clone)


def test_outside_a_clone(tmp_path):
    """Outside a clone, and in a clone whose itilkit is not the one that runs, the command is wrong use."""
    done = variants(ROOT, "--seed", 7, here=tmp_path)
    assert (2, f"{tmp_path} is in no itilkit repository: go into a clone of it.\n") == (
        done.returncode,
        done.stderr,
    )
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "itilkit"\n', encoding="utf-8")
    done = variants(ROOT, "--seed", 7, here=tmp_path)
    assert 2 == done.returncode
    assert done.stderr.startswith(f"The itilkit that runs is not the one in {tmp_path}")


@pytest.mark.parametrize("words", [(), ("--seed", "0"), ("--seed", "many")], ids=str)
def test_a_seed_is_a_number_from_1_on(words, tmp_path):
    """Without a seed, or with one that is no number from 1 on, the command is wrong use in one sentence."""
    done = variants(ROOT, *words, here=tmp_path)
    (line,) = done.stderr.splitlines()
    assert 2 == done.returncode
    assert line.endswith("itilkit variants --help shows what is possible.")
