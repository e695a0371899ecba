"""Checking one's own work from the last card of an assignment, for somebody who studies alone.

The command `itilkit check` does it, in a process of its own; here is only the button, what it said, and the
marks that a learner gives their own text by the rubric.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs

from itilkit.items.reading import load_readings
from itilkit.items.rubric import Rubric, read_rubric
from itilkit.progress.place import PRIVATE, course_folder
from itilkit.widgets.html import button, choices, esc

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
    marks: dict[str, dict[str, int]] = attrs.field(factory=dict)
    kept: set[str] = attrs.field(factory=set)
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
        root, name = self.course, Path(self.path).stem
        if root is None or not self.path.endswith(f"exercises/{name}/{name}.ipynb"):
            return ""
        return f"{self.path.removesuffix(f'exercises/{name}/{name}.ipynb')}feedback/{name}.html"

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
        above = page.removesuffix(f"feedback/{Path(self.path).stem}.html")
        # up from the page's folder and from the server's files/ to its root, then to JupyterLab's own address
        return f"{'../' * (above.count('/') + 2)}doc/tree/{above}notebooks"

    def _command(self) -> list[str]:
        words = ["check", Path(self.path).stem, "--no-open", "--lessons", self.lessons()]
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

    def rubrics(self) -> Mapping[str, Rubric]:
        """The rubrics of the written answers in the notebook's file, by the answer's id."""
        try:
            cells = json.loads(self.file.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        found: dict[str, Rubric] = {}
        above = ""
        for cell in cells:
            marks = cell.get("metadata", {}).get("nbgrader", {})
            if cell.get("cell_type") != "markdown":
                continue
            rubric = read_rubric(above) if marks.get("solution") else None
            if rubric is not None:
                found[str(marks.get("grade_id"))] = rubric
            above = "".join(cell.get("source", ""))
        return found

    def mark(self, arg: str) -> str:
        """Note the points for one point of a rubric: ``answer/place=points``; returns what to say."""
        where, _, points = arg.rpartition("=")
        name, _, place = where.rpartition("/")
        rubric = self.rubrics().get(name)
        if rubric is None or not points.isdigit() or not place.isdigit():
            return ""
        self.marks.setdefault(name, {})[place] = int(points)
        self.kept.discard(name)
        return f"{self.given(name, rubric)} of {rubric.most} points so far."

    def given(self, name: str, rubric: Rubric) -> int:
        """The points that the learner gives their own text."""
        return rubric.given(self.marks.get(name, {}))

    def keep(self, name: str) -> Mapping[str, Any] | None:
        """The learner's marks as an entry of the diary; None before every point is decided."""
        rubric = self.rubrics().get(name)
        if rubric is None or len(self.marks.get(name, {})) < len(rubric.points):
            return None
        self.kept.add(name)
        case = load_readings().cases.get(name)
        return {
            "id": name,
            "assignment": Path(self.path).stem,
            "kind": "written",
            # an answer that is not the course's own is evidence on none of its objectives
            "objective": "" if case is None else case.objective,
            "score": round(self.given(name, rubric) / rubric.most, 4),
            "marks": dict(self.marks[name]),
            "by": "myself",
        }

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
        written = "".join(self._rubric_html(name, rubric) for name, rubric in self.rubrics().items())
        return f'<div class="own-check">{head}<div class="actions">{go}</div>{told}{link}{written}</div>'

    def _rubric_html(self, name: str, rubric: Rubric) -> str:
        marks = self.marks.get(name, {})
        rows = "".join(
            choices(
                point.name,
                "mark",
                f"{name}/{place}",
                _worth(point.most),
                str(marks[str(place)]) if str(place) in marks else None,
                f"<small>{esc(point.seen)}</small>",
            )
            for place, point in enumerate(rubric.points)
        )
        anchors = "".join(
            f'<div class="quote">{esc(anchor.text)}<small>An example with {anchor.points} '
            f"point{'' if anchor.points == 1 else 's'}</small></div>"
            for anchor in rubric.anchors
        )
        done = len(marks) == len(rubric.points)
        word = "Kept" if name in self.kept else f"Keep my mark: {self.given(name, rubric)} of {rubric.most}"
        keep = button(word, "keep-mark", name, off=not done or name in self.kept)
        return (
            '<details class="log"><summary>Mark your own text by the rubric</summary>'
            f'<p class="hint">Is it there in your text, or do you only know that you meant it?</p>{rows}'
            f'<div class="actions">{keep}</div><h4>Two examples</h4>{anchors}</details>'
        )


def _worth(most: int) -> dict[str, str]:
    if most == 1:
        return {"0": "not seen", "1": "seen"}
    return {str(points): f"{points} of {most}" for points in range(most + 1)}
