"""The variant tool of the capstone: other ratings, kept only when the lesson still holds."""

import shutil

import attrs
import pytest
from capstone_samples import QUARTERS, capstone, rated

from itilkit.content import content_root
from itilkit.scenarios import replay, variant_names
from itilkit.scenarios.capstone import ID, load_capstone
from itilkit.scenarios.capstone_strategies import strategies
from itilkit.scenarios.capstone_variants import (
    as_toml,
    completed,
    lesson_holds,
    main,
    make_variant,
    perturb,
)
from itilkit.scenarios.variant_tool import NoVariantFoundError
from itilkit.scenarios.variants import moved_ratings

#: The seed that base was made with, from graded.
SEED = 33


@pytest.fixture(scope="module")
def made():
    """What the tool makes of graded with the seed of base."""
    return make_variant(capstone(), SEED)


def flat(scenario):
    """All ratings of a scenario in one list."""
    return [rating for by in scenario.numbers.ratings.values() for row in by.values() for rating in row]


@pytest.mark.parametrize("variant", variant_names(ID))
def test_lesson_holds_on_what_ships(variant):
    """On every variant that ships, investing in talk and flow pays and every shortcut falls short."""
    assert [] == lesson_holds(load_capstone(variant))


def test_base_comes_from_the_tool(made):
    """Base is what the tool makes of graded with its seed: nothing in it was written by hand."""
    assert f"graded-{SEED}" == made.variant
    assert attrs.evolve(made.numbers, variant="base") == load_capstone("base").numbers


def test_perturbed_a_little():
    """Base differs from graded in about a fifth of the ratings, by one, within 0 to 5."""
    before, after = flat(capstone()), flat(capstone("base"))
    steps = [new - old for old, new in zip(before, after, strict=True)]
    assert {-1, 0, 1} == set(steps)
    assert 0.08 * len(steps) < sum(step != 0 for step in steps) < 0.32 * len(steps)
    assert set(after) <= set(range(6))


def test_perturbed_numbers_are_complete():
    """A perturbed variant carries its own reference and its own strategies beside a year."""
    scenario = perturb(capstone(), 3)
    assert "graded-3" == scenario.variant
    assert completed(scenario) == scenario


@pytest.mark.full
def test_any_seed_makes_one(full):
    """Whatever the seed, a variant on which the lesson holds is made, from base too."""
    for seed in range(10 if full else 1):
        assert [] == lesson_holds(make_variant(capstone("base"), seed))


def test_file_of_a_variant(made, tmp_path):
    """The text of a variant's file, read back by the kit, gives the same numbers to the last digit."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    for name in (ID, "affordable-mix"):
        shutil.copy(str(content_root() / "scenarios" / f"{name}.toml"), folder)
    (folder / f"{ID}.{made.variant}.toml").write_text(as_toml(made.numbers), encoding="utf-8")
    assert made == load_capstone(made.variant, root=tmp_path)


@pytest.mark.parametrize("variant", variant_names(ID))
def test_files_that_ship_are_in_that_format(variant):
    """The files that ship are what the tool writes from their numbers."""
    shipped = (content_root() / "scenarios" / f"{ID}.{variant}.toml").read_text(encoding="utf-8")
    assert shipped == as_toml(load_capstone(variant).numbers)


def test_command_line(capsys):
    """The tool writes a variant's file from the command line, and says how it is used otherwise."""
    assert 0 == main(["graded", str(SEED), "base"])
    shipped = (content_root() / "scenarios" / f"{ID}.base.toml").read_text(encoding="utf-8")
    assert shipped == capsys.readouterr().out
    for wrong in ([], ["graded"], ["graded", "five", "base"]):
        assert 2 == main(wrong)
        assert capsys.readouterr().err.startswith("usage: ")


def test_strategies_stay_legal_on_any_variant():
    """The policies of the named strategies make legal, finished years on whatever ratings there are."""
    for seed in range(10):
        scenario = capstone(ratings=moved_ratings(capstone().numbers.ratings, seed))
        assert all(replay(scenario, list(moves)).finished for moves in strategies(scenario).values())


def changed(quarters, **ratings):
    """Graded with some people's ratings in some quarters replaced, completed."""
    numbers = {
        quarter: {**by_person, **(ratings if quarter in quarters else {})}
        for quarter, by_person in capstone().numbers.ratings.items()
    }
    return completed(capstone(ratings=numbers))


FIVE, ZERO, PAGE = (5,) * 10, (0,) * 10, (5, *(0,) * 9)
REFUSED = {
    "nothing to say": (
        changed(["summer"], mara=ZERO),
        "mara can say 0 of 3 lines in summer, and should 2",
    ),
    "everybody happy with anything": (
        changed(QUARTERS, mara=FIVE, tomas=FIVE, ines=FIVE, bryn=FIVE),
        "one mix all year reaches 28.50 points, and should not pass",
    ),
    "the first quarter is no sacrifice": (
        changed(QUARTERS, mara=PAGE, tomas=PAGE, ines=PAGE, bryn=PAGE),
        "in summer process-rigid should be worth more than co-creator",
    ),
    "a reference that nobody reaches": (
        capstone(reference=100.0),
        "co-creator reaches 65% of the points, and should reach 85%",
    ),
}


@pytest.mark.parametrize(("scenario", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused(scenario, reason):
    """Numbers that teach something else are refused, with the reason."""
    assert reason in lesson_holds(scenario)


def test_gives_up():
    """When no perturbation keeps the lesson the tool says so and what to do."""
    hopeless = capstone(ratings=rated())
    with pytest.raises(NoVariantFoundError) as found:
        make_variant(hopeless, 1)
    assert "None of 1000 perturbations of “graded” keeps the lesson; try another seed." == str(found.value)
