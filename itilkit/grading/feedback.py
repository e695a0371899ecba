"""The feedback page that `nbgrader generate_feedback` writes, in place of nbgrader's own.

One line of nbgrader_config.py turns it on: ``c.GenerateFeedback.exporter_class``. A template set through
``HTMLExporter`` would not do: the formgrader sets that option anew for its pages and for its feedback button.
"""

import copy
from collections.abc import Sequence
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from traitlets import Bool, Dict, Unicode
from traitlets.config import Config

from itilkit.grading.gradebook.submission_facts import facts_of
from itilkit.grading.page.clean import clean_output
from itilkit.grading.page.look_again import head_of
from itilkit.grading.page.page import Page, build_page, wholly_ours
from itilkit.grading.page.read_on import Place
from itilkit.grading.page.remembering import remembering
from itilkit.grading.page.styles import TEMPLATE, TEMPLATES, page_styles
from itilkit.ground.html import bar, esc
from itilkit.ground.words import number, plural
from itilkit.widgets.pages import asset

_PAGE = "itilkit_page"


class FeedbackExporter(HTMLExporter):  # type: ignore[misc]  # nbconvert brings no types
    """A graded notebook as one page for its learner: points, answers in words, what each of them means.

    The page is one file that loads nothing, holds no script, and shows neither the kit's code nor its
    hidden tests. A notebook that is not the kit's is shown whole, code included, hidden tests left out.
    """

    self_study = Bool(
        default_value=False,
        help="For somebody without an instructor: rubric and model answer to mark oneself.",
    ).tag(config=True)
    lessons = Unicode(
        default_value="../../../notebooks",
        help=(
            "The folder of the lessons as seen from the page, for links to their sections. The default holds "
            "where nbgrader writes pages, and where a learner fetches them into a course folder. Empty: the "
            "sections are named without a link, for pages that go out by mail or a learning platform."
        ),
    ).tag(config=True)
    model_answers = Dict(help="For self-study: written model answers by the id of their cell.").tag(
        config=True
    )

    def __init__(self, config: Config | None = None, **settings: Any) -> None:
        parent = settings.get("parent")
        given = config if config is not None else parent.config if parent is not None else Config()
        super().__init__(config=_with_own_template(given), **settings)

    def default_filters(self) -> Any:
        """The filters of nbconvert, and those of the page."""
        yield from super().default_filters()
        # nbconvert's own cleaning knows neither paragraphs nor headings.
        yield "clean_html", clean_output
        # nbconvert adds this one only where it renders the page itself, see below.
        yield "highlight_code", Highlight2HTML(parent=self)
        yield "feedback_page", self.page
        yield "feedback_head", head_of
        yield "place_link", self.place_link
        yield "with_links", self.with_links
        yield "points", number
        yield "points_bar", points_bar
        yield "handed_in", handed_in

    def page(self, notebook: Any, resources: dict[str, Any]) -> Page:
        """The page of ``notebook`` as data, built once."""
        if _PAGE not in resources:
            name = str(resources.get("metadata", {}).get("name", "Feedback"))
            models = dict(self.model_answers) if self.self_study else None
            resources[_PAGE] = build_page(notebook, facts_of(notebook, resources), _markdown, name, models)
            self._say_what_is_outdated(resources[_PAGE], resources, name)
        page: Page = resources[_PAGE]
        return page

    def _say_what_is_outdated(self, page: Page, resources: dict[str, Any], name: str) -> None:
        """Tell whoever writes pages that one cannot say what came of the answers."""
        if page.outdated:
            whose = resources.get("nbgrader", {}).get("student") or page.facts.student
            self.log.warning(
                "%s: an earlier version of the kit graded this, and its page cannot say what came of %s. "
                "Grade it again, then write the page anew.",
                ", ".join(filter(None, (whose, name))),
                ", ".join(page.outdated),
            )

    def place_link(self, place: Place, *, begins: bool = False, end: str = "") -> str:
        """The place in words, which may begin or end a sentence, as a link if it can lead anywhere."""
        words = place.words[0].upper() + place.words[1:] if begins else place.words
        href, told = place.href(self.lessons), f"{esc(words, quote=False)}{end}"
        return f'<a href="{esc(href)}">{told}</a>' if href else told

    def with_links(self, html: str, places: Sequence[Place]) -> str:
        """Clean ``html`` with a link on every “Read on” line that names one of ``places``."""
        for place in places:
            words = f"Read on: {esc(place.words, quote=False)}."
            html = html.replace(words, f"Read on: {self.place_link(place, end='.')}")
        return html

    def from_notebook_node(self, nb: Any, resources: Any = None, **settings: Any) -> Any:
        """The page's HTML and the resources, as nbconvert's exporters return them."""
        resources = self._init_resources(resources)
        resources["itilkit_styles"] = asset("card.css") + page_styles()
        # HTMLExporter parses the whole page once more, to describe pictures and to let the keyboard reach
        # ordinary cells. A page without such a cell has described its pictures.
        above: Any = super(HTMLExporter, self) if wholly_ours(nb) else super()
        html, resources = above.from_notebook_node(nb, resources, **settings)
        resources.pop(_PAGE, None)
        return html, resources


@remembering
def _markdown(source: str) -> str:
    """Markdown as HTML, not cleaned."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _with_own_template(config: Config) -> Config:
    """``config`` with the page's own settings: what it says about HTMLExporter is meant for other pages."""
    own = copy.deepcopy(config)
    settings = {
        "template_name": TEMPLATE,
        "extra_template_basedirs": [str(TEMPLATES)],
        "sanitize_html": True,
        "exclude_anchor_links": True,
    }
    # as a Config: a plain dict would push out what a course sets of the page besides
    own.merge(Config({"FeedbackExporter": settings}))
    return own


def points_bar(score: float, most: float) -> str:
    """A bar filled to the share of the points."""
    return bar(score, most, f"{number(score)} of {number(most)} points")


def handed_in(page: Page) -> str:
    """When the work was handed in, and whether that was on time: empty when nobody knows."""
    facts = page.facts
    if facts.handed_in is None:
        return ""
    day = f"{facts.handed_in.day} {facts.handed_in:%B %Y}"
    if facts.late is None:
        return f"handed in on {day}"
    return f"handed in on {day}, {_span(facts.late)} late" if facts.late > 0 else f"handed in on time, {day}"


def _span(seconds: float) -> str:
    """A span of time in its two largest units."""
    minutes = max(1, round(seconds / 60))
    days, rest = divmod(minutes, 24 * 60)
    parts = [(days, "day"), (rest // 60, "hour"), (rest % 60, "minute")]
    told = [plural(count, unit) for count, unit in parts if count]
    return " ".join(told[:2])
