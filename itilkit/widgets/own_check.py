"""Checking one's own work from the last card of an assignment, for somebody who studies alone.

The command `itilkit check` does it, in a process of its own; here is only the button, what it said, and the
marks that a learner gives their own text by the rubric.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from itilkit.ground.html import button, choices, esc
from itilkit.ground.words import plural
from itilkit.items.evidence import written_objectives
from itilkit.progress.course_folder import ELSEWHERE, EXERCISES, PAGES, PRIVATE, course_folder, page_name
from itilkit.progress.kernel_diary import diary, entries, keep, trouble
from itilkit.progress.own_marks import OwnMarks, OwnText, marks_entry, own_marks, own_texts

#: Seconds after which a check is given up: far more than it takes.
PATIENCE = 180.0
#: What to do when the button cannot check.
BY_HAND = "try itilkit check in a terminal."


@attrs.define
class OwnCheck:
    """The check of the notebook at ``path`` (as the page names it); ``refresh`` draws the card again."""

    path: str = ""
    refresh: Callable[[], None] = lambda: None
    running: bool = False
    lines: tuple[str, ...] = ()
    ready: bool = False
    #: What an answer says that is not written yet.
    stub: str = ""
    #: The marks that are being given, by answer and index of the rubric's point. The diary has those kept.
    marks: dict[str, dict[str, int]] = attrs.field(factory=dict)
    _task: Any = None

    @property
    def file(self) -> Path:
        """The notebook's file, beside which the kernel works."""
        return Path.cwd() / Path(self.path).name

    @property
    def course(self) -> Path | None:
        """The learner's course folder, if it came with solutions."""
        root = course_folder(Path.cwd())
        return root if root is not None and (root / PRIVATE / "solutions").is_dir() else None

    def page(self) -> str:
        """The feedback page as the server names it; empty where it is not below the server's folder."""
        above, _, own = self.path.rpartition(f"{EXERCISES}/")
        if self.course is None or above.strip("/") != above[:-1] or own.count("/") != 1:
            return ""
        return f"{above}{PAGES}/{page_name(PurePosixPath(own))}"

    # checking ------------------------------------------------------------------------------------

    def start(self) -> str:
        """Begin to check; returns what to say. Nothing while a check is under way."""
        if self.running or self.course is None or not self.path:
            return ""
        self.running, self.ready, self.lines = True, False, ()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._take(*self._run())
            return self.lines[0] if self.lines else ""
        self._task = loop.create_task(self._check())
        return "Checking. This takes some seconds."

    def lessons(self) -> str:
        """Where the feedback page, as the server gives it, finds the lessons: opened in JupyterLab."""
        page = self.page()
        if not page:
            return ""
        above = page.rpartition(f"{PAGES}/")[0]
        # up from the page's folder and from the server's files/ to its root, then to JupyterLab's own address
        return f"{'../' * (above.count('/') + 2)}doc/tree/{above}notebooks"

    def _command(self) -> list[str]:
        words = ["check", str(self.file), "--no-open", "--lessons", self.lessons()]
        return [sys.executable, "-P", "-m", "itilkit", *words]

    async def _check(self) -> None:
        # a thread and no subprocess of the event loop: Jupyter's loop on Windows cannot start any
        self._take(*await asyncio.to_thread(self._run))
        self.refresh()

    def _run(self) -> tuple[str, str]:
        """Run the command and return what it said and complained of; whatever goes wrong becomes a sentence,
        or the card would say for ever that it is checking.
        """
        try:
            done = subprocess.run(  # noqa: S603
                self._command(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "", f"The check took too long and was ended: {BY_HAND}"
        except Exception as error:  # noqa: BLE001
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
            return "", f"The check could not be run ({reason}): {BY_HAND}"
        if not (done.stdout.strip() or done.stderr.strip()):
            return "", f"The check ended without a word: {BY_HAND}"
        return done.stdout, done.stderr

    def _take(self, out: str, err: str) -> None:
        """What the command said, as lines for the card: its own sentence, without the name of the file."""
        self.running = False
        self.ready = bool(out.strip())
        told = out if self.ready else err
        self.lines = tuple(line.split(" Feedback: ")[0] for line in told.splitlines() if line.strip())[-2:]

    # the rubric ----------------------------------------------------------------------------------

    def texts(self) -> Mapping[str, OwnText]:
        """The written answers of the notebook's file that can be marked by a rubric."""
        unwritten = {"", self.stub}
        return {name: own for name, own in own_texts(self.file).items() if own.text.strip() not in unwritten}

    def kept(self, text: OwnText) -> OwnMarks | None:
        """The marks that the diary keeps for a text."""
        return own_marks(entries().entries, text)

    def mark(self, arg: str) -> str:
        """Note the points for one point of a rubric: ``answer/index=points``; returns what to say."""
        where, _, points = arg.rpartition("=")
        name, _, index = where.rpartition("/")
        text = self.texts().get(name)
        if text is None or not points.isdigit() or not index.isdigit():
            return ""
        kept = self.kept(text)
        begun = {} if kept is None or kept.earlier else dict(kept.marks)
        marks = self.marks.setdefault(name, begun)
        marks[index] = int(points)
        return f"{text.rubric.given(marks)} of {text.rubric.most} points so far."

    def keep(self, name: str) -> str:
        """Keep the marks for a text in the diary, and check anew, so that they count; returns what to say.

        Nothing before every point is decided.
        """
        text, marks = self.texts().get(name), self.marks.get(name, {})
        if text is None or not text.rubric.decides(marks):
            return ""
        # an answer that is not the course's own is evidence on none of its objectives
        objective = written_objectives().get(name, "")
        if diary() is None:
            return f"NOT KEPT: no progress is kept because {ELSEWHERE} is off."
        keep([marks_entry(self.file.parent.name, text, marks, objective)])
        if trouble():
            return f"NOT KEPT: {trouble()}"
        del self.marks[name]
        return f"Your mark is kept. {self.start()}"

    # the page ------------------------------------------------------------------------------------

    def html(self) -> str:
        """The button with what the check said, and the rubrics; nothing where there are no solutions."""
        if self.course is None or not self.path:
            return ""
        go = button("Checking…" if self.running else "Check my work", "check", primary=True, off=self.running)
        # there from the start, or a screen reader would not hear what it says later
        lines = "".join(f"<p>{esc(line)}</p>" for line in self.lines)
        told = f'<div role="status" id="§checked">{lines}</div>'
        page = self.page()
        link = (
            f'<p><a data-file="{esc(page)}" href="#">Open my feedback page</a></p>'
            if self.ready and page
            else ""
        )
        head = '<h4>On your own</h4><p class="hint">Your work is marked as an instructor would mark it.</p>'
        written = "".join(self._rubric_html(text) for text in self.texts().values())
        return f'<div class="own-check">{head}<div class="actions">{go}</div>{told}{link}{written}</div>'

    def _rubric_html(self, text: OwnText) -> str:
        name, rubric, kept = text.id, text.rubric, self.kept(text)
        marks: Mapping[str, int] = self.marks.get(name, {})
        final = kept is not None and not kept.earlier and name not in self.marks
        if kept is not None and final:
            marks = kept.marks
        rows = "".join(
            choices(
                point.name,
                "mark",
                f"{name}/{index}",
                _worth(point.most),
                str(marks[str(index)]) if str(index) in marks else None,
                f"<small>{esc(point.seen)}</small>",
            )
            for index, point in enumerate(rubric.points)
        )
        anchors = "".join(
            f'<div class="quote">{esc(anchor.text)}<small>An example with '
            f"{plural(anchor.points, 'point')}</small></div>"
            for anchor in rubric.anchors
        )
        points = f"{rubric.given(marks)} of {rubric.most}"
        off = final or self.running or not rubric.decides(marks)
        save = button(f"Kept: {points}" if final else f"Keep my mark: {points}", "keep-mark", name, off=off)
        hint = "Is it there in your text, or do you only know that you meant it?"
        if kept is not None and kept.earlier:
            hint = f"You gave an earlier text {rubric.given(kept.marks)} of {rubric.most}. {hint}"
        return (
            '<details class="log"><summary>Mark your own text by the rubric</summary>'
            f'<p class="hint">{hint}</p>{rows}'
            f'<div class="actions">{save}</div><h4>Two examples</h4>{anchors}</details>'
        )


def _worth(most: int) -> dict[str, str]:
    if most == 1:
        return {"0": "not seen", "1": "seen"}
    return {str(points): f"{points} of {most}" for points in range(most + 1)}
