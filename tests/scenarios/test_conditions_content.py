"""The words and numbers of the six iterations: what is in them, and that slips in them are found."""

import shutil

import attrs
import pytest
from conditions_samples import conditions

from itilkit.content import ContentError, content_root
from itilkit.scenarios.conditions.model import ID, load_conditions

WORDS, BASE = f"{ID}.toml", f"{ID}.base.toml"


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
        load_conditions("base", root=copied(folder, changes))
    return set(found.value.problems)


def lines():
    """Everything that anybody says, as (who, kind, text)."""
    words = conditions().words
    for group, said in words.said.items():
        for kind, texts in attrs.asdict(said, recurse=False).items():
            yield from ((group, kind, text) for text in texts)
    for kind in ("alone", "idle", "crowded", "nothing", "waiting"):
        yield from (("team", kind, text) for text in getattr(words.team, kind))


def test_numbers_of_the_course():
    """Base has the needs and assumptions of the course design."""
    numbers = conditions().numbers
    assert {
        "speed": (7, 7, 9, 9, 8, 8),
        "clarity": (5, 5, 6, 6, 10, 10),
        "coverage": (8, 8, 7, 7, 9, 9),
        "handover": (5, 6, 7, 7, 8, 9),
    } == numbers.needs
    assert {"speed": 3, "clarity": 2, "coverage": 2, "handover": 1} == numbers.assumption


def test_who_owns_what():
    """Each aspect has one group as its owner, and each group is spoken for by a person of the case, but for
    support, which is a team.
    """
    scenario = conditions()
    owners = {aspect.id: aspect.owner for aspect in scenario.aspects.values()}
    people = {group.id: group.person for group in scenario.groups.values()}
    assert {
        "speed": "customer",
        "clarity": "islanders",
        "coverage": "users",
        "handover": "support",
    } == owners
    assert {"customer": "mara", "users": "tomas", "islanders": "bryn", "support": ""} == people


def test_every_line_is_a_sentence_of_its_own():
    """Whatever is said ends as a sentence does, stands once, and uses single quotation marks inside."""
    texts = [text for _, _, text in lines()]
    assert [] == [text for text in texts if not text.endswith((".", "?", "!", ".’"))]
    assert [] == [text for text in texts if set("“”\"'") & set(text)]
    assert len(texts) == len(set(texts))


def test_enough_to_say():
    """A need that rises or falls, or a service that fits badly, is told in three ways at least, and what the
    team and a desk that was not asked say has a line for each of six iterations where it can happen so often.
    """
    count = {}
    for who, kind, _ in lines():
        count[who, kind] = count.get((who, kind), 0) + 1
    for group in ("customer", "users", "islanders"):
        assert min(count[group, kind] for kind in ("more", "less", "same", "lacking", "excess")) >= 3
    assert min(count["support", kind] for kind in ("more", "less", "same")) >= 3
    assert [6] * 5 == [
        count[pair]
        for pair in (
            ("support", "unready"),
            ("team", "alone"),
            ("team", "idle"),
            ("team", "crowded"),
            ("team", "nothing"),
        )
    ]


def test_no_number_is_said():
    """No line names a figure of ten, so that it fits every variant."""
    assert [] == [text for _, _, text in lines() if "of 10" in text or "of ten" in text]


def test_sound_copy(tmp_path):
    """An unchanged copy of the files loads as the scenario that ships."""
    assert conditions() == load_conditions("base", root=copied(tmp_path, {}))


def test_slips_in_the_words(tmp_path):
    """Dangling references, missing lines and wrong names in the words are told all at once."""
    slips = [
        ('owner = "islanders"', 'owner = "ilanders"'),
        ('owner = "support"', 'owner = "customer"'),
        ('id = "handover"', 'id = "hand-over"'),
        ('id = "users"\nname', 'id = "user"\nname'),
        ("[said.users]", "[said.user]"),
        (
            'lacking = ["We could not help the callers: what is live is not what our notes describe."]',
            "lacking = []",
        ),
        ('payer = "Ines"', 'payer = ""'),
    ]
    assert {
        'aspects[1].owner: there is no group "ilanders"; did you mean "islanders"?',
        "aspects[3].owner: customer owns another aspect already",
        (
            "aspects: should be speed, clarity, coverage, handover, in this order, "
            "but are speed, clarity, coverage, hand-over"
        ),
        (
            "groups: should be customer, users, islanders, support, in this order, "
            "but are customer, user, islanders, support"
        ),
        'said: unknown "user"; did you mean "users"?',
        'said: "users" is missing',
        "said.support.lacking: holds no line",
        "team.payer: holds nothing",
    } == problems(tmp_path, {WORDS: slips})


def test_slips_in_the_numbers(tmp_path):
    """Missing and unknown aspects and numbers out of range are told all at once."""
    slips = [
        ("reference = 71.74", "reference = 0.0"),
        ("speed = 3\n", "sped = 3\n"),
        ("clarity = 2\n", "clarity = 12\n"),
        ("coverage = [8, 8, 7, 7, 9, 9]", "coverage = [8, 8, 7, 7, 9]"),
        ("handover = [5, 6,", "handover = [5, -6,"),
        ("values = [", "values = [1.0, "),
    ]
    assert {
        "reference: should lie above 0 and up to 100, but is 0",
        'assumption: unknown "sped"; did you mean "speed"?',
        'assumption: "speed" is missing',
        "assumption.clarity: should lie between 0 and 10, but is 12",
        "needs.coverage: has 5 values, not 6",
        "needs.handover[1]: should lie between 0 and 10, but is -6",
        "beside[0].values: has 7 values, not 6",
    } == problems(tmp_path, {BASE: slips})
