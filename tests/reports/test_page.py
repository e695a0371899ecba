"""The page of the report: all that it has to hold, for any class, and nothing that it must not."""

from datetime import date

import attrs
import pytest
from bs4 import BeautifulSoup
from classes import EMPTY, FOUR, run_of, simulated

from itilkit.reports.evidence import Learner, Unread
from itilkit.reports.findings import findings
from itilkit.reports.gathering import without_names
from itilkit.reports.page import SECTIONS, page_html

TODAY = date(2026, 11, 27)


def page_of(data, **said):
    return BeautifulSoup(page_html(findings(data), TODAY, **said), "html.parser")


@pytest.fixture(scope="module")
def page():
    """The page of a simulated class of 30."""
    return page_of(simulated(30, 1))


def rows_of(page, caption):
    """The rows of the table with that caption, as texts."""
    (table,) = (each for each in page.find_all("table") if each.caption.text == caption)
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody("tr")
    ]


def test_sections(page):
    """Every section that the page lists is there, with a heading that names it."""
    assert list(SECTIONS) == [each["id"] for each in page.main("section", recursive=False)]
    for each in page.main("section", recursive=False):
        assert each.h2["id"] == each["aria-labelledby"]


def test_self_contained(page):
    """The page has no script, and loads nothing from anywhere."""
    html = str(page)
    assert [] == page.find_all(["script", "link", "img", "iframe", "object"])
    assert not any(word in html for word in ("http://", "https://", "@import", "url(", "javascript:"))
    assert not [name for tag in page.select("*") for name in tag.attrs if name.startswith("on")]


def test_simulated_data_says_so(page):
    """A simulated class is marked as one in the title, at the head and at the foot."""
    assert "simulated data" in page.title.text
    assert "Simulated data." in page.header.text
    assert "Simulated data." in page.footer.text
    assert "imulated" not in page_of(FOUR).text


def test_ranking(page):
    """The misconceptions stand in the order of their frequency."""
    told = [row[0].split()[0] for row in rows_of(page, "Misconceptions in the order of their frequency")]
    assert ["M15", "M7", "M17", "M10", "M16"] == told


def test_heat_map(page):
    """The heat map has a row for each learner and a column for each misconception, filled with figures."""
    found = findings(simulated(30, 1))
    rows = rows_of(page, "Heat map: learners by misconceptions")
    assert (30, {20}) == (len(rows), {len(row) for row in rows})
    cells = {case.code: case.cells for case in found.cases}
    for learner, row in zip(found.data.learners, rows, strict=True):
        cell = cells["M7"][learner.id]
        mark = " ▲" if cell.by_moves else ""
        assert f"{cell.taken}/{cell.offered}{mark}" == row[7]


def test_moves_are_told_with_counts(page):
    """What runs show is told as counts: “14 of 30 never shared their own limits”."""
    text = page.find(id="misconceptions").get_text(" ", strip=True)
    assert "14 of 30 never shared their own limits" in " ".join(text.split())


def test_marks_table():
    """Marks stand by learner and assignment; what is missing, not graded, waiting or late is marked."""
    assert [
        ["Ada", "8", "15+", "23", ""],
        ["Ben", "4 late", "–", "4", "02"],
        ["Cyd", "…", "–", "0", "02"],
        ["Dee", "6", "11", "17", ""],
    ] == rows_of(page_of(FOUR), "Marks by learner and assignment")


def test_means_of_marks():
    """The mean of an assignment is of those who are graded. They differ from column to column, so their sum
    stays empty; the head tells the share of the points of what is graded.
    """
    page = page_of(FOUR)
    (table,) = (
        each for each in page.find_all("table") if each.caption.text.startswith("Marks by learner and a")
    )
    mean, _ = table.tfoot("tr")
    assert ["Mean of those graded", "6", "13", "", ""] == [
        cell.get_text(" ", strip=True) for cell in mean.find_all(["th", "td"])
    ]
    # 8 + 4 + 6 of three times 10, and 15 + 11 of two times 20
    assert "63 % of the points of graded work" in page.header.get_text(" ", strip=True)


def test_small_class_is_warned_of():
    """Below 30 answers the figures of questions come with a warning; from 30 on without one."""
    assert "Small class." in page_of(FOUR).find(id="items").text
    assert "Small class." not in page_of(simulated(30, 1)).find(id="items").text


def test_empty_class():
    """A class without anybody gets a page with every section, and no figures."""
    page = page_of(EMPTY)
    assert list(SECTIONS) == [each["id"] for each in page.main("section", recursive=False)]
    assert "0 learners, 0 assignments." in page.header.text


def test_one_learner():
    """A class of one gets a page."""
    one = attrs.evolve(
        FOUR,
        learners=FOUR.learners[:1],
        marks=FOUR.marks[:2],
        responses=tuple(each for each in FOUR.responses if each.learner == "ada"),
        runs=(run_of("ada", "dialogue", ["decide-alone"]),),
    )
    page = page_of(one)
    assert "1 learner, 2 assignments." in page.header.text
    assert 1 == len(rows_of(page, "Heat map: learners by misconceptions"))


def test_what_is_not_in_the_figures():
    """A notebook that could not be read is one line."""
    lost = attrs.evolve(FOUR, unread=(Unread("ben", "02-two", "the notebook is not readable"),))
    (line,) = page_of(lost).select(".unread li")
    assert "Ben, 02-two: the notebook is not readable." == line.text


def test_names_are_text():
    """A name is text, whatever is in it."""
    sly = attrs.evolve(FOUR, learners=(Learner("ada", "<script>alert(1)</script>&"), *FOUR.learners[1:]))
    page = page_of(sly)
    assert [] == page.find_all("script")
    assert "<script>alert(1)</script>&" == rows_of(page, "Marks by learner and assignment")[0][0]


def test_charts_have_words(page):
    """Every drawing that says something has words; the others are hidden from those who cannot see them."""
    for drawing in page.find_all("svg"):
        assert drawing.get("aria-hidden") == "true" or (
            drawing["role"] == "img" and len(drawing["aria-label"]) > 40
        )


# without names --------------------------------------------------------------------------------------


def test_without_names():
    """Names and ids are replaced by numbers everywhere."""
    data = simulated(30, 1)
    page = str(page_of(without_names(data, "seed"), anonymous=True))
    for learner in data.learners:
        assert learner.id not in page
        assert learner.name not in page
    assert "Learner 30" in page


def test_the_order_of_numbers():
    """Who is which number stays the same for a course, and follows neither ids nor another course."""
    data = simulated(30, 1)

    def order(seed):
        found = without_names(data, seed)
        firsts = {each.learner: each.response for each in found.responses if each.question == "winter-line"}
        return [firsts[learner.id] for learner in found.learners]

    assert order("a") == order("a")
    assert order("a") != order("b")
    assert order("a") != [each.response for each in data.responses if each.question == "winter-line"]


def test_figures_stay_without_names():
    """Replacing names changes no figure of the class."""
    data = simulated(30, 1)
    named, hidden = findings(data), findings(without_names(data, "seed"))
    assert [(case.code, len(case.who), round(case.strength, 9)) for case in named.cases] == [
        (case.code, len(case.who), round(case.strength, 9)) for case in hidden.cases
    ]
    assert [round(each.facility, 9) for each in named.items] == [
        round(each.facility, 9) for each in hidden.items
    ]
