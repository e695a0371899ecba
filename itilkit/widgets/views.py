"""Which view draws which scenario. A view's module is loaded when its scenario is first shown."""

from importlib import import_module

from itilkit.scenarios import UnknownScenarioError
from itilkit.widgets.run_view import RunView

_VIEWS = {
    "affordable-mix": ("itilkit.widgets.mix_view", "MixView"),
    "service-value-system": ("itilkit.widgets.svs_view", "SystemView"),
    "value-stream": ("itilkit.widgets.stream_view", "StreamView"),
    "dialogue": ("itilkit.widgets.dialogue_view", "DialogueView"),
    "conditions": ("itilkit.widgets.conditions_view", "ConditionsView"),
    "capstone": ("itilkit.widgets.capstone_view", "CapstoneView"),
}

#: The scenarios that can be played on a card.
WITH_CARD = tuple(_VIEWS)


def view_class(scenario: str) -> type[RunView]:
    """The view of the scenario ``scenario``; raises UnknownScenarioError for one that has no card."""
    if scenario not in _VIEWS:
        msg = f"The scenario “{scenario}” can be replayed, but it has no card in this version."
        raise UnknownScenarioError(msg)
    module, name = _VIEWS[scenario]
    found: type[RunView] = getattr(import_module(module), name)
    return found
