"""The variant tool: new numbers, kept only when the lesson still holds on them."""

import shutil
import tomllib
from time import perf_counter

import attrs
import pytest
from mix_samples import mix, rated

from itilkit.content import content_root
from itilkit.scenarios import replay, variant_names
from itilkit.scenarios.affordable_mix import ID, load_affordable_mix
from itilkit.scenarios.mix_strategies import strategies
from itilkit.scenarios.variants import as_toml, completed, lesson_holds, make_variant, perturb, references


@pytest.fixture(scope="module")
def made():
    """A variant made from base, and the seconds it took."""
    start = perf_counter()
    scenario = make_variant(mix(), 7)
    return scenario, perf_counter() - start


@pytest.mark.parametrize("variant", variant_names(ID))
def test_lesson_holds_on_what_ships(variant):
    """On every variant that ships, listening pays and every shortcut falls short."""
    assert [] == lesson_holds(load_affordable_mix(variant))


def flat(scenario):
    """All ratings of a scenario in one list."""
    return [
        rating
        for by_person in scenario.numbers.ratings.values()
        for row in by_person.values()
        for rating in row
    ]


def test_perturbed_a_little():
    """A perturbation moves about a fifth of the ratings by one and keeps them between 0 and 5."""
    before, after = flat(mix()), flat(perturb(mix(), 3))
    steps = [new - old for old, new in zip(before, after, strict=True)]
    assert {-1, 0, 1} == set(steps)
    assert 0.08 * len(steps) < sum(step != 0 for step in steps) < 0.32 * len(steps)
    assert set(after) <= set(range(6))


def test_perturbed_the_same_way_again():
    """The same seed gives the same numbers, another seed others."""
    assert perturb(mix(), 3) == perturb(mix(), 3)
    assert flat(perturb(mix(), 3)) != flat(perturb(mix(), 4))


def test_perturbed_numbers_are_complete():
    """A perturbed variant carries its own references and its own strategies beside a run."""
    scenario = perturb(mix(), 3)
    assert references(scenario) == scenario.numbers.references
    assert completed(scenario) == scenario
    assert "base-3" == scenario.variant


def test_made_variant_keeps_the_lesson(made):
    """A made variant is new, and the lesson holds on it."""
    scenario, _ = made
    assert "base-7" == scenario.variant
    assert flat(scenario) != flat(mix())
    assert [] == lesson_holds(scenario)


def test_made_variant_again(made):
    """The same seed makes the same variant."""
    assert made[0] == make_variant(mix(), 7)


@pytest.mark.full
def test_any_seed_makes_one(full):
    """Whatever the seed and whichever variant it starts from, a variant on which the lesson holds is made."""
    for seed in range(20 if full else 2):
        assert [] == lesson_holds(make_variant(mix("graded"), seed))


def test_making_takes_less_than_a_minute(made):
    """Making a variant is a matter of seconds; a minute is the limit."""
    assert made[1] < 60


def test_file_of_a_variant(made, tmp_path):
    """The text of a variant's file, read back by the kit, gives the same numbers to the last digit."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(str(content_root() / "scenarios" / f"{ID}.toml"), folder)
    (folder / f"{ID}.base-7.toml").write_text(as_toml(made[0].numbers), encoding="utf-8")
    assert made[0] == load_affordable_mix("base-7", root=tmp_path)


@pytest.mark.parametrize("variant", ["base", "graded"])
def test_files_that_ship_are_in_that_format(variant):
    """The files that ship are what the tool writes from their numbers."""
    shipped = (content_root() / "scenarios" / f"{ID}.{variant}.toml").read_text(encoding="utf-8")
    assert shipped == as_toml(load_affordable_mix(variant).numbers)


def test_file_holds_any_name():
    """Names with quotation marks and umlauts survive the file."""
    numbers = attrs.evolve(mix().numbers, variant='a "Übung" \\ 1')
    assert 'a "Übung" \\ 1' == tomllib.loads(as_toml(numbers))["variant"]


def test_strategies_stay_legal_on_any_variant():
    """The policies of the named strategies make legal, finished runs on whatever ratings there are."""
    for seed in range(5):
        scenario = perturb(mix("graded"), seed)
        assert all(replay(scenario, list(moves)).finished for moves in strategies(scenario).values())


def test_refused_when_everybody_wants_everything():
    """Where everybody wants everything, listening teaches nothing: the tool says each reason why not."""
    five = dict.fromkeys(mix().features, 5)
    ratings = rated(
        **{season: dict.fromkeys(mix().people, five) for season in ("summer", "storms", "winter")}
    )
    assert [
        "provider-only reaches 58% of the points, and should stay within 35%",
        "feature-maximizer reaches 52% of the points, and should stay within 35%",
        "please-everyone passes, with 10.00 of 12 points",
        "7682281 years share the highest value, 100.0000",
    ] == lesson_holds(completed(mix(ratings=ratings)))


def test_refused_when_listening_does_not_pay():
    """A variant whose references nobody reaches is refused: the co-creator must come out well."""
    out_of_reach = mix(references=(100.0, 100.0, 100.0))
    assert ["co-creator reaches 72% of the points, and should reach 85%"] == lesson_holds(out_of_reach)
