"""A learner's text is text: in the formgrader and in the feedback page it runs nothing and reads as typed."""

import json
import re
import shutil

import attrs
import pytest
from class_course import nbgrader
from formgrader import Formgrader
from persona_builder import ASSIGNMENT, WRITTEN, hand_in, personas
from sly_text import HONEST, TEXT

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CELL = "Student's answer"


@pytest.fixture(scope="module")
def folder(released, tmp_path_factory):
    """A course in which one learner has handed in the sly text; it is not graded yet."""
    folder = tmp_path_factory.mktemp("sly") / "course"
    shutil.copytree(released, folder)
    hand_in(attrs.evolve(personas()["co-creator"], id="sly", text=TEXT), folder)
    path = folder / "submitted" / "sly" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["source"] and cell["id"] == WRITTEN:
            cell["attachments"] = {"missing.png": {"image/png": "iVBORw0KGgo="}}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def formgrader(folder):
    """A running server; it is ended with the tests of this file."""
    server = Formgrader(folder)
    try:
        server.wait()
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


@pytest.fixture(scope="module")
def pages(folder, formgrader):
    """The addresses of both pages, after grading by the formgrader's own button."""
    done = formgrader.ask(f"submission/{ASSIGNMENT}/sly/autograde", "POST")
    assert done["success"], done
    nbgrader(folder, "generate_feedback", ASSIGNMENT)
    submission = formgrader.ask(f"submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}")[0]["id"]
    return {
        "formgrader": f"{formgrader.address}/formgrader/submissions/{submission}/?token={formgrader.token}",
        "feedback": (folder / "feedback" / "sly" / ASSIGNMENT / f"{ASSIGNMENT}.html").as_uri(),
    }


@attrs.frozen
class Visit:
    """What a page showed and did while every link in the learner's text was clicked."""

    text: str
    inner: str
    links: list
    elements: list
    happened: list
    pwned: object


#: Point at, focus and click all that could react; a link to another site is not followed.
CLICK = """area => area.querySelectorAll('*').forEach(each => {
    for (const kind of ['mouseover', 'focus', 'toggle', 'load', 'error']) each.dispatchEvent(new Event(kind));
    if (!each.closest('a[href^="https://"]')) each.click();
})"""
HANDLERS = """area => [...area.querySelectorAll('*')]
    .flatMap(each => each.getAttributeNames()).filter(name => name.startsWith('on'))"""
AREA = {
    "formgrader": ".nbgrader_cell:has(input#affordable-mix-why) .rendered_html",
    "feedback": "article.written blockquote",
}


def visit(chromium, address, area):
    """Open a page, click every link of the text, wait, and report."""
    context = chromium.new_context()
    page = context.new_page()
    happened = []
    page.on("dialog", lambda dialog: (happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda other: happened.append(f"popup: {other.url}"))
    page.on("pageerror", lambda error: happened.append(f"error: {error}"))
    # The page is looked at without a network: only the server itself is asked.
    page.route("https://**", lambda route: (happened.append(f"asked: {route.request.url}"), route.abort()))
    page.goto(address)
    area = page.locator(area)
    area.wait_for()
    text, inner = area.inner_text(), area.inner_html()
    elements = area.evaluate(
        "e => [...new Set([...e.querySelectorAll('*')].map(x => x.tagName.toLowerCase()))]"
    )
    links = area.locator("a").evaluate_all("all => all.map(a => a.href)")
    handlers = area.evaluate(HANDLERS)
    happened += [f"handler: {name}" for name in handlers]
    area.evaluate(CLICK)
    page.wait_for_timeout(700)
    pwned = page.evaluate("typeof window.pwned")
    context.close()
    return Visit(text, inner, links, elements, happened, pwned)


@pytest.fixture(scope="module", params=["formgrader", "feedback"])
def visited(request, chromium, pages):
    """Both pages, one after the other."""
    return visit(chromium, pages[request.param], AREA[request.param])


def test_nothing_runs(visited):
    """No script, handler or link of the text does anything; no dialog opens, and no picture is fetched."""
    # The formgrader's own page asks a content network for MathJax.
    happened = [each for each in visited.happened if "mathjax" not in each.lower()]

    assert "undefined" == visited.pwned
    assert [] == happened


def test_no_link_leads_astray(visited):
    """What is left of links leads to pages, mail, and places in the same page."""
    strange = [
        link
        for link in visited.links
        if not link.startswith(("https://example.org", "http://127.0.0.1", "file://", "mailto:"))
    ]

    assert [] == strange
    assert not any("javascript" in link for link in visited.links)
    assert [] == sorted(
        {"script", "img", "iframe", "svg", "style", "form", "base", "math"} & set(visited.elements)
    )


def test_remarks_are_not_for_learners(folder, pages, formgrader):
    """What was left out is said to the instructor, in the formgrader, and not on the learner's page."""
    said = "A picture in the written answer"
    feedback = folder / "feedback" / "sly" / ASSIGNMENT / f"{ASSIGNMENT}.html"

    assert said not in feedback.read_text(encoding="utf-8")
    assert said in formgrader.read(pages["formgrader"])


def test_no_mathematics(visited):
    """No command of TeX is left for the formgrader to draw: some of them make links."""
    assert re.findall(r"\\[A-Za-z]", visited.text) == []


def test_it_reads_as_typed(visited):
    """Signs of HTML are read as they were typed, also in code, and emphasis is emphasis."""
    read = " ".join(visited.text.replace("\u2060", "").split())

    for line in (*HONEST[:2], "if a < b && c: and bold and slanted", "The end is still to be read."):
        assert line.replace("'", "'") in read
    assert "<strong>bold</strong>" in visited.inner
    assert "<em>slanted</em>" in visited.inner
    assert "<script>window.pwned = 'script'</script>" in read
    assert "[plain](javascript:window.pwned='plain')" in read


def test_the_attempts_are_real(chromium):
    """Turned into a page as nbconvert does it, the untreated text does run, and the treated one does not."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    from itilkit.grading.cells.plain import as_plain

    found = []
    for text in (TEXT.replace("attachment:", "x:"), as_plain(TEXT)):
        page = chromium.new_page()
        renderer = IPythonRenderer(escape=False)
        page.set_content(MarkdownWithMath(renderer=renderer).render(text))
        page.wait_for_timeout(500)
        found.append(page.evaluate("typeof window.pwned"))
        page.close()

    assert ["string", "undefined"] == found
