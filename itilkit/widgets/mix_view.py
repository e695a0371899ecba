"""The card of the affordable mix: ask, choose under the budget, offer, see who is served."""

from typing import Any

from itilkit.answers import ScenarioTask
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.scenarios.affordable_mix import WANTED, AffordableMix, Played, State
from itilkit.scenarios.base import IllegalMove, Result, replay
from itilkit.scenarios.mix_debrief import criterion_notes, debrief, reaction
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import Line, line_chart
from itilkit.widgets.html import (
    attributes,
    bar,
    button,
    criteria_rows,
    disc,
    esc,
    number,
    quote,
)
from itilkit.widgets.view import View, header, log, steps

#: How each strategy beside the learner's run is drawn: colour and dashes.
DRAWN = {
    "provider-only": ("var(--ink-2)", "4 4"),
    "asks-once": ("var(--warn)", "2 3"),
    "please-everyone": ("var(--ines)", "8 3 2 3"),
    "co-creator": ("var(--good)", "6 3"),
}


NOT_ASKED = (
    '<td class="r"><span class="pip u"><span aria-hidden="true">·</span>'
    '<span class="hush">not asked</span></span></td>'
)


class MixView(View):
    """The affordable mix as a card; ``compares`` shows other plans and advice after the last season."""

    def __init__(self, task: ScenarioTask, *, compares: bool) -> None:
        super().__init__(task.id)
        self.task = task
        self.compares = compares
        scenario = task.scenario
        assert isinstance(scenario, AffordableMix)  # noqa: S101 - the id decides the class
        self.scenario = scenario
        self.moves: list[str] = []
        self.runs = 1
        #: Features ticked for the season under way, in the order they were ticked.
        self.draft: list[str] = []
        #: What Undo takes back, newest last: ("tick", feature) or ("ask", person).
        self.done: list[tuple[str, str]] = []
        self.asking_again = False
        self.result: Result[State] = replay(scenario, [])

    # the answer ----------------------------------------------------------------------------------

    def answer(self) -> Any:
        if not self.moves and self.runs == 1:
            return None
        return {"variant": self.task.variant, "runs": self.runs, "moves": list(self.moves)}

    def load(self, answer: Any) -> None:
        try:
            moves = self.task.moves(answer)
        except NotAnswered:
            moves = []
        try:
            result = replay(self.scenario, moves)
        except IllegalMove as problem:
            raise AnswerProblem(str(problem)) from None
        runs = answer["runs"] if isinstance(answer, dict) and isinstance(answer.get("runs"), int) else 1
        self.moves, self.runs, self.result = list(moves), runs, result
        self.said = "Your answer from this notebook is back on the card." if moves else ""
        self._new_season()

    # the controls --------------------------------------------------------------------------------

    def act(self, action: str, arg: str) -> None:
        known = {
            "ask": self._ask,
            "tick": self._tick,
            "offer": self._offer,
            "undo": self._undo,
            "again": self._again,
            "keep": self._keep,
            "restart": self._restart,
            "back-to": self._back_to,
        }
        if action in known:
            if action != "again":
                self.asking_again = False
            known[action](arg)

    @property
    def state(self) -> State:
        return self.result.state

    def _play(self, move: str) -> bool:
        try:
            result = replay(self.scenario, [*self.moves, move])
        except IllegalMove as problem:
            self.said = f"{problem.reason[0].upper()}{problem.reason[1:]}."
            return False
        new = result.events[len(self.result.events) :]
        self.moves.append(move)
        self.result = result
        self.said = " ".join(new)
        return True

    def _ask(self, person: str) -> None:
        if self._play(f"ask {person}"):
            self.done.append(("ask", person))

    def _tick(self, feature: str) -> None:
        if self.result.finished or feature not in self.scenario.features:
            return
        if feature in self.draft:
            self.draft.remove(feature)
        else:
            self.draft.append(feature)
        self.done.append(("tick", feature))
        left = self._left()
        self.said = f"{left} left." if left >= 0 else f"{-left} over the money of this season."

    def _offer(self, _: str) -> None:
        if self.draft and self._left() >= 0:
            mix = [feature for feature in self.scenario.features if feature in self.draft]
            if self._play(f"offer {' '.join(mix)}"):
                self._new_season()

    def _undo(self, _: str) -> None:
        if not self.done:
            return
        kind, what = self.done.pop()
        if kind == "tick":
            if what in self.draft:
                self.draft.remove(what)
            else:
                self.draft.append(what)
            self.said = f"Taken back: {self.scenario.features[what].name}."
        else:
            last = len(self.moves) - 1 - self.moves[::-1].index(f"ask {what}")
            del self.moves[last]
            self.result = replay(self.scenario, self.moves)
            self.said = f"Taken back: the conversation with {self.scenario.people[what].name}."

    def _again(self, _: str) -> None:
        self.asking_again = True
        self.said = "Start a new run? The run on this card is replaced."

    def _keep(self, _: str) -> None:
        self.said = "Your run stands as it was."

    def _restart(self, _: str) -> None:
        self._new_run([])
        self.said = f"Run {self.runs}: summer begins again."

    def _back_to(self, arg: str) -> None:
        """A new run with the moves up to the season of that number, to see what else could have been."""
        if not arg.isdigit() or int(arg) > self.state.season:
            return
        kept: list[str] = []
        season = 0
        for move in self.moves:
            if season == int(arg):
                break
            kept.append(move)
            season += move.startswith("offer")
        self._new_run(kept)
        name = self.scenario.words.seasons[int(arg)].name.lower()
        self.said = f"Run {self.runs}: back to {name}, with the seasons before it as they were."

    def _new_run(self, moves: list[str]) -> None:
        self.moves = moves
        self.runs += 1
        self.result = replay(self.scenario, moves)
        self._new_season()

    def _new_season(self) -> None:
        """What was on offer stays ticked: leaving everything as it was is the easiest thing to do."""
        self.draft = list(self.state.last_mix)
        self.done = []

    def _left(self) -> int:
        season = self.scenario.words.seasons[self.state.season]
        return season.budget - self.scenario.spend(self.draft, self.state.last_mix, len(self.state.asked))

    # the page ------------------------------------------------------------------------------------

    def html(self) -> str:
        words = self.scenario.words
        run = f"run {self.runs}" if self.runs > 1 else f"about {words.minutes} minutes"
        kicker = [f"Scenario · {words.topic}", f"{number(self.result.max_score)} points", run]
        bars = steps(
            [season.name for season in words.seasons],
            self.state.season,
            [f"value {season.value:.0f}" for season in self.state.played],
        )
        body = self._result_html() if self.result.finished else self._season_html()
        return header(kicker, words.title, words.goal, bars) + body + log(self.result.events)

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
        ticked = feature_id in self.draft
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
        if not self.draft:
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
        undo = button("Undo", "undo", off=not self.done)
        hint = f'<span class="why" id="§why">{esc(why)}</span>'
        return f'<div class="actions">{offer}{undo}{self._again_html()}{hint}</div>'

    def _again_html(self) -> str:
        if not self.moves and self.runs == 1:
            return ""
        if not self.asking_again:
            return button("Start again", "again")
        return (
            '<span class="sure" role="group" aria-label="Start a new run?"><span>Replace this run by a new '
            f"one?</span>{button('Yes, start a new run', 'restart')}"
            f"{button('No, keep it', 'keep', focus=True)}</span>"
        )

    def _money_html(self) -> str:
        season = self.scenario.words.seasons[self.state.season]
        asked = len(self.state.asked)
        running = self.scenario.cost(self.draft)
        new = len(set(self.draft) - set(self.state.last_mix))
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
        left = f"{value}{self._verdict_html()}{self._over_actions_html()}"
        right = f"<h4>After winter</h4>{self._levels_html(self.state.played[-1])}"
        below = f'<div class="wide">{compared(self.scenario, self.state)}</div>' if self.compares else ""
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>{below}'

    def _verdict_html(self) -> str:
        if not self.compares:
            return (
                '<p class="empty">This run is your answer and is graded when you hand it in. You may start '
                "again; the last run counts.</p>"
            )
        told = debrief(self.scenario, self.state)
        verdict = "passed" if self.result.passed else "not yet"
        score = f"{number(self.result.score)} of {number(self.result.max_score)} · {verdict}"
        notes = criterion_notes(self.scenario, self.state)
        return (
            f"{debrief_html(told)}<h4>Score <small>{score}</small></h4>"
            f"{criteria_rows(self.result.criteria, notes)}"
        )

    def _over_actions_html(self) -> str:
        if self.asking_again:
            return f'<div class="actions">{self._again_html()}</div>'
        back = "".join(
            button(f"Back to {self.scenario.words.seasons[place].name.lower()}", "back-to", str(place))
            for place in (1, 2)
        )
        return (
            '<p class="empty">What if? Go back to a season, or start the year again: '
            "that begins a new run.</p>"
            f'<div class="actions">{button("Start again", "again")}{back}</div>'
        )


def debrief_html(told: Debrief) -> str:
    """What a run is told about itself."""
    return (
        f'<div class="debrief"><h4>{esc(told.headline)}</h4><p>{esc(told.well)} {esc(told.advice)}</p></div>'
    )


def compared(scenario: AffordableMix, state: State) -> str:
    """The run beside other plans on the same case, season by season, as a chart."""
    yours = Line("You", tuple(season.value for season in state.played), "var(--sea)", "", strong=True)
    others = [
        Line(beside.name, beside.seasons, *DRAWN.get(beside.id, ("var(--ink-2)", "1 4")))
        for beside in scenario.numbers.beside
    ]
    names = [season.name for season in scenario.words.seasons]
    chart = line_chart("Value by season, your run and other plans", names, [*others, yours])
    return f"<h4>Your run beside other plans</h4>{chart}"


__all__ = ["MixView", "compared", "debrief_html"]
