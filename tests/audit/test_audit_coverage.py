"""The coverage matrix: every claim, objective and misconception is covered, and a gap is told."""

import attrs
import pytest

from itilkit.authoring.audit import Subject, audit, subjects_of
from itilkit.authoring.audit.coverage import CoveragePlan, coverage
from itilkit.content import ContentError
from itilkit.items import (
    Evidence,
    Question,
    claims,
    criteria,
    load_items,
    misconceptions,
    objectives,
    read_criteria,
)
from itilkit.items.evidence import criterion_problems
from itilkit.scenarios import SCENARIOS, load_scenario, replay

BANK = subjects_of(load_items().values())
PLAN = CoveragePlan(claims(), objectives(), misconceptions(), criteria())


def scored():
    """The criteria by which a run of each scenario is scored."""
    return {name: list(replay(load_scenario(name), []).criteria) for name in SCENARIOS}


def item(name, kind="choice", **facts):
    """An item that matters only by what it covers."""
    facts = {"because": {}, "objective": "LO1", **facts}
    return Subject(Question(name, "What?", {"a": "This", "b": "That"}, kind), ("a",), **facts)


# the bank that ships --------------------------------------------------------------------------------


def test_the_bank_covers_the_course():
    """Every claim, objective and misconception is covered by the items and criteria that ship."""
    found = coverage(BANK, PLAN)

    assert () == found.holes
    assert (16, 36, 19) == (len(found.objectives), len(found.claims), len(found.misconceptions))


def test_every_criterion_stands_for_an_objective():
    """Every criterion by which a run is scored gives evidence on objectives, and no other is named."""
    assert () == criterion_problems(criteria(), scored())
    assert {name: list(of) for name, of in criteria().items()} == scored()


@pytest.mark.parametrize(
    ("scenario", "codes"),
    {
        "affordable-mix": {"LO1", "LO3", "LO4", "LO10", "LO14"},
        "service-value-system": {"LO5", "LO8", "LO15"},
        "value-stream": {"LO6", "LO7", "LO14"},
        "dialogue": {"LO9", "LO10", "LO11", "LO12"},
        "conditions": {"LO13", "LO14"},
        "capstone": {"LO4", "LO7", "LO12", "LO14", "LO16"},
    }.items(),
)
def test_objectives_of_a_scenario(scenario, codes):
    """A scenario gives evidence on the objectives that the course design gives it, and on no other."""
    assert codes == {code for evidence in criteria()[scenario].values() for code in evidence.objectives}


# holes ----------------------------------------------------------------------------------------------


def holes(subjects, plan=PLAN):
    return coverage(subjects, plan).holes


@pytest.mark.parametrize(
    ("kinds", "with_criterion", "covered"),
    [
        (["choice", "choice", "multi"], False, True),
        (["choice", "choice", "choice"], False, False),
        (["choice", "multi"], False, False),
        (["choice", "choice"], True, True),
        (["choice"], True, False),
        ([], True, False),
    ],
)
def test_rule_of_an_objective(kinds, with_criterion, covered):
    """An objective has three items of two kinds, or one criterion and two items."""
    items = [item(f"i{number}", kind) for number, kind in enumerate(kinds)]
    told = {"affordable-mix": {"evidence": Evidence(("LO1",))}} if with_criterion else {}
    plan = attrs.evolve(
        PLAN, claims={}, objectives={"LO1": objectives()["LO1"]}, misconceptions={}, criteria=told
    )

    hole = (
        f"LO1 has {len(kinds)} practice items of {len(set(kinds))} kinds and {int(with_criterion)} scenario "
        "criteria; it needs three items of two kinds, or a criterion and two items."
    )
    assert (() if covered else (hole,)) == holes(items, plan)


@pytest.mark.parametrize("use", ["before", "after", "later", "graded"])
def test_only_practice_counts_for_an_objective(use):
    """Items of a form and graded questions measure an objective and do not teach it."""
    items = [item("a"), item("b", "multi"), item("c", use=use)]
    plan = attrs.evolve(
        PLAN, claims={}, objectives={"LO1": objectives()["LO1"]}, misconceptions={}, criteria={}
    )

    assert 1 == len(holes(items, plan))


def test_a_claim_without_anything():
    """A claim that no objective names, and that nothing asks for or teaches, is a hole twice."""
    bare = attrs.evolve(claims()["C1"], section="")
    plan = CoveragePlan({"C1": bare}, {}, {}, {})

    assert (
        "C1 belongs to no objective; name it in objectives.toml.",
        "C1 has neither an item nor a section that teaches it; add one.",
    ) == holes([], plan)


def test_a_claim_with_an_item_or_a_section():
    """An item or a section covers a claim; a graded question alone does not."""
    taught, bare = claims()["C1"], attrs.evolve(claims()["C1"], section="")
    asked, graded = item("a", claims=("C1",)), item("b", claims=("C1",), use="graded")
    lo16 = {"LO16": objectives()["LO16"]}

    def of_claims(subjects, claim):
        return [
            hole
            for hole in holes(subjects, CoveragePlan({"C1": claim}, lo16, {}, {}))
            if hole.startswith("C1 ")
        ]

    assert [] == of_claims([], taught)
    assert [] == of_claims([asked], bare)
    assert 1 == len(of_claims([graded], bare))


def test_a_misconception_behind_nothing():
    """Each misconception stands behind practice items, and behind each form that the bank has."""
    plan = CoveragePlan({}, {}, {"M1": misconceptions()["M1"]}, {})
    reveals = item("a", because={"b": ("M1", "No.")})
    forms = [item("b", use="before"), item("c", use="later", because={"b": ("M1", "No.")})]

    assert () == holes([reveals], plan)
    assert (
        "M1 stands behind no wrong decision of the practice items; add one that rests on it.",
        "M1 stands behind no wrong decision of the form “before”; add one that rests on it.",
    ) == holes(forms, plan)


def test_a_bank_with_holes():
    """Without its items on one objective, the bank's audit tells the hole."""
    found = audit([one for one in BANK if one.objective != "LO2"], scored())

    (hole,) = [problem for problem in found.problems if problem.startswith("LO2 ")]
    assert (
        "LO2 has 0 practice items of 0 kinds and 0 scenario criteria; it needs three items of two kinds, "
        "or a criterion and two items."
    ) == hole


def test_too_few_items():
    """A verdict on a bank of fewer than 40 items is refused; graded questions do not fill it up."""
    few = [*BANK[:39], item("g", use="graded")]

    assert "The bank has 39 items; a verdict on it needs 40 at least." in audit(few, scored()).problems


# criteria.toml --------------------------------------------------------------------------------------


def test_faults_of_criteria(tmp_path):
    """Codes that do not exist and criteria without an objective are told all at once."""
    (tmp_path / "criteria.toml").write_text(
        "[affordable-mix.evidence]\nobjectives = ['LO1O']\nmisconceptions = ['M1', 'M0']\n"
        "[dialogue.outcome]\nobjectives = []\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError) as found:
        read_criteria(tmp_path)

    assert (
        'affordable-mix.evidence.objectives: there is no "LO1O"; did you mean "LO1"?',
        'affordable-mix.evidence.misconceptions: there is no "M0"; did you mean "M10"?',
        "dialogue.outcome.objectives: a criterion gives evidence on one at least",
    ) == found.value.problems


def test_criteria_and_scenarios_differ():
    """A criterion that is scored and not named, and one that is named and not scored, are told."""
    told = {"dialogue": {"outcome": Evidence(("LO9",)), "mood": Evidence(("LO9",))}}

    assert (
        "criteria.toml: conditions is scored by “heard”, which stands for no objective yet; add it.",
        "criteria.toml: dialogue is scored by “revisits”, which stands for no objective yet; add it.",
        "criteria.toml: dialogue has no criterion “mood”; drop it.",
    ) == criterion_problems(told, {"dialogue": ["outcome", "revisits"], "conditions": ["heard"]})


def test_criteria_count_among_the_faults():
    """A criterion that stands for no objective is a fault of the audit."""
    found = audit(BANK, {**scored(), "dialogue": [*scored()["dialogue"], "mood"]})

    assert [
        "criteria.toml: dialogue is scored by “mood”, which stands for no objective yet; add it."
    ] == list(found.criteria)
    assert set(found.criteria) <= set(found.problems)
