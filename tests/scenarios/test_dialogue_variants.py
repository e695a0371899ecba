"""The variant tool of the dialogue: other weights and trust, kept only when the lesson still holds."""

import pytest
from dialogue_samples import dialogue

from itilkit.authoring.dialogue.strategies import strategies
from itilkit.authoring.dialogue.variants import TOOL, TRUST_RANGE, reference
from itilkit.scenarios import replay, variants
from itilkit.scenarios.dialogue.model import ID, load_dialogue


@pytest.fixture(scope="module")
def perturbed():
    """Base perturbed."""
    return TOOL.perturb(dialogue(), 3)


def test_graded_starts_otherwise():
    """On graded all four start with another trust than on base, so who opens up when is to be found anew."""
    base, graded = dialogue().numbers.trust, dialogue("graded").numbers.trust
    assert [] == [person for person in base if base[person] == graded[person]]


@pytest.mark.full
@pytest.mark.parametrize("variant", variants(ID))
def test_reference(variant):
    """The reference in a variant's file is what the tool computes from its weights and trust."""
    scenario = load_dialogue(variant)
    assert scenario.numbers.reference == reference(scenario)


def test_numbers_of_the_course():
    """Base has the numbers of the course design."""
    numbers = dialogue().numbers
    assert {"mara": 2, "tomas": 1, "ines": 2, "bryn": 0} == dict(numbers.trust)
    assert [12, 10, 8, 12, 8, 10, 12, 8, 10, 10] == list(numbers.weights.values())
    assert 76.34 == numbers.reference


def test_perturbed_numbers(perturbed):
    """A perturbation makes whole weights that add to 100, and trust by one step at most, within its range."""
    numbers, before = perturbed.numbers, dialogue().numbers
    assert 100.0 == sum(numbers.weights.values())
    assert [0.0] * 10 == [weight % 1 for weight in numbers.weights.values()]
    assert numbers.weights != before.weights
    for person, trust in numbers.trust.items():
        low, high = TRUST_RANGE[person]
        assert low <= trust <= high
        assert abs(trust - before.trust[person]) <= 1


def test_strategies_stay_legal_on_any_variant(perturbed):
    """The policies of the named strategies make legal runs, whoever trusts how much."""
    for trust in (0, 3, 5):
        scenario = dialogue(trust=dict.fromkeys(perturbed.numbers.trust, trust))
        assert all(replay(scenario, list(moves)).state.turn for moves in strategies(scenario).values())


def weighing(**changes):
    """Base with other weights."""
    numbers = dialogue().numbers
    named = {name.replace("_", "-"): weight for name, weight in changes.items()}
    return dialogue(weights={**numbers.weights, **named})


REFUSED = {
    "a reference far too low": (dialogue(reference=40.0), "misses-the-second-event passes"),
    "a reference out of reach": (dialogue(reference=100.0), "co-creator reaches"),
    "a storm that changes little": (
        weighing(need_bryn=4.0, need_tomas=4.0, own=24.0),
        "the storm after turn 6 changes too little",
    ),
    "a cut that changes little": (
        weighing(need_mara=4.0, constraint_ines=4.0, own=26.0),
        "the cut after turn 12 changes too little",
    ),
}


@pytest.mark.parametrize(("scenario", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(scenario, reason):
    """Numbers that teach something else are refused, with the reason."""
    assert any(found.startswith(reason) for found in TOOL.reasons(scenario))
