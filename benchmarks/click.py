"""What a learner waits for: the first card, a click's repaint, and a click in the file.

A real JupyterLab and a real Chromium, driven by the browser tests' own hands. The repaint is measured in
the page (from the click to the next frame after the card's change), the file from outside (from the click
to the moment when the file on disk holds the move). `first card` is from the menu entry Run All Cells to
the first card in the page, on a kernel that is running and has imported nothing.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
# In place of this folder, where this file would stand in for the package `click`.
sys.path[0] = str(HERE / "tests" / "browser")

from course_copy import ASSIGNMENT, CHROMIUM, FLAGS, copy_course  # noqa: E402
from lab_server import LabServer  # noqa: E402
from notebook_page import MIX, NotebookPage  # noqa: E402
from playwright.sync_api import Locator, sync_playwright  # noqa: E402

#: Listens in the page for a click and for the card's next change; the frame after it is the repaint.
WATCH = """card => {
  window.repaints = [];
  card.addEventListener("click", () => {
    const start = performance.now();
    const seen = new MutationObserver(() => {
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => window.repaints.push(performance.now() - start)));
    });
    seen.observe(card.querySelector(".itk-main"), {subtree: true, childList: true, attributes: true});
  }, true);
}"""
PEOPLE = ("mara", "tomas", "ines", "bryn")
LONGEST = 10.0


def clicks(notebook: NotebookPage, card: Locator, count: int) -> tuple[list[float], list[float]]:
    """Ask and take back, ``count`` clicks in all: milliseconds to the repaint and to the file."""
    card.evaluate(WATCH)
    notebook.page.wait_for_timeout(1000)
    saved = []
    for place in range(count):
        asks = place % 2 == 0
        name = f"Ask {PEOPLE[place // 2 % 4].title()}" if asks else "Undo"
        wanted = [f"ask {PEOPLE[place // 2 % 4]}"] if asks else []
        button = card.get_by_role("button", name=name, exact=True)
        button.hover()
        notebook.page.wait_for_timeout(100)
        start = time.perf_counter()
        notebook.page.mouse.down()
        notebook.page.mouse.up()
        while notebook.moves() != wanted and time.perf_counter() - start < LONGEST:
            time.sleep(0.001)
        saved.append((time.perf_counter() - start) * 1000)
        notebook.settled(card)
    return notebook.page.evaluate("window.repaints"), saved


def first_card(notebook: NotebookPage) -> float:
    """Milliseconds from Run All Cells to the first card, on a fresh kernel."""
    notebook.menu("Run")
    entry = notebook.page.locator(".lm-Menu-item .lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True)
    box = entry.bounding_box()
    notebook.page.mouse.move(box["x"] + 9, box["y"] + 9)
    notebook.page.wait_for_timeout(300)
    start = time.perf_counter()
    notebook.page.mouse.down()
    notebook.page.mouse.up()
    notebook.card(MIX).get_by_role("button", name="Ask Mara").wait_for(state="attached")
    return (time.perf_counter() - start) * 1000


def row(name: str, times: list[float]) -> str:
    """One line of the table."""
    shown = [min(times), statistics.median(times), max(times)]
    return f"{name:<40}" + "".join(f"{each:>10.0f}" for each in shown) + f"{len(times):>8}"


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("-n", type=int, default=40, help="clicks (default 40)")
    options.add_argument("--starts", type=int, default=3, help="fresh kernels for the first card (default 3)")
    asked = options.parse_args()
    firsts: list[float] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        root = Path(folder) / "course"
        server = LabServer(root, Path(folder) / "server")
        file = copy_course(root) / ASSIGNMENT
        server.start()
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        try:
            page = browser.new_page(viewport={"width": 1200, "height": 1400})
            notebook = NotebookPage(page, server, file)
            for _ in range(asked.starts):
                server.end_kernels()
                notebook.open()
                firsts.append(first_card(notebook))
            repaints, saved = clicks(notebook, notebook.ready(MIX), asked.n)
        finally:
            browser.close()
            server.stop()
    print(f"{'milliseconds':<40}{'best':>10}{'median':>10}{'worst':>10}{'n':>8}")
    print(row("first card after Run All", firsts))
    print(row("click to repaint", repaints))
    print(row("click to saved in the file", saved))


if __name__ == "__main__":
    main()
