"""itilkit: play it, answer it, have it graded.

Scenarios and items on value, value streams and co-creation after ITIL 4, for Jupyter notebooks that
work with buttons alone. Importing this package loads neither ipywidgets nor nbgrader.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from itilkit.answers import record
    from itilkit.grading.checks import mark, points, require, took_part
    from itilkit.scenarios import IllegalMove, Result, load_scenario, replay
    from itilkit.widgets import ask, form, overview, play, progress, review

__version__ = "0.1.0"

# Where each public name lives; it is imported when it is first used.
_HOMES = {
    "IllegalMove": "itilkit.scenarios",
    "Result": "itilkit.scenarios",
    "ask": "itilkit.widgets",
    "form": "itilkit.widgets",
    "load_scenario": "itilkit.scenarios",
    "mark": "itilkit.grading.checks",
    "overview": "itilkit.widgets",
    "play": "itilkit.widgets",
    "points": "itilkit.grading.checks",
    "progress": "itilkit.widgets",
    "record": "itilkit.answers",
    "replay": "itilkit.scenarios",
    "require": "itilkit.grading.checks",
    "review": "itilkit.widgets",
    "took_part": "itilkit.grading.checks",
}

__all__ = [
    "IllegalMove",
    "Result",
    "__version__",
    "ask",
    "form",
    "load_scenario",
    "mark",
    "overview",
    "play",
    "points",
    "progress",
    "record",
    "replay",
    "require",
    "review",
    "took_part",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted(__all__)


class _FrontPage(ModuleType):
    """This module: its public names are never hidden by a folder of the package that has the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        # Python would put the folder itilkit/progress in the place of the card progress() once it is loaded.
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontPage
