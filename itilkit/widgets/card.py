"""The widget that puts a view into the notebook and its answer into the cell below.

The page sends every click together with the text of the card's answer cell. What to write is worked out
here, where Python can parse that text: only the value after ``answer=`` changes. The page then puts the
new text into the cell and saves the file.
"""

from typing import Any

import anywidget
import traitlets
from IPython.display import display

from itilkit.answers import Session
from itilkit.ground.html import own_ids
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import answer_source, read_answer, replace_answer
from itilkit.progress.kernel_diary import keep
from itilkit.widgets.output import show, update_words
from itilkit.widgets.pages import asleep_html, asset
from itilkit.widgets.view import View

SAVED = "✓ Saved in this notebook"
UNANSWERED = "Not answered yet"
BY_HAND = "This program lets no card save: after your last click, run the cell below the card."
NO_CELL = (
    "NOT SAVED: this notebook has no answer cell for this card any more. "
    "Take a fresh copy of the notebook, or undo the deletion."
)
OTHER_CELL = (
    "NOT SAVED IN THIS WINDOW: the card shows another answer than this window’s notebook holds. "
    "If it is open in a second window, go on there, or choose File ▸ Reload Notebook from Disk here."
)
CELL_FIRST = (
    "NOT SAVED: the answer cell held another answer than the card; the card now shows that one. "
    "Repeat your last click."
)
TWO_CELLS = "NOT SAVED: the answer cell of this card stands in the notebook twice. Delete one of the two."


class Card(anywidget.AnyWidget):  # type: ignore[misc]
    """A view in the notebook. ``answer`` and ``take`` are what `record` needs of it."""

    _esm = asset("idiomorph.min.js") + "\n" + asset("card.js")
    _css = asset("card.css")

    html = traitlets.Unicode("").tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    card = traitlets.Unicode("").tag(sync=True)
    saves = traitlets.Bool(default_value=True).tag(sync=True)

    def __init__(self, view: View, session: Session, *, label: str) -> None:
        self.view = view
        self.session = session
        #: What the page was last told to write, until it says that it has.
        self._written: Any = None
        super().__init__(card=view.id, label=label, saves=view.saves)
        self._draw()
        self.on_msg(self._on_message)

    # what `record` needs -------------------------------------------------------------------------

    def answer(self) -> Any:
        """The answer as the card holds it."""
        return self.view.answer()

    def take(self, answer: Any) -> None:
        """Show ``answer`` unless it is shown already, or the sentence that says why it cannot be shown."""
        if answer == self.view.answer() and not self.view.trouble:
            return
        try:
            self.view.load(answer)
            self.view.trouble = ""
            self._keep()
        except AnswerProblem as problem:
            self.view.trouble = str(problem)
        self._draw()

    # messages from the page ----------------------------------------------------------------------

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "wrote":
            self.session.seen[self.view.id] = self._written
        elif kind in {"hello", "act", "page", "look"}:
            self.send(self._reply(kind, content))

    def _reply(self, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        back: dict[str, Any] = {"kind": "reply", "n": content.get("n")}
        if not self.view.saves:
            self._look_at_page(content)
            if kind == "act":
                self._act(str(content.get("act")), str(content.get("arg")))
            self._draw()
            return back | {"state": "", "text": ""}
        source = content.get("source")
        if kind == "look":
            return back | self._looked(content, source)
        settled = self._settle(source) if isinstance(source, str) else True
        before = self.view.answer()
        if kind == "act" and settled:
            self._act(str(content.get("act")), str(content.get("arg")))
        self._draw()
        if self.view.answer() != before:
            self.session.answers[self.view.id] = self.view.answer()
            self._tell_others()
        told = self._saving(content, source)
        if "write" in told:
            self._written = self.view.answer()
        elif kind == "act" and not settled and not self.view.trouble:
            told = {"state": "lost", "text": CELL_FIRST}
        return back | told

    def _looked(self, content: dict[str, Any], source: Any) -> dict[str, Any]:
        """What a page should say of its own answer cell; neither card nor cell changes."""
        told = self._saving(content, source)
        return {"looked": True, **({"state": "lost", "text": OTHER_CELL} if "write" in told else told)}

    def _settle(self, source: str) -> bool:
        """Look at the answer cell before a click counts: an answer that stands there and that the card
        does not know comes first. False when the card now shows that instead.
        """
        name = self.view.id
        try:
            found = read_answer(source, name)
        except NotAnswered:
            found = None
        except AnswerProblem as problem:
            self.view.trouble = str(problem)
            return True
        known = [self.view.answer(), self._written, self.session.seen.get(name)]
        if found in known:
            self.session.seen[name] = found
            if found == self.view.answer():
                self.view.trouble = ""
            return True
        self.session.take(name, found)
        update_words(self.view.id)
        return False

    def _act(self, action: str, arg: str) -> None:
        if self.view.trouble:
            if action == "replace":
                self.view.trouble = ""
                self.view.load(None)
                self.session.answers[self.view.id] = None
                self.view.said = "The card starts again; your next click replaces the answer."
                self._written = None
            return
        self.view.act(action, arg)
        self._keep()

    def _keep(self) -> None:
        """Write down what happened, in the learner's diary."""
        happened, self.view.happened = self.view.happened, []
        keep(happened)

    def _saving(self, content: dict[str, Any], source: Any) -> dict[str, Any]:
        """What the page should write, or what it should say instead."""
        if self.view.trouble:
            return {"state": "lost", "text": "NOT SAVED: see the sentence above."}
        answer = self.view.answer()
        cells = content.get("cells")
        if cells == -1:
            text = UNANSWERED if answer is None else BY_HAND
            return {"state": "hand", "text": text}
        if cells != 1 or not isinstance(source, str):
            return {"state": "lost", "text": NO_CELL if not cells else TWO_CELLS}
        new = self._new_source(source, answer)
        if new == source:
            return {
                "state": "saved" if answer is not None else "",
                "text": SAVED if answer is not None else UNANSWERED,
            }
        return {"write": new, "was": source, "text": SAVED, "state": "saving"}

    def _new_source(self, source: str, answer: Any) -> str:
        name = self.view.id
        try:
            if read_answer(source, name) == answer:
                return source
            return replace_answer(source, name, answer)
        except NotAnswered:
            return source if answer is None else answer_source(name, answer)
        except AnswerProblem:
            # reached only after the learner chose to replace an answer that could not be read
            return self._mended_source(source, answer)

    def _mended_source(self, source: str, answer: Any) -> str:
        try:
            return replace_answer(source, self.view.id, answer)
        except AnswerProblem:
            return answer_source(self.view.id, answer)

    def _look_at_page(self, content: dict[str, Any]) -> None:
        look = getattr(self.view, "look", None)
        if look is not None and isinstance(content.get("texts"), dict):
            look(content)

    def _tell_others(self) -> None:
        update_words(self.view.id)
        for other in self.session.cards.values():
            if isinstance(other, Card) and not other.view.saves:
                other.refresh()

    # showing -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw the card again, for what changed elsewhere in the notebook."""
        self._draw()

    def _draw(self) -> None:
        page = self.view.trouble_html() if self.view.trouble else self.view.html()
        with self.hold_sync():
            self.html = own_ids(page, self.view.id)
            self.said = "" if self.view.trouble else self.view.said

    def _ipython_display_(self) -> None:
        bundle = self._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        show(asleep_html(self.session.tasks.get(self.view.id)))
        display(data, metadata=metadata, raw=True)

    def __repr__(self) -> str:
        """What stands in place of the card where nothing else can be shown."""
        return f"{self.label}: a card, which Run ▸ Run All Cells wakes."
