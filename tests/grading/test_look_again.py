"""The head of the feedback page: what went well, what to look at again, and where to read on."""

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_notebook

from itilkit.grading.feedback import FeedbackExporter
from itilkit.grading.gradebook.submission_facts import Facts, Grade
from itilkit.grading.page.look_again import Again, Head, head_of
from itilkit.grading.page.page import Page, Section
from itilkit.grading.page.parts import FormAnswer, Part
from itilkit.grading.page.read_on import Place
from itilkit.items import misconceptions
from itilkit.results import PartResult

OUTCOME = "delivering an output is the same as reaching the outcome"
MONEY = "value is the same thing as money or price"
WORTH = Place("01-focus-on-value", "Worth to whom?")
VALUE = Place("01-focus-on-value", "What value is")
JULY = Place("01-focus-on-value", "What was worth it in July")
UTILITY = Place("01-focus-on-value", "Utility and warranty")

CODES = {each.sentence: code for code, each in misconceptions().items()}


def run(shape="", headline="", well="", criteria=None):
    """What came of a run of the first scenario."""
    told = {
        "shape": shape,
        "headline": headline,
        "well": well,
        "criteria": tuple((name, *earned) for name, earned in (criteria or {}).items()),
    }
    return PartResult("affordable-mix", "scenario", **told)


ASKED_ONCE = run(
    "asked-once",
    "You listened in summer, and then not again.",
    "Your first mix rested on what people had told you.",
    {"outcome": (2.5, 6.0), "evidence": (1.0, 3.0), "adaptation": (2.0, 2.0), "balance": (0.95, 1.0)},
)
CO_CREATED = run(
    "co-created",
    "You asked, chose what overlapped, and changed it when the year changed.",
    "Nobody was left behind.",
    {"outcome": (6.0, 6.0), "evidence": (2.75, 3.0)},
)


def question(state="right", assumed=(), place=WORTH):
    """A question of one point that came out as ``state``."""
    score = {"right": 1.0, "partly": 0.5}.get(state, 0.0)
    result = PartResult("q", "question", misconceptions=tuple(CODES[sentence] for sentence in assumed))
    return Part(f"q-{id(object())}", "question", Grade(score, 1.0), state, result=result, place=place)


def mix(result, score=6.45, state="not yet"):
    """A graded run of the first scenario."""
    return Part("affordable-mix", "scenario", Grade(score, 12.0), state, "The affordable mix", result=result)


def written(state, score=0.0, comment=""):
    """A written answer of four points."""
    return Part("affordable-mix-why", "text", Grade(score, 4.0), state, comment_html=comment)


def head(*parts):
    """The head of a page: a scenario and a text in sections of their own, the questions in one."""
    asking = [part for part in parts if part.kind == "question"]
    alone = [Section(part.title or "Your case in writing", parts=[part]) for part in parts]
    sections = [section for section in alone if section.parts[0].kind != "question"]
    if asking:
        sections.insert(1, Section("Some questions", parts=asking))
    return head_of(Page("Assignment 1", Facts({}, {}), [], sections))


def told(found):
    """The entries as sentences."""
    return [f"{entry.what}{entry.why}" for entry in found.entries]


def test_a_run_that_was_not_passed():
    """The head says what went well and the headline; the list begins with the weakest criterion."""
    found = head(mix(ASKED_ONCE))
    assert ("Your first mix rested on what people had told you.", ASKED_ONCE.headline) == (
        found.well,
        found.again,
    )
    assert [
        "Outcome (2.5 of 6 points): pay first for what two or three people rate 3 or more",
        "Evidence (1 of 3 points): ask before you offer, and offer what somebody told you",
    ] == told(found)
    assert [(Place("01-focus-on-value", "An affordable mix"),), (WORTH,)] == [
        entry.places for entry in found.entries
    ]


def test_full_marks_have_nothing_to_look_at():
    """Work that is right throughout is praised, and has no list; a trifle lost is no reason for one."""
    found = head(mix(CO_CREATED, 11.75, "passed"), question(), question(), written("marked", 4.0))
    assert Head(well=f"{CO_CREATED.headline} All two questions are right.") == found


def test_what_answers_share_comes_first():
    """A misconception that two answers rest on goes before the weakest criterion, with each place once."""
    found = head(
        mix(ASKED_ONCE),
        question("wrong", (OUTCOME,)),
        question("partly", (MONEY, OUTCOME), VALUE),
        question(),
    )
    assert (
        Again("Your answers to questions 1 and 2", f" rest on the idea that {OUTCOME}", (WORTH, VALUE))
        == (found.entries[0])
    )
    assert found.again.endswith(f"Two of your answers rest on the idea that {OUTCOME}.")
    assert told(found)[1].startswith("Outcome (2.5 of 6 points)")


def test_questions_apart():
    """Questions of one place stand together; one alone says what its answer rests on, or how far it got."""
    found = head(
        question("wrong", (OUTCOME,)),
        question("partly", place=VALUE),
        question("wrong", place=VALUE),
        question("partly", place=JULY),
        question(),
    )
    assert [
        "Your answers to questions 2 and 3 are not right yet",
        f"Your answer to question 1 rests on the idea that {OUTCOME}",
        "Your answer to question 4 is partly right",
    ] == told(found)
    assert "Four questions are not wholly right yet." == found.again
    assert "One of five questions is right." == found.well


def test_open_questions_of_many_sections_lead_to_the_lesson():
    """Open questions name their sections; more than three sections are the lesson as a whole."""
    places = (WORTH, VALUE, JULY, UTILITY)
    few = head(question(), *(question("open", place=place) for place in places[:2]))
    assert [Again("Questions 2 and 3", " are not answered", (WORTH, VALUE))] == list(few.entries)
    many = head(question(), *(question("open", place=place) for place in places))
    assert [(Place("01-focus-on-value", ""),)] == [entry.places for entry in many.entries]


def test_nothing_was_answered():
    """An empty notebook is not blamed: it reads where to begin."""
    found = head(mix(run(), 0.0, "open"), question("open"), question("open", place=VALUE), written("open"))
    assert ("", "", "Nothing is answered in this notebook yet.", "To begin with") == (
        *(found.well, found.again),
        *(found.note, found.title),
    )
    assert [
        "The affordable mix is not played yet",
        "Your case in writing is not written",
        "The two questions are not answered",
    ] == told(found)
    assert (Place("01-focus-on-value", "A worked season: the autumn storms"),) == found.entries[0].places


def test_a_run_that_stopped_early():
    """A run that was not played to its end reads that, not what its criteria lack."""
    begun = run("unfinished", "The year is not over yet.", "You have begun.", {"outcome": (4.0, 6.0)})
    assert ["The affordable mix is not played to its end"] == told(head(mix(begun)))


def test_what_could_not_be_graded_is_named_once():
    """Answers that cannot be graded are one entry, and it has no advice."""
    found = head(mix(run(), 0.0, "unusable"), question("unusable"), question())
    assert ["The affordable mix and question 1 could not be graded: the page says why in its place"] == told(
        found
    )
    assert "An answer could not be graded: the reason stands with it." == found.again


def test_a_text_that_was_marked():
    """A marked text says its points, and whether there is a comment; one that waits says nothing."""
    assert ["Your case in writing has 3 of 4 points"] == told(head(written("marked", 3.0)))
    commented = head(written("marked", 3.0, "<p>Whose cost?</p>"))
    assert ["Your case in writing has 3 of 4 points: your instructor’s comment stands with it"] == told(
        commented
    )
    assert Head() == head(written("waiting"))


def test_at_most_four():
    """The list stops at four entries, those that most points hang on."""
    parts = [question("wrong", place=Place("01-focus-on-value", f"Section {count}")) for count in range(6)]
    assert 4 == len(head(mix(ASKED_ONCE), *parts, written("marked", 0.0)).entries)


def test_a_scenario_that_nothing_is_said_of():
    """A scenario of an instructor’s own gets its headline and its criteria, without advice."""
    own = Part("queue", "scenario", Grade(1.0, 2.0), "not yet", "The queue", result=ASKED_ONCE)
    found = head(own)
    assert ASKED_ONCE.headline == found.again
    assert Again("Outcome", " (2.5 of 6 points)") == found.entries[0]


def form_part(form, *asked):
    """A form of one point that was handed in."""
    return Part("f", "form", Grade(1.0, 1.0), "taken", form=form, asked=asked)


def test_a_form_before_the_course():
    """Before the course the list says where the course takes up what is open, wrong answers first."""
    found = head(
        form_part(
            "before",
            FormAnswer("Who determines value", "right", VALUE),
            FormAnswer("Why value shifts", "unknown", JULY),
            FormAnswer("An affordable mix", "wrong", WORTH, MONEY),
        )
    )
    assert (
        Head(
            well="One of three answers is right.",
            note="What is open here is what the course is about.",
            title="Where the course takes it up",
            entries=(
                Again("An affordable mix", f": answered as if {MONEY}", (WORTH,)),
                Again("Why value shifts", ": not known yet", (JULY,)),
            ),
        )
        == found
    )


def test_a_form_after_the_course():
    """After the course what was left open is named, and the list says what to look at again."""
    found = head(
        form_part("after", FormAnswer("Why value shifts", "partly", JULY), FormAnswer("Mix", "open", WORTH))
    )
    assert (
        Head(
            again="One question is not answered.",
            entries=(
                Again("Why value shifts", ": partly right", (JULY,)),
                Again("Mix", ": not answered", (WORTH,)),
            ),
        )
        == found
    )


def test_a_place_and_its_address():
    """A section's address is the lesson's file with the heading's words; a lesson alone has no heading."""
    assert ("lesson 1, “Worth to whom?”", "../notebooks/01-focus-on-value.ipynb#Worth-to-whom?") == (
        WORTH.words,
        WORTH.href("../notebooks"),
    )
    deal = Place("02-service-value-system", "The supplier’s deal")
    assert "02-service-value-system.ipynb#The-supplier%E2%80%99s-deal" == deal.href("x/").removeprefix("x/")
    lesson = Place("01-focus-on-value", "")
    assert ("lesson 1", "x/01-focus-on-value.ipynb") == (lesson.words, lesson.href("x"))


@pytest.mark.parametrize(("lesson", "lessons"), [("01-focus-on-value", ""), ("../secret", "../notebooks")])
def test_a_place_without_an_address(lesson, lessons):
    """No link where the lessons are not beside the page, nor for a lesson that is no plain name."""
    assert "" == Place(lesson, "Worth to whom?").href(lessons)


@pytest.mark.parametrize(
    ("lessons", "line"),
    [
        ("", '<p class="where">Read on: lesson 1, “What value is”.</p>'),
        (
            "../notebooks",
            f'<p class="where">Read on: <a href="{VALUE.href("../notebooks")}">{VALUE.words}.</a></p>',
        ),
    ],
)
def test_read_on_lines(lessons, line):
    """A “Read on” line of an item is a link where there is somewhere to lead to, and text elsewhere."""
    exporter = FeedbackExporter(lessons=lessons)
    said = '<p class="where">Read on: lesson 1, “What value is”.</p>'
    assert line == exporter.with_links(said, [VALUE, WORTH])


def test_a_notebook_of_somebody_elses_has_no_head():
    """A page of a notebook that is not the kit's says nothing of what went well."""
    html, _ = FeedbackExporter().from_notebook_node(new_notebook())
    assert [] == BeautifulSoup(html, "html.parser").select(".sum, .again")
