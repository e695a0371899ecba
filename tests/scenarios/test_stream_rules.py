"""The rules of the value stream designer, each worked out by hand on a small case."""

import pytest
from stream_samples import RIGHT, SEVEN, laid, plain, stream

from itilkit.scenarios import replay
from itilkit.scenarios.value_stream.content import MAIN


def near(value):
    return pytest.approx(value, abs=1e-9)


def criterion(scenario, moves, name):
    return replay(scenario, moves).criteria[name][0]


def by_step(month):
    return {time.step: time for time in month.steps}


# the flow -------------------------------------------------------------------------------------------


def test_loads():
    """All calls are logged and checked; what was logged wrong is investigated again; what the desk does not
    fix goes on, once more when the investigation was wrong; and all of that is put live.
    """
    scenario = plain(fix=0.4, demand=12.0, log_call={"right": 0.8}, investigate={"right": 0.5})
    loads = {time.step: time.load for time in scenario.as_is[0].steps}
    assert {
        "log-call": near(12.0),
        "investigate": near(12 / 0.8),
        "specialist-fix": near(12 * 0.6 / 0.5),
        "put-live": near(12 * 0.6),
        "check-caller": near(12.0),
    } == loads


QUEUES = {"half full": (20.0, 0.0), "just full": (10.0, 0.0), "a quarter too much": (8.0, 0.25 * 480)}


@pytest.mark.parametrize(("capacity", "minutes"), QUEUES.values(), ids=QUEUES)
def test_queue(capacity, minutes):
    """Calls queue by the share of a day, 480 minutes, that the load stands above the capacity."""
    scenario = plain(demand=10.0, log_call={"capacity": capacity})
    assert near(minutes) == by_step(scenario.as_is[0])["log-call"].queue


def test_time_of_a_step():
    """A step takes work, waiting and queue, divided by what the step before gets right first time."""
    scenario = plain(
        demand=10.0,
        log_call={"right": 0.5, "capacity": 8.0},
        investigate={"work": 12.0, "wait": 18.0, "capacity": 16.0},
    )
    times = by_step(scenario.as_is[0])
    assert near(10 + 20 + 0.25 * 480) == times["log-call"].minutes
    # 10 / 0.5 = 20 calls a day against 16: a queue of 120 minutes
    assert near((12 + 18 + 120) / 0.5) == times["investigate"].minutes
    assert (near(24.0), near(36.0), near(240.0)) == times["investigate"].parts


def test_check_follows_put_live():
    """Of the five steps the check is divided by what put-live gets right, whatever the others do."""
    scenario = plain(put_live={"right": 0.4}, specialist_fix={"right": 0.9})
    assert near(30 / 0.4) == by_step(scenario.as_is[0])["check-caller"].minutes


def test_lead_time():
    """Calls that the desk fixes take three steps, the others all five; the lead time is their mean."""
    scenario = plain(fix=0.25, specialist_fix={"work": 100.0}, put_live={"wait": 60.0})
    three, five = 30 + 30 + 30, 30 + 30 + 120 + 70 + 30
    assert near(0.25 * three + 0.75 * five) == scenario.as_is[0].lead


def test_flow_efficiency():
    """Flow efficiency is the work of the five steps by the time that they take, repeats in the time only."""
    scenario = plain(log_call={"right": 0.5})
    assert near(50 / (30 + 60 + 30 + 30 + 30)) == scenario.as_is[0].efficiency


def test_leak_and_value():
    """A tenth of the lead time leaks away; what is left counts as far as the check is right."""
    scenario = plain(fix=0.5, check_caller={"right": 0.8})
    month = scenario.as_is[0]
    assert near(0.5 * 90 + 0.5 * 150) == month.lead
    assert near(12.0) == month.leak
    assert near((100 - 12) * 0.8) == month.value


def test_leak_stops_at_everything():
    """No more than everything leaks away, however long a call takes."""
    month = plain(specialist_fix={"wait": 9000.0}).as_is[0]
    assert (100.0, 0.0) == (month.leak, month.value)


SECOND = {
    "both steps of the loop": (SEVEN, 8.5),
    "feedback only": ((*MAIN, "ask-feedback"), 10.0),
    "improvement only": (("log-improvement",), 10.0),
    "neither": (MAIN, 11.0),
    "nothing laid out": ((), 11.0),
}


@pytest.mark.parametrize(("order", "demand"), SECOND.values(), ids=SECOND)
def test_demand_of_the_second_month(order, demand):
    """With the loop closed 15 % fewer calls come in month 2, half closed as many, open 10 % more."""
    first, second = plain(demand=10.0).months(order)
    assert (10.0, near(demand)) == (first.demand, second.demand)


def test_main_steps_always_run():
    """A main step that is missing from the order runs all the same."""
    scenario = stream()
    assert scenario.months(SEVEN) == scenario.months(("ask-feedback", "log-improvement"))


def test_value_is_the_mean_of_two():
    """The value is the mean of the two months."""
    scenario = plain(fix=0.0, demand=10.0, log_call={"capacity": 10.0})
    # month 1: 150 minutes; month 2 with 11 calls: 48 minutes of queue more
    assert near(((100 - 15.0) + (100 - 19.8)) / 2) == replay(scenario, []).value


def test_as_is_of_the_course():
    """As it is, base takes 808 minutes with a flow efficiency of 14 %; step 3 gets 17.5 calls against 14."""
    first = stream().as_is[0]
    assert (808, 14) == (round(first.lead), round(100 * first.efficiency))
    assert ("specialist-fix", near(17.5), 14.0) == (
        first.bottleneck.step,
        first.bottleneck.load,
        first.bottleneck.capacity,
    )
    assert [15.7, 21.9] == [round(stream().value(order), 1) for order in (MAIN, SEVEN)]


# the cards ------------------------------------------------------------------------------------------

EFFECTS = {
    "intake-form": {"log-call.right": 0.92, "fix": 0.35},
    "known-errors": {"fix": 0.45},
    "standard-change": {"put-live.wait": 60.0},
    "specialist": {"specialist-fix.capacity": 20.0},
    "laptops": {"log-call.work": 4.0, "investigate.work": 22.0},
    "automate": {"put-live.work": 5.0, "put-live.right": 0.98},
    "sign-off": {"put-live.wait": 420.0, "specialist-fix.right": 0.93},
    "supplier-channel": {"specialist-fix.wait": 160.0, "investigate.right": 0.88},
    "progress-messages": {"keeps": 0.85},
    "auto-close": {"check-caller.wait": 0.0, "check-caller.right": 0.60},
}
COSTS = dict(zip(EFFECTS, (2, 2, 2, 4, 1, 3, 1, 2, 1, 1), strict=True))


def flat(numbers):
    """All numbers of a stream by name."""
    steps = {
        f"{name}.{what}": getattr(step, what)
        for name, step in numbers.steps.items()
        for what in ("work", "wait", "right", "capacity")
    }
    return {**steps, "fix": numbers.fix, "keeps": numbers.keeps}


@pytest.mark.parametrize(("card", "effect"), EFFECTS.items())
def test_effect_of_a_card(card, effect):
    """Each card changes the numbers that the course design gives it, and no other."""
    before, after = flat(stream().stream()), flat(stream().stream([card]))
    changed = {name: value for name, value in after.items() if value != before[name]}
    assert {name: near(value) for name, value in effect.items()} == changed


def test_cost_of_the_cards():
    """The cards cost what the course design says."""
    assert COSTS == {card.id: card.cost for card in stream().words.cards}


def test_cards_apply_in_their_own_order():
    """Cards apply in the order I1 to I10, however they were bought: the agreed change waits 60 minutes and
    the signature adds 180 to it.
    """
    one = replay(stream(), ["buy sign-off", "buy standard-change"])
    other = replay(stream(), ["buy standard-change", "buy sign-off"])
    assert 240.0 == stream().months_of(one.state)[0].steps[3].wait
    assert one.state == other.state


def test_both_cards_add_to_what_is_fixed():
    """The intake form and the known errors add up."""
    assert near(0.50) == stream().stream(["known-errors", "intake-form"]).fix


def test_progress_messages():
    """With progress messages 0.85 of the lead time’s harm is left."""
    month = plain(fix=0.5).months(SEVEN, ["progress-messages"])[0]
    assert near(0.85 * 12.0) == month.leak


def test_effects_in_words():
    """What a card does to the numbers is told in sentences."""
    words = stream().effect_words
    assert (
        "“Log the call” is right first time in 92 % of calls.",
        "5 more of 100 calls are mended by “Investigate”.",
    ) == words("intake-form")
    assert (
        "Waiting at “Put live” grows by 180 minutes.",
        "“Specialist fix” is right first time in 93 % of calls.",
    ) == words("sign-off")
    assert ("“Specialist fix” can take 20 calls a day.",) == words("specialist")
    assert ("A minute of lead time costs 15 % less value.",) == words("progress-messages")
    assert (
        "Work at “Log the call” becomes 4 minutes.",
        "Work at “Investigate” becomes 22 minutes.",
    ) == words("laptops")


def test_buying_and_returning():
    """A returned card gives its points back and can be bought again."""
    run = replay(stream(), ["buy specialist", "buy intake-form", "return specialist", "buy automate"])
    assert ("intake-form", "automate") == run.state.cards
    assert 1 == stream().money_left(run.state)
    again = replay(stream(), ["buy laptops", "return laptops", "buy laptops"])
    assert ("laptops",) == again.state.cards


# the score ------------------------------------------------------------------------------------------


def test_mapping():
    """Each step that stands with its activity earns ½; the last answer counts."""
    moves = [f"map {step} {activity}" for step, activity in RIGHT.items()]
    assert 3.5 == criterion(stream(), moves, "mapping")
    assert 3.0 == criterion(stream(), [*moves, "map put-live obtain-build"], "mapping")
    assert 0.5 == criterion(stream(), ["map log-call plan", "map log-call engage"], "mapping")


ORDERS = {
    "all seven": (SEVEN, 2.0),
    "backwards": (tuple(reversed(SEVEN)), 0.0),
    "the last one first": ((SEVEN[-1], *SEVEN[:-1]), 2 * 5 / 6),
    "one in the middle missing breaks two pairs": (tuple(s for s in SEVEN if s != "put-live"), 2 * 4 / 6),
    "the five main steps": (MAIN, 2 * 4 / 6),
    "a distractor costs a half": ((*SEVEN, "approval-meeting"), 1.5),
    "a distractor in between breaks no pair": (
        (*SEVEN[:3], "approval-meeting", *SEVEN[3:], "year-strategy"),
        1.0,
    ),
    "not below nothing": (("approval-meeting", "log-call", "year-strategy", "investigate"), 0.0),
    "one step": (("log-call",), 0.0),
    "none": ((), 0.0),
}


@pytest.mark.parametrize(("order", "points"), ORDERS.values(), ids=ORDERS)
def test_order(order, points):
    """Of the six neighbouring pairs those that stand in the right order share 2 points; each distractor
    takes ½, and the criterion does not fall below 0.
    """
    assert near(points) == criterion(stream(), [" ".join(["order", *order])], "order")


def test_last_order_counts():
    """A new order replaces the one before."""
    moves = ["order year-strategy", " ".join(["order", *SEVEN])]
    assert 2.0 == criterion(stream(), moves, "order")


@pytest.mark.parametrize(
    ("step", "points"), [("specialist-fix", 2.0), ("put-live", 0.0), ("ask-feedback", 0.0)]
)
def test_bottleneck(step, points):
    """Naming the step with the highest load by capacity earns 2 points."""
    assert points == criterion(stream(), [f"bottleneck {step}"], "bottleneck")


def test_bottleneck_is_that_of_the_stream_as_it_is():
    """Cards that relieve a step do not change which one was the bottleneck."""
    assert 2.0 == criterion(stream(), ["buy specialist", "bottleneck specialist-fix"], "bottleneck")


@pytest.mark.parametrize(("gain", "points"), [(0.2, 0.0), (0.3, 0.0), (0.65, 5.25), (1.0, 10.5)])
def test_improvement(gain, points):
    """Improvement earns nothing up to 0.3 of what cards can gain and all of 10.5 at the whole of it."""
    value = replay(stream(), laid("known-errors")).value
    as_is = 5.0
    scenario = stream(as_is=as_is, best=as_is + (value - as_is) / gain)
    assert near(points) == criterion(scenario, laid("known-errors"), "improvement")


@pytest.mark.parametrize(("order", "points"), [(SEVEN, 2.0), ((*MAIN, "ask-feedback"), 1.0), (MAIN, 0.0)])
def test_loop(order, points):
    """Each of the two steps that close the loop earns 1 point in the order."""
    assert points == criterion(stream(), [" ".join(["order", *order])], "loop")


def test_run_is_not_scored():
    """Running the two months, as often as one likes, changes neither value nor score."""
    once, often = (
        replay(stream(), laid("known-errors")),
        replay(stream(), [*laid("known-errors"), "run", "run"]),
    )
    assert (once.value, once.criteria) == (often.value, often.criteria)


def test_nothing_played():
    """An empty run is legal and scores 0; its value is that of the stream with the loop open."""
    result = replay(stream(), [])
    assert (0.0, 20.0, False, False) == (result.score, result.max_score, result.passed, result.finished)
    assert 15.7 == round(result.value, 1)


# what is told ---------------------------------------------------------------------------------------


def test_finished():
    """A run is finished when every piece has an answer and the months were run once, with or without cards;
    moves stay legal afterwards.
    """
    moves = laid()
    assert not replay(stream(), moves).finished
    assert replay(stream(), [*moves, "run"]).finished
    assert replay(stream(), ["run", *moves, "buy laptops"]).finished


OPEN = {
    "nothing laid out": (
        [],
        (
            "the order",
            (
                "the activity of “Log the call”, “Investigate”, “Specialist fix”, “Put live”, "
                "“Check with the caller”, “Ask for feedback” and “Log an improvement”"
            ),
            "the bottleneck",
        ),
    ),
    "one step not mapped": (
        laid(mapping=dict(list(RIGHT.items())[:-1])),
        ("the activity of “Log an improvement”",),
    ),
    "an order without a step": ([*laid(), "order"], ("the order",)),
    "everything answered": (laid(), ()),
}


@pytest.mark.parametrize(("moves", "pieces"), OPEN.values(), ids=OPEN)
def test_open_pieces(moves, pieces):
    """What has no answer yet is named in words."""
    assert pieces == stream().open_pieces(replay(stream(), moves).state)


def test_events():
    """Every move is told in a sentence."""
    moves = [
        "order put-live year-strategy",
        "order",
        "map put-live obtain-build",
        "bottleneck check-caller",
        "buy known-errors",
        "return known-errors",
    ]
    assert (
        "You laid out: “Put live”, “Next year’s strategy”.",
        "You took every step out of the order.",
        "You mapped “Put live” to Obtain/build.",
        "You named “Check with the caller” as the bottleneck.",
        "You bought “Known-error notes shared with the ports” for 2; 4 of 6 points are left.",
        "You returned “Known-error notes shared with the ports”; 6 of 6 points are left.",
    ) == replay(stream(), moves).events


RUNS = {
    "closed": (SEVEN, "The ports were asked and the causes noted, so some calls never come.", 17, 730, 26),
    "half closed": (SEVEN[:-1], "The loop is half closed: as many calls come as before.", 20, 808, 18),
    "open": (MAIN, "Nobody was asked and nothing was noted, so the same faults come back.", 22, 861, 13),
}


@pytest.mark.parametrize(("order", "why", "calls", "lead", "value"), RUNS.values(), ids=RUNS)
def test_run(order, why, calls, lead, value):
    """A run tells both months in figures, where the time goes, and why month 2 brings more or fewer calls."""
    told = replay(stream(), [" ".join(["order", *order]), "run"]).events[1:]
    assert (
        "Month 1: 20 calls a day; from call to check a mean of 808 minutes; value 18 of 100.",
        (
            "Work is 14 % of the time of a call that takes all five steps. Longest is “Specialist fix”, "
            "repeats included: 112 minutes of work, 375 of waiting, 150 in the queue."
        ),
        why,
        f"Month 2: {calls} calls a day; from call to check a mean of {lead} minutes; value {value} of 100.",
    ) == told


def test_told_without_verdict():
    """A run can be told in sentences that hold no value and no verdict."""
    moves = [
        "order log-call put-live",
        "map put-live plan",
        "bottleneck put-live",
        "buy laptops",
        "buy sign-off",
    ]
    assert (
        "You laid out: “Log the call”, “Put live”.",
        "You mapped “Put live” to Plan.",
        "You named “Put live” as the bottleneck.",
        "You bought “Faster laptops” and “Extra sign-off” for 2 of 6 points.",
    ) == stream().tell(replay(stream(), moves).state)


def test_told_before_anything():
    """A run without an answer says so, piece by piece."""
    assert (
        "No step is laid out yet.",
        "No step is mapped yet.",
        "No bottleneck is named yet.",
        "You bought no improvement.",
    ) == stream().tell(replay(stream(), ["run"]).state)
