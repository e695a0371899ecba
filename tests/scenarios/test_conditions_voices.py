"""What is said in an iteration, and by whom: consequences, not formulas."""

import pytest
from conditions_samples import ALL, conditions

from itilkit.authoring.conditions.strategies import strategies
from itilkit.scenarios import replay


def said(scenario, *moves):
    """Who said what kind of thing in the last of the moves."""
    [*_, last] = replay(scenario, list(moves)).state.played
    return [(voice.group or voice.speaker, voice.kind) for voice in last.voices]


def test_first_time():
    """A group that is heard for the first time says what it needs, and how much of it now."""
    [done] = replay(conditions(), ["release with support"]).state.played
    assert ("support", "first", 5) == (done.voices[0].group, done.voices[0].kind, done.voices[0].need)


@pytest.mark.parametrize(
    ("heard", "again", "kind"),
    [
        (1, 2, "same"),
        (1, 3, "more"),
        (3, 5, "less"),
        (1, 5, "more"),
    ],
)
def test_against_the_last_time(heard, again, kind):
    """A group that is heard again tells how its need moved since it was last in the room."""
    moves = ["build"] * 6
    moves[heard - 1] = moves[again - 1] = "build with customer"
    assert ("customer", kind) in said(conditions(), *moves[:again])


def test_absent_owners_are_not_heard_before_a_release():
    """A need that moved is not told when its owner is not in the room and nothing goes live."""
    assert [("Priya", "alone"), ("Ines", "nothing")] == said(conditions(), "build")


def test_complaints_after_a_release():
    """After a release those outside are heard whom what is live misses by two or more, two at a time; support
    tells that it was not shown.
    """
    assert [("Priya", "alone"), ("support", "unready"), ("users", "lacking"), ("customer", "lacking")] == (
        said(conditions(), "release")
    )


def test_too_much_is_a_complaint_too():
    """Those who got more than they need say so when they were not asked again."""
    needs = {**conditions().numbers.needs, "speed": (9, 5, 5, 5, 5, 5)}
    scenario = conditions(needs=needs)
    assert ("customer", "excess") in said(scenario, "release with customer support", "release with support")
    assert ("customer", "excess") not in said(scenario, "release with customer", "release with customer")


def test_who_was_heard_less_comes_first():
    """Complaints go round: who has complained less often is heard before who has more reason."""
    first, second = ["users", "customer"], ["islanders", "users"]
    scenario, release = conditions(), "release with support"
    assert first == [group for group, kind in said(scenario, release) if kind == "lacking"]
    assert second == [group for group, kind in said(scenario, release, release) if kind == "lacking"]


def test_a_full_room_leaves_no_time():
    """The one who builds says so when the room took the time that building needed."""
    assert ("Priya", "crowded") in said(conditions(), f"build with {ALL}")
    assert ("Priya", "crowded") not in said(conditions(), "build with customer users")


def test_an_empty_list():
    """The one who builds says so when nothing was left to build, as far as the team knew."""
    assert ("Priya", "idle") in said(conditions(), "build", "build")


def test_the_one_who_pays():
    """Ines speaks while nothing is in use, and when something built waits; after a release she is content."""
    scenario = conditions()
    assert ("Ines", "nothing") in said(scenario, "build")
    assert ("Ines", "waiting") in said(scenario, "release", "build with users")
    assert "Ines" not in [who for who, _ in said(scenario, "release with users")]


@pytest.mark.parametrize("variant", ["base", "graded"])
def test_replies_do_not_repeat(variant):
    """In the run of every strategy that listens, nothing is said twice."""
    scenario = conditions(variant)
    for name, moves in strategies(scenario).items():
        if name in {"agile-without-listening", "customer-only"}:
            continue
        texts = [voice.text for done in replay(scenario, list(moves)).state.played for voice in done.voices]
        assert len(texts) == len(set(texts)), name
