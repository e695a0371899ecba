"""Quick readings of written answers: what their words show, and what they cannot show."""

import re
import shutil
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import attrs
import nbformat
import pytest

from itilkit.content import ContentError, content_root
from itilkit.items import reading
from itilkit.items.evidence import written_objectives
from itilkit.items.phrases import said, sentences
from itilkit.items.reading import (
    LONGEST,
    QUOTED,
    Case,
    Look,
    RubricPoint,
    Somebody,
    load_readings,
    quick_reading,
    read_readings,
)

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path.stem for path in (ROOT / "itilkit/content/readings").glob("0*.toml"))
ANCHOR = re.compile(r"^- \*\*(\d+) points?:\*\* “(.*?)” \*\(", re.MULTILINE)
ROW = re.compile(r"^\| ([^|]+?) \|", re.MULTILINE)


@attrs.frozen
class Task:
    """The written part of an assignment: its cell, what it asks, the instructor's own answer."""

    cell: str
    rubric: str
    answer: str

    @property
    def anchors(self):
        """The two examples of the rubric: the weak one and the strong one."""
        (_, weak), (_, strong) = ANCHOR.findall(self.rubric)
        return weak, strong


@cache
def task(name):
    cells = nbformat.read(ROOT / "solutions" / name / f"{name}.ipynb", as_version=4).cells
    for above, cell in pairwise(cells):
        marks = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and marks.get("solution"):
            answer = re.sub(r"### (BEGIN|END) SOLUTION", "", cell.source)
            return Task(marks["grade_id"], above.source, answer.strip())
    raise LookupError(name)


def read(name, text):
    """The quick reading of ``text`` as an answer to an assignment."""
    readings = load_readings()
    return quick_reading(text, readings.cases[task(name).cell], readings.people)


def found(name, text):
    """The names of the points for which every part was found."""
    return [point.name for point in read(name, text).points if point.found]


# The course's own ------------------------------------------------------------------------------------


def test_every_written_answer_can_be_read():
    """Each of the six assignments with a written answer says how to read it, and no other cell is named."""
    assert len(FILES) == 6
    assert {task(name).cell for name in FILES} == set(load_readings().cases)


@pytest.mark.parametrize("name", FILES)
def test_points_are_those_of_the_rubric(name):
    """The points are called as in the table of the rubric, in its order."""
    _, *names = ROW.findall(task(name).rubric)

    assert names == [point.name for point in load_readings().cases[task(name).cell].points]


@pytest.mark.parametrize("name", FILES)
def test_length_is_the_one_asked_for(name):
    """The length is the one that the task asks for."""
    case = load_readings().cases[task(name).cell]

    assert f"{case.least} to {case.most}" in task(name).rubric


def test_people_are_those_of_the_scenarios():
    """The four people of the case are known by first and by last name, with the roles of the scenario."""
    scenario = tomllib.loads((ROOT / "itilkit/content/scenarios/affordable-mix.toml").read_text("utf-8"))
    people = {one.name: one for one in load_readings().people}

    for person in scenario["people"]:
        known = people[person["name"]]
        assert set(person["full_name"].split()) <= set(known.words)
        assert known.role.split("’")[0] == person["role"]


@pytest.mark.parametrize("name", FILES)
def test_model_answer(name):
    """In the instructor's own answer something is found for every point, and its length is as asked."""
    case, reading = load_readings().cases[task(name).cell], read(name, task(name).answer)

    assert [point.name for point in case.points] == found(name, task(name).answer)
    assert case.least <= reading.words <= case.most


#: The points that the weak example of each rubric misses, as the rubric itself says below it.
MISSED = {
    "01-focus-on-value": {"Worth to whom", "Imposed", "Asking again"},
    "02-service-value-system": {"The event", "Who feels it", "No substitute"},
    "03-value-streams": {"Outcome", "Cost", "Figure"},
    "04-dialogue": {"Heard", "Cost", "Next"},
    "05-how-to-co-create": {"Who was not", "Release", "Limit"},
    "06-capstone": {"Outcomes, per stakeholder", "Trade-off and cost", "What would make us revisit"},
}


@pytest.mark.parametrize("name", FILES)
def test_weak_example(name):
    """For no point that the rubric's weak example misses is everything found in it."""
    assert set() == MISSED[name] & set(found(name, task(name).anchors[0]))


#: Points of the strong examples that words show, though these are about other places than Varrin.
SHOWN = {
    "01-focus-on-value": {"Removed", "Imposed", "Asking again"},
    "02-service-value-system": {"No substitute"},
    "03-value-streams": {"Cost", "Figure"},
    "04-dialogue": {"Heard", "Cost", "Next"},
    "05-how-to-co-create": {"Who was not", "Release", "Limit"},
    "06-capstone": {"Trade-off and cost", "What would make us revisit"},
}


@pytest.mark.parametrize("name", FILES)
def test_strong_example(name):
    """In the rubric's strong example those points are found for which no name of the case is needed."""
    assert set() == SHOWN[name] - set(found(name, task(name).anchors[1]))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["", "   \n\n \t", "…!? – –"], ids=["empty", "blank", "signs"])
def test_nothing_is_found_in_nothing(name, text):
    """In an empty text there are no words, nobody is named, and nothing is found."""
    reading = read(name, text)

    assert (0, ()) == (reading.words, reading.people)
    assert {()} == {look.said for point in reading.points for look in point.looks}
    assert [] == found(name, text)


# What a reading is -----------------------------------------------------------------------------------

CASE = Case(
    "x-why",
    2,
    9,
    (
        RubricPoint("Removed", (Look(("took … off", "fewer")),)),
        RubricPoint("Terms", (Look(("outcome", "output", "risk"), "terms", at_least=2),)),
        RubricPoint("Whom", (Look(("ask",), "asking"),), people=2),
    ),
)
PEOPLE = (Somebody("Mara", ("Mara",), "customer"), Somebody("port staff", ("crew", "port staff")))


def test_what_was_found_is_quoted():
    """What is found is quoted as it is written, each phrase once, in the order of the text."""
    reading = quick_reading("It TOOK the risk off Mara. Fewer calls, fewer risks.", CASE, PEOPLE)
    removed, terms, whom = reading.points

    assert ("TOOK … off", "Fewer") == removed.looks[0].said
    assert ("risk", "risks") == terms.looks[0].said
    assert ("Mara",) == whom.looks[0].said
    assert () == whom.looks[1].said


def test_a_point_of_several_parts():
    """A point is found when each of its parts is: as many phrases and people as the rubric asks for."""
    one = quick_reading("We ask Mara about the outcome.", CASE, PEOPLE)
    two = quick_reading("We asked Mara and the crews about outcomes and outputs.", CASE, PEOPLE)

    assert [False, False, False] == [point.found for point in one.points]
    assert [False, True, True] == [point.found for point in two.points]


def test_a_reading_holds_no_points():
    """Nothing in a reading is a mark: it has words, names, quotations and how many of them there are."""
    reading = quick_reading("We ask Mara.", CASE, PEOPLE)

    names = {field.name for kind in (reading, reading.points[0]) for field in attrs.fields(type(kind))}
    assert {"words", "people", "points", "cut", "name", "looks"} == names


def test_few_are_quoted():
    """Of many different phrases only the first are quoted, and all are counted."""
    text = " ".join(f"risk{letter}." for letter in "abcdefgh")
    case = attrs.evolve(CASE, points=(RubricPoint("Risk", (Look(("risk*",)),)),))
    (look,) = quick_reading(text, case, ()).points[0].looks

    assert (QUOTED, 8) == (len(look.said), look.count)


def test_a_very_long_text_is_read_in_part():
    """Of a very long text the beginning is read, and that is said."""
    reading = quick_reading("x" * LONGEST + " fewer", CASE, PEOPLE)

    assert reading.cut
    assert () == reading.points[0].looks[0].said
    assert not quick_reading("fewer", CASE, PEOPLE).cut


# Phrases ---------------------------------------------------------------------------------------------

MATCHES = {
    "a form of the word": ("ask", "They were asking.", ("asking",)),
    "the plural": ("stream", "Two streams met.", ("streams",)),
    "a word in -y": ("supply", "It supplies them.", ("supplies",)),
    "a doubled letter": ("stop", "It stopped.", ("stopped",)),
    "the owner": ("mara", "It was Mara’s turn.", ("Mara's",)),
    "accents and case": ("ines", "INÊS said so.", ("INÊS",)),
    "any ending": ("board*", "They boarded the boarding-app.", ("boarded", "boarding-app")),
    "itself alone": ("=goods", "The good goods.", ("goods",)),
    "words in between": ("took … off", "It took the weekly risk off him.", ("took … off",)),
    "next to each other": ("took … off", "It took off.", ("took off",)),
    "too far": ("took … off", "It took one two three four five six seven off.", ()),
    "over the end of a sentence": ("took … off", "It took time. Off they went.", ()),
    "over the end of a line": ("no longer", "no\nlonger", ()),
    "another word": ("ask", "A task, a mask, asinine.", ()),
    "part of a hyphenated word": ("off", "a sign-off", ()),
}


@pytest.mark.parametrize(("phrase", "text", "expected"), MATCHES.values(), ids=MATCHES)
def test_phrases(phrase, text, expected):
    """A phrase stands for the forms of its words, and only within a sentence."""
    assert expected == said(sentences(text), [phrase])


def test_the_longer_phrase_counts():
    """Of two phrases on the same words the longer one is quoted."""
    assert ("ask … first",) == said(sentences("I ask Mara first."), ["ask", "first", "ask … first"])


# The files -------------------------------------------------------------------------------------------

BROKEN = """
cell = "affordable-mix-why"
least = 90
most = 80

[[points]]
name = "Removed"
looks = []

[[points]]
name = "Removed"
looks = [{ words = ["took … off", "…"] }, { words = ["once"], at_least = 2 }]
"""


@pytest.fixture
def root(tmp_path):
    """The content folder, with the readings alone."""
    shutil.copytree(str(content_root().joinpath("readings")), tmp_path / "readings")
    return tmp_path


def test_every_fault_is_named(root):
    """All faults of all files are told at once, each with its file."""
    (root / "readings" / "07-broken.toml").write_text(BROKEN, encoding="utf-8")
    (root / "readings" / "08-odd.toml").write_text('cell = "x"\nleast = "few"', encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_readings(root)

    assert {
        "07-broken.toml: least and most: 90 to 80 words is no range",
        "07-broken.toml: points: “Removed” stands there twice",
        "07-broken.toml: points: “Removed” looks for nothing",
        "07-broken.toml: points: “Removed” holds “…”, which is no phrase",
        "07-broken.toml: points: “Removed” wants 2 of 1 phrases",
        "07-broken.toml: another file says how to read affordable-mix-why",
        "08-odd.toml: least: should be a whole number, but is 'few'",
        "08-odd.toml: most: missing",
        "08-odd.toml: points: missing",
    } == set(caught.value.problems)


def test_each_written_answer_speaks_for_what_it_asks_about():
    """The written answers give evidence on the objectives that their tasks ask about, each on another; only
    the last one asks for a whole plan.
    """
    assert {
        "affordable-mix-why": "LO2",
        "service-value-system-why": "LO8",
        "value-stream-why": "LO7",
        "dialogue-why": "LO12",
        "conditions-why": "LO13",
        "capstone-why": "LO16",
    } == written_objectives()
    assert set(load_readings().cases) == set(written_objectives())


def test_an_objective_that_there_is_not(monkeypatch):
    """A written answer cannot give evidence on an objective that there is not."""
    monkeypatch.setattr("itilkit.items.evidence.load", lambda *_: {"affordable-mix-why": "LO99"})
    written_objectives.cache_clear()
    with pytest.raises(ContentError) as caught:
        written_objectives()
    assert ('there is no "LO99"; did you mean "LO9"?',) == caught.value.problems


def test_no_readings_in_a_learners_kit(monkeypatch, tmp_path):
    """Where the words that are looked for do not ship, nothing is looked for."""
    monkeypatch.setattr(reading, "content_root", lambda: tmp_path)
    load_readings.cache_clear()
    assert ({}, ()) == (load_readings().cases, load_readings().people)
    load_readings.cache_clear()


def test_readings_are_read_as_they_ship(root):
    """The files that ship hold no fault."""
    assert load_readings() == read_readings(root)
