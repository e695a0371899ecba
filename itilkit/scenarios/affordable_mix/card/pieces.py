"""What the cards of the affordable mix and of the capstone share: people are asked, features ticked, and the
offer of a mix ends a season or a quarter.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import attrs

from itilkit.ground.html import attributes, bar, button, disc, esc, quote
from itilkit.scenarios.affordable_mix.content import Season
from itilkit.scenarios.affordable_mix.debrief import reaction
from itilkit.scenarios.affordable_mix.model import WANTED
from itilkit.widgets.run_view import RunView
from itilkit.widgets.view import steps

NOT_ASKED = (
    '<td class="r"><span class="pip u"><span aria-hidden="true">·</span>'
    '<span class="hush">not asked</span></span></td>'
)


class OfferView(RunView):
    """A run in seasons or quarters, each of which ends with the offer of a mix.

    What is ticked is a draft until it is offered.
    """

    #: What the run consists of, in the singular: a season or a quarter.
    time: ClassVar[str]
    #: What the table says beside a ticked feature that is new in the mix.
    new_tag: ClassVar[str]

    # what a scenario's own view says -------------------------------------------------------------

    @property
    @abstractmethod
    def times(self) -> Sequence[Season]:
        """The seasons or quarters of the run."""

    @abstractmethod
    def told_left(self) -> str:
        """What is said when a feature is ticked or not any more: what is left."""

    @abstractmethod
    def money_left(self) -> int:
        """What the mix as it is ticked leaves of the money."""

    @abstractmethod
    def time_html(self) -> str:
        """The season or quarter under way."""

    def why_not(self) -> str:
        """Why what is ticked cannot be offered; empty when it can."""
        if not self.ticked:
            return "Tick at least one feature to offer."
        left = self.money_left()
        return "" if left >= 0 else f"This mix is {-left} over the money. Untick something first."

    def after_told_html(self) -> str:
        """What came of the season or quarter before, besides how people were served."""
        return ""

    def is_fresh(self, feature: str) -> bool:
        """Whether a feature would be marked as new."""
        return feature not in self.state.last_mix

    # the controls --------------------------------------------------------------------------------

    @property
    def now(self) -> int:
        """Index of the season or quarter under way; past the last one when the run is over."""
        return len(self.state.played)

    def own_controls(self) -> Mapping[str, Any]:
        """Ask, tick and offer; a view may add its own."""
        return {"ask": self._ask, "tick": self._tick, "offer": self._offer}

    def fresh_draft(self) -> None:
        """What was on offer stays ticked: leaving everything as it was is the easiest thing to do."""
        #: Features ticked for the season or quarter under way, in the order they were ticked.
        self.ticked: list[str] = list(self.state.last_mix)

    def draft(self) -> list[str]:
        """What is ticked."""
        return list(self.ticked)

    def take_draft(self, draft: Any) -> None:
        """Tick what was ticked before."""
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
        self.said = self.told_left()

    def _offer(self, _: str) -> None:
        if not self.result.finished and not self.why_not():
            mix = [feature for feature in self.scenario.features if feature in self.ticked]
            self.play(f"offer {' '.join(mix)}")

    def moves_before(self, phase: int) -> list[str] | None:
        """The moves before a season or quarter; None when the run has not come there."""
        if phase > self.now or phase >= len(self.times):
            return None
        kept: list[str] = []
        over = 0
        for move in self.moves:
            if over == phase:
                break
            kept.append(move)
            over += move.startswith("offer")
        return kept

    def phase_name(self, phase: int) -> str:
        """The name of a season or quarter."""
        return self.times[phase].name.lower()

    # the page ------------------------------------------------------------------------------------

    def progress_html(self) -> str:
        """The seasons or quarters, those that are over with their value."""
        return steps(
            [time.name for time in self.times],
            self.now,
            [f"value {played.value:.0f}" for played in self.state.played],
        )

    def body_html(self) -> str:
        """The season or quarter under way, or what came of them all."""
        return self._over_html() if self.result.finished else self.time_html()

    def story_html(self) -> str:
        """What the season or quarter under way begins with."""
        story = self.times[self.now].story
        return f'<p class="story" id="§story" tabindex="-1" data-focus>{esc(story)}</p>'

    def people_html(self) -> str:
        """A button for each person."""
        rows = []
        for person in self.scenario.people.values():
            asked = person.id in self.state.asked
            label = f"{person.name}, asked" if asked else f"Ask {person.name}"
            rows.append(button(label, "ask", person.id, off=asked, before=disc(person.id, person.name)))
        return f'<div class="who">{"".join(rows)}</div>'

    def table_html(self) -> str:
        """The features to tick, with what they cost and are worth to those who were asked."""
        people = self.scenario.people.values()
        heads = "".join(f'<th scope="col" class="r">{esc(person.name)}</th>' for person in people)
        rows = "".join(self._row_html(feature) for feature in self.scenario.features)
        return (
            '<table class="mix" aria-labelledby="§mix"><thead><tr><th scope="col">Feature</th>'
            f'<th scope="col" class="n">Cost</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        )

    def _row_html(self, feature_id: str) -> str:
        feature = self.scenario.features[feature_id]
        ticked = feature_id in self.ticked
        tag = ' <span class="tag">assures</span>' if feature.warranty else ""
        new = f' <span class="tag">{esc(self.new_tag)}</span>' if ticked and self.is_fresh(feature_id) else ""
        box = attributes(
            type="checkbox",
            id=f"§tick-{feature_id}",
            data_act="tick",
            data_arg=feature_id,
            checked=ticked,
        )
        cells = "".join(self._pip_html(person, feature_id) for person in self.scenario.people)
        name = f"<label><input{box}><span>{esc(feature.name)}{tag}{new}</span></label>"
        return (
            f"<tr{attributes(class_='on' if ticked else None)}><td>{name}</td>"
            f'<td class="n">{feature.cost}</td>{cells}</tr>'
        )

    def _pip_html(self, person: str, feature: str) -> str:
        if person not in self.state.asked:
            return NOT_ASKED
        rating = self.scenario.rating(self.now, person, feature)
        strong = " strong" if rating >= WANTED + 1 else " some" if rating >= WANTED else ""
        return f'<td class="r"><span class="pip p-{esc(person)}{strong}">{rating}</span></td>'

    def actions_html(self) -> str:
        """The offer that ends the season or quarter, undo, a new run, and why there is no offer yet."""
        time, why = self.times[self.now], self.why_not()
        offer = button(
            f"Offer this mix for {time.name.lower()}",
            "offer",
            time.id,
            primary=True,
            off=bool(why),
            described="§why",
        )
        hint = f'<span class="why" id="§why">{esc(why)}</span>'
        return f'<div class="actions">{offer}{self.undo_html()}{self.again_html()}{hint}</div>'

    def heard_html(self) -> str:
        """What was said in the season or quarter under way, newest first."""
        if not self.state.asked:
            return (
                f'<h4>What you heard</h4><p class="empty">Nothing yet this {self.time}. Ask somebody, and '
                "you see what each feature is worth to them now, from 0 to 5.</p>"
            )
        quotes = []
        for place, person_id in enumerate(self.state.asked):
            person = self.scenario.people[person_id]
            before = attrs.evolve(self.state, asked=self.state.asked[:place])
            text = self.scenario.line(before, person_id).text
            quotes.append(quote(person_id, text, f"{person.name}, {person.title}", key=f"heard-{person_id}"))
        return f"<h4>What you heard</h4>{''.join(reversed(quotes))}"

    def levels_html(self, satisfaction: Mapping[str, float]) -> str:
        """How well each person was served, and what they say of it."""
        rows = []
        for person in self.scenario.people.values():
            level = satisfaction[person.id]
            label = f"{person.name}: {level:.0f} of 100"
            rows.append(
                f'<div class="meter"><div class="pair"><span>{disc(person.id, person.name)}'
                f"{esc(person.name)} <small>{esc(person.role)}</small></span><b>{level:.0f}</b></div>"
                f"{bar(level, 100, label, f'var(--{person.id})')}"
                f'<p class="says">“{esc(reaction(person.id, level))}”</p></div>'
            )
        return "".join(rows)

    def after_html(self) -> str:
        """What came of the season or quarter before."""
        if not self.state.played:
            return ""
        name = esc(self.times[self.now - 1].name.lower())
        levels = self.levels_html(self.state.played[-1].satisfaction)
        return f"<h4>After {name}</h4>{self.after_told_html()}{levels}"

    def _over_html(self) -> str:
        over = f"The year is over: value {self.result.value:.0f} of 100"
        head = f'<h4 id="§over" tabindex="-1" data-focus>{over}</h4>'
        left = f"{head}{self.verdict_html()}{self._over_actions_html()}"
        body = f'<div class="body"><section>{left}</section><section>{self.after_html()}</section></div>'
        below = (self.picture_html(), self.compared_html() if self.compares else "")
        return body + "".join(f'<div class="wide">{each}</div>' for each in below if each)

    def _over_actions_html(self) -> str:
        """What can be done after the end: start again, or go back to a season or quarter."""
        if self.asking_again:
            return f'<div class="actions">{self.again_html()}</div>'
        back = "".join(
            button(f"Back to {time.name.lower()}", "back-to", str(place))
            for place, time in enumerate(self.times)
            if place
        )
        return (
            f'<p class="empty">What if? Go back to a {self.time}, or start the year again: '
            "that begins a new run.</p>"
            f'<div class="actions">{button("Start again", "again")}{back}</div>'
        )


def left_words(points: int) -> str:
    """How many points are left, or are missing."""
    return f"{points} left" if points >= 0 else f"{-points} over"


def money_html(head: str, spent: int, budget: int, parts: str) -> str:
    """What of a budget is spent and left, both in points, and in ``parts`` on what."""
    left = budget - spent
    label = f"{spent} of {budget} points spent"
    colour = "var(--ink-2)" if left >= 0 else "var(--bad)"
    return (
        f"<h4>{esc(head)} <small>{spent} of {budget}</small></h4>"
        f'<div class="meter">{bar(spent, budget, label, colour)}'
        f'<div class="pair"><small>{esc(parts)}</small>'
        f'<small class="{"" if left >= 0 else "lost"}">{left_words(left)}</small></div></div>'
    )
