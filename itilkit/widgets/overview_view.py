"""The card at the end of an assignment: what is answered, what is still open, which file to hand in."""

from collections.abc import Mapping
from typing import Any

from itilkit.answers import ScenarioTask, Session
from itilkit.ground.html import esc
from itilkit.ground.words import plural
from itilkit.items import AnswerProblem, NotAnswered, Question
from itilkit.items.forms import Form
from itilkit.literals import read_answer
from itilkit.widgets.own_check import OwnCheck
from itilkit.widgets.view import View, header

#: What a released written answer says before anybody has written one (nbgrader's text stub).
WRITE_HERE = (
    "*Write your answer here: double-click this text, click into the field that opens, write, "
    "then press Shift+Enter.*"
)


class OverviewView(View):
    """What is asked in this session, as a list. It reads; it has no answer of its own."""

    saves = False

    def __init__(self, session: Session) -> None:
        super().__init__("overview")
        self.session = session
        self.texts: Mapping[str, str] = {}
        self.unrun: Mapping[str, str] = {}
        self.outside = 0
        self.path = ""
        self.own = OwnCheck(stub=WRITE_HERE)

    def answer(self) -> Any:
        return None

    def load(self, answer: Any) -> None:
        pass

    def act(self, action: str, arg: str) -> None:
        if action == "check":
            self.said = self.own.start()
        elif action == "mark":
            self.said = self.own.mark(arg)
        elif action == "keep-mark":
            self.said = self.own.keep(arg)

    def look(self, page: Mapping[str, Any]) -> None:
        """Take in what the page holds: the cells of each field (``texts``), answers in cells that are no code
        (``unrun``), the learner's own cells (``outside``), and the ``path`` of the notebook's file.
        """
        self.texts = {name: " ".join(map(_written, parts)) for name, parts in page["texts"].items()}
        self.unrun = page.get("unrun", {})
        own = [_written(text) for text in page.get("outside", ()) if "from itilkit import" not in text]
        self.outside = sum(len(text.split()) for text in own)
        self.path = self.own.path = str(page.get("path", ""))

    def html(self) -> str:
        rows = [*self._task_rows(), *self._text_rows()]
        still = sum(not done for done, _, _ in rows)
        if not rows:
            title = "Run the notebook to see what is open"
        elif still:
            title = f"{still} of {len(rows)} still open"
        else:
            title = "Everything is answered"
        body = "".join(
            f'<tr><td class="{"ok" if done else "open"}">'
            f'<span aria-hidden="true">{"✓" if done else "○"}</span>'
            f'<span class="hush">{"answered" if done else "open"}</span></td>'
            f"<td>{esc(name)}</td><td>{esc(text)}</td></tr>"
            for done, name, text in rows
        )
        heads = '<thead class="hush"><tr><th scope="col">State</th><th scope="col">Task</th>'
        heads += '<th scope="col">Answer</th></tr></thead>'
        listed = f'<table class="todo">{heads}<tbody>{body}</tbody></table>' if rows else ""
        return (
            f"{header(['Handing in'], title, self._goal(still))}"
            f'<div class="item">{listed}{self._outside_html()}{self._file_html()}{self.own.html()}</div>'
        )

    def _goal(self, still: int) -> str:
        if still:
            return "You may hand in as it is; what is open earns no points. A new click on any card counts."
        return "Look over your answers once more; the last click on each card counts."

    def _task_rows(self) -> list[tuple[bool, str, str]]:
        rows = []
        questions = 0
        for name, task in self.session.tasks.items():
            questions += isinstance(task, Question)
            answer = self.session.answers.get(name)
            try:
                if answer is None and name in self.unrun:
                    answer = read_answer(self.unrun[name], name)  # it cannot be run there, and it counts
                task.check(answer)
                done, text = True, "answered"
            except NotAnswered:
                done, text = False, "not answered yet"
            except AnswerProblem as problem:
                done, text = False, str(problem)
            if done and answer and isinstance(task, Form) and not answer["finished"]:
                done, text = False, "begun, not finished"
            if done and isinstance(task, ScenarioTask) and not task.result(answer).finished:
                done, text = False, "begun, not played to the end"
            rows.append((done, _name(task, questions), text))
        return rows

    def _text_rows(self) -> list[tuple[bool, str, str]]:
        rows = []
        for text in self.texts.values():
            words = len(text.split())
            rows.append((bool(words), "Written answer", f"{words} words" if words else "not written yet"))
        return rows

    def _outside_html(self) -> str:
        if not self.outside:
            return ""
        words = plural(self.outside, "word stands", "words stand")
        return (
            f"<p class='where'><b>{words} in cells of your own.</b> What belongs to your written answer goes "
            "into its field.</p>"
        )

    def _file_html(self) -> str:
        if not self.path:
            return ""
        return f"<p class='where'>The file to hand in: <b>{esc(self.path)}</b></p>"


def _written(text: str) -> str:
    """What somebody wrote into a field, without what stood there."""
    return text.replace(WRITE_HERE, "")


def _name(task: Any, number: int) -> str:
    if isinstance(task, Form):
        return "The sixteen questions"
    if isinstance(task, ScenarioTask):
        title = getattr(getattr(task.scenario, "words", None), "title", task.id)
        return f"Scenario: {title}"
    if isinstance(task, Question):
        stem = " ".join(task.stem.split())
        short = stem if len(stem) <= 76 else stem[:74].rsplit(" ", 1)[0] + " …"
        return f"Question {number}: {short}"
    return str(task.id)
