"""How the moves of each scenario are made by the controls of its card, and what its HTML consists of."""

from html.parser import HTMLParser

from itilkit.answers import ScenarioTask
from itilkit.widgets.run_view import view_class


def card_view(scenario, variant="base", *, compares=False):
    """The view of a scenario on which nothing is played yet."""
    return view_class(scenario)(ScenarioTask(scenario, variant), compares=compares)


def played(scenario, moves, variant="base", *, compares=False):
    """A view on which ``moves`` were played by its controls."""
    view = card_view(scenario, variant, compares=compares)
    for move in moves:
        verb, *slugs = move.split()
        CONTROLS[scenario](view, verb, slugs)
    return view


def _mix(view, verb, slugs):
    if verb == "ask":
        view.act("ask", slugs[0])
    else:
        for feature in set(slugs) ^ set(view.ticked):
            view.act("tick", feature)
        view.act("offer", "")


def _system(view, verb, slugs):
    if verb in {"place", "card", "diagnose"}:
        view.act(verb, f"{slugs[0]}={slugs[2]}")
    else:
        view.act(verb, slugs[0] if slugs else "")


def _stream(view, verb, slugs):
    if verb == "order":
        for slug in view.state.order or ():
            view.act("out", slug)
        for slug in slugs:
            view.act("add", slug)
    else:
        view.act(verb, "=".join(slugs))


def _conditions(view, verb, slugs):
    for group in set(slugs[1:]) ^ set(view.invited):
        view.act("invite", group)
    view.act(verb, "")


def _dialogue(view, verb, slugs):
    view.act(verb, slugs[0] if slugs else "")


def _capstone(view, verb, slugs):
    if verb in {"ask", "offer"}:
        _mix(view, verb, slugs)
    else:
        view.act(verb, "")


CONTROLS = {
    "affordable-mix": _mix,
    "capstone": _capstone,
    "service-value-system": _system,
    "value-stream": _stream,
    "conditions": _conditions,
    "dialogue": _dialogue,
}


class Tags(HTMLParser):
    """The elements of a piece of HTML, and whether every one that is opened is closed."""

    EMPTY = frozenset({"input", "br", "line", "circle", "polyline", "rect", "path"})

    def __init__(self, html):
        super().__init__()
        self.open = []
        self.ids = []
        self.names = set()
        self.wrong = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Take in an element."""
        self.names.add(tag)
        self.ids += [text for name, text in attrs if name == "id"]
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Close the element that was opened last."""
        if tag in self.EMPTY:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)
