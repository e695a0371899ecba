"""The search for what no learner may get finds all of it, and nothing where nothing is."""

import json
import re

import pytest
from class_samples import ROOT, zip_of

from itilkit.desk.leaks import leaks_in, leaks_in_text, secrets_of

SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
EXERCISES = sorted((ROOT / "exercises").glob("*/*.ipynb"))


@pytest.fixture(scope="module")
def secrets():
    return secrets_of(SOLUTIONS)


def notebook(source, kind="code"):
    return json.dumps({"cells": [{"cell_type": kind, "metadata": {}, "source": [source]}]}).encode()


def found(name, content, secrets):
    return sorted({leak.what for leak in leaks_in_text(name, content, secrets)})


def test_there_are_secrets_to_look_for(secrets):
    """The solutions hold many explanations and keys of every kind."""
    assert len(secrets.sentences) > 300
    assert len(secrets.pairs) > 20
    assert len(secrets.maps) > 5


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_an_exercise_is_clean(path, secrets):
    """Nothing is found in what learners get."""
    assert [] == found(path.name, path.read_bytes(), secrets)


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_solution_is_not(path, secrets):
    """Every solution is known as one."""
    assert "an instructor’s mark (### BEGIN …)" in found(path.name, path.read_bytes(), secrets)


PLANTED = {
    "a hidden test": (notebook("### BEGIN HIDDEN TESTS\n1"), "an instructor’s mark (### BEGIN …)"),
    "half a hidden test": (notebook("x\n### END HIDDEN TESTS"), "an instructor’s mark (### END …)"),
    "a model answer": (
        notebook("### BEGIN SOLUTION\nBecause.", "markdown"),
        "an instructor’s mark (### BEGIN …)",
    ),
    "a mark": (notebook('mark("harbour-wifi", 1)'), "a call that marks an answer"),
    "a key": (notebook('x = dict(key="c")'), "a call that marks an answer"),
    "a misconception": (notebook('x = ("M7", "so")'), "the number of a misconception"),
    "an answer": (notebook('record("harbour-wifi", answer="c")'), "an answer"),
    "a key as literals": (notebook('x = {"harbour-wifi": "c"}'), "the key of harbour-wifi"),
    "a key in words": (notebook("harbour-wifi: 'c'", "markdown"), "the key of harbour-wifi"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_in_an_exercise(name, secrets):
    """Whatever of a solution is put into a notebook is found."""
    content, what = PLANTED[name]

    assert what in found("x.ipynb", content, secrets)


KEYS = {
    "keys.json": b'{"harbour-wifi": "c"}',
    "keys.toml": b'[items]\nharbour-wifi = "c"\n',
    "keys.py": b"KEYS = {'clinic-shuttle': ['b', 'd']}",
    "a call.py": b'mark("harbour-wifi", key="c")',
    "an answer.py": b'record("harbour-wifi", answer="c")',
    "answers.py": b'record("clinic-shuttle", answer=["b", "d"])',
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_in_another_file(name, secrets):
    """A key is found in any kind of file, as literals, JSON, TOML or a call."""
    assert [True] == [what.startswith("the key of ") for what in found(name, KEYS[name], secrets)]


def test_the_keys_of_the_service_value_system(secrets):
    """The keys of graded cards are found, which are many small words of which none says anything alone."""
    planted = (ROOT / "tests" / "data" / "svs_keys.toml").read_bytes()

    whats = found("x.toml", planted, secrets)

    assert "the key of service-value-system, cards" in whats
    assert "the key of service-value-system, diagnoses" in whats


def test_the_keyed_moves_of_a_run():
    """Of a model run, the moves that need a key are looked for; the others, which anybody with the kit can
    compute, are not.
    """
    moves = {}
    for path in SOLUTIONS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if '"moves"' in source:
                moves[path.stem] = source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
    secrets = secrets_of(SOLUTIONS)

    leaking = {name for name, source in moves.items() if found("x.txt", source.encode(), secrets)}

    assert {"02-service-value-system"} == leaking
    assert ["the key of service-value-system, moves"] == found(
        "x.txt", moves["02-service-value-system"].encode(), secrets
    )


def test_another_right_answer(tmp_path):
    """Where the model answer is another than the key, both are looked for."""
    cells = [
        {"cell_type": "code", "source": [source]}
        for source in (
            'record("x",\n### BEGIN SOLUTION\nanswer="a",\n### END SOLUTION\n)',
            '### BEGIN HIDDEN TESTS\nmark("x", key="b")\n### END HIDDEN TESTS',
        )
    ]
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    secrets = secrets_of([path])

    assert [["the key of x"], ["the key of x"], []] == [
        found("x.py", f'{{"x": "{letter}"}}'.encode(), secrets) for letter in "abc"
    ]


def test_an_explanation(secrets):
    """A sentence of an explanation is found, also where its quotation marks are written as JSON has them."""
    sentence = next(text for text in secrets.sentences if re.search("[a-z] [a-z]", text))

    assert [f"the explanation “{sentence[:40]}…”"] == found("x.html", f"<p>{sentence}</p>".encode(), secrets)


PATHS = {
    "b/solutions/01/01.ipynb": "a path named solutions",
    "b/gradebook.db": "a path named gradebook.db",
    "b/.git/config": "a hidden file",
    "b/.itilkit/solutions/01/01.ipynb": "a path named solutions",
    "b/submitted/mara/01/01.ipynb": "a path named submitted",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_of_an_instructor(path, secrets):
    """A folder or file that is an instructor's is found by its name, in a zip and in a zip within it."""
    inner = zip_of([(path, notebook("1"))])

    for content in (inner, zip_of([("kit.whl", inner)])):
        assert PATHS[path] in {leak.what for leak in leaks_in(content, secrets)}


def test_a_folder_of_programs(secrets):
    """A folder of the kit's programs may be called after what they work on."""
    name = "kit/grading/gradebook/opening.py"
    assert [] == list(leaks_in(zip_of([(name, "import os")]), secrets))


def test_where_solutions_may_be(secrets):
    """In the one place where solutions may be, they are let be; anything elsewhere is still found."""
    files = [
        ("b/.itilkit/solutions/x.ipynb", notebook("### BEGIN SOLUTION")),
        ("b/x.ipynb", notebook("mark(1)")),
    ]

    (leak,) = leaks_in(zip_of(files), secrets, allowed="b/.itilkit/solutions/")

    assert ("b/x.ipynb", "a call that marks an answer") == (leak.path, leak.what)
