"""Match, classify and order items, whole and broken, as files of the item bank hold them."""

from typing import Final

_FACTS: Final = """
use = "practice"
objective = "LO1"
claims = ["C8"]
lesson = "01-focus-on-value"
section = "Worth to whom?"
stem = "A crossing is cancelled. What is what?"
"""


def _item(id: str, kind: str, rest: str) -> str:  # noqa: A002
    return f'[[item]]\nid = "{id}"\nkind = "{kind}"{_FACTS}{rest}\n'


MATCH_ITEM = _item(
    "quay",
    "match",
    """
[[item.target]]
id = "engage"
text = "Engage"
[[item.target]]
id = "deliver"
text = "Deliver and support"

[[item.option]]
id = "log"
text = "Log the call"
goes = "engage"
misconception = "M5"
because = "Talking is work of its own."

[[item.option]]
id = "fix"
text = "Put it right"
goes = "deliver"
[[item.option.wrong]]
target = "engage"
misconception = "M6"
because = "Nobody is heard."
""",
)

CLASSIFY_ITEM = MATCH_ITEM.replace('"quay"', '"dock"').replace('"match"', '"classify"')

ORDER_ITEM = _item(
    "ramp",
    "order",
    """
key = ["call", "log look", "fix"]
[[item.option]]
id = "fix"
text = "Put it right"
[[item.option]]
id = "call"
text = "Take the call"
[[item.option]]
id = "log"
text = "Write it down"
[[item.option]]
id = "look"
text = "Find the fault"
[[item.pair]]
first = "look"
second = "fix"
misconception = "M5"
because = "A guess."
""",
)

BROKEN_SORTS = (
    _item(
        "quay",
        "match",
        """
key = ["log"]
[[item.target]]
id = "engage"
text = "Engage"
[[item.target]]
id = "engage"
text = "Deliver and support"
[[item.target]]
id = "deliver"
text = "Obtain"
[[item.option]]
id = "log"
text = "Log the call"
goes = "engaged"
[[item.option.wrong]]
target = "plan"
because = "No."
[[item.option]]
id = "fix"
text = "Put it right"
[[item.pair]]
first = "log"
second = "fix"
because = "No."
""",
    )
    + _item(
        "dock",
        "classify",
        "".join(f'[[item.target]]\nid = "{name}"\ntext = "{name}"\n' for name in "abcde")
        + """
[[item.option]]
id = "log"
text = "Log the call"
goes = "a"
[[item.option.wrong]]
target = "a"
misconception = "M99"
because = "No."
[[item.option]]
id = "fix"
text = "Put it right"
goes = "b"
misconception = "M5"
""",
    )
    + _item(
        "ramp",
        "order",
        """
key = ["call", "logg", "fix"]
[[item.target]]
id = "engage"
text = "Engage"
[[item.option]]
id = "call"
text = "Take the call"
goes = "engage"
[[item.option]]
id = "log"
text = "Write it down"
[[item.option]]
id = "fix"
text = "Put it right"
[[item.pair]]
first = "fix"
second = "call"
because = "No."
[[item.pair]]
first = "cal"
second = "fix"
because = "No."
""",
    )
)
