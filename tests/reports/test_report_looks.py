"""How the report looks in a real browser: accessible, as wide as its place, and on paper."""

import re
from datetime import date
from importlib.resources import files

import pytest
from classes import FOUR, simulated

from itilkit.reports.findings import findings
from itilkit.reports.page import page_html

pytestmark = pytest.mark.browser

AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const line = (rule, node) => `${rule.id}: ${node.target.join(" ")} ${node.html.slice(0, 90)}`;
  return found.violations.flatMap(rule => rule.nodes.map(node => line(rule, node)));
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
STICKS_OUT = """() => [...document.querySelectorAll("main *, header *")]
  .filter(e => !e.closest(".scrolls, .hush, svg") && e.getClientRects().length)
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 40)}`)"""


@pytest.fixture(scope="module", params=["simulated class", "small class"])
def file(request, tmp_path_factory):
    """The page of a class as a file."""
    data = simulated(30, 1) if request.param == "simulated class" else FOUR
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page_html(findings(data), date(2026, 11, 27)), encoding="utf-8")
    return path


@pytest.fixture
def opened(chromium, file):
    """Open the page in a colour scheme and a width; nothing may be asked of any network."""
    contexts, asked = [], []

    def open_page(scheme="light", width=1100):
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.evaluate(OPEN_ALL)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert {file.as_uri()} == set(asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [480, 1100])
def test_accessible(opened, scheme, width):
    """axe-core finds nothing in the report, light and dark, wide and narrow, with everything open."""
    pytest.importorskip("axe_playwright_python")
    page = opened(scheme, width)
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(f"() => {{ {script} }}")
    assert [] == page.evaluate(AXE)


@pytest.mark.parametrize("width", [480, 768, 1100])
def test_fits_its_place(opened, width):
    """The page does not scroll sideways; wide tables scroll in a place of their own."""
    page = opened(width=width)
    assert width == page.evaluate("document.documentElement.scrollWidth")
    assert [] == page.evaluate(STICKS_OUT)


def test_printed(opened, tmp_path):
    """Printed it is several pages of A4, light whatever the screen is, and what is folded on them is open."""
    page = opened("dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert "rgb(255, 255, 255)" == page.evaluate("getComputedStyle(document.body).backgroundColor")
    printed = tmp_path / "report.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    content = printed.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) > 1
    # A4 in points
    assert {(595, 842)} == {
        (round(float(wide)), round(float(high)))
        for wide, high in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    }
