"""What grading a large class costs: beside nbgrader's own commands, and as the class grows.

All submissions are simulated (tests/reports/simulated_class.py): nobody in these classes exists, and each
course folder says so in simulated.txt. They answer assignment 06, the largest.

    python benchmarks/scale.py beside [-n 200]       nbgrader's own commands and `itilkit grade`, one run
    python benchmarks/scale.py growth [50 200 ...]   classes of these sizes, on SQLite and on PostgreSQL
    python benchmarks/scale.py where [-n 60]         where the time of one more submission goes
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[1]
for name in ("reports", "personas", "grading", "scale"):
    sys.path.insert(0, str(ROOT / "tests" / name))

from batch_course import command  # noqa: E402 - the tests' own courses, learners and servers
from class_course import STOCK, gradebook  # noqa: E402
from postgres import Postgres, setting, tool  # noqa: E402
from simulated_class import build_class  # noqa: E402

from itilkit.grading.batch.worker_pool import cores  # noqa: E402

ASSIGNMENT = "06-capstone"
#: Seconds between two looks at the memory of all processes of a command.
LOOK = 0.2
#: nbgrader calls these after each submission; the files tell when.
STAMPS = """
import time

def _stamp(file):
    def stamp(**_):
        with open(file, "a") as stamps:
            stamps.write(f"{time.time()}\\n")
    return stamp

c.Autograde.post_convert_hook = _stamp("graded.txt")
c.GenerateFeedback.post_convert_hook = _stamp("pages.txt")
"""


@attrs.frozen
class Run:
    """A command: seconds in all, seconds for each submission after the first, and the most megabytes that
    its processes held together (each shared page counted once).
    """

    whole: float
    further: float
    peak: float


def class_of(folder: Path, count: int, more: str = "") -> Path:
    """A course whose largest assignment ``count`` simulated learners have handed in, none of it graded."""
    build_class(folder, count, assignments=(ASSIGNMENT,), grade=False, more=STAMPS + more, missing=False)
    return folder


def run(course: Path, words: list[str], stamps: str = "graded.txt") -> Run:
    """Run ``python -m`` with ``words`` in ``course`` and measure it."""
    (course / stamps).unlink(missing_ok=True)
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    with (course / "log.txt").open("ab") as log:
        start = time.time()
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=course,
            env=command(course, PATH=tools),
            stdout=log,
            stderr=log,
        )
        peak = Peak(process.pid)
        code = process.wait()
        whole = time.time() - start
    if code:
        raise SystemExit((course / "log.txt").read_text(encoding="utf-8")[-2000:])
    file = course / stamps
    ends = sorted(map(float, file.read_text(encoding="utf-8").split())) if file.exists() else []
    further = (ends[-1] - ends[0]) / (len(ends) - 1) if len(ends) > 1 else 0.0
    return Run(whole, further, peak.megabytes())


class Peak(threading.Thread):
    """Watches a process and all its descendants, and remembers the most memory that they held."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        """Look again and again, until somebody asks for the figure."""
        while not self._over.wait(LOOK):
            self._most = max(self._most, sum(map(_held, _family(self._pid))))

    def megabytes(self) -> float:
        """The most so far; ends the watching."""
        self._over.set()
        self.join()
        return self._most / 1000


def _family(pid: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found, left = set(), [pid]
    while left:
        each = left.pop()
        found.add(each)
        left += children.get(each, [])
    return found


def _held(pid: int) -> int:
    """Kilobytes that a process holds, its part of what it shares with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def beside(count: int) -> None:
    """Grade with nbgrader's own commands and with `itilkit grade`: the same submissions, in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        ours = class_of(Path(scratch) / "ours", count)
        stock = shutil.copytree(ours, Path(scratch) / "stock")
        with (stock / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(STOCK + 'c.pop("GenerateFeedback", None)\n' + STAMPS)
        grade = ["itilkit", "grade", "--again"]
        found = {
            "nbgrader autograde": run(stock, ["nbgrader", "autograde", ASSIGNMENT]),
            "grade, 1 process": run(ours, [*grade, "--no-feedback", "--jobs=1"]),
            f"grade, {cores()} cores": run(ours, [*grade, "--no-feedback"]),
            "nbgrader, pages": run(stock, ["nbgrader", "generate_feedback", ASSIGNMENT], "pages.txt"),
            "with pages, 1 pr.": run(ours, [*grade, "--jobs=1"], "pages.txt"),
            f"with pages, {cores()} c.": run(ours, grade, "pages.txt"),
        }
        same = rows(stock) == rows(ours)
    print(f"{count} simulated submissions of {ASSIGNMENT}, {cores()} cores")
    print(f"{'':<20}{'seconds in all':>15}{'each further':>14}{'peak MB':>10}")
    for name, each in found.items():
        print(f"{name:<20}{each.whole:>15.1f}{each.further:>14.4f}{each.peak:>10.0f}")
    stock_grade, one, all_, stock_pages, one_pages, all_pages = (each.further for each in found.values())
    whole = stock_grade + stock_pages
    for what, stock_each, in_one, in_all in (
        ("grading", stock_grade, one, all_),
        ("grading and pages", whole, one_pages, all_pages),
    ):
        told = f"{stock_each / in_one:.0f} times less in one process, {stock_each / in_all:.0f}"
        print(f"{what}, each further one: {told} on {cores()} cores")
    print(f"gradebooks equal: {same}")


def rows(course: Path) -> dict[tuple[str, str], tuple[object, ...]]:
    """What the gradebook says of each cell: scores, flags, comments, by learner and cell."""
    with gradebook(course) as book:
        found: dict[tuple[str, str], tuple[object, ...]] = {}
        for submission in book.assignment_submissions(ASSIGNMENT):
            for notebook in submission.notebooks:
                found[submission.student.id, ""] = (notebook.late_submission_penalty, notebook.failed_tests)
                for grade in notebook.grades:
                    told = grade.auto_score, grade.manual_score, grade.needs_manual_grade, grade.failed_tests
                    found[submission.student.id, grade.name] = told
                for comment in notebook.comments:
                    found[submission.student.id, f"{comment.name} comment"] = (comment.comment,)
        return found


def growth(sizes: list[int], servers: list[str]) -> None:
    """Classes that grow, on SQLite and on a PostgreSQL server of this machine with its usual settings."""
    print(f"simulated submissions of {ASSIGNMENT}, {cores()} cores; grading and pages")
    heads = f"{'class':>7}{'seconds in all':>16}{'each further':>14}{'peak MB':>10}{'nothing changed':>17}"
    print(f"{'':<12}{heads}")
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        server = None
        if "PostgreSQL" in servers:
            if tool("initdb") is None:
                raise SystemExit("PostgreSQL is not here (Debian: apt-get install postgresql)")
            server = Postgres(Path(scratch) / "postgres", safe=True)
            server.start()
        try:
            for size in sizes:
                for name in servers:
                    folder = Path(scratch) / f"{name}-{size}"
                    more = setting(server.new(f"class{size}")) if server and name == "PostgreSQL" else ""
                    course = class_of(folder, size, more)
                    first = run(course, ["itilkit", "grade"], "pages.txt")
                    second = run(course, ["itilkit", "grade"], "nothing.txt")
                    told = f"{name:<12}{size:>7}{first.whole:>16.1f}{first.further:>14.4f}{first.peak:>10.0f}"
                    print(f"{told}{second.whole:>15.1f} s", flush=True)
                    shutil.rmtree(course)
        finally:
            if server is not None:
                server.stop()


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ways = options.add_subparsers(dest="way", required=True)
    ways.add_parser("beside").add_argument("-n", type=int, default=200, metavar="COUNT")
    grows = ways.add_parser("growth")
    grows.add_argument("sizes", type=int, nargs="*", default=[50, 200, 1000, 5000], metavar="SIZE")
    grows.add_argument("--only", choices=["SQLite", "PostgreSQL"], help="one of the two")
    ways.add_parser("where").add_argument("-n", type=int, default=60, metavar="COUNT")
    chosen = options.parse_args()
    if chosen.way == "beside":
        beside(chosen.n)
    elif chosen.way == "growth":
        growth(chosen.sizes, [chosen.only] if chosen.only else ["SQLite", "PostgreSQL"])
    else:
        from where import where  # beside this file

        where(class_of, chosen.n)


if __name__ == "__main__":
    main()
