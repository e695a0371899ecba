"""The stream that is mapped for contrast at the end of a lesson: it earns no points and is kept nowhere."""

from collections.abc import Mapping

from itilkit.ground.html import button, esc
from itilkit.scenarios.value_stream.card import pictures
from itilkit.scenarios.value_stream.card.parts import activity_select
from itilkit.scenarios.value_stream.content import StreamStep
from itilkit.scenarios.value_stream.model import ValueStream


def contrast(scenario: ValueStream, tried: Mapping[str, str], *, told: bool) -> str:
    """The second stream with the activities ``tried`` by step, or ``told`` how it draws on them."""
    stream = scenario.words.contrast
    names = {activity.id: activity.name for activity in scenario.words.activities}
    drawn = {step.id: step.activity for step in stream.steps} if told else tried
    stops = [
        pictures.Stop(place, step.name, drawn[step.id])
        for place, step in enumerate(stream.steps, start=1)
        if step.id in drawn
    ]
    rows = "".join(
        _row(scenario, step, place, tried.get(step.id, ""), told=told)
        for place, step in enumerate(stream.steps, start=1)
    )
    label = "Hide how it draws on them" if told else "Show how it draws on them"
    again = f'<p class="empty">{esc(pictures.returns(names, stops))}</p>' if told else ""
    picture = pictures.lanes(stream.title, names, stops, places=len(stream.steps), small=True)
    return (
        f"<h4>The same six activities, another order: {esc(stream.title.lower())} "
        f"<small>no points; kept only while this card is awake</small></h4>"
        f'<p class="empty">{esc(stream.goal)}</p><div class="routes"><div class="pairs">{rows}</div>'
        f'<div>{picture}{again}<div class="actions">{button(label, "tell", id="tell")}</div></div></div>'
    )


def _row(scenario: ValueStream, step: StreamStep, place: int, chosen: str, *, told: bool) -> str:
    activities = {activity.id: activity.name for activity in scenario.words.activities}
    note = ""
    if told and chosen == step.activity:
        note = ' <span class="right">✓ so it is</span>'
    elif told and chosen:
        note = f' <span class="wrong">✗ rather {esc(activities[step.activity])}</span>'
    elif told:
        note = f" <b>{esc(activities[step.activity])}</b>"
    select = activity_select(activities, "contrast", step.id, chosen)
    return (
        f'<div><label for="§contrast-{esc(step.id)}">{place} {esc(step.name)}</label>{select}'
        f'<small id="§story-contrast-{esc(step.id)}">{esc(step.story)}{note}</small></div>'
    )
