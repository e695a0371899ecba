"""A whole round on the hub: hand out, work, hand in, collect, grade, mark, give feedback, read it."""

import json
import time
from pathlib import Path
from typing import Any

import attrs
from hub_people import ASSIGNMENT, Instructor, Learner, Terminal
from hub_server import Hub
from notebook_page import eventually

#: What Anna writes, what she gets for it, and what the instructor adds.
TEXT = "I asked all four again in the winter, because the subsidy had been cut."
POINTS, COMMENT = "3", "You asked again. Whose cost did you look at?"


@attrs.define
class TheClass:
    """Who was there, what the Formgrader said to each button, and what each learner read in the end."""

    hub: Hub
    learners: dict[str, Learner]
    instructor: Instructor
    started: dict[str, str] = attrs.Factory(dict)
    tools: dict[str, list[str]] = attrs.Factory(dict)
    said: dict[str, str] = attrs.Factory(dict)
    read: dict[str, str] = attrs.Factory(dict)
    links: dict[str, int] = attrs.Factory(dict)
    took: dict[str, float] = attrs.Factory(dict)

    def close(self) -> None:
        """Close everybody’s browser."""
        for person in (*self.learners.values(), self.instructor):
            person.close()

    def page_of(self, name: str) -> Path:
        """The feedback page of a learner in the class’s folder."""
        return self.hub.class_folder / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html"


def hold_class(hub: Hub, browser: Any, strategies: Any) -> TheClass:
    """One round, with everybody at their own browser."""
    people = hub.people
    learners = {name: Learner(hub, browser, people[name]) for name in ("anna", "ben", "cleo")}
    held = TheClass(hub, learners, Instructor(hub, browser, people["ina"]))
    ina = held.instructor
    step(held, "ina logs in", ina.log_in)
    held.tools["ina"] = ina.tools()
    held.said["release"] = step(held, "ina releases", lambda: ina.press("release"))
    runs = {
        name: list(strategies["affordable-mix", "graded", strategy].moves)
        for name, strategy in (("anna", "co-creator"), ("ben", "please-everyone"), ("cleo", "provider-only"))
    }
    work = {
        "anna": (runs["anna"], {"harbour-wifi": "c"}, TEXT),
        "ben": (runs["ben"][:2], {"harbour-wifi": "c"}, ""),
        "cleo": ([], {"harbour-wifi": "b"}, ""),
    }
    for name, learner in learners.items():
        step(held, f"{name} logs in", learner.log_in)
        held.started[name], held.tools[name] = learner.page.url, learner.tools()
        learner.snap(f"{name}-start")
        step(held, f"{name} works", lambda learner=learner, name=name: learner.work(*work[name]))
        step(held, f"{name} hands in", learner.submit)
        learner.snap(f"{name}-handed-in")
    held.said["collect"] = step(held, "ina collects", lambda: ina.press("collect"))
    step(held, "ina grades", lambda: grade(held))
    ina.tab("Formgrader")
    step(held, "ina marks", lambda: ina.mark(TEXT, POINTS, COMMENT))
    ina.snap("ina-marked")
    step(held, "ina goes back", ina.overview)
    for button in ("generate-feedback", "release-feedback"):
        held.said[button] = step(held, f"ina {button}", lambda button=button: ina.press(button))
    ina.snap("ina-released")
    for name, learner in learners.items():
        shown = step(held, f"{name} fetches", learner.fetch_feedback)
        shown.get_by_text("of 22 points").first.wait_for()
        held.read[name] = shown.locator("body").inner_text()
        held.links[name] = shown.get_by_role("link").count()
        learner.snap(f"{name}-feedback")
    if hub.pictures:
        (hub.pictures / "seconds.json").write_text(json.dumps(held.took, indent=1), encoding="utf-8")
    return held


def grade(held: TheClass) -> None:
    """`itilkit grade` in the terminal of the class’s server."""
    terminal = Terminal(held.instructor)
    terminal.type("itilkit grade && itilkit report")
    report = held.hub.class_folder / "class-report.html"
    assert eventually(report.exists, wanted=True, within=90)
    held.instructor.snap("ina-graded")


def step(held: TheClass, name: str, what: Any) -> Any:
    """Do something, and remember how long it took; leave a picture when it cannot be done."""
    began = time.monotonic()
    try:
        return what()
    except Exception:
        for person in (*held.learners.values(), held.instructor):
            person.snap(f"failed-{person.name}")
        raise
    finally:
        held.took[name] = round(time.monotonic() - began, 1)
