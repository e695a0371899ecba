"""The card of the affordable mix: ask, choose under the budget, offer, see who is served."""

from collections.abc import Mapping, Sequence

from itilkit.ground.html import esc
from itilkit.scenarios.affordable_mix.card.pieces import OfferView, money_html
from itilkit.scenarios.affordable_mix.content import Season
from itilkit.scenarios.affordable_mix.debrief import criterion_notes, debrief
from itilkit.scenarios.affordable_mix.model import AffordableMix, State
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import Line, line_chart
from itilkit.widgets.run_view import drawn


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
        left = self._left()
        return f"{left} left." if left >= 0 else f"{-left} over the money of this season."

    def why_not(self) -> str:
        if not self.ticked:
            return "Tick at least one feature to offer."
        left = self._left()
        return "" if left >= 0 else f"This mix is {-left} over the money. Untick something first."

    def _left(self) -> int:
        state: State = self.state
        season = self.times[state.season]
        return season.budget - self.scenario.spend(self.ticked, state.last_mix, len(state.asked))

    # the page ------------------------------------------------------------------------------------

    def body_html(self) -> str:
        return self._result_html() if self.result.finished else self._season_html()

    def _season_html(self) -> str:
        left = (
            f"{self.story_html()}<h4>Ask before you choose <small>1 point each</small></h4>"
            f'{self.people_html()}<h4 id="§mix">Choose the mix</h4>{self.table_html()}{self.actions_html()}'
        )
        right = self._money_html() + self.heard_html() + self._after_html()
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>'

    def _money_html(self) -> str:
        asked = len(self.state.asked)
        running = self.scenario.cost(self.ticked)
        new = len(set(self.ticked) - set(self.state.last_mix))
        parts = f"features {running} · new features {new} · conversations {asked}"
        return money_html("Money this season", running + new + asked, self.times[self.now].budget, parts)

    def _after_html(self) -> str:
        if not self.state.played:
            return ""
        season, played = self.times[self.now - 1], self.state.played[-1]
        return f"<h4>After {esc(season.name.lower())}</h4>{self.levels_html(played.satisfaction)}"

    # after the last season -----------------------------------------------------------------------

    def _result_html(self) -> str:
        over = f"The year is over: value {self.result.value:.0f} of 100"
        value = f'<h4 id="§over" tabindex="-1" data-focus>{over}</h4>'
        left = f"{value}{self.verdict_html()}{self.over_actions_html()}"
        right = f"<h4>After winter</h4>{self.levels_html(self.state.played[-1].satisfaction)}"
        below = f'<div class="wide">{self.compared_html()}</div>' if self.compares else ""
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>{below}'

    # what the run is told ------------------------------------------------------------------------

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def compared_html(self) -> str:
        yours = Line(
            "You", tuple(season.value for season in self.state.played), "var(--sea)", "", strong=True
        )
        others = [
            Line(beside.name, beside.seasons, *drawn(beside.id, place))
            for place, beside in enumerate(self.scenario.numbers.beside)
        ]
        chart = line_chart(
            "Value by season, your run and other plans", [time.name for time in self.times], [*others, yours]
        )
        return f"<h4>Your run beside other plans</h4>{chart}"
