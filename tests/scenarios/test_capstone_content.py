"""The words and numbers of the capstone: what is in them, and that slips in them are found."""

import shutil

import pytest
from capstone_samples import ALL, QUARTERS, capstone, rated

from itilkit.content import ContentError, content_root
from itilkit.scenarios import load_scenario, replay, variants
from itilkit.scenarios.affordable_mix.content import ID as MIX
from itilkit.scenarios.affordable_mix.model import WANTED
from itilkit.scenarios.capstone.model import ID, load_capstone

WORDS, BASE, MIX_WORDS = f"{ID}.toml", f"{ID}.base.toml", f"{MIX}.toml"
PLACES = [
    (variant, quarter, person) for variant in variants(ID) for quarter in range(4) for person in ALL.split()
]


def copied(folder, changes):
    """A copy of the scenario's files with some of their text replaced, by file name."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    for name in (WORDS, BASE, MIX_WORDS):
        shutil.copy(str(content_root() / "scenarios" / name), scenarios)
        text = (scenarios / name).read_text(encoding="utf-8")
        for old, new in changes.get(name, []):
            assert old in text, f"{name} no longer holds {old!r}"
            text = text.replace(old, new, 1)
        (scenarios / name).write_text(text, encoding="utf-8")
    return folder


def problems(folder, changes):
    with pytest.raises(ContentError) as found:
        load_capstone("base", root=copied(folder, changes))
    return set(found.value.problems)


def test_numbers_of_the_course():
    """Graded has the numbers of the course design: its fourth quarter, money, effort and where trust and
    delay start.
    """
    scenario = capstone()
    assert {
        "mara": (4, 2, 4, 2, 0, 1, 2, 0, 1, 2),
        "tomas": (4, 1, 1, 1, 4, 2, 2, 0, 0, 1),
        "ines": (1, 0, 2, 3, 0, 1, 3, 0, 0, 4),
        "bryn": (4, 2, 2, 4, 0, 0, 3, 0, 0, 0),
    } == scenario.numbers.ratings["spring"]
    assert QUARTERS == tuple(quarter.id for quarter in scenario.quarters)
    assert [28, 28, 25, 26] == [quarter.budget for quarter in scenario.quarters]
    words = scenario.words
    assert (11, 2, 3) == (words.effort, words.trust, words.delay)
    assert [3, 1, 1] == [action.effort for action in words.actions]
    assert 86.1 == scenario.numbers.reference


def test_whole_sentences():
    """Every text of the story ends as a sentence, and none stands there twice."""
    words = capstone().words
    told = [
        words.goal,
        *(quarter.story for quarter in words.quarters),
        *(action.meaning for action in words.actions),
        *(text for action in words.actions for text in action.told),
        *(text for change in words.changes for text in change.told if text),
        *(line.text for by_person in words.lines.values() for lines in by_person.values() for line in lines),
    ]
    assert [] == [text for text in told if not text.endswith((".", ".”", "?”"))]
    assert sorted(set(told)) == sorted(told)


def test_what_cannot_happen_has_no_text():
    """There is a text for every reason in every quarter in which it can move trust or delay."""
    empty = {
        (change.id, place)
        for change in capstone().words.changes
        for place in range(4)
        if not change.told[place]
    }
    assert {("not-revisited", 0), ("ungoverned", 0), ("ungoverned", 2)} == empty


def test_formulas_stay_unsaid():
    """The story tells consequences, and no factor, weight or share."""
    words = capstone().words
    texts = [words.goal, *(text for change in words.changes for text in change.told)]
    assert [] == [text for text in texts if any(sign.isdigit() or sign in "%×" for sign in text)]


@pytest.mark.parametrize(("variant", "quarter", "person"), PLACES)
def test_two_lines_at_least(variant, quarter, person):
    """On every variant and in every quarter each person has two lines that their ratings bear out."""
    scenario = load_scenario(ID, variant)
    lines = {scenario.mixes.line_in(quarter, person, before).text for before in range(12)}
    assert len(lines) >= 2
    written = {line.text for line in scenario.mix_words.lines[QUARTERS[quarter]][person]}
    assert lines <= written


@pytest.mark.parametrize(("variant", "quarter", "person"), PLACES)
def test_lines_are_borne_out(variant, quarter, person):
    """Whatever is said speaks for features that the speaker rates 3 or more, a favourite among them."""
    scenario = load_scenario(ID, variant)
    about = {
        feature for before in range(12) for feature in scenario.mixes.line_in(quarter, person, before).about
    }
    ratings = {feature: scenario.rating(quarter, person, feature) for feature in scenario.features}
    assert min(ratings[feature] for feature in about) >= WANTED
    assert max(ratings.values()) in {ratings[feature] for feature in about}


def test_spring_has_lines_of_its_own():
    """What people say in spring they say in no other season."""
    lines = capstone().mix_words.lines
    spring = {line.text for each in lines["spring"].values() for line in each}
    others = {line.text for season in QUARTERS[:3] for each in lines[season].values() for line in each}
    assert 16 == len(spring)
    assert set() == spring & others


def test_plain_line_where_none_is_true():
    """On ratings that bear out none of a person's lines, they name their two favourites plainly."""
    scenario = capstone(ratings=rated(summer={"mara": {"chatbot": 5, "loyalty": 4}}))
    assert ("You asked Mara: “What would help me most just now: chatbot and loyalty rewards.”",) == replay(
        scenario, ["ask mara"]
    ).events


def test_line_changes_with_what_came_before():
    """The same person in the same quarter says another thing when other conversations came before."""
    scenario = capstone()
    assert replay(scenario, ["ask mara"]).events[-1] != replay(scenario, ["ask ines", "ask mara"]).events[-1]


def test_sound_copy(tmp_path):
    """An unchanged copy of the files loads as the scenario that ships."""
    assert load_capstone("base") == load_capstone("base", root=copied(tmp_path, {}))


def test_slips_in_the_words(tmp_path):
    """Dangling references, duplicates and numbers out of range in the words are told all at once."""
    slips = [
        ("effort = 11", "effort = 0"),
        ("trust = 2", "trust = 7"),
        ("delay = 3", "delay = 4"),
        ('id = "revisit"', 'id = "revisits"'),
        ('id = "silent"', 'id = "agreed"'),
        ("effort = 3", "effort = 0"),
        ('about = ["booking"]', 'about = ["boking"]'),
        ("[[lines.spring.tomas]]", "[[lines.spring.thomas]]"),
        ('for now, nothing but the sum.",\n  "', ""),
    ]
    assert {
        "effort: should be 1 at least, but is 0",
        "trust: should be 0 to 5, but is 7",
        "delay: should be 0 to 3, but is 4",
        'actions: unknown "revisits"; did you mean "revisit"?',
        'actions: "revisit" is missing',
        'changes: "agreed" stands there twice',
        'changes: "silent" is missing',
        "actions[0].effort: should be 1 at least, but is 0",
        "actions[2].told: has 3 texts, but there are 4 quarters",
        'lines.spring.mara[0].about: there is no feature "boking"; did you mean "booking"?',
        'lines.spring: unknown "thomas"; did you mean "tomas"?',
    } == problems(tmp_path, {WORDS: slips})


def test_a_quarter_without_lines(tmp_path):
    """A quarter that neither file has lines for is found."""
    slips = [('id = "winter"', 'id = "winters"')]
    assert {
        'lines: "winters" is missing',
        'ratings: unknown "winter"; did you mean "winters"?',
        'ratings: "winters" is missing',
    } == problems(tmp_path, {WORDS: slips})


def test_slips_in_the_numbers(tmp_path):
    """Missing and unknown ratings and numbers out of range are told all at once."""
    slips = [
        ("reference = 83.9", "reference = 183.9"),
        ("mara = [4, 1, 5, 2, 0, 1, 1, 2, 1, 2]", "mara = [4, 1, 5, 2, 0, 1, 1, 2, 1]"),
        ("tomas = [3, 0, 1, 1, 5, 5, 0, 0, 0, 0]", "tomas = [3, 0, 1, 1, 5, 6, 0, 0, 0, 0]"),
        ("[ratings.spring]\nmara", "[ratings.spring]\nmaria"),
        ("trust = [", "trust = [0, "),
    ]
    assert {
        "reference: should lie above 0 and up to 100, but is 183.9",
        "ratings.summer.mara: has 9 ratings, but there are 10 features",
        "ratings.summer.tomas[5]: should be 0 to 5, but is 6",
        'ratings.spring: unknown "maria"; did you mean "mara"?',
        'ratings.spring: "mara" is missing',
        "beside[0].trust: has 5 values, not 4",
    } == problems(tmp_path, {BASE: slips})


def test_unknown_key(tmp_path):
    """A key that nobody reads is found, with what may be meant."""
    assert {'unknown key "minuts"; did you mean "minutes"?', "minutes: missing"} == problems(
        tmp_path, {WORDS: [("minutes =", "minuts =")]}
    )
