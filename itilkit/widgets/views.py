"""Which view draws a scenario: its folder says so, and the view is loaded when it is first shown."""

from itilkit.scenarios import offer_of
from itilkit.widgets.run_view import RunView


def view_class(scenario: str) -> type[RunView]:
    """The view of the scenario with this id; raises UnknownScenarioError for another."""
    found: type[RunView] = offer_of(scenario).card()
    return found
