"""The card of the capstone: four quarters in which money pays the mix and effort pays for everything else."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from itilkit.ground.html import button, esc
from itilkit.scenarios.affordable_mix.card.pieces import OfferView, left_words, money_html
from itilkit.scenarios.affordable_mix.content import Season
from itilkit.scenarios.capstone.card.pictures import compared, gauges, rungs, year
from itilkit.scenarios.capstone.content import Action
from itilkit.scenarios.capstone.debrief import criterion_notes, debrief
from itilkit.scenarios.capstone.facts import against
from itilkit.scenarios.capstone.model import Capstone
from itilkit.scenarios.shapes import Debrief


class CapstoneView(OfferView):
    """The capstone as a card."""

    scenario: Capstone
    begins = "the year begins again"
    time = "quarter"
    new_tag = "new, 1 effort"

    @property
    def times(self) -> Sequence[Season]:
        return self.scenario.quarters

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        actions = {name: partial(self._do, action) for name, action in self.scenario.actions.items()}
        return {**super().own_controls(), **actions}

    def _do(self, action: Action, _: str) -> None:
        if action.id in self.state.done:
            self.said = f"{action.name}: that is done for this quarter."
        else:
            self.play(action.id, f"“{action.button}”")

    def told_left(self) -> str:
        effort = self.scenario.effort_left(self.state, self.ticked)
        return f"Money: {left_words(self.money_left())}. Effort: {left_words(effort)}."

    def money_left(self) -> int:
        return self.scenario.money_left(self.state, self.ticked)

    def why_not(self) -> str:
        effort = self.scenario.effort_left(self.state, self.ticked)
        over = f"This is {-effort} over the effort. Untick something new, or undo something."
        return super().why_not() or (over if effort < 0 else "")

    # a quarter -----------------------------------------------------------------------------------

    def time_html(self) -> str:
        above, story = "", self.story_html()
        if self.state.played:
            dashboard = year(self.scenario, self.state.played, "The year so far")
            above, story = f'<div class="wide first">{story}{dashboard}</div>', ""
        left = (
            f"{story}<h4>Ask before you choose <small>1 effort each</small></h4>"
            f"{self.people_html()}<h4>Work on how you work <small>once a quarter</small></h4>"
            f"{self._works_html()}"
            '<h4 id="§mix">Choose the mix <small>1 effort for each feature that was not in the last one'
            f"</small></h4>{self.table_html()}{self.actions_html()}"
        )
        now = gauges(self.state.trust, self.state.delay)
        stand = f'<h4>Where you stand</h4><div class="gauges">{now}</div>'
        right = self._effort_html() + self._money_html() + stand + self.heard_html() + self.after_html()
        body = f'<div class="body"><section>{left}</section><section>{right}</section></div>'
        return above + (f'<div class="later">{body}</div>' if above else body)

    def _works_html(self) -> str:
        rows = "".join(self._work_html(action) for action in self.scenario.actions.values())
        return f'<ul class="works">{rows}</ul>'

    def _work_html(self, action: Action) -> str:
        done = action.id in self.state.done
        lead, told = (
            ("Done.", action.told[self.now]) if done else (f"{action.effort} effort.", action.meaning)
        )
        control = button(action.button, action.id, off=done, described=f"§about-{action.id}")
        return f'<li>{control}<p id="§about-{action.id}"><b>{lead}</b> {esc(told)}</p></li>'

    def _effort_html(self) -> str:
        effort, most = self.scenario.effort(self.state, self.ticked), self.scenario.words.effort
        left = most - effort.total
        label = f"{effort.total} of {most} points of effort"
        spent = {
            "conversations": effort.conversations,
            "stream": effort.stream,
            "agreement": effort.agreement,
            "governance": effort.governance,
            "new features, once offered": effort.introductions,
        }
        parts = " · ".join(f"{name} {points}" for name, points in spent.items() if points)
        boxes = rungs(label, effort.total - effort.introductions, most, effort.introductions)
        return (
            f"<h4>Effort this quarter <small>{effort.total} of {most}</small></h4>"
            f'<div class="meter">{boxes}<div class="pair"><small>{esc(parts or "nothing spent yet")}</small>'
            f'<small class="{"" if left >= 0 else "lost"}">{left_words(left)}</small></div></div>'
        )

    def _money_html(self) -> str:
        cost, budget = self.scenario.cost(self.ticked), self.times[self.now].budget
        return money_html("Money this quarter", cost, budget, f"features {cost}")

    def after_told_html(self) -> str:
        played = self.state.played[-1]
        told = "".join(f"<li>{esc(moved.why)}</li>" for moved in (*played.trust_moved, *played.delay_moved))
        return f'<ul class="told">{told}</ul>' if told else ""

    # what the year is told -----------------------------------------------------------------------

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def picture_html(self) -> str:
        if not self.state.played:
            return ""
        heading = "Your year" if self.result.finished else "Your year so far"
        return year(self.scenario, self.state.played, heading)

    def compared_html(self) -> str:
        caption = against(self.scenario, self.state.played)
        if caption in self.debrief().advice:  # it was said already
            caption = ""
        told = compared(self.scenario, self.state.played, self.lines(), caption)
        return f"<h4>Your year beside other plans</h4>{told}"
