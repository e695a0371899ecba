"""The card of the affordable mix: ask, choose under the budget, offer, see who is served."""

from collections.abc import Mapping, Sequence

from itilkit.scenarios.affordable_mix.card.pieces import OfferView, money_html
from itilkit.scenarios.affordable_mix.content import Season
from itilkit.scenarios.affordable_mix.debrief import criterion_notes, debrief
from itilkit.scenarios.affordable_mix.model import AffordableMix, State
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import line_chart


class MixView(OfferView):
    """The affordable mix as a card."""

    scenario: AffordableMix
    begins = "summer begins again"
    time = "season"
    new_tag = "new, +1"

    @property
    def times(self) -> Sequence[Season]:
        return self.scenario.words.seasons

    # the money -----------------------------------------------------------------------------------

    def is_fresh(self, feature: str) -> bool:
        return bool(self.state.played) and super().is_fresh(feature)

    def told_left(self) -> str:
        left = self.money_left()
        return f"{left} left." if left >= 0 else f"{-left} over the money of this season."

    def money_left(self) -> int:
        state: State = self.state
        season = self.times[state.season]
        return season.budget - self.scenario.spend(self.ticked, state.last_mix, len(state.asked))

    # the page ------------------------------------------------------------------------------------

    def time_html(self) -> str:
        left = (
            f"{self.story_html()}<h4>Ask before you choose <small>1 point each</small></h4>"
            f'{self.people_html()}<h4 id="§mix">Choose the mix</h4>{self.table_html()}{self.actions_html()}'
        )
        right = self._money_html() + self.heard_html() + self.after_html()
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>'

    def _money_html(self) -> str:
        asked = len(self.state.asked)
        running = self.scenario.cost(self.ticked)
        new = len(set(self.ticked) - set(self.state.last_mix))
        parts = f"features {running} · new features {new} · conversations {asked}"
        return money_html("Money this season", running + new + asked, self.times[self.now].budget, parts)

    # what the run is told ------------------------------------------------------------------------

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def compared_html(self) -> str:
        seasons = [season.name for season in self.times]
        chart = line_chart("Value by season, your run and other plans", seasons, self.lines())
        return f"<h4>Your run beside other plans</h4>{chart}"
