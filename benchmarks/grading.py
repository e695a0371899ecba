"""How long nbgrader takes for each further submission: by its own executor, and from answers as data.

The same submissions of assignment 01 (its strategies in turn) lie in two courses. Batches of both take
turns, each a run of nbgrader's own command in a fresh process, so that whatever else the machine does hits
both alike.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "personas"))

from class_course import nbgrader, new_course  # noqa: E402 - the tests' own courses and learners
from persona_builder import ASSIGNMENT, hand_in, personas, strategies  # noqa: E402

#: nbgrader calls this after each submission; the file tells when.
STAMP = """
import time

def _stamp(**_):
    with open("stamps.txt", "a") as file:
        file.write(f"{time.time()}\\n")

c.Autograde.post_convert_hook = _stamp
"""


@attrs.frozen
class Batch:
    """One run of ``nbgrader autograde``: seconds until the first submission is done, seconds for each of the
    others, and the largest process in megabytes.
    """

    first: float
    further: float
    peak: float


def course(folder: Path, count: int, batches: int, *, stock: bool) -> Path:
    """A course with ``count`` submissions in ``batches`` parts, none of them graded."""
    new_course(folder, stock=stock)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(STAMP)
    nbgrader(folder, "generate_assignment", ASSIGNMENT)
    class_ = [personas()[name] for name in strategies()]
    for number in range(count):
        name = f"batch{number * batches // count:02}-{number:04}"
        hand_in(attrs.evolve(class_[number % len(class_)], id=name), folder)
    return folder


def run(folder: Path, number: int) -> Batch:
    """Grade one part of a course and measure it."""
    stamps = folder / "stamps.txt"
    stamps.unlink(missing_ok=True)
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    words = ["autograde", ASSIGNMENT, "--create", f"--student=batch{number:02}-*"]
    with (folder / "log.txt").open("ab") as log:
        start = time.time()
        process = subprocess.Popen(
            [sys.executable, "-m", "nbgrader", *words],
            cwd=folder,
            env={**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
            stdout=log,
            stderr=log,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((folder / "log.txt").read_text(encoding="utf-8")[-2000:])
    ends = [float(line) for line in stamps.read_text(encoding="utf-8").split()]
    # Linux counts the largest process in kilobytes, macOS in bytes.
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Batch(ends[0] - start, (ends[-1] - ends[0]) / (len(ends) - 1), used.ru_maxrss / unit)


def row(name: str, batches: list[Batch]) -> str:
    """One line of the table: medians of the batches, the worst of the memory."""
    first = statistics.median(batch.first for batch in batches)
    further = [batch.further for batch in batches]
    spread = f"{min(further):.3f}–{max(further):.3f}"
    peak = max(batch.peak for batch in batches)
    return f"{name:<18}{first:>12.2f}{statistics.median(further):>14.3f}{spread:>16}{peak:>12.0f}"


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "-n", type=int, default=100, metavar="COUNT", help="submissions in each course (100)"
    )
    options.add_argument("--batches", type=int, default=5, help="batches for each way, in turn (5)")
    chosen = options.parse_args()
    if chosen.n < 2 * chosen.batches:
        options.error("each batch needs at least two submissions")
    with tempfile.TemporaryDirectory() as scratch:
        ways = {
            name: course(Path(scratch) / name, chosen.n, chosen.batches, stock=stock)
            for name, stock in (("stock", True), ("answers as data", False))
        }
        found: dict[str, list[Batch]] = {name: [] for name in ways}
        for number in range(chosen.batches):
            for name, folder in ways.items():
                found[name].append(run(folder, number))
    print(f"{chosen.n} submissions, {chosen.batches} batches for each way, one process at a time")
    print(f"{'seconds':<18}{'first done':>12}{'each further':>14}{'best–worst':>16}{'peak MB':>12}")
    for name, batches in found.items():
        print(row(name, batches))
    stock, ours = (statistics.median(batch.further for batch in each) for each in found.values())
    print(f"each further one: {stock / ours:.1f} times less")


if __name__ == "__main__":
    main()
