"""What the cells of a graded notebook showed, read back out of their HTML for the feedback page.

What was read of a piece of HTML is remembered: each is parsed and cleaned once, not once for every learner.
"""

from collections.abc import Mapping

import attrs
from bs4 import BeautifulSoup, Tag

from itilkit.grading.page.clean import clean_output
from itilkit.grading.page.remembering import remembering
from itilkit.items import misconceptions
from itilkit.widgets.item_feedback import assumed

SAID_ALREADY = ":scope > h4:first-child, :scope > p:has(> .right, > .wrong):not(.note)"


@attrs.frozen
class Told:
    """What a run is told about itself: its ``shape``, the headline, what went ``well``, and the points and
    most points by criterion, which has its name as on the page.
    """

    shape: str = ""
    headline: str = ""
    well: str = ""
    criteria: Mapping[str, tuple[float, float]] = attrs.Factory(dict)


@attrs.frozen
class Card:
    """The card of a question (``asks``) or a scenario. Texts that end in ``html`` are clean."""

    asks: bool
    title: str
    stem_html: str
    options_html: str
    targets_html: str


@attrs.frozen
class Result:
    """What a test cell showed. ``html`` is clean, without what the page says in its own line.

    ``whole`` is whether a form was answered to its end, ``passed`` whether a run was, None for anything else.
    ``wrong`` is the sentence about an answer that cannot be used; ``marked``, whether there is a mark at all.
    """

    html: str
    shared: str
    assumed: tuple[str, ...]
    told: Told
    whole: bool | None
    passed: bool | None
    wrong: str | None
    marked: bool


@remembering
def card_of(html: str) -> Card:
    """What a card showed."""
    card = _soup(html)
    stem, title = card.select_one(".stem"), card.select_one("h3")
    return Card(
        asks=stem is not None,
        title=title.get_text() if title else "",
        stem_html=_inner(stem) if stem else _inner(card.select_one(".goal")),
        options_html=_items(card, ".item > ul:not(.targets) > li"),
        targets_html=_items(card, ".item > ul.targets > li"),
    )


@remembering
def result_of(html: str) -> Result:
    """What a test cell showed."""
    result = _soup(html)
    form, run = result.select_one(".itk-form"), result.select_one(".itk-run")
    wrong = result.select_one(".item > .wrong")
    shared, named, told = _share(result), _assumed(result), _told(run)
    box = result.select_one("div.outcome") or result.select_one(".item")
    # The page says points and verdict in its own line.
    for said in box.select(SAID_ALREADY) if box else ():
        said.decompose()
    return Result(
        html=_inner(box),
        shared=shared,
        assumed=named,
        told=told,
        whole=None if form is None else form.get("data-whole") == "yes",
        passed=None if run is None else run.get("data-passed") == "yes",
        wrong=None if wrong is None else wrong.get_text(),
        marked=result.select_one(".itk-mark") is not None,
    )


@remembering
def answer_of(html: str, kind: str) -> str:
    """The answer in words, without its label: the page has its own. ``kind`` is the part's."""
    said = _soup(html).select_one("ul" if kind == "scenario" else "p")
    for label in said.select("b") if said else ():
        label.decompose()
    text = _inner(said).strip()
    return text.removeprefix("You chose ").removesuffix(".") if kind == "question" else text


def _told(run: Tag | None) -> Told:
    """What a graded run was told, from the attributes and the table of its result."""
    if run is None:
        return Told()
    criteria = {}
    for row in run.select("table.criteria tbody tr"):
        name, points = row.select_one("td > b"), row.select_one("td.points")
        earned, _, most = points.get_text().partition("/") if points is not None else ("", "", "")
        try:
            criteria[name.get_text() if name is not None else ""] = float(earned), float(most)
        except ValueError:  # a table that a learner's own code showed
            continue
    shape, headline, well = (str(run.get(f"data-{name}") or "") for name in ("shape", "headline", "well"))
    return Told(shape, headline, well, criteria)


def _assumed(result: BeautifulSoup) -> tuple[str, ...]:
    """The misconceptions that a result names, each once, by their sentences."""
    said = " ".join(result.get_text(" ").split())
    return tuple(each.sentence for each in misconceptions().values() if assumed(each.sentence) in said)


def _items(card: BeautifulSoup, where: str) -> str:
    return "".join(f"<li>{_inner(item)}</li>" for item in card.select(where))


def _share(result: BeautifulSoup) -> str:
    """How many decisions are right, where each one counts: the notes below name them one by one."""
    said = result.select_one(".outcome > p:not(.note)")
    text = said.get_text() if said else ""
    return text.partition("·")[2].strip()


def _soup(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.select("style, script"):
        element.decompose()
    return soup


def _inner(element: Tag | None) -> str:
    return clean_output(element.decode_contents()) if element is not None else ""
