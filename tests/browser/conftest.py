"""One server and one browser for all browser tests; every test gets its own fresh copy of the course."""

import pytest
from course_copy import ASSIGNMENT, copy_course
from lab_server import LabServer
from notebook_page import NotebookPage


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The JupyterLab of all tests; its folder has a space and an umlaut in its name."""
    root = tmp_path_factory.mktemp("Kurs für alle ", numbered=True)
    server = LabServer(root, tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Leave a picture of the page beside a test that failed."""
    report = yield
    page = item.funcargs.get("page")
    if report.failed and page is not None and call.when == "call":
        picture = item.funcargs["tmp_path"] / "failed.png"
        page.screenshot(path=picture)
        report.sections.append(("The page", f"{picture}\n{page.locator('body').inner_text()[:3000]}"))
    return report


@pytest.fixture
def page(chromium, tmp_path):  # noqa: ARG001 - tmp_path keeps the picture of a failure
    """A page of its own; an error that a script of the page does not catch fails the test."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    ours = [error for error in errors if "itk" in error or "Idiomorph" in error]
    assert [] == ours


@pytest.fixture
def course(lab):
    """A fresh copy of the course for one test; its kernels end with the test."""
    folder = lab.root / f"Übung {len(list(lab.root.iterdir())) + 1}"
    yield copy_course(folder)
    lab.end_kernels()


@pytest.fixture
def opened(page, lab, course):
    """Open a notebook of the course by its path below the course folder."""

    def open_notebook(path):
        notebook = NotebookPage(page, lab, course / path)
        notebook.open()
        return notebook

    return open_notebook


@pytest.fixture
def assignment(opened):
    """The graded assignment, open and not run."""
    return opened(ASSIGNMENT)


@pytest.fixture
def co_creator(strategies):
    """The co-creator's moves on the graded variant."""
    return strategies["affordable-mix", "graded", "co-creator"].moves
