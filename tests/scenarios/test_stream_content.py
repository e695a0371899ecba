"""The words and numbers of the value stream: what is in them, and that slips in them are found."""

import shutil

import pytest
from stream_samples import RIGHT, SEVEN, stream

from itilkit.content import ContentError, content_root
from itilkit.scenarios.value_stream.model import ID, load_value_stream

WORDS, BASE = f"{ID}.toml", f"{ID}.base.toml"
SIX = ("plan", "improve", "engage", "design-transition", "obtain-build", "deliver-support")


def copied(folder, changes):
    """A copy of the scenario's files with some of their text replaced, by file name."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    for name in (WORDS, BASE):
        shutil.copy(str(content_root() / "scenarios" / name), scenarios)
        text = (scenarios / name).read_text(encoding="utf-8")
        for old, new in changes.get(name, []):
            assert old in text, f"{name} no longer holds {old!r}"
            text = text.replace(old, new, 1)
        (scenarios / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder, changes):
    with pytest.raises(ContentError) as found:
        load_value_stream("base", root=copied(folder, changes))
    return set(found.value.problems)


def test_the_stream():
    """The stream has its seven steps, two distractors and six activities, in the course's words."""
    words = stream().words
    assert list(SEVEN) == [step.id for step in words.steps]
    assert ["approval-meeting", "year-strategy"] == [each.id for each in words.distractors]
    assert SIX == tuple(activity.id for activity in words.activities)
    assert RIGHT == {step.id: step.activity for step in words.steps}
    assert ("ask-feedback", "log-improvement") == stream().loop
    assert [f"I{number}" for number in range(1, 11)] == [card.code for card in words.cards]


def test_numbers_of_the_course():
    """Base has the numbers of the course design."""
    rows = {
        step: (its.work, its.wait, its.right, its.capacity) for step, its in stream().numbers.steps.items()
    }
    assert {
        "log-call": (6, 14, 0.70, 90),
        "investigate": (25, 45, 0.80, 40),
        "specialist-fix": (90, 300, 0.90, 14),
        "put-live": (20, 240, 0.95, 30),
        "check-caller": (8, 30, 0.95, 60),
    } == rows
    assert (20, 0.30, 6) == (stream().numbers.demand, stream().numbers.fix, stream().words.budget)


def test_whole_sentences():
    """Every step, distractor, activity and card is described in one sentence of its own."""
    words = stream().words
    told = [
        *(step.story for step in (*words.steps, *words.distractors, *words.contrast.steps)),
        *(activity.purpose for activity in words.activities),
        *(card.meaning for card in words.cards),
    ]
    assert [] == [text for text in told if not text.endswith(".") or text.count(". ")]
    assert len(told) == len(set(told))


def test_steps_do_not_give_their_activity_away():
    """No step's words name an activity of the chain."""
    names = {"plan", "improve", "engage", "design", "transition", "obtain", "deliver", "support"}
    for step in stream().words.steps:
        assert set() == names & set(step.story.lower().replace(",", " ").replace(".", " ").split()), step.id


def test_the_second_stream():
    """The stream shown for contrast takes the activities in another order, and comes back to one as well."""
    contrast = [step.activity for step in stream().words.contrast.steps]
    assert [
        "engage",
        "plan",
        "design-transition",
        "obtain-build",
        "design-transition",
        "deliver-support",
    ] == contrast
    assert contrast != list(RIGHT.values())[:6]


def test_sound_copy(tmp_path):
    """An unchanged copy of the files loads as the scenario that ships."""
    assert stream() == load_value_stream("base", root=copied(tmp_path, {}))


def test_slips_in_the_words(tmp_path):
    """Dangling references, duplicates and numbers out of range in the words are told all at once."""
    slips = [
        ('activity = "obtain-build"', 'activity = "obtain-bild"'),
        ('id = "year-strategy"', 'id = "approval-meeting"'),
        ("cost = 4", "cost = 0"),
        ('kind = "people"', 'kind = "peeple"'),
        (
            'what = "capacity", step = "specialist-fix", how = "set"',
            'what = "capcity", step = "specialist-fix", how = "sett"',
        ),
        ('what = "wait", step = "put-live", how = "set"', 'what = "wait", step = "put-alive", how = "set"'),
        ('what = "fix", how = "add", to = 0.15', 'what = "fix", step = "put-live", how = "add", to = 0.15'),
        ("to = 0.85", "to = 1.85"),
        (
            'what = "work", step = "log-call", how = "set", to = 4',
            'what = "work", step = "log-call", how = "set", to = 0',
        ),
    ]
    assert {
        'steps[2].activity: there is no activity "obtain-bild"; did you mean "obtain-build"?',
        'steps and distractors: "approval-meeting" stands there twice',
        "cards[3].cost: should be 1 at least, but is 0",
        'cards[3].kind: there is no kind "peeple"; did you mean "people"?',
        'cards[3].effects[0].what: there is no number "capcity"; did you mean "capacity"?',
        'cards[3].effects[0].how: there is no way to change a number "sett"; did you mean "set"?',
        'cards[2].effects[0].step: there is no step "put-alive"; did you mean "put-live"?',
        "cards[1].effects[0].step: fix belongs to the whole stream, not to a step",
        "cards[8].effects[0].to: should lie above 0 and up to 1, but is 1.85",
        "cards[4].effects[0].to: should be more than 0, but is 0",
    } <= problems(tmp_path, {WORDS: slips})


def test_main_steps_are_fixed(tmp_path):
    """The five main steps are part of the rules: a file that orders them otherwise is refused."""
    slips = [
        ('id = "ask-feedback"\nname = "Ask for feedback"', 'id = "ask-feedbak"\nname = "Ask for feedback"')
    ]
    slips.append(("loop = true\n", ""))
    assert {
        (
            "steps: those that close no loop should be log-call, investigate, specialist-fix, put-live, "
            "check-caller, in this order"
        )
    } == problems(tmp_path, {WORDS: slips})


def test_slips_in_the_numbers(tmp_path):
    """Missing and unknown steps and numbers out of range are told all at once."""
    slips = [
        ("demand = 20.0", "demand = 0.0"),
        ("fix = 0.3", "fix = 0.9"),
        ("as_is = 21", "as_is = 81"),
        ("[steps.log-call]\nwork = 6.0", "[steps.log-call]\nwork = 0.0"),
        ("wait = 45.0", "wait = -45.0"),
        ("right = 0.9\n", "right = 1.9\n"),
        ("capacity = 30.0", "capacity = 0.0"),
        ("[steps.check-caller]", "[steps.check-callers]"),
        ("leads = [", "leads = [1.0, "),
    ]
    found = problems(tmp_path, {BASE: slips})
    assert {
        "demand: should be more than 0 calls a day, but is 0",
        "fix: should be 0 or more and below 0.8, as cards add to it, but is 0.9",
        "as_is and best: should rise from 0 to 100, but are 81.9358 and 60.3118",
        "steps.log-call.work: should be more than 0 minutes, but is 0",
        "steps.investigate.wait: should be 0 minutes or more, but is -45",
        "steps.specialist-fix.right: should lie above 0 and up to 1, but is 1.9",
        "steps.put-live.capacity: should be more than 0 calls a day, but is 0",
        'steps: unknown "check-callers"; did you mean "check-caller"?',
        'steps: "check-caller" is missing',
        "beside[0].leads: has 3 values, not 2",
    } == found
