"""itilkit: play it, answer it, have it graded.

Scenarios and items on value, value streams and co-creation after ITIL 4, for Jupyter notebooks that
work with buttons alone. Importing this package loads neither ipywidgets nor nbgrader.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from itilkit.answers import record
    from itilkit.grading.checks import mark, points, require
    from itilkit.scenarios import IllegalMove, Result, load_scenario, replay
    from itilkit.widgets import ask, overview, play

__version__ = "0.1.0"

# Where each public name lives; it is imported when it is first used.
_HOMES = {
    "IllegalMove": "itilkit.scenarios",
    "Result": "itilkit.scenarios",
    "ask": "itilkit.widgets",
    "load_scenario": "itilkit.scenarios",
    "mark": "itilkit.grading.checks",
    "overview": "itilkit.widgets",
    "play": "itilkit.widgets",
    "points": "itilkit.grading.checks",
    "record": "itilkit.answers",
    "replay": "itilkit.scenarios",
    "require": "itilkit.grading.checks",
}

__all__ = [
    "IllegalMove",
    "Result",
    "__version__",
    "ask",
    "load_scenario",
    "mark",
    "overview",
    "play",
    "points",
    "record",
    "replay",
    "require",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return sorted(__all__)
