"""What learners read: the page that `nbgrader generate_feedback` writes for each of them."""

import os
import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from urllib.parse import unquote

import nbformat
import pytest
from page_text import lines_of, soup_of
from persona_builder import FILES, ROOT, assignment, everybody, personas

pytestmark = pytest.mark.slow

EVERYBODY = pytest.mark.parametrize(("number", "student"), everybody())
GOLDEN = [(number, name) for number, name in everybody() if personas(number)[name].golden]
CODE = re.compile(r"\b(require|record|mark|points|ask|play)\(|import itilkit|HIDDEN TESTS|In\s*\[|Traceback")
M_CODE = re.compile(r"\bM(1?\d)\b")


def text_of(path):
    return "\n".join(lines_of(path))


@pytest.mark.parametrize(("number", "student"), GOLDEN)
def test_golden_page(pages, number, student):
    """The page of a late, half-right submission reads as the golden text; a stale text is rewritten."""
    golden = ROOT / "tests" / "golden" / f"feedback-{student}.txt"
    text = text_of(pages(number)[student]) + "\n"
    kept = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if text != kept:
        golden.write_text(text, encoding="utf-8")
        pytest.fail(f"{golden.name} was stale, regenerated: review and commit")


@pytest.mark.parametrize("number", FILES)
def test_every_class_has_its_golden_page(number):
    """One page of every assignment is kept word for word."""
    assert [number] == [each for each, _ in GOLDEN if each == number]


@EVERYBODY
def test_no_code(pages, number, student):
    """No page shows code, hidden tests, cell numbers, misconception codes or a bare number as a result."""
    text = text_of(pages(number)[student])

    assert CODE.search(text) is None
    assert M_CODE.search(text) is None
    assert re.search(r"\d\.\d{3,}", text) is None
    assert re.search(r"(?m)^\d+\.\d+$", text) is None


@EVERYBODY
def test_one_file_that_loads_nothing(pages, number, student):
    """A page is one file: it forbids and holds every script, and names no address that would be loaded."""
    path = pages(number)[student]
    page = soup_of(path)

    assert page.select("script, link, iframe, object, embed, form, base") == []
    policy = page.select_one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert [element for element in page.select("[src]") if not element["src"].startswith("data:image/")] == []
    assert page.select("svg image, svg use, foreignObject") == []
    assert "@import" not in page.select_one("style").get_text()
    assert path.stat().st_size < 150_000


@EVERYBODY
def test_every_part_is_there(pages, number, student):
    """A page shows the three parts and each of the six questions, whatever was answered."""
    page = soup_of(pages(number)[student])

    headings = [heading.find(string=True).strip() for heading in page.select(".block:not(.again) > h2")]
    assert headings == list(assignment(number).sections)
    assert len(page.select("article.question")) == len(assignment(number).items)
    assert len(page.select("article.scenario")) == 1
    assert len(page.select("article.written")) == 1


@EVERYBODY
def test_pictures_can_be_heard(pages, number, student):
    """Every picture has the role of an image and says in words what it shows, and no id stands twice."""
    page = soup_of(pages(number)[student])

    for picture in page.select("svg:not([aria-hidden])"):
        assert picture["role"] == "img"
        named = picture.get("aria-label") or " ".join(
            part.get_text() for part in picture.select("title, desc")
        )
        assert len(named.strip()) > 3
    ids = [element["id"] for element in page.select("[id]")]
    assert sorted(set(ids)) == sorted(ids)


def test_full_marks(pages):
    """A good submission reads its points, “passed”, and the comment of the person who marked the text."""
    lines = lines_of(pages("01")["co-creator"])

    assert "21.75 of 22 points" in lines
    assert "Your year at Varrin 11.75 / 12 passed" in lines
    assert "Six questions 6 / 6 6 of 6 right" in lines
    assert "Your case in writing 4 / 4 marked" in lines
    assert "✓ Passed The affordable mix 11.75 of 12" in lines
    assert "All four. Well seen: the calls at the gate." in lines
    assert any("handed in on time, 19 November 2026" in line for line in lines)


def test_open_work(pages):
    """Open work is told apart from wrong work: played in part, not answered, not written."""
    lines = lines_of(pages("01")["half-finished"])

    assert "8.67 of 22 points" in lines
    assert "✗ Not yet The affordable mix 6.17 of 12" in lines
    assert any("Winter" in line and "still to be played" in line for line in lines)
    assert lines.count("Not answered 0 of 1") == 3
    assert "Not written 0 of 4" in lines


def test_nothing_handed_in(pages):
    """An empty exercise gets a page that blames nobody."""
    lines = lines_of(pages("01")["empty"])

    assert "0 of 22 points" in lines
    assert "Not played The affordable mix 0 of 12" in lines
    assert lines.count("Not answered 0 of 1") == 6
    assert not any("✗" in line for line in lines)


def test_lateness(pages):
    """A late submission reads how late it was."""
    (line,) = [line for line in lines_of(pages("01")["please-everyone"]) if line.startswith("Feedback ·")]

    assert line.endswith("handed in on 21 November 2026, 1 day 3 hours late")


def test_a_text_that_waits(pages):
    """Points that a person has yet to give are named, and do not count as lost."""
    lines = lines_of(pages("01")["please-everyone"])

    assert "9.93 of 22 points so far" in lines
    assert "Your case in writing – / 4 not marked yet" in lines
    assert "Not marked yet Your instructor has still to read it. – of 4" in lines


def test_why_a_wrong_option_is_wrong(pages):
    """A wrong option gets what it assumes, what would happen, and where to read on."""
    text = text_of(pages("01")["provider-only"])

    assert "✗ Not yet You chose “Its price in the contract, shared out over hauliers and trippers”" in text
    assert "That answers as if" in text
    assert "Read on: lesson 1, “What value is”." in text


@pytest.mark.parametrize("student", ["over-budget", "wrong-type", "unparsable", "another-variant", "huge"])
def test_an_answer_that_cannot_be_graded(pages, student):
    """An answer that cannot be graded shows its one sentence, and that it earns nothing."""
    page = soup_of(pages("01")[student])
    part = page.select_one("article.scenario")

    assert part.select_one(".state").get_text(" ", strip=True) == "✗ Not gradable"
    assert part.select_one(".points").get_text(" ", strip=True) == "0 of 12"
    assert part.select_one(".problem").get_text().endswith(".")
    assert part.select_one(".debrief, table, svg") is None


def test_a_persons_text_is_harmless(pages):
    """Scripts, event handlers, frames and javascript links in a written answer do nothing on the page."""
    text = soup_of(pages("01")["sly-text"]).select_one("article.written blockquote")

    assert {element.name for element in text.find_all()} <= {"p", "h1", "strong", "a", "br"}
    assert [element.attrs for element in text.find_all() if element.attrs] == [
        {"href": "https://example.org/page"}
    ]
    assert "An honest sentence with bold words and a link." in " ".join(text.get_text().split())


def test_a_comment_is_harmless(pages):
    """A comment is treated like any person's text."""
    comment = soup_of(pages("01")["asks-once"]).select_one("article.written .comment")

    assert comment.select("script") == []
    assert "Who got it, and what did they get?" in comment.get_text()


@EVERYBODY
def test_links_lead_to_the_lessons(pages, number, student):
    """Each link to a lesson reaches a heading of it, from where nbgrader lays the page in a course folder."""
    page = soup_of(pages(number)[student])
    links = [link["href"] for link in page.select(".again a, .where a")]

    assert all(link.startswith("../../../notebooks/") for link in links)
    assert set() == {unquote(link.removeprefix("../../../")) for link in links} - addresses()
    assert len(page.select(".again > ul > li")) <= 4


def test_a_list_of_what_to_look_at_again(pages):
    """Whoever lost points reads what to look at again; whoever lost next to none does not."""
    listed = {
        name: len(soup_of(pages("01")[name]).select(".again li")) for name in ("co-creator", "provider-only")
    }

    assert {"co-creator": 0, "provider-only": 4} == listed


@cache
def addresses():
    """The lessons, and every heading of theirs as JupyterLab addresses it."""
    found = set()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        found.add(f"notebooks/{path.name}")
        for cell in nbformat.read(path, as_version=4).cells:
            for heading in re.findall(r"(?m)^#+ (.+)$", cell.source if cell.cell_type == "markdown" else ""):
                found.add(f"notebooks/{path.name}#{heading.strip().replace(' ', '-')}")
    return found


LOOKED_AT = [
    *(("01", name) for name in ("co-creator", "wrong-type", "sly-text")),
    *((number, name) for number in FILES if number != "01" for name in ("instructor", "wrong-type")),
    *(pair for pair in GOLDEN if pair[0] != "01"),
]


@pytest.mark.browser
@pytest.mark.parametrize("width", [960, 480])
@pytest.mark.parametrize(("number", "student"), LOOKED_AT)
def test_in_a_browser(chromium, pages, number, student, width):
    """In a browser a page fetches nothing else, runs nothing, and fits a narrow window."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages(number)[student].as_uri())
    title = page.title()
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert re.fullmatch(f"Feedback: Assignment {int(number)}: .+", title)
    assert len(asked) == 1
    assert overflow <= 0


AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const line = (rule, node) => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`;
  return found.violations.flatMap(rule => rule.nodes.map(node => line(rule, node)));
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("number", "student"), LOOKED_AT)
def test_axe_finds_nothing(chromium, pages, tmp_path, number, student):
    """axe-core finds nothing on a page, with everything open that can be folded away."""
    if find_spec("axe_playwright_python") is None:
        reason = "needs axe-core: pip install axe-playwright-python"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    # The page forbids every script, so that the one that looks at it must be let in from outside.
    context = chromium.new_context(viewport={"width": 960, "height": 5600}, bypass_csp=True)
    page = context.new_page()
    page.goto(pages(number)[student].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(AXE)
    page.screenshot(path=tmp_path / f"{student}.png", full_page=True)
    context.close()

    assert [] == found


@pytest.mark.browser
def test_it_prints_whole(chromium, pages):
    """On paper what is folded away stands open, and no part of a chart or table is cut by the page's edge."""
    page = chromium.new_page(viewport={"width": 700, "height": 990})
    page.goto(pages("01")["please-everyone"].as_uri())
    closed = page.evaluate("[...document.querySelectorAll('details')].filter(each => each.open).length")
    on_screen = page.locator("details table.figures, details td").first.is_visible()
    page.emulate_media(media="print")
    on_paper = page.evaluate(FOLDED_AWAY)
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.close()

    assert (0, False) == (closed, on_screen)
    assert [] == on_paper
    assert overflow <= 0


FOLDED_AWAY = """() => [...document.querySelectorAll("details > :not(summary)")]
  .filter(each => each.getBoundingClientRect().height === 0)
  .map(each => each.outerHTML.slice(0, 60))"""
