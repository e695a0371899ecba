"""How long `itilkit grade` takes for each further submission, beside nbgrader's own executor.

The same submissions of assignment 01 lie in two courses. Both are graded part by part, in turn, each part by
a command in a fresh process, so that whatever else the machine does hits all ways alike.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grading import Batch, course, row, run  # what measures nbgrader's own command

from itilkit.grading.batch.worker_pool import cores

#: The ways of grading, by the words that follow `itilkit grade`.
WAYS = {
    "grade, 1 process": ("--jobs=1", "--no-feedback"),
    "grade, all cores": ("--no-feedback",),
    "with pages, 1 pr.": ("--jobs=1",),
    "with pages, all": (),
}
#: When each page is written, as `grading.STAMP` does it for each graded submission.
PAGE_STAMP = """
def _page_stamp(**_):
    with open("pages.txt", "a") as file:
        file.write(f"{time.time()}\\n")

c.GenerateFeedback.post_convert_hook = _page_stamp
"""


def run_batch(folder: Path, students: list[str], words: tuple[str, ...]) -> Batch:
    """Grade ``students`` with `itilkit grade` and measure it; the memory is that of the command alone."""
    stamps = folder / ("stamps.txt" if "--no-feedback" in words else "pages.txt")
    stamps.unlink(missing_ok=True)
    named = [f"--student={student}" for student in students]
    with (folder / "log.txt").open("ab") as log:
        start = time.time()
        process = subprocess.Popen(
            [sys.executable, "-m", "itilkit", "grade", "--again", *words, *named],
            cwd=folder,
            env={**os.environ, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
            stdout=log,
            stderr=log,
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((folder / "log.txt").read_text(encoding="utf-8")[-2000:])
    ends = sorted(float(line) for line in stamps.read_text(encoding="utf-8").split())
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return Batch(ends[0] - start, (ends[-1] - ends[0]) / (len(ends) - 1), used.ru_maxrss / unit)


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-n", type=int, default=60, metavar="COUNT", help="submissions in each course (60)")
    options.add_argument("--batches", type=int, default=3, help="parts of the class, in turn (3)")
    chosen = options.parse_args()
    if chosen.n < 2 * chosen.batches:
        options.error("each batch needs at least two submissions")
    with tempfile.TemporaryDirectory() as scratch:
        stock = course(Path(scratch) / "stock", chosen.n, chosen.batches, stock=True)
        ours = course(Path(scratch) / "ours", chosen.n, chosen.batches, stock=False)
        with (ours / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(PAGE_STAMP)
        everybody = sorted(path.name for path in (ours / "submitted").iterdir())
        found: dict[str, list[Batch]] = {"nbgrader": [], **{name: [] for name in WAYS}}
        for number in range(chosen.batches):
            part = [name for name in everybody if name.startswith(f"batch{number:02}-")]
            found["nbgrader"].append(run(stock, number))
            for name, words in WAYS.items():
                found[name].append(run_batch(ours, part, words))
    print(f"{chosen.n} submissions in {chosen.batches} parts, {cores()} cores")
    print(f"{'seconds':<18}{'first done':>12}{'each further':>14}{'best–worst':>16}{'peak MB':>12}")
    for name, batches in found.items():
        print(row(name, batches))
    further = {name: statistics.median(batch.further for batch in each) for name, each in found.items()}
    print(f"each further one, 1 process: {further['nbgrader'] / further['grade, 1 process']:.1f} times less")


if __name__ == "__main__":
    main()
