"""The keys of the graded cards and symptoms: outside the package, and needed to score."""

import tomllib
from itertools import chain
from pathlib import Path

import pytest
from svs_samples import KEYS, WHOLE, answers, place, system

import itilkit
from itilkit.content import content_root
from itilkit.scenarios import load_scenario, replay
from itilkit.scenarios.service_value_system.debrief import criterion_notes, verdicts
from itilkit.scenarios.service_value_system.model import ID, NONE, SLOTS

GRADED = f"{ID}.graded.toml"
FULL = [*place(WHOLE), *answers(system("graded"), 12, 5)]


def read_by_learners():
    """Every text file of the package."""
    [package] = itilkit.__path__
    kinds = {".py", ".toml", ".ipynb", ".json", ".js", ".css", ".html", ".tpl", ".j2", ".txt", ".md"}
    return [file for file in sorted(Path(package).rglob("*")) if file.suffix in kinds]


def test_graded_file_holds_texts_only():
    """The assignment’s file holds an id and a text for each card and symptom, and nothing else."""
    data = tomllib.loads((content_root() / "scenarios" / GRADED).read_text(encoding="utf-8"))
    assert {"variant", "cards", "symptoms"} == set(data)
    assert {("id", "text")} == {tuple(row) for row in (*data["cards"], *data["symptoms"])}


def test_no_key_stands_elsewhere_in_the_package():
    """No other file of the package names a graded card or symptom, or says why its answer is right."""
    ids = [*KEYS["cards"], *KEYS["diagnoses"]]
    for file in read_by_learners():
        text = file.read_text(encoding="utf-8")
        assert [] == [why for why in KEYS["why"].values() if why in text], file
        if file.name != GRADED:
            assert [] == [name for name in ids if f'"{name}"' in text], file


def test_ids_do_not_hint():
    """No id of a graded card or symptom holds a word of its answer."""
    for name, key in chain(KEYS["cards"].items(), KEYS["diagnoses"].items()):
        assert set() == set(name.split("-")) & set(key.split("-")), name


def test_loaded_without_keys():
    """As it is loaded, the assignment’s scenario knows no key; the lesson’s knows its own."""
    scenario = load_scenario(ID, "graded")
    assert scenario.keys is None
    assert {""} == {
        prompt.key + prompt.why for prompt in (*scenario.cards.values(), *scenario.symptoms.values())
    }
    assert load_scenario(ID).keys is not None


def test_nothing_can_be_tried_out():
    """Without keys no answer to any card or symptom moves value, score, story or debrief notes: nobody can
    find a key by trying.
    """
    scenario = load_scenario(ID, "graded")
    for name, kinds, verb in (
        ("cards", (*SLOTS, NONE), "card"),
        ("symptoms", scenario.components, "diagnose"),
    ):
        for prompt in getattr(scenario, name):
            tried = {kind: replay(scenario, [f"{verb} {prompt} as {kind}"]) for kind in kinds}
            assert 1 == len({(result.value, result.score, result.passed) for result in tried.values()})
            assert 1 == len(
                {tuple(criterion_notes(scenario, result.state).values()) for result in tried.values()}
            )
            assert {()} == {verdicts(scenario, result.state) for result in tried.values()}


def test_full_marks_with_keys_only():
    """A full answer earns the board’s 10 points without keys, and all 18 with them."""
    assert 10.0 == replay(load_scenario(ID, "graded"), FULL).score
    assert 18.0 == replay(load_scenario(ID, "graded").with_keys(KEYS), FULL).score


def test_says_so_without_keys():
    """Where the keys are apart, the notes on cards and diagnoses say so."""
    scenario = load_scenario(ID, "graded")
    notes = criterion_notes(scenario, replay(scenario, FULL).state)
    tail = "; the keys are kept with the assignment, and without them these earn no points."
    assert f"12 of 12 cards answered{tail}" == notes["cards"]
    assert f"5 of 5 symptoms answered{tail}" == notes["diagnoses"]


def test_keys_do_not_stay():
    """Giving keys makes a new scenario; the one that everybody loads stays without."""
    load_scenario(ID, "graded").with_keys(KEYS)
    assert load_scenario(ID, "graded").keys is None


@pytest.mark.parametrize("name", ["cards", "diagnoses"])
def test_keys_are_copied(name):
    """Who changes a table of keys afterwards changes no score."""
    tables = {"cards": dict(KEYS["cards"]), "diagnoses": dict(KEYS["diagnoses"])}
    scenario = load_scenario(ID, "graded").with_keys(tables)
    tables[name].clear()
    assert 18.0 == replay(scenario, FULL).score


def test_other_keys_for_the_lesson():
    """Keys that are given replace those of the lesson."""
    base = load_scenario(ID)
    given = {"cards": dict.fromkeys(base.cards, "none"), "diagnoses": dict(base.keys.diagnoses)}
    moves = [f"card {card} as none" for card in base.cards]
    assert 5.0 * 4 / 12 == pytest.approx(replay(base, moves).criteria["cards"][0])
    assert 5.0 == replay(base.with_keys(given), moves).criteria["cards"][0]
