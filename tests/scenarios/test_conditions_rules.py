"""The rules of the six iterations, worked out by hand on small numbers."""

import pytest
from conditions_samples import ALL, conditions, six, steady

from itilkit.scenarios import replay
from itilkit.scenarios.conditions.model import History, load_conditions


def played(scenario, *moves):
    return replay(scenario, list(moves)).state.played


def test_start():
    """Before the first iteration the team assumes 3, 2, 2 and 1; nothing is designed and nothing is live."""
    work = conditions().first_work
    assert ((3, 2, 2, 1), (0, 0, 0, 0), None) == (work.belief, work.design, work.live)


@pytest.mark.parametrize(
    ("move", "room"),
    [
        ("build", 13),
        ("release", 12),
        ("build with users", 11),
        ("release with users support", 8),
        (f"build with {ALL}", 5),
        (f"release with {ALL}", 4),
    ],
)
def test_room(move, room):
    """An iteration has room for 13 steps, less 2 for each group in the room and 1 for a release."""
    scenario = steady(10, 10, 10, 10)
    [done] = played(scenario, move)
    assert room == done.capacity == scenario.room_left(len(done.present), released=done.released)


def test_presence_tells_the_need():
    """A group in the room tells what is needed of its aspect in this iteration; the other beliefs stay."""
    first, second, third = played(
        conditions(), "build with islanders", "build with customer", "build with customer"
    )
    assert (3, 5, 2, 1) == first.work.belief
    assert (7, 5, 2, 1) == second.work.belief
    assert (9, 5, 2, 1) == third.work.belief


def test_largest_gap_first():
    """Each step goes where belief and design are furthest apart; of equals speed comes first, then clarity,
    coverage and handover.
    """
    [done] = played(steady(3, 2, 2, 3), f"build with {ALL}")
    assert (0, 3, 0, 1, 2) == done.work.steps
    assert (2, 1, 1, 1) == done.work.design


def test_steps_stop_when_no_gap_is_left():
    """Where belief and design meet, no more steps are done, however much room there is."""
    first, second = played(steady(2, 1), "build with customer islanders", "build")
    assert (3, (0, 0, 1)) == (len(first.work.steps), first.work.steps)
    assert () == second.work.steps


def test_steps_go_back_too():
    """A belief below the design takes steps away again."""
    scenario = conditions(needs={**conditions().numbers.needs, "speed": (7, 5, 5, 5, 5, 5)})
    first, second = played(scenario, "build with customer", "build with customer")
    assert (7, 5) == (first.work.design[0], second.work.design[0])
    assert 2 == second.work.steps.count(0)


def test_release():
    """A release makes the design live; its quality falls by 0.02 a step since the last release."""
    first, second, third = played(
        steady(5, 5), "build with customer", "release with islanders support", "build"
    )
    assert (None, 5, 0.0) == (first.work.live, first.work.pending, first.value)
    assert (5, 5, 0, 0) == second.work.live
    assert (pytest.approx(1 - 0.02 * 10), 0) == (second.quality, second.work.pending)
    assert 80.0 == pytest.approx(second.value)
    assert (second.work.live, second.quality, second.value) == (third.work.live, third.quality, third.value)


def test_release_without_support():
    """A release without support in the room loses another 0.12 of quality."""
    [done] = played(steady(5), "release with customer")
    assert 1 - 0.1 - 0.12 == pytest.approx(done.quality)


def test_quality_has_a_floor():
    """Quality never falls below 0.4, however much goes live at once."""
    *_, done = played(steady(10, 10, 10, 10), *[f"build with {ALL}"] * 2, *["build"] * 3, "release")
    assert 40 == sum(done.work.live)
    assert 0.4 == done.quality


def test_value():
    """Value is 100 less 1/26 for each step between live and need, times quality; below 0 it stays 0."""
    [done] = played(steady(5, 10, 3), "release with customer support")
    assert 100 * (1 - 13 / 26) * 0.9 == pytest.approx(done.value)
    [far] = played(steady(5, 10, 10, 10), "release with customer")
    assert 0.0 == far.value


def test_mean_of_six():
    """The value of a run is the mean of six iterations; those that are not played count 0."""
    scenario = steady(5)
    one = replay(scenario, ["release with customer support"])
    assert 90 / 6 == pytest.approx(one.value)
    assert not one.finished
    assert 90.0 == pytest.approx(replay(scenario, six("release with customer support")).value)


def test_order_of_groups_changes_nothing():
    """Who is named first makes no difference."""
    scenario = conditions()
    assert replay(scenario, ["release with users customer"]) == replay(
        scenario, ["release with customer users"]
    )


@pytest.mark.parametrize(
    ("moves", "points"),
    [
        (six(), 0.0),
        (six("build", "build", "build with customer"), 0.5),
        (six("build", "build", "build", "build", "release with islanders"), 0.5),
        (six("build with customer", "build", "build", "build with islanders"), 0.0),
        (six("build", "build", "build with customer", "build", "build with islanders"), 1.0),
        (["build", "build", "build with customer"], 0.5),
    ],
)
def test_went_back(moves, points):
    """Half a point each: the customer in the room in iteration 3, the islanders in iteration 5."""
    assert (points, 1.0) == replay(conditions(), moves).criteria["went-back"]


@pytest.mark.parametrize(("releases", "points"), [(0, 0.0), (3, 0.0), (4, 1.0), (6, 1.0)])
def test_small_releases(releases, points):
    """Four releases or more earn a point."""
    moves = [*["release"] * releases, *["build"] * (6 - releases)]
    assert (points, 1.0) == replay(conditions(), moves).criteria["small-releases"]


@pytest.mark.parametrize(
    ("moves", "points"),
    [
        (six("build with support"), 0.0),
        (six("release with support"), 1.0),
        (six("build with support", "build", "release"), 1.0),
        (six("release", "release with support"), 0.0),
    ],
)
def test_support(moves, points):
    """Support earns its point when it was in the room up to the first release; without a release, never."""
    assert (points, 1.0) == replay(conditions(), moves).criteria["support"]


@pytest.mark.parametrize(
    ("moves", "points"),
    [
        (six(), 0.0),
        (six("build with users"), 0.25),
        (six("build with users support", "build", "build", "build with customer"), 0.75),
        (six("build", "build", "build", "build", f"build with {ALL}"), 0.0),
        (six(f"build with {ALL}"), 1.0),
    ],
)
def test_heard(moves, points):
    """A quarter of a point for each group that was in the room in one of the first four iterations."""
    assert (points, 1.0) == replay(conditions(), moves).criteria["heard"]


@pytest.mark.parametrize(("reference", "points"), [(90.0, 8.0), (100.0, 8 * 0.27 / 0.37), (150.0, 0.0)])
def test_outcome(reference, points):
    """Outcome is 8 points from 63 % of the reference to all of it."""
    result = replay(steady(5, reference=reference), six("release with customer support"))
    assert (pytest.approx(points), 8.0) == result.criteria["outcome"]


def test_history():
    """For a picture, each aspect tells need, belief, design and live by iteration; before the first release
    nothing is live.
    """
    scenario = conditions()
    state = replay(scenario, ["build with customer", "release", "build"]).state
    assert (
        History(needs=(7, 7, 9), belief=(7, 7, 7), design=(7, 7, 7), live=(None, 7, 7))
        == (scenario.history(state)["speed"])
    )
    assert ["speed", "clarity", "coverage", "handover"] == list(scenario.history(scenario.start()))


def test_losses_add_up():
    """What an iteration misses to 100 is told in parts: not known, not built, not live, not sound."""
    first, second = played(steady(10, 10), "build with customer", "release with support")
    assert (100 * 10 / 26, 0.0, 100 * 16 / 26, 0.0) == pytest.approx(
        (first.losses.unknown, first.losses.unbuilt, first.losses.unreleased, first.losses.unsound)
    )
    assert (100 * 10 / 26, 100 * 16 / 26 * 0.2) == pytest.approx(
        (second.losses.unknown, second.losses.unsound)
    )


def test_story():
    """An iteration is told in order: who was there and what they said, what was built, what went live, who
    complains, and what it is worth.
    """
    events = replay(load_conditions(), ["release with customer"]).events
    assert "Iteration 1: in the room was Mara for the customer." == events[0]
    assert events[1].startswith("Mara: “")
    assert events[1].endswith("” Speed is needed at 7 of 10.")
    assert (
        "The team had room for 10 steps and changed speed by 7, clarity by 2 and coverage by 1."
        == (events[2])
    )
    assert "Released: 10 steps went live, and support had not been shown it." == events[3]
    assert ["Service desk", "Tomas", "Bryn"] == [event.split(":")[0] for event in events[4:7]]
    assert "Value 29 of 100, with a quality of 68 of 100." == events[7]
    assert 8 == len(events)


def test_answer_in_words():
    """A run is told without any verdict, and what is left of it."""
    scenario = conditions()
    told = scenario.tell(replay(scenario, ["build", "release with users support"]).state)
    assert (
        "Iteration 1: you built with nobody else.",
        "Iteration 2: you built with users and support and released.",
        "Iterations 3 to 6 are still to be played.",
    ) == told
    five = scenario.tell(replay(scenario, ["build"] * 5).state)
    assert "Iteration 6 is still to be played." == five[-1]
    assert 6 == len(scenario.tell(replay(scenario, six()).state))
