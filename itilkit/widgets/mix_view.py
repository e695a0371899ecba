"""The card of the affordable mix: ask, choose under the budget, offer, see who is served."""

from collections.abc import Mapping
from typing import Any

from itilkit.scenarios.affordable_mix import WANTED, AffordableMix, Played, State
from itilkit.scenarios.mix_debrief import criterion_notes, debrief, reaction
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import Line, line_chart
from itilkit.widgets.html import attributes, bar, button, disc, esc, quote
from itilkit.widgets.run_view import RunView, drawn
from itilkit.widgets.view import steps

NOT_ASKED = (
    '<td class="r"><span class="pip u"><span aria-hidden="true">·</span>'
    '<span class="hush">not asked</span></span></td>'
)


class MixView(RunView):
    """The affordable mix as a card."""

    scenario: AffordableMix
    begins = "summer begins again"

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        return {"ask": self._ask, "tick": self._tick, "offer": self._offer}

    def fresh_draft(self) -> None:
        """What was on offer stays ticked: leaving everything as it was is the easiest thing to do."""
        #: Features ticked for the season under way, in the order they were ticked.
        self.ticked: list[str] = list(self.state.last_mix)

    def draft(self) -> list[str]:
        return list(self.ticked)

    def take_draft(self, draft: Any) -> None:
        self.ticked = list(draft)

    def _ask(self, person: str) -> None:
        name = self.scenario.people[person].name if person in self.scenario.people else person
        self.play(f"ask {person}", f"the conversation with {name}")

    def _tick(self, feature: str) -> None:
        if self.result.finished or feature not in self.scenario.features:
            return
        self.remember(self.scenario.features[feature].name)
        if feature in self.ticked:
            self.ticked.remove(feature)
        else:
            self.ticked.append(feature)
        left = self._left()
        self.said = f"{left} left." if left >= 0 else f"{-left} over the money of this season."

    def _offer(self, _: str) -> None:
        if self.ticked and self._left() >= 0:
            mix = [feature for feature in self.scenario.features if feature in self.ticked]
            self.play(f"offer {' '.join(mix)}")

    def moves_before(self, phase: int) -> list[str] | None:
        if phase > self.state.season:
            return None
        kept: list[str] = []
        season = 0
        for move in self.moves:
            if season == phase:
                break
            kept.append(move)
            season += move.startswith("offer")
        return kept

    def phase_name(self, phase: int) -> str:
        return self.scenario.words.seasons[phase].name.lower()

    def _left(self) -> int:
        state: State = self.state
        season = self.scenario.words.seasons[state.season]
        return season.budget - self.scenario.spend(self.ticked, state.last_mix, len(state.asked))

    # the page ------------------------------------------------------------------------------------

    def progress_html(self) -> str:
        return steps(
            [season.name for season in self.scenario.words.seasons],
            self.state.season,
            [f"value {season.value:.0f}" for season in self.state.played],
        )

    def body_html(self) -> str:
        return self._result_html() if self.result.finished else self._season_html()

    def _season_html(self) -> str:
        season = self.scenario.words.seasons[self.state.season]
        left = (
            f'<p class="story" id="§story" tabindex="-1" data-focus>{esc(season.story)}</p>'
            f"<h4>Ask before you choose <small>1 point each</small></h4>{self._people_html()}"
            f'<h4 id="§mix">Choose the mix</h4>{self._table_html()}{self._actions_html()}'
        )
        right = self._money_html() + self._heard_html() + self._after_html()
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>'

    def _people_html(self) -> str:
        rows = []
        for person in self.scenario.words.people:
            asked = person.id in self.state.asked
            label = f"{person.name}, asked" if asked else f"Ask {person.name}"
            rows.append(button(label, "ask", person.id, off=asked, before=disc(person.id, person.name)))
        return f'<div class="who">{"".join(rows)}</div>'

    def _table_html(self) -> str:
        people = self.scenario.words.people
        heads = "".join(f'<th scope="col" class="r">{esc(person.name)}</th>' for person in people)
        rows = "".join(self._row_html(feature) for feature in self.scenario.features)
        return (
            '<table class="mix" aria-labelledby="§mix"><thead><tr><th scope="col">Feature</th>'
            f'<th scope="col" class="n">Cost</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        )

    def _row_html(self, feature_id: str) -> str:
        feature = self.scenario.features[feature_id]
        ticked = feature_id in self.ticked
        new = feature_id not in self.state.last_mix and bool(self.state.played)
        tag = ' <span class="tag">assures</span>' if feature.warranty else ""
        fresh = ' <span class="tag">new, +1</span>' if new and ticked else ""
        box = attributes(
            type="checkbox",
            id=f"§tick-{feature_id}",
            data_act="tick",
            data_arg=feature_id,
            checked=ticked,
        )
        cells = "".join(self._pip_html(person.id, feature_id) for person in self.scenario.words.people)
        name = f"<label><input{box}><span>{esc(feature.name)}{tag}{fresh}</span></label>"
        return (
            f"<tr{attributes(class_='on' if ticked else None)}><td>{name}</td>"
            f'<td class="n">{feature.cost}</td>{cells}</tr>'
        )

    def _pip_html(self, person: str, feature: str) -> str:
        if person not in self.state.asked:
            return NOT_ASKED
        rating = self.scenario.rating(self.state.season, person, feature)
        strong = " strong" if rating >= WANTED + 1 else " some" if rating >= WANTED else ""
        return f'<td class="r"><span class="pip p-{esc(person)}{strong}">{rating}</span></td>'

    def _actions_html(self) -> str:
        left = self._left()
        season = self.scenario.words.seasons[self.state.season]
        name = season.name
        why = ""
        if not self.ticked:
            why = "Tick at least one feature to offer."
        elif left < 0:
            why = f"This mix is {-left} over the money. Untick something first."
        offer = button(
            f"Offer this mix for {name.lower()}",
            "offer",
            season.id,
            primary=True,
            off=bool(why),
            described="§why",
        )
        hint = f'<span class="why" id="§why">{esc(why)}</span>'
        return f'<div class="actions">{offer}{self.undo_html()}{self.again_html()}{hint}</div>'

    def _money_html(self) -> str:
        season = self.scenario.words.seasons[self.state.season]
        asked = len(self.state.asked)
        running = self.scenario.cost(self.ticked)
        new = len(set(self.ticked) - set(self.state.last_mix))
        spent = running + new + asked
        left = season.budget - spent
        rest = f"{left} left" if left >= 0 else f"{-left} over"
        label = f"{spent} of {season.budget} points spent"
        colour = "var(--ink-2)" if left >= 0 else "var(--bad)"
        return (
            f"<h4>Money this season <small>{spent} of {season.budget}</small></h4>"
            f'<div class="meter">{bar(spent, season.budget, label, colour)}'
            f'<div class="pair"><small>features {running} · new features {new} · '
            f"conversations {asked}</small>"
            f'<small class="{"" if left >= 0 else "lost"}">{rest}</small></div></div>'
        )

    def _heard_html(self) -> str:
        if not self.state.asked:
            return (
                '<h4>What you heard</h4><p class="empty">Nothing yet this season. Ask somebody, and you see '
                "what each feature is worth to them now, from 0 to 5.</p>"
            )
        quotes = []
        state = State(played=self.state.played)
        for person_id in self.state.asked:
            person = self.scenario.people[person_id]
            text = self.scenario.line(state, person_id).text
            quotes.append(quote(person_id, text, f"{person.name}, {person.title}", key=f"heard-{person_id}"))
            state = State(played=state.played, asked=(*state.asked, person_id))
        return f"<h4>What you heard</h4>{''.join(reversed(quotes))}"

    def _after_html(self) -> str:
        if not self.state.played:
            return ""
        season = self.scenario.words.seasons[self.state.season - 1]
        return f"<h4>After {esc(season.name.lower())}</h4>{self._levels_html(self.state.played[-1])}"

    def _levels_html(self, played: Played) -> str:
        rows = []
        for person in self.scenario.words.people:
            level = played.satisfaction[person.id]
            label = f"{person.name}: {level:.0f} of 100"
            rows.append(
                f'<div class="meter"><div class="pair"><span>{disc(person.id, person.name)}'
                f"{esc(person.name)} <small>{esc(person.role)}</small></span><b>{level:.0f}</b></div>"
                f"{bar(level, 100, label, f'var(--{person.id})')}"
                f'<p class="says">“{esc(reaction(person.id, level))}”</p></div>'
            )
        return "".join(rows)

    # after the last season -----------------------------------------------------------------------

    def _result_html(self) -> str:
        over = f"The year is over: value {self.result.value:.0f} of 100"
        value = f'<h4 id="§over" tabindex="-1" data-focus>{over}</h4>'
        left = f"{value}{self.verdict_html()}{self._over_actions_html()}"
        right = f"<h4>After winter</h4>{self._levels_html(self.state.played[-1])}"
        below = f'<div class="wide">{self.compared_html()}</div>' if self.compares else ""
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>{below}'

    def _over_actions_html(self) -> str:
        if self.asking_again:
            return f'<div class="actions">{self.again_html()}</div>'
        back = "".join(
            button(f"Back to {self.scenario.words.seasons[place].name.lower()}", "back-to", str(place))
            for place in (1, 2)
        )
        return (
            '<p class="empty">What if? Go back to a season, or start the year again: '
            "that begins a new run.</p>"
            f'<div class="actions">{button("Start again", "again")}{back}</div>'
        )

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
        names = [season.name for season in self.scenario.words.seasons]
        chart = line_chart("Value by season, your run and other plans", names, [*others, yours])
        return f"<h4>Your run beside other plans</h4>{chart}"
