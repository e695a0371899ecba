"""The figures of the report, worked out again by hand or another way."""

import statistics

import attrs
import pytest
from classes import EMPTY, FOUR, run_of, simulated

from itilkit.items import criteria
from itilkit.reports.evidence import LearnerForm
from itilkit.reports.findings import findings
from itilkit.reports.gains import gains
from itilkit.reports.item_analysis import correlation, item_figures
from itilkit.reports.lines import pictures
from itilkit.reports.marks import columns, rows
from itilkit.reports.objectives import by_objective
from itilkit.reports.teaching import section_of, to_teach_again
from itilkit.scenarios import load_scenario

# marks ----------------------------------------------------------------------------------------------


def test_marks_of_a_learner():
    """A learner's sum holds what is graded; what is missing and what waits is named."""
    found = {row.learner: (row.score, row.most, row.missing, row.waiting) for row in rows(FOUR)}
    assert {
        "ada": (23.0, 30.0, (), ("02-two",)),
        "ben": (4.0, 30.0, ("02-two",), ()),
        "cyd": (0.0, 30.0, ("02-two",), ("01-one",)),
        "dee": (17.0, 30.0, (), ()),
    } == found


def test_marks_of_an_assignment():
    """The mean of an assignment is that of those who are graded."""
    one, two = columns(FOUR)
    assert (4, 3, 0, 6.0) == (one.handed_in, one.graded, one.waiting, one.mean)
    assert (2, 2, 1, 13.0) == (two.handed_in, two.graded, two.waiting, two.mean)


# objectives -----------------------------------------------------------------------------------------


def test_objectives_of_questions():
    """A question counts with its share, left open with 0; who did not hand it in is left out."""
    found = {each.code: each for each in by_objective(FOUR)}
    assert {"ada": 1.0, "ben": 0.0, "cyd": 0.0, "dee": 1.0} == found["LO1"].shares
    assert pytest.approx({"ada": 1.0, "ben": 1 / 3, "dee": 2 / 3}) == found["LO2"].shares
    assert (0.5, ("ben", "cyd"), 1, 0) == (
        found["LO1"].mean,
        found["LO1"].below_half,
        found["LO1"].questions,
        found["LO1"].criteria,
    )
    assert found["LO3"].mean is None


def test_objectives_of_runs():
    """A criterion counts once for each of its objectives, with its share of its own points."""
    run = run_of("ada", "affordable-mix", ["ask mara", "offer chatbot", "ask ines", "offer dashboard"])
    found = {each.code: each for each in by_objective(attrs.evolve(FOUR, runs=(run,)))}
    told = {name: points / most for name, (points, most) in run.result.criteria.items()}
    own = [name for name, evidence in criteria()["affordable-mix"].items() if "LO10" in evidence.objectives]
    assert pytest.approx(statistics.fmean(told[name] for name in own)) == found["LO10"].shares["ada"]
    assert len(own) == found["LO10"].pieces["ada"]
    # the question on LO1 and the criterion “evidence”
    assert pytest.approx((1.0 + told["evidence"]) / 2) == found["LO1"].shares["ada"]


# questions ------------------------------------------------------------------------------------------


def test_figures_of_a_question():
    """Facility, what was chosen, and the flags of a question, by hand."""
    found = {each.question: each for each in item_figures(FOUR)}
    tide, lamps = found["tide"], found["lamps"]
    assert (3, 1, pytest.approx(2 / 3)) == (tide.answered, tide.open, tide.facility)
    assert [
        ("The price", False, pytest.approx(1 / 3), "M2"),
        ("The outcome", True, pytest.approx(2 / 3), ""),
        ("The list", False, 0.0, "M4"),
    ] == [(way.words, way.right, way.share, way.code) for way in tide.ways]
    assert ("1 idle distractor",) == tide.flags
    assert pytest.approx((1 + 1 / 3 + 2 / 3) / 3) == lamps.facility


def test_discrimination():
    """Discrimination is the correlation of a question with the mean share of the others."""
    found = {each.question: each for each in item_figures(FOUR)}
    own, rest = [1.0, 0.0, 1.0], [1.0, 1 / 3, 2 / 3]
    assert pytest.approx(statistics.correlation(own, rest)) == found["tide"].discrimination


def test_discrimination_in_a_class():
    """In a whole class it is the same as the library of Python gives."""
    data = simulated(30, 1)
    figures = {each.question: each for each in item_figures(data)}
    for name in ("winter-line", "one-deck-for-three", "the-bridge", "a-boat-for-the-market"):
        learners = [learner.id for learner in data.learners]
        own = [data.shares[name][learner] for learner in learners]
        rest = [
            statistics.fmean(shares[learner] for other, shares in data.shares.items() if other != name)
            for learner in learners
        ]
        assert pytest.approx(statistics.correlation(own, rest)) == figures[name].discrimination


def test_no_discrimination():
    """Where two answered, or everybody alike, there is no correlation."""
    assert [None, None, None] == [
        correlation([(0.0, 1.0), (1.0, 0.0)]),
        correlation([(1.0, 0.2), (1.0, 0.4), (1.0, 0.9)]),
        correlation([(0.1, 0.5), (0.2, 0.5), (0.3, 0.5)]),
    ]


def test_flags():
    """A question that all solve is easy, and one that nobody solves is hard."""
    solved = attrs.evolve(
        FOUR,
        responses=tuple(
            attrs.evolve(each, response=FOUR.asked[each.question].key[0]) for each in FOUR.responses[:4]
        ),
    )
    missed = attrs.evolve(
        FOUR, responses=tuple(attrs.evolve(each, response="a") for each in FOUR.responses[:4])
    )
    assert ("easy", "2 idle distractors") == item_figures(solved)[0].flags
    assert ("hard", "1 idle distractor") == item_figures(missed)[0].flags


def test_shares_of_every_kind():
    """What was chosen adds up: options of a choice to 1, targets of a row to 1, pairs to what turned."""
    data = simulated(30, 1)
    for each in item_figures(data):
        question = data.asked[each.question].question
        if each.kind == "choice":
            assert pytest.approx(1.0) == sum(way.share for way in each.ways)
        if each.kind in {"match", "classify"}:
            assert pytest.approx(len(question.options)) == sum(way.share for way in each.ways)
        if each.kind == "order":
            turned = [
                response.response.index(way_first) > response.response.index(way_second)
                for response in data.answered(each.question)
                for way_first, way_second in _pairs(data.asked[each.question].key)
            ]
            assert pytest.approx(sum(turned) / each.answered) == sum(way.share for way in each.ways)


def _pairs(key):
    steps = [step.split() for step in key]
    return [
        (first, second)
        for place, early in enumerate(steps)
        for late in steps[place + 1 :]
        for first in early
        for second in late
    ]


# runs -----------------------------------------------------------------------------------------------


def test_lines_of_runs():
    """A run's line holds its values step by step, and the strategies beside it are the variant's own."""
    data = simulated(30, 1)
    found = {each.scenario: each for each in pictures(data)}
    assert set(found) == {run.scenario for run in data.runs}
    for run in data.runs[:6]:
        picture = found[run.scenario]
        (line,) = (line for line in picture.runs if line.who == run.learner)
        assert (run.result.value, run.result.score, run.result.passed) == (
            line.value,
            line.score,
            line.passed,
        )
        assert len(picture.steps) == len(line.values)
    mix = load_scenario("affordable-mix", "graded").numbers.beside
    assert [(each.name, each.seasons) for each in mix] == [
        (line.who, line.values) for line in found["affordable-mix"].beside
    ]


def test_line_values_make_the_value():
    """The mean of a year's seasons is its value, and so for every scenario whose value is a mean."""
    data = simulated(30, 1)
    for picture in pictures(data):
        if picture.scenario != "dialogue":  # its dates have weights of their own
            for line in picture.runs:
                assert pytest.approx(line.value) == statistics.fmean(line.values)


def test_middle():
    """The strong line is the median of the runs; a step that was not reached counts 0."""
    runs = (
        run_of("ada", "affordable-mix", ["offer chatbot"]),
        run_of("ben", "affordable-mix", ["offer dashboard", "offer dashboard"]),
        run_of("cyd", "affordable-mix", ["offer loyalty", "offer loyalty", "offer loyalty"]),
    )
    (picture,) = pictures(attrs.evolve(FOUR, runs=runs))
    firsts = [run.result.state.played[0].value for run in runs]
    assert statistics.median(firsts) == picture.middle[0]
    assert 0.0 == picture.middle[2]


# gain -----------------------------------------------------------------------------------------------


def taken(learner, form, **shares):
    return LearnerForm(learner, form, shares)


def test_gain():
    """The gain is that of the class, of those who finished both forms."""
    forms = (
        taken("ada", "before", LO1=0.2, LO2=1.0),
        taken("ada", "after", LO1=0.6, LO2=1.0),
        taken("ben", "before", LO1=0.4, LO2=1.0),
        taken("ben", "after", LO1=0.8, LO2=1.0),
        taken("cyd", "before", LO1=1.0, LO2=0.0),
    )
    found = gains(attrs.evolve(FOUR, forms=forms))
    one, two = found.objectives
    assert (("ada", "ben"), 3, 2) == (found.learners, found.before, found.after)
    assert pytest.approx((0.3, 0.7, 0.4 / 0.7)) == (one.before, one.after, one.gain)
    assert two.gain is None
    assert pytest.approx((0.65, 0.85, 0.2 / 0.35)) == (
        found.overall.before,
        found.overall.after,
        found.overall.gain,
    )


def test_no_gain():
    """Without both forms there is no gain, and nothing is invented."""
    found = gains(attrs.evolve(FOUR, forms=(taken("ada", "before", LO1=0.2),)))
    assert (None, (), 1, 0) == (found.overall, found.objectives, found.before, found.after)


# teaching -------------------------------------------------------------------------------------------


def test_three_things():
    """The three things to teach again concern the largest shares of the class, each in another section."""
    found = findings(simulated(30, 1))
    concerns = [(len(case.who) / case.of, case.code) for case in found.cases if case.reported]
    concerns += [
        (len(each.below_half) / len(each.shares), each.code) for each in found.objectives if each.shares
    ]
    assert 3 == len(found.things)
    assert max(concerns)[0] == found.things[0].share
    assert sorted((thing.share for thing in found.things), reverse=True) == [
        thing.share for thing in found.things
    ]
    assert 3 == len({(thing.lesson, thing.section) for thing in found.things})
    assert all(thing.section for thing in found.things)
    named = {thing.code for thing in found.things} | {
        code
        for thing in found.things
        for also in thing.also
        for code in [also.rpartition("(")[2].split(",")[0]]
    }
    smallest = found.things[-1].share
    assert {code for share, code in concerns if share > smallest} <= named


def test_nothing_to_teach_again():
    """What concerns one person is for a talk with them; an empty class has nothing to teach again."""
    assert () == findings(EMPTY).things
    one = attrs.evolve(FOUR, responses=FOUR.responses[:2])
    assert () == to_teach_again((), by_objective(one))


def test_section_to_teach_from():
    """Without any item there is no section."""
    assert ("", "") == section_of(())
