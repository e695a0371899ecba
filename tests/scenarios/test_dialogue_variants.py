"""The variant tool of the dialogue: other weights and trust, kept only when the lesson still holds."""

import shutil

import pytest
from dialogue_samples import dialogue

from itilkit.content import content_root
from itilkit.scenarios import replay, variant_names
from itilkit.scenarios.dialogue import ID, load_dialogue
from itilkit.scenarios.dialogue_strategies import strategies
from itilkit.scenarios.dialogue_variants import (
    TRUST_RANGE,
    as_toml,
    completed,
    lesson_holds,
    main,
    make_variant,
    perturb,
    reference,
)
from itilkit.scenarios.variant_tool import NoVariantFoundError, first_that_holds

#: The seed that graded was made with, from base.
SEED = 7


@pytest.fixture(scope="module")
def perturbed():
    """Base perturbed."""
    return perturb(dialogue(), 3)


@pytest.mark.parametrize("variant", variant_names(ID))
def test_lesson_holds_on_what_ships(variant):
    """On every variant that ships, leading the dialogue together pays and every shortcut falls short."""
    assert [] == lesson_holds(load_dialogue(variant))


def test_graded_comes_from_the_tool(capsys):
    """Graded is what the tool writes from base with its seed on the command line: nothing in it was written
    by hand. Called otherwise, the tool says how it is used.
    """
    assert 0 == main(["base", str(SEED), "graded"])
    shipped = (content_root() / "scenarios" / f"{ID}.graded.toml").read_text(encoding="utf-8")
    assert shipped == capsys.readouterr().out
    for wrong in ([], ["base"], ["base", "five", "graded"]):
        assert 2 == main(wrong)
        assert capsys.readouterr().err.startswith("usage: ")


def test_graded_starts_otherwise():
    """On graded all four start with another trust than on base, so who opens up when is to be found anew."""
    base, graded = dialogue().numbers.trust, dialogue("graded").numbers.trust
    assert [] == [person for person in base if base[person] == graded[person]]


@pytest.mark.parametrize("variant", variant_names(ID))
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


def test_perturbed_the_same_way_again(perturbed):
    """The same seed gives the same numbers, another seed others; they come complete."""
    assert perturbed == perturb(dialogue(), 3)
    assert perturbed.numbers.weights != perturb(dialogue(), 4).numbers.weights
    assert completed(perturbed) == perturbed
    assert "base-3" == perturbed.variant


def test_strategies_stay_legal_on_any_variant(perturbed):
    """The policies of the named strategies make legal runs, whoever trusts how much."""
    for trust in (0, 3, 5):
        scenario = dialogue(trust=dict.fromkeys(perturbed.numbers.trust, trust))
        assert all(replay(scenario, list(moves)).state.turn for moves in strategies(scenario).values())


@pytest.mark.full
def test_any_seed_makes_one(full):
    """Whatever the seed, a variant on which the lesson holds is made."""
    for seed in range(10 if full else 1):
        assert [] == lesson_holds(make_variant(dialogue(), seed))


def test_file_of_a_variant(perturbed, tmp_path):
    """The text of a variant's file, read back by the kit, gives the same numbers to the last digit."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(str(content_root() / "scenarios" / f"{ID}.toml"), folder)
    (folder / f"{ID}.base-3.toml").write_text(as_toml(perturbed.numbers), encoding="utf-8")
    assert perturbed == load_dialogue("base-3", root=tmp_path)


@pytest.mark.parametrize("variant", variant_names(ID))
def test_files_that_ship_are_in_that_format(variant):
    """The files that ship are what the tool writes from their numbers."""
    shipped = (content_root() / "scenarios" / f"{ID}.{variant}.toml").read_text(encoding="utf-8")
    assert shipped == as_toml(load_dialogue(variant).numbers)


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
    assert any(found.startswith(reason) for found in lesson_holds(scenario))


def test_gives_up():
    """When no perturbation keeps the lesson the tool says so and what to do."""
    hopeless = dialogue(reference=100.0)
    with pytest.raises(NoVariantFoundError) as found:
        first_that_holds("base", 1, lambda _: hopeless, lambda _: iter(["never"]))
    assert "None of 1000 perturbations of “base” keeps the lesson; try another seed." == str(found.value)
