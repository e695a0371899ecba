"""The card of the value stream: lay out, map, name the bottleneck, improve, see what came of it."""

from collections.abc import Mapping
from typing import Any

from itilkit.ground.html import button, esc
from itilkit.ground.words import plural
from itilkit.scenarios.base import replay
from itilkit.scenarios.shapes import Debrief
from itilkit.scenarios.value_stream.card import pictures
from itilkit.scenarios.value_stream.card.parts import StreamParts, activity_select, listing
from itilkit.scenarios.value_stream.content import StreamStep
from itilkit.scenarios.value_stream.debrief import criterion_notes, debrief
from itilkit.scenarios.value_stream.model import State, ValueStream
from itilkit.widgets.parts_view import PartsView


class StreamView(PartsView):
    """The value stream designer as a card."""

    PARTS = {  # noqa: RUF012 - declared so by the class above
        "lay": "Lay out",
        "map": "Map",
        "bottleneck": "Bottleneck",
        "improve": "Improve",
        "result": "Result",
    }
    scenario: ValueStream
    begins = "nothing is laid out and nothing is bought"

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        return {
            **super().own_controls(),
            "add": lambda step: self._put(step, len(self._order()), "add"),
            "up": lambda step: self._move(step, -1),
            "down": lambda step: self._move(step, 1),
            "out": self._take_out,
            "place": self._drop,
            "map": self._map,
            "bottleneck": self._name,
            "buy": lambda card: self._trade("buy", card),
            "return": lambda card: self._trade("return", card),
            "run": self._run,
            "contrast": self._try,
            "tell": self._tell,
        }

    def act(self, action: str, arg: str) -> None:
        self.held = self._hold(action, arg)
        super().act(action, arg)

    def _hold(self, action: str, arg: str) -> str:
        """The control in the stream that has the focus after ``action``: the one that was used, or that of a
        neighbour when its entry goes.
        """
        order = self._order()
        if action == "out" and arg in order and len(order) > 1:
            place = order.index(arg)
            return f"out-{(order[place + 1 :] or order[place - 1 :])[0]}"
        return f"{action}-{arg}" if action in {"up", "down"} else ""

    def fresh_draft(self) -> None:
        super().fresh_draft()
        self.held = ""
        #: Activities tried for the stream that is mapped for contrast, and whether it is told how it goes.
        self.tried: dict[str, str] = {}
        self.told = False

    def draft(self) -> tuple[str, dict[str, str]]:
        """The part in view, for Undo to show where it took something back, and the tried activities."""
        return self.part, dict(self.tried)

    def take_draft(self, draft: Any) -> None:
        self.part, self.tried = draft[0], dict(draft[1])

    def subject(self, move: str) -> str:
        verb, *slugs = move.split()
        if verb in {"buy", "return"}:
            return f"card {slugs[0]}"
        return f"map {slugs[0]}" if verb == "map" else verb

    def arranged(self, moves: list[str]) -> list[str]:
        """Cards are returned before others are bought, so that the money is always enough."""
        return sorted(moves, key=lambda each: not each.startswith("return "))

    def _order(self) -> list[str]:
        return list(self.state.order or ())

    def _entry(self, slug: str) -> str:
        found = self.scenario.steps.get(slug) or self.scenario.distractors.get(slug)
        return found.name if found else ""

    def _put(self, slug: str, place: int, how: str) -> None:
        """Put an entry at a place of the stream (from 0), wherever it is now."""
        name, before = self._entry(slug), self._order()
        if not name or (how == "add" and slug in before):
            return
        order = [each for each in before if each != slug]
        order.insert(place, slug)
        if order == before:
            return
        verb = "moving" if slug in before else "adding"
        if self.play(f"order {' '.join(order)}", f"{verb} “{name}”"):
            self.said = f"“{name}” now stands at place {order.index(slug) + 1} of {len(order)}."

    def _move(self, slug: str, by: int) -> None:
        order = self._order()
        if slug in order and 0 <= order.index(slug) + by < len(order):
            self._put(slug, order.index(slug) + by, "move")

    def _drop(self, arg: str) -> None:
        slug, _, place = arg.partition("=")
        if place.isdigit() and len(place) < 4:
            self._put(slug, int(place), "drop")

    def _take_out(self, arg: str) -> None:
        slug = arg.partition("=")[0]
        order = self._order()
        if slug not in order:
            return
        left = [each for each in order if each != slug]
        name = self._entry(slug)
        if self.play(" ".join(["order", *left]), f"taking out “{name}”"):
            self.said = f"“{name}” is out of the stream."

    def _map(self, arg: str) -> None:
        step, _, activity = arg.partition("=")
        if step in self.scenario.steps and activity and self.state.mapping.get(step) != activity:
            self.play(f"map {step} {activity}", f"the activity of “{self._entry(step)}”")

    def _name(self, step: str) -> None:
        if step in self.scenario.steps and step != self.state.bottleneck:
            self.play(f"bottleneck {step}", f"naming “{self._entry(step)}” as the bottleneck")

    def _trade(self, verb: str, slug: str) -> None:
        card = self.scenario.cards.get(slug)
        if card:
            self.play(f"{verb} {slug}", f"{'buying' if verb == 'buy' else 'returning'} “{card.name}”")

    def _try(self, arg: str) -> None:
        """Try an activity for a step of the other stream: no move, as it is no part of the answer."""
        slug, _, activity = arg.partition("=")
        step = next((each for each in self.scenario.words.contrast.steps if each.id == slug), None)
        if step is None or activity not in self.scenario.activities or not self.compares:
            return
        self.remember(f"the activity of “{step.name}”")
        self.tried[slug] = activity
        self.said = f"You tried {self.scenario.activities[activity].name} for “{step.name}”."

    def _tell(self, _: str) -> None:
        self.told = self.compares and not self.told
        self.said = "The way of the other stream is drawn." if self.told else ""

    def _run(self, _: str) -> None:
        if self._stale():
            self.play("run", "the run of the two months")

    # what was run --------------------------------------------------------------------------------

    def _ran(self) -> State | None:
        """The state as it was last run."""
        places = [place for place, move in enumerate(self.moves) if move == "run"]
        return replay(self.scenario, self.moves[: places[-1] + 1]).state if places else None

    def _stale(self) -> bool:
        """Whether the two months would come out otherwise than they were last run, or were never run."""
        ran = self._ran()
        return ran is None or self.scenario.months_of(ran) != self.scenario.months_of(self.state)

    # the parts -----------------------------------------------------------------------------------

    def part_done(self, part: str) -> str:
        state: State = self.state
        done = {
            "lay": f"{len(self._order())} laid out" if state.order else "",
            "map": f"{len(state.mapping)} of {len(self.scenario.steps)}" if state.mapping else "",
            "bottleneck": "named" if state.bottleneck else "",
            "improve": self._improved(),
            "result": f"value {self.result.value:.0f}" if self.result.finished and self.compares else "",
        }
        return done[part]

    def _improved(self) -> str:
        if self.state.runs:
            return "run again" if self._stale() else "run"
        spent = self.scenario.cost(self.state.cards)
        return f"{spent} of {self.scenario.words.budget} points" if spent else ""

    def part_open(self, part: str) -> bool:
        state: State = self.state
        return {
            "lay": not state.order,
            "map": len(state.mapping) < len(self.scenario.steps),
            "bottleneck": state.bottleneck is None,
            "improve": not state.runs,
            "result": not self.result.finished,
        }[part]

    def part_html(self, part: str) -> str:
        parts = self._parts()
        shown = {
            "lay": parts.lay,
            "map": parts.map,
            "bottleneck": parts.bottleneck,
            "improve": parts.improve,
            "result": self._result_html,
        }
        return shown[part]()

    def _parts(self) -> StreamParts:
        return StreamParts(self.scenario, self.state, self._ran(), self._stale(), self.held)

    # result --------------------------------------------------------------------------------------

    def _result_html(self) -> str:
        open_pieces = self._open_pieces()
        if open_pieces:
            head = f"<h4>Still open</h4>{listing(open_pieces)}"
            told = "" if self.compares else self.verdict_html()
        else:
            value = f"Your stream: value {self.result.value:.0f} of 100" if self.compares else "Your stream"
            head, told = f"<h4>{value}</h4>", self.verdict_html()
        if not self.compares or open_pieces:
            return (
                f'<div class="wide first">{head}{told}</div><div class="wide">{self._parts().lanes()}</div>'
            )
        return (
            f'<div class="wide first result">{head}{told}</div>'
            f'<div class="wide">{self.compared_html()}</div><div class="wide">{self._parts().routes()}</div>'
            f'<div class="wide">{_contrast_html(self.scenario, self.tried, told=self.told)}</div>'
        )

    def _open_pieces(self) -> list[str]:
        """What has no answer yet; steps are counted, not listed, since a list would tell their order."""
        state: State = self.state
        unmapped = len(self.scenario.steps) - len(state.mapping)
        return [
            *([] if state.order else ["Lay out: the order of the steps."]),
            *([f"Map: the activity of {plural(unmapped, 'step')}."] if unmapped else []),
            *([] if state.bottleneck else ["Bottleneck: name it."]),
            *([] if state.runs else ["Improve: run the two months once, with or without improvements."]),
        ]

    # what the run is told ------------------------------------------------------------------------

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def compared_html(self) -> str:
        first, second = self.scenario.months_of(self.state)
        flows = [(plan.leads, plan.efficiency) for plan in self.scenario.numbers.beside]
        flows.append(((first.lead, second.lead), first.efficiency))
        plans = [pictures.ComparedPlan(line, *flow) for line, flow in zip(self.lines(), flows, strict=True)]
        shown = pictures.plans("your stream and other plans", plans)
        return f"<h4>Your stream beside other plans</h4>{shown}"

    def picture_html(self) -> str:
        parts = self._parts()
        return f"{parts.lanes()}{parts.months(self.scenario.months_of(self.state))}"


def _contrast_html(scenario: ValueStream, tried: Mapping[str, str], *, told: bool) -> str:
    """The stream that is mapped for contrast at the end of a lesson, with the activities ``tried`` by step,
    or ``told`` how it draws on them: it earns no points and is kept nowhere.
    """
    stream = scenario.words.contrast
    names = {activity.id: activity.name for activity in scenario.words.activities}
    drawn = {step.id: step.activity for step in stream.steps} if told else tried
    stops = [
        pictures.Stop(place, step.name, drawn[step.id])
        for place, step in enumerate(stream.steps, start=1)
        if step.id in drawn
    ]
    rows = "".join(
        _contrast_row_html(scenario, step, place, tried.get(step.id, ""), told=told)
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


def _contrast_row_html(
    scenario: ValueStream, step: StreamStep, place: int, chosen: str, *, told: bool
) -> str:
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
