"""The run at the end of the hints: it keeps the rules, passes, and shows no key that is kept apart."""

import pytest
from scenario_samples import SAMPLES
from svs_samples import system

from itilkit import scenarios
from itilkit.authoring.tools import tool_of, worked_files, worked_run
from itilkit.content import content_root
from itilkit.scenarios import SCENARIOS, load_scenario, replay, variants

PAIRS = [(sample, variant) for sample in SAMPLES for variant in variants(sample.id)]
EACH_VARIANT = pytest.mark.parametrize(
    ("sample", "variant"), PAIRS, ids=[f"{sample.id}-{variant}" for sample, variant in PAIRS]
)


@EACH_VARIANT
def test_worked_run_passes(sample, variant):
    """On every variant of every scenario that can score, the worked run is played to its end, passes, and has
    85 % of the points or more.
    """
    scenario = sample.load(variant)
    result = replay(scenario, list(worked_run(scenario)))
    assert (True, True) == (result.finished, result.passed)
    assert result.score >= 0.85 * result.max_score


def test_keys_kept_apart_are_not_shown():
    """Where the keys of a variant are kept apart there is no worked run, and with them there is one."""
    assert () == worked_run(load_scenario("service-value-system", "graded"))
    assert worked_run(system("graded"))


@EACH_VARIANT
def test_same_run_again(sample, variant):
    """The worked run is the same each time, and can be told in sentences."""
    scenario = sample.load(variant)
    run = worked_run(scenario)
    assert run == worked_run(sample.load(variant))
    assert scenario.tell(replay(scenario, list(run)).state)


@pytest.mark.parametrize("name", dict(worked_files()))
def test_worked_runs_that_ship(name):
    """What a learner's kit holds of worked runs is what the author's tools work out now."""
    text = (content_root() / "worked" / name).read_text(encoding="utf-8")
    assert dict(worked_files())[name] == text, "stale: run python -m itilkit.authoring.tools and commit"


def test_worked_runs_of_graded_cases_do_not_ship():
    """A learner's kit holds a run that co-creates of every case but those that somebody may be graded on."""
    for scenario in SCENARIOS:
        runs = {each: scenarios.worked_run(load_scenario(scenario, each)) for each in variants(scenario)}
        assert {"graded"} == {each for each, run in runs.items() if not run}


def test_a_scenario_without_a_tool():
    """A scenario for which nobody has written a tool simply has none."""
    assert None is tool_of("spare-boat")
