"""The parts of the value stream's card, drawn: what there is to lay out, map, name and buy.

Everything here follows from a scenario and a state; what the controls do stands in `view`.
"""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from itilkit.ground.html import attributes, bar, button, esc
from itilkit.ground.words import plural
from itilkit.scenarios.value_stream.card import pictures
from itilkit.scenarios.value_stream.content import Distractor, Improvement, StreamStep
from itilkit.scenarios.value_stream.flow import Month
from itilkit.scenarios.value_stream.model import State, ValueStream

NAMED = "named as the bottleneck"
KNOWN = "the bottleneck"


@attrs.frozen
class StreamParts:
    """A stream to be drawn: ``ran`` is the state in which its two months were last run (None: never), and
    ``stale`` whether they would come out otherwise now; ``held`` the control that keeps the focus when its
    entry changes places, such as ``up-log-call``.
    """

    scenario: ValueStream
    state: State
    ran: State | None = None
    stale: bool = True
    held: str = ""

    @property
    def order(self) -> list[str]:
        """What is laid out."""
        return list(self.state.order or ())

    def name_of(self, slug: str) -> str:
        """The name of a step or distractor."""
        found = self.scenario.steps.get(slug) or self.scenario.distractors[slug]
        return found.name

    def as_shown(self, slugs: Iterable[str]) -> list[str]:
        """Steps as the learner laid them out, then the others by name: their true order is the question."""
        order = self.order
        return sorted(
            slugs, key=lambda slug: (order.index(slug) if slug in order else len(order), self.name_of(slug))
        )

    def numbered(self, slug: str) -> str:
        """A step's name with its place in the stream, if it has one."""
        order = self.order
        return f"{order.index(slug) + 1} {self.name_of(slug)}" if slug in order else self.name_of(slug)

    # lay out -------------------------------------------------------------------------------------

    def lay(self) -> str:
        """Everything that might belong to the stream, and the stream as it is laid out."""
        entries: list[StreamStep | Distractor] = [
            *self.scenario.words.steps,
            *self.scenario.words.distractors,
        ]
        tray = "".join(self._tray_html(each) for each in sorted(entries, key=lambda each: each.name))
        order = self.order
        rows = "".join(self._laid_html(slug, place, len(order)) for place, slug in enumerate(order))
        stream = (
            f'<ol class="laid">{rows}</ol>'
            if order
            else '<p class="empty">Nothing yet. Add what a call goes through, in its order. '
            "Not every entry need belong to it.</p>"
        )
        hint = "Drop here to put it last" if order else "Entries can be dragged, too: drop one here"
        end = f'<p class="last" data-drop="place" data-arg="{len(order)}">{hint}</p>'
        count = plural(len(order), "entry", "entries") if order else ""
        return (
            f'<div class="body lay"><section data-drop="out"><h4>What might belong to the stream</h4>'
            f'<ul class="entries">{tray}</ul></section><section><h4>Your stream '
            f"<small>{count}</small></h4>{stream}{end}</section></div>"
        )

    def _tray_html(self, entry: StreamStep | Distractor) -> str:
        laid = entry.id in self.order
        add = _small("Added" if laid else "Add", entry.name, "add", entry.id, off=laid)
        marks = attributes(
            class_="there" if laid else None,
            draggable="true",
            data_drag=entry.id,
            id=f"§tray-{entry.id}",
        )
        return f"<li{marks}><div><b>{esc(entry.name)}</b><small>{esc(entry.story)}</small></div>{add}</li>"

    def _laid_html(self, slug: str, place: int, count: int) -> str:
        name = self.name_of(slug)
        moves = (
            _small("Up", name, "up", slug, off=place == 0, focus=self.held == f"up-{slug}"),
            _small("Down", name, "down", slug, off=place == count - 1, focus=self.held == f"down-{slug}"),
            _small("Take out", name, "out", slug, focus=self.held == f"out-{slug}"),
        )
        marks = attributes(
            id=f"§laid-{slug}", draggable="true", data_drag=slug, data_drop="place", data_arg=str(place)
        )
        return f"<li{marks}><b>{place + 1}</b><span>{esc(name)}</span><div>{''.join(moves)}</div></li>"

    # map -----------------------------------------------------------------------------------------

    def map(self) -> str:
        """The activity of each step, what the activities are for, and the way over them."""
        rows = "".join(self._select_html(step) for step in self.as_shown(self.scenario.steps))
        activities = self.scenario.activities
        purposes = "".join(
            f"<dt>{esc(activities[lane].name)}</dt><dd>{esc(activities[lane].purpose)}</dd>"
            for lane in pictures.LANES
        )
        return (
            f'<div class="body"><section><h4>Which activity does each step draw on?</h4>'
            f'<div class="pairs">{rows}</div></section><section><h4>What the six activities are for</h4>'
            f'<dl class="purposes">{purposes}</dl></section></div>'
            f'<div class="wide">{self.lanes()}</div>'
        )

    def _select_html(self, step: str) -> str:
        names = {activity.id: activity.name for activity in self.scenario.words.activities}
        select = activity_select(names, "map", step, self.state.mapping.get(step, ""))
        return (
            f'<div><label for="§map-{step}">{esc(self.numbered(step))}</label>{select}'
            f'<small id="§story-map-{step}">{esc(self.scenario.steps[step].story)}</small></div>'
        )

    def lanes(self, *, small: bool = False) -> str:
        """The learner's stream over the activities, and what cannot be drawn in it yet."""
        order = self.order
        stops = [
            pictures.Stop(
                place,
                self.name_of(slug),
                self.state.mapping[slug],
                NAMED if slug == self.state.bottleneck else "",
            )
            for place, slug in enumerate(order, start=1)
            if slug in self.state.mapping
        ]
        names = {activity.id: activity.name for activity in self.scenario.words.activities}
        picture = pictures.lanes(
            "Your stream over the six activities", names, stops, places=len(order), small=small
        )
        bare = [self.name_of(slug) for slug in order if slug not in self.state.mapping]
        loose = [self.name_of(slug) for slug in self.as_shown(self.state.mapping) if slug not in order]
        return (
            f"<h4>Your stream over the six activities</h4>{picture}"
            f"{_missing('Laid out, but without an activity', bare)}"
            f"{_missing('With an activity, but not laid out', loose)}"
        )

    # bottleneck ----------------------------------------------------------------------------------

    def bottleneck(self) -> str:
        """The figures as they are, with the choice of a step, and where the time goes."""
        rows = "".join(self._load_html(step) for step in self.as_shown(self.scenario.steps))
        names = ("Work min", "Waiting min", "Right first time", "Calls a day", "Can take a day")
        heads = "".join(f'<th scope="col" class="n">{name}</th>' for name in names)
        return (
            f'<div class="wide first"><h4>Which step limits how many calls get through?</h4>'
            '<p class="empty">The figures of a month as it is, before anything is improved.</p>'
            '<fieldset class="bare"><legend class="hush">The bottleneck</legend><table class="loads"><thead>'
            f'<tr><th scope="col">Step</th>{heads}<th scope="col">Calls by what it can take</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></fieldset></div>"
            f'<div class="wide"><h4>Where the time goes <small>minutes a call, what is done again included'
            f"</small></h4>{self._times_html()}"
            f"{pictures.figures(self.scenario.as_is[0], 'Month 1 as it is')}</div>"
        )

    def _load_html(self, step: str) -> str:
        """A row of figures: what a step does as it is, and how many calls come to it."""
        times = {time.step: time for time in self.scenario.as_is[0].steps}
        marks = attributes(class_="on" if step == self.state.bottleneck else None)
        if step not in times:
            none = '<td colspan="6" class="none">not measured</td>'
            return f"<tr{marks}><td>{self._radio_html(step)}</td>{none}</tr>"
        time = times[step]
        most = max(1.5, *(each.use for each in times.values()))
        right = self.scenario.numbers.steps[step].right
        facts = (
            f"{time.work:.0f}",
            f"{time.wait:.0f}",
            f"{right * 100:.0f} %",
            f"{time.load:.1f}",
            f"{time.capacity:.0f}",
        )
        cells = "".join(f'<td class="n">{fact}</td>' for fact in facts)
        told = f"{time.load:.1f} calls for {time.capacity:.0f}: {time.use * 100:.0f} %"
        use = f"<div>{bar(time.use, most, told, 'var(--ink-2)')}<small>{time.use * 100:.0f} %</small></div>"
        return (
            f"<tr{marks}><td>{self._radio_html(step)}</td>{cells}"
            f'<td class="use" style="--full:{100 / most:.1f}%">{use}</td></tr>'
        )

    def _radio_html(self, step: str) -> str:
        marks = attributes(
            type="radio",
            name="§bottleneck",
            id=f"§narrow-{step}",
            data_act="bottleneck",
            data_arg=step,
            checked=step == self.state.bottleneck,
        )
        return f"<label><input{marks}><span>{esc(self.numbered(step))}</span></label>"

    def _times_html(self, after: Month | None = None) -> str:
        """The bars of the month as it is, or of that and another month."""
        was = {time.step: time.parts for time in self.scenario.as_is[0].steps}
        now = {time.step: time.parts for time in after.steps} if after else was
        rows = [
            pictures.Timed(self.numbered(step), now[step], was[step] if after else None)
            for step in self.as_shown(was)
        ]
        calm = self.state.bottleneck is None
        return pictures.times("Where the time goes in month 1", rows, calm=calm)

    # improve -------------------------------------------------------------------------------------

    def improve(self) -> str:
        """The money, the improvements, and the two months as they were last run."""
        budget, left = self.scenario.words.budget, self.scenario.money_left(self.state)
        spent = budget - left
        money = bar(spent, budget, f"{spent} of {budget} points spent", "var(--ink-2)")
        cards = "".join(self._card_html(card, left) for card in self.scenario.words.cards)
        ran, stale = self.ran, self.stale
        label = "Run two months again" if ran and stale else "Run two months"
        why = "" if stale else "These are the two months of your stream as it stands."
        run = button(label, "run", primary=True, off=not stale, described="§why-run")
        return (
            f'<div class="wide first"><h4>What would you improve?</h4><div class="meter money">'
            '<div class="pair">'
            f"<span>Money for improvements <small>{spent} of {budget} points spent</small></span>"
            f'<small>{left} left</small></div>{money}</div><ul class="improvements">{cards}</ul></div>'
            f'<div class="wide"><div class="actions run">{run}'
            f'<span class="hint" id="§why-run">{why}</span></div>'
            f"{self._ran_html(ran, stale=stale) if ran else ''}</div>"
        )

    def _card_html(self, card: Improvement, left: int) -> str:
        held = card.id in self.state.cards
        short = not held and card.cost > left
        effects = "".join(f"<li>{esc(effect)}</li>" for effect in self.scenario.effect_words(card.id))
        partner = f'<span class="tag">made together with {esc(card.partner)}</span>' if card.partner else ""
        verb = "return" if held else "buy"
        control = _small(
            "Return" if held else f"Buy for {card.cost}",
            card.name,
            verb,
            card.id,
            off=short,
            described=f"§short-{card.id}" if short else None,
            id=f"trade-{card.id}",
        )
        why = f"Costs {card.cost}, {left} left." if short else "Bought." if held else ""
        return (
            f"<li{attributes(class_='on' if held else None)}><div class=pair><b>{esc(card.name)}</b>"
            f"<small>{esc(card.code)} · {plural(card.cost, 'point')}</small></div><p>{esc(card.meaning)}</p>"
            f"<ul>{effects}</ul>"
            f'<div class="buy">{control}<small id="§short-{card.id}">{why}</small>{partner}</div></li>'
        )

    def _ran_html(self, ran: State, *, stale: bool) -> str:
        months = self.scenario.months_of(ran)
        old = (
            '<p class="stale"><b>Out of date.</b> You changed the stream since these months were run. '
            "Run two months again to see what they are now.</p>"
            if stale
            else ""
        )
        return f"{old}{self.months(months)}"

    def months(self, months: tuple[Month, Month]) -> str:
        """Two months beside those of the stream as it is."""
        return (
            "<h4>The two months <small>before and after</small></h4>"
            f"{pictures.figures(months[0], 'Month 1 of your stream')}"
            f'{pictures.months(self.scenario.as_is, months)}<p class="empty">{_demand(*months)}</p>'
            f"<h4>Where the time goes <small>minutes a call in month 1, what is done again included</small>"
            f"</h4>{self._times_html(months[0])}"
        )

    # the ways of calls -------------------------------------------------------------------------

    def routes(self) -> str:
        """The learner's way over the activities beside a right one."""
        narrow = self.scenario.bottleneck
        stops = [
            pictures.Stop(
                place, step.name, step.activity, KNOWN if step.id == narrow else "", tight=step.id == narrow
            )
            for place, step in enumerate(self.scenario.words.steps, start=1)
        ]
        names = {activity.id: activity.name for activity in self.scenario.words.activities}
        title = "How a call draws on the activities"
        return (
            f'<div class="routes"><div>{self.lanes(small=True)}</div><div><h4>{title}</h4>'
            f"{pictures.lanes(title, names, stops, small=True)}"
            f'<p class="empty">{esc(pictures.returns(names, stops))}</p></div></div>'
        )


def _demand(first: Month, second: Month) -> str:
    """What came of asking the ports and of noting the causes, or of leaving that out."""
    change = second.demand - first.demand
    calls = f"{first.demand:.0f} calls a day in month 1, {second.demand:.0f} in month 2"
    if change < 0:
        return f"{calls}: the ports were asked and the causes noted, so some faults do not come back."
    if change > 0:
        return f"{calls}: nobody was asked and nothing was noted, so the same faults come back."
    return f"{calls}: the loop is half closed, and as many faults come back as before."


def activity_select(names: Mapping[str, str], act: str, step: str, chosen: str) -> str:
    """A choice among the six activities, whose ``names`` are by id, for a step; ``chosen`` may be empty."""
    options = "" if chosen else '<option value="" selected>choose an activity</option>'
    for lane in pictures.LANES:
        options += f"<option{attributes(value=lane, selected=lane == chosen)}>{esc(names[lane])}</option>"
    marks = attributes(
        id=f"§{act}-{step}", data_act=act, data_arg=step, aria_describedby=f"§story-{act}-{step}"
    )
    return f"<select{marks}>{options}</select>"


def listing(rows: Iterable[str]) -> str:
    """Sentences as a list."""
    return f'<ul class="told">{"".join(f"<li>{esc(row)}</li>" for row in rows)}</ul>'


def _missing(what: str, names: Sequence[str]) -> str:
    """What a picture leaves out, by name."""
    listed = ", ".join(f"“{name}”" for name in names)
    return f'<p class="empty">{what}: {esc(listed)}.</p>' if names else ""


def _small(  # noqa: PLR0913 - the ways in which such buttons differ
    label: str,
    what: str,
    act: str,
    arg: str,
    *,
    off: bool = False,
    focus: bool = False,
    described: str | None = None,
    id: str = "",  # noqa: A002
) -> str:
    """A button in a row that names itself: what it is about is said, and not shown a second time."""
    marks = attributes(
        type="button",
        class_="small",
        data_act=act,
        data_arg=arg,
        data_focus=focus,
        aria_disabled="true" if off else None,
        aria_describedby=described,
        id=f"§{id}" if id else f"§b-{act}-{arg}",
    )
    return f'<button{marks}>{esc(label)}<span class="hush">: {esc(what)}</span></button>'
