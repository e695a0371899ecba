"""The content that ships holds together."""

import re

import pytest

from itilkit.content import content_root
from itilkit.items import load_items, misconceptions, objectives
from itilkit.scenarios import SCENARIOS, load_scenario, variants
from itilkit.scenarios.affordable_mix.debrief import texts

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(("scenario", "variant"), [(s, v) for s in SCENARIOS for v in variants(s)])
def test_scenarios(scenario, variant):
    """Every variant of every scenario loads and carries its own name."""
    assert variant == load_scenario(scenario, variant).variant


def test_misconceptions():
    """There are 19 misconceptions; their sentences go on from “That answers as if”."""
    assert [f"M{number}" for number in range(1, 20)] == list(misconceptions())
    for each in misconceptions().values():
        assert each.sentence[0].islower()
        assert not each.sentence.endswith(".")


def test_objectives():
    """There are 16 objectives; together they cover the 36 claims."""
    assert [f"LO{number}" for number in range(1, 17)] == list(objectives())
    covered = {claim for objective in objectives().values() for claim in objective.claims}
    assert {f"C{number}" for number in range(1, 37)} == covered


def test_items():
    """The item bank loads, and ids are slugs."""
    assert [] == [name for name in load_items() if not SLUG.fullmatch(name)]
    assert len(load_items()) >= 10


def test_debrief_texts():
    """The debrief's texts load, and every person has three reactions."""
    assert set(load_scenario("affordable-mix").people) == set(texts().reactions)


def test_encoding():
    """Content files are UTF-8 with a line feed at the end, and hold no carriage return or tab."""
    for folder in ("", "scenarios", "items", "debriefs"):
        for file in (content_root() / folder).iterdir():
            if file.name.endswith(".toml"):
                text = file.read_bytes().decode("utf-8")
                assert text.endswith("\n"), file.name
                assert not set("\r\t") & set(text), file.name
