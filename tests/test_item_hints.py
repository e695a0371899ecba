"""The hints of the course: every practice item and every task of a scenario has three steps."""

import re

import pytest
from diary_samples import PRACTICE

from itilkit.content import ContentError
from itilkit.items import misconceptions
from itilkit.items.hints import STEPS, Hint, load_hints, read_hints
from itilkit.scenarios import SCENARIOS, load_scenario

HINTS = load_hints()
ALL = {
    **HINTS.items,
    **{f"{scenario}: {task.id}": task for scenario, tasks in HINTS.tasks.items() for task in tasks},
}
HINT = '[items.lamp]\npoint = "Look."\nmethod = "Ask."\nneighbour = "A mill did so."\n'
TASK = (
    '[[tasks.{name}]]\nid = "ask"\ntitle = "Whom"\nverbs = ["ask"]\n'
    'point = "P."\nmethod = "M."\nneighbour = "N."\n'
)


def test_every_practice_item_has_hints():
    """Every practice item has hints, all 129 and more, and nothing else has."""
    assert {item.id for item in PRACTICE} == set(HINTS.items)
    assert len(HINTS.items) >= 129


def test_every_scenario_has_tasks_with_hints():
    """Every scenario has several tasks with hints of their own, with ids and titles that differ."""
    assert set(SCENARIOS) == set(HINTS.tasks)
    for tasks in HINTS.tasks.values():
        assert len(tasks) >= 3
        assert len(tasks) == len({task.id for task in tasks}) == len({task.title for task in tasks})


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_tasks_are_about_moves(scenario):
    """A task is about moves that its scenario has, and names one at least."""
    known = set(load_scenario(scenario).by_verb())
    assert set() == {verb for task in HINTS.tasks[scenario] for verb in task.verbs} - known
    assert all(task.verbs for task in HINTS.tasks[scenario])


@pytest.mark.parametrize("hint", ALL.values(), ids=ALL)
def test_steps_are_sentences(hint):
    """Each step is one or more whole sentences without a misconception's code, and no step says the same as
    another.
    """
    steps = [hint.step(number) for number in (1, 2, 3)]
    assert 3 == len(set(steps))
    for text in steps:
        assert re.search(r"[.?!…][”’]?$", text)
        assert set() == set(misconceptions()) & set(re.findall(r"\w+", text))


@pytest.mark.parametrize("item", PRACTICE, ids=lambda item: item.id)
def test_no_step_gives_the_answer_away(item):
    """No step of a hint quotes an option of its own question: the solution comes when it is asked for."""
    said = " ".join(HINTS.items[item.id].step(number) for number in (1, 2, 3)).casefold()
    long = [option.text for option in item.option if len(option.text.split()) > 5]
    assert [] == [text for text in long if text.casefold().rstrip(".") in said]


def test_names_of_the_steps():
    """Three steps and the solution have a name each."""
    assert 4 == len(set(STEPS))


# files ----------------------------------------------------------------------------------------------


def folder(tmp_path, **files):
    (tmp_path / "hints").mkdir()
    for name, text in files.items():
        (tmp_path / "hints" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_files_are_read_together(tmp_path):
    """Hints of items and of tasks may stand in several files; other files are left alone."""
    root = folder(tmp_path, one=HINT, two=TASK.format(name="affordable-mix"))
    (root / "hints" / "notes.txt").write_text("not a hint", encoding="utf-8")
    found = read_hints(root)
    assert {"lamp": Hint("Look.", "Ask.", "A mill did so.")} == found.items
    assert ["ask"] == [task.id for task in found.tasks["affordable-mix"]]


def test_twice(tmp_path):
    """An item or scenario with hints in two files is named, with the file."""
    task = TASK.format(name="affordable-mix")
    with pytest.raises(ContentError) as refused:
        read_hints(folder(tmp_path, one=HINT + task, two=HINT + task))
    assert ["two.toml: lamp has hints twice", "two.toml: affordable-mix has hints twice"] == list(
        refused.value.problems
    )


def test_all_faults_at_once(tmp_path):
    """Every fault of every file is named at once."""
    broken = HINT.replace('method = "Ask."\n', "")
    with pytest.raises(ContentError) as refused:
        read_hints(folder(tmp_path, one=broken, two=broken.replace("lamp", "buoy")))
    problems = list(refused.value.problems)
    assert ["one.toml", "two.toml"] == [problem.split(":")[0] for problem in problems]
    assert all("method" in problem for problem in problems)
