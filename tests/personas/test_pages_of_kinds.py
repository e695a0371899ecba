"""What feedback pages say of rows, orders, a system and a stream, and what they keep to themselves."""

import ast
import re

import pytest
from class_course import mark_by_hand, nbgrader
from page_text import lines_of, soup_of
from persona_builder import FILES, ROOT, assignment, exercise, personas, solved
from svs_samples import KEYS

from itilkit.scenarios import load_scenario

pytestmark = pytest.mark.slow

WHY = tuple(KEYS["why"].values())


def asked(number):
    """What each question shows: its kind, the texts of its options and those of its targets, by id."""
    found = {}
    for cell in exercise(number).cells:
        if cell.id.endswith("-card") and cell.id.removesuffix("-card") in assignment(number).items:
            call = ast.parse(cell.source).body[-1].value
            more = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
            name, _, options = map(ast.literal_eval, call.args)
            found[name] = more["kind"], options, more.get("targets", {})
    return found


def answered(*kinds):
    """Each (number, student, item) whose answer of one of the kinds can be graded."""
    return [
        (number, name, item)
        for number in FILES
        for name, each in personas(number).items()
        for item, (kind, _, _) in asked(number).items()
        if kind in kinds and each.answers.get(item) and item not in {*each.says, *each.sources}
    ]


def article(page, number, item):
    return page.select("article.question")[assignment(number).items.index(item)]


def flat(element):
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize(("number", "student", "item"), answered("match", "classify"))
def test_wrong_rows_are_explained(pages, number, student, item):
    """Of a wrong row the page says what was chosen and what is right; right rows stand together below."""
    _, rows, targets = asked(number)[item]
    key, answer = solved(assignment(number))[0][item], personas(number)[student].answers[item]
    part = article(soup_of(pages(number)[student]), number, item)

    told = {flat(note.select_one(".wrong")): flat(note.small) for note in part.select(".note:has(.wrong)")}
    wrong = {row for row in rows if answer.get(row) != key[row]}
    assert {f"✗ {rows[row]}" for row in wrong} == set(told)
    for row in wrong:
        chose = f"You chose “{targets[answer[row]]}”." if row in answer else "You left it open."
        assert told[f"✗ {rows[row]}"].startswith(f"{chose} Right is “{targets[key[row]]}”. ")
    right = [f"{rows[row].removesuffix('.')} → {targets[key[row]]}" for row in rows if row not in wrong]
    assert right == [flat(row) for row in part.select("ul.rows > li")]


@pytest.mark.parametrize(("number", "student", "item"), answered("order"))
def test_a_wrong_order_stands_beside_a_right_one(pages, number, student, item):
    """An order is shown as it was given; beside a wrong one stands a right one."""
    _, texts, _ = asked(number)[item]
    persona = personas(number)[student]
    part = article(soup_of(pages(number)[student]), number, item)

    lists = [[flat(entry) for entry in one.select("li")] for one in part.select(".orders ol")]
    assert [texts[entry] for entry in persona.answers[item]] == lists[0]
    assert len(lists) == (1 if persona.points[f"{item}-points"] == 1 else 2)


def test_rows_and_targets_are_kept(pages):
    """Folded away, the page of a question with rows keeps the rows and what there was to choose from."""
    for number in FILES:
        page = soup_of(pages(number)["empty"])
        for item, (_, rows, targets) in asked(number).items():
            listed = [
                [flat(entry) for entry in one.select("li")]
                for one in article(page, number, item).select("details > ul")
            ]
            assert [list(texts.values()) for texts in (rows, targets) if texts] == listed


def test_the_system_and_its_events(pages):
    """The page shows the system that was built, each tile marked, and what became of the seven events."""
    part = soup_of(pages("02")["put-everything-in"]).select_one("article.scenario")
    tiles = [flat(tile) for tile in part.select(".system .tile")]

    assert ["✓"] * 8 + ["✗"] * 5 == sorted(tile[0] for tile in tiles)
    assert {"✗ Value streams , does not belong here", "✓ Governance , belongs here"} <= set(tiles)
    words = load_scenario("service-value-system", "graded").words
    events = [flat(event) for event in part.select(".events > *")]
    assert len(events) == len(words.events) == 7
    for place, (event, text) in enumerate(zip(words.events, events, strict=True), 1):
        assert text.startswith(f"{place} {event.name} ✓ held · 70 {event.scene}")
        assert text.endswith("30 lost: 5 tiles do no work in the system.")


@pytest.mark.parametrize("student", ["article-read-literally", "process-rigid", "put-everything-in"])
def test_wrong_cards_are_explained(pages, student):
    """Of every card and symptom sorted wrongly the page says what is right and why, and of no other."""
    right = {"article-read-literally": 8, "process-rigid": 8, "put-everything-in": 11}[student]
    text = "\n".join(lines_of(pages("02")[student]))

    assert len(WHY) == 17
    assert len(WHY) - right == sum(why in text for why in WHY)


@pytest.mark.parametrize("student", ["empty", "wrong-type", "another-variant", "illegal-move", "unparsable"])
def test_keys_stay_with_the_instructor(pages, student):
    """Who handed in nothing that can be graded reads nothing of what the hidden tests know."""
    page = pages("02")[student].read_text(encoding="utf-8")

    assert [] == [why for why in WHY if why in page]
    assert [] == [card for card in (*KEYS["cards"], *KEYS["diagnoses"]) if card in page]


def test_keys_are_nowhere_before_grading():
    """No key of a graded card or symptom stands in the released exercise or in the package."""
    released = assignment("02").exercise.read_text(encoding="utf-8")
    package = [path.read_text(encoding="utf-8") for path in (ROOT / "itilkit").rglob("*.toml")]

    assert not re.search(r"HIDDEN|keys|because", released)
    assert [] == [why for why in WHY for text in (released, *package) if why in text]
    keys = load_scenario("service-value-system", "graded").keys
    assert not keys or not (keys.cards or keys.diagnoses)


@pytest.mark.parametrize("width", ["roomy", "narrow"])
def test_the_lanes_of_a_stream(pages, width):
    """The page shows the stream over the six activities as a picture that can be heard, and as a table."""
    part = soup_of(pages("03")["hires-and-keeps-the-loop"]).select_one("article.scenario")
    lanes = part.select(f"svg.lanes.{width}[role=img]")

    assert len(lanes) == 1
    assert lanes[0]["aria-label"].startswith("Your stream over the six activities. 1 Log the call: Engage.")
    assert "2 Investigate: Deliver and support, named as the bottleneck" in lanes[0]["aria-label"]
    table = part.find("caption", string=re.compile("over the six activities")).parent
    rows = [[flat(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert len(rows) == 7
    assert {"Log the call", "Engage"} <= set(rows[0])


def test_the_months_of_a_stream(pages):
    """The page shows the two months before and after, where the time goes, and the same as tables."""
    part = soup_of(pages("03")["hires-and-keeps-the-loop"]).select_one("article.scenario")
    captions = [flat(caption) for caption in part.select("table caption")]
    lines = lines_of(pages("03")["hires-and-keeps-the-loop"])

    assert "The two months, before and after" in captions
    assert "Where the time goes in month 1, in minutes" in captions
    assert "Lead time, minutes 937 734 855 722" in lines
    assert "Value, of 100 6 25 26 37" in lines
    assert part.select("svg[aria-label^='Value by month']") != []


PICTURED = [
    ("04", "misses-the-second-event", "What the agreement was worth", "Nobody left behind"),
    ("05", "everybody-in-everything", "Your run beside other plans", "Heard"),
    ("06", "box-ticker", "Your year beside other plans", "Governance"),
]


@pytest.mark.parametrize(("number", "student", "beside", "criterion"), PICTURED)
def test_a_run_is_pictured(pages, number, student, beside, criterion):
    """A run that is not passed reads what it lacks, its score by criterion, and its picture beside others."""
    part = soup_of(pages(number)[student]).select_one("article.scenario")

    assert part.select_one(".debrief h4").get_text(strip=True)
    assert criterion in [flat(name) for name in part.select("table.criteria tbody tr > td:first-child > b")]
    assert any(flat(heading).startswith(beside) for heading in part.select("h4"))
    charts = [picture["aria-label"] for picture in part.select("svg.chart[role=img]")]
    assert any(re.search(r"your (run|year) and other ", label) for label in charts)
    assert part.select("details.numbers table") != []


@pytest.mark.parametrize("number", [number for number in FILES if number != "01"])
def test_both_ways_give_the_same_page(graded, pages, number):
    """A page reads the same whether its submission was graded by stock nbgrader or from its answers."""
    own = assignment(number).id
    (student,) = [name for name, each in personas(number).items() if each.golden]
    folder, marked = graded(number, stock=True).folder, personas(number)[student].marked
    if marked is not None:
        mark_by_hand(folder, student, *marked, number)
    nbgrader(folder, "generate_feedback", own, f"--student={student}")

    path = folder / "feedback" / student / own / f"{own}.html"
    assert lines_of(pages(number)[student]) == lines_of(path)


def test_a_long_answer_is_folded(pages):
    """An answer in words of many lines is folded away, so that the questions are not pushed off the page."""
    long, short = (
        soup_of(pages(number)[name]).select_one("article.scenario")
        for number, name in (("02", "put-everything-in"), ("03", "hires-and-keeps-the-loop"))
    )

    folded = long.find("summary", string="What you did").parent
    assert len(folded.select("li")) == 3 + 12 + 5
    assert short.find("summary", string="What you did") is None
    assert short.find("h4", string="What you did") is not None
