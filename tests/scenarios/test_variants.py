"""The variant tool: new numbers, kept only when the lesson still holds on them."""

from mix_samples import mix, rated

from itilkit.authoring.affordable_mix.variants import TOOL, references


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
    before, after = flat(mix()), flat(TOOL.perturb(mix(), 3))
    steps = [new - old for old, new in zip(before, after, strict=True)]
    assert {-1, 0, 1} == set(steps)
    assert 0.08 * len(steps) < sum(step != 0 for step in steps) < 0.32 * len(steps)
    assert set(after) <= set(range(6))


def test_perturbed_numbers_are_complete():
    """A perturbed variant carries its own references and its own strategies beside a run."""
    scenario = TOOL.perturb(mix(), 3)
    assert references(scenario) == scenario.numbers.references
    assert TOOL.completed(scenario) == scenario
    assert "base-3" == scenario.variant


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
    ] == TOOL.lesson_holds(TOOL.completed(mix(ratings=ratings)))


def test_refused_when_listening_does_not_pay():
    """A variant whose references nobody reaches is refused: the co-creator must come out well."""
    out_of_reach = mix(references=(100.0, 100.0, 100.0))
    assert ["co-creator reaches 72% of the points, and should reach 85%"] == TOOL.lesson_holds(out_of_reach)
