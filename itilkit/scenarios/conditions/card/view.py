"""The card of the six iterations: who is in the room, build or release, what was heard and what is live."""

from collections.abc import Mapping, Sequence
from typing import Any

from itilkit.ground.html import attributes, button, disc, esc, own_ids
from itilkit.scenarios.conditions.card.pictures import Drift, Plan, Worth, bench, drifts, plans, worths
from itilkit.scenarios.conditions.card.rounds import counted, in_words, rounds, summary
from itilkit.scenarios.conditions.content import ITERATIONS, Group
from itilkit.scenarios.conditions.debrief import criterion_notes, debrief
from itilkit.scenarios.conditions.model import Conditions, Iteration, State
from itilkit.scenarios.conditions.work import CAPACITY, OF_A_GROUP, OF_A_RELEASE, apart
from itilkit.scenarios.shapes import Debrief
from itilkit.widgets.charts import Line, line_chart
from itilkit.widgets.run_view import RunView, drawn
from itilkit.widgets.view import steps

#: What a move is called on its button.
MOVES = {"build": "Build", "release": "Build and release"}
#: The two plans beside the run that each lack one half of co-creation.
CADENCE, CROWD = "agile-without-listening", "everybody-in-everything"
#: What stands above the iterations in words.
BUILT = "What was built and heard"


class ConditionsView(RunView):
    """The conditions of co-creation as a card."""

    scenario: Conditions
    begins = "the team begins again with what it assumes"

    # the controls --------------------------------------------------------------------------------

    def own_controls(self) -> Mapping[str, Any]:
        return {
            "invite": self._invite,
            "build": lambda arg: self._commit("build", arg),
            "release": lambda arg: self._commit("release", arg),
        }

    def fresh_draft(self) -> None:
        """An empty room: whom to meet is asked anew in each iteration."""
        #: Groups ticked for the iteration under way.
        self.invited: list[str] = []

    def draft(self) -> list[str]:
        return list(self.invited)

    def take_draft(self, draft: Any) -> None:
        self.invited = list(draft)

    def _invite(self, group: str) -> None:
        if self.result.finished or group not in self.scenario.groups:
            return
        name = self.scenario.groups[group].speaker
        where = "out of the room" if group in self.invited else "in the room"
        self.remember(f"{name} {where}")
        if group in self.invited:
            self.invited.remove(group)
        else:
            self.invited.append(group)
        self.said = f"{name} is {where}. {self._left_words()}."

    def _commit(self, verb: str, arg: str) -> None:
        """Play the iteration; ``arg`` is its number on the button, so that a second click plays no other."""
        if arg and arg != str(self.state.iteration + 1):
            return
        present = [group for group in self.scenario.groups if group in self.invited]
        self.play(" ".join([verb, *(["with", *present] if present else [])]))

    def moves_before(self, phase: int) -> list[str] | None:
        return list(self.moves[:phase]) if phase < max(1, self.state.iteration) else None

    def phase_name(self, phase: int) -> str:
        return f"iteration {phase + 1}"

    def _room_left(self, verb: str) -> int:
        return self.scenario.room_left(len(self.invited), released=verb == "release")

    def _left_words(self) -> str:
        build, release = self._room_left("build"), self._room_left("release")
        return f"{build} steps are left for building, {release} if you release"

    # the page ------------------------------------------------------------------------------------

    def progress_html(self) -> str:
        now = self.state.iteration
        names = [f"of {ITERATIONS}" if place == now else "" for place in range(ITERATIONS)]
        return steps(names, now, [f"value {done.value:.0f}" for done in self.state.played])

    def body_html(self) -> str:
        return self._result_html() if self.result.finished else self._iteration_html()

    def _iteration_html(self) -> str:
        number = self.state.iteration + 1
        left = (
            f'<h4 id="§story-{number}" tabindex="-1" data-focus>Iteration {number} of {ITERATIONS}</h4>'
            f'<p class="story">{esc(self._story())}</p>'
            f'<h4 id="§room">Who is in the room? <small>each takes {OF_A_GROUP} of {CAPACITY} steps</small>'
            f"</h4>"
            f"{self._groups_html()}{self._bench_html()}{self._actions_html()}"
        )
        right = self._newest_html() + self._earlier_html()
        return (
            f'<div class="body"><section>{left}</section><section>{right}</section></div>'
            f'<div class="wide">{self._drifts_html(told=False)}</div>'
        )

    def _story(self) -> str:
        state: State = self.state
        if not state.played:
            return (
                "Nothing is built yet. The team goes by what it assumes. Whoever is in the room tells you "
                "what is needed now, and takes time from building."
            )
        work = self.scenario.work(state)
        live = "Nothing is in use yet." if work.live is None else f"Value was {state.played[-1].value:.0f}."
        shelf = f" {counted(work.pending)} wait to be released." if work.pending else ""
        return f"{live}{shelf} What is needed may have moved since; you hear it from those in the room."

    def _groups_html(self) -> str:
        rows = "".join(self._group_html(group) for group in self.scenario.groups.values())
        return f'<ul class="guests" aria-labelledby="§room">{rows}</ul>'

    def _group_html(self, group: Group) -> str:
        ticked = group.id in self.invited
        box = attributes(
            type="checkbox",
            id=f"§invite-{group.id}",
            data_act="invite",
            data_arg=group.id,
            checked=ticked,
        )
        aspect = self.scenario.words.aspects[self.scenario.place[group.id]]
        last = self.scenario.last_heard(self.state, group.id)
        heard = "not heard yet"
        if last is not None:
            need = self.state.played[last].needs[self.scenario.place[group.id]]
            heard = f"heard in iteration {last + 1}: {aspect.name.lower()} {need} of 10"
        who = f"{disc(_person(group), group.speaker)}<span><b>{esc(_called(group))}</b>"
        cares = f"<small>{esc(aspect.name)} · {esc(group.cares)}</small>"
        return (
            f"<li{attributes(class_='on' if ticked else None)}><label><input{box}>{who}{cares}"
            f"<small>{esc(heard)}</small></span></label></li>"
        )

    def _bench_html(self) -> str:
        groups = [self.scenario.groups[group] for group in self.scenario.groups if group in self.invited]
        taken = [(group.speaker[0], _colour(group)) for group in groups for _ in range(OF_A_GROUP)]
        left, wanted = self._room_left("build"), self._list_left()
        told = [f"{group.speaker} {OF_A_GROUP}" for group in groups]
        label = (
            f"{CAPACITY} steps: {', '.join([*told, f'{left} for building'])}; releasing takes {OF_A_RELEASE}"
        )
        known = (
            f"On the team’s list, as far as it knows: {counted(wanted)}."
            if wanted
            else "The team’s list is empty."
        )
        return (
            f"<h4>Time to build <small>{esc(self._left_words())}</small></h4>"
            f"{bench(label, taken, left, release=OF_A_RELEASE)}"
            f'<p class="empty">R is the step that a release takes. {known}</p>'
        )

    def _list_left(self) -> int:
        """Single steps between what the team believes and what it has designed."""
        work = self.scenario.work(self.state)
        return apart(work.belief, work.design)

    def _actions_html(self) -> str:
        number = str(self.state.iteration + 1)
        moves = "".join(
            button(f"{name} · {self._room_left(verb)} steps", verb, number, primary=True)
            for verb, name in MOVES.items()
        )
        return f'<div class="actions">{moves}{self.undo_html()}{self.again_html()}</div>'

    # what was heard and built --------------------------------------------------------------------

    def _newest_html(self) -> str:
        if not self.state.played:
            return (
                '<h4>How an iteration goes</h4><ul class="told"><li>What somebody in the room says replaces '
                "what the team assumed about their aspect.</li><li>The team then builds where what it knows "
                "and what it has built are furthest apart.</li><li>A release brings into use all that is "
                "built so far. Only what is in use is worth something.</li></ul>"
                '<h4>What you heard</h4><p class="empty">Nothing yet. What people say stands here after each '
                "iteration, also what those say whom a release reaches and nobody asked.</p>"
            )
        last = len(self.state.played) - 1
        head = f"Iteration {last + 1} <small>{esc(summary(self.scenario, self.state, last))}</small>"
        return f"<h4>{head}</h4>{in_words(self.scenario, self.state, last)}"

    def _earlier_html(self) -> str:
        if not self.state.played:
            return ""
        earlier = range(len(self.state.played) - 2, -1, -1)
        return self._value_html() + rounds(self.scenario, self.state, earlier, "Earlier iterations")

    # the pictures --------------------------------------------------------------------------------

    def _drifts_html(self, *, told: bool) -> str:
        head = "What the storm news has to be good at <small>needed and live, of 10, by iteration</small>"
        return f"<h4>{head}</h4>{drifts(self._drifts(told=told), told=told)}"

    def _drifts(self, *, told: bool) -> list[Drift]:
        state: State = self.state
        history, work, shown = self.scenario.history(state), self.scenario.work(state), []
        for place, aspect in enumerate(self.scenario.words.aspects):
            group, past = self.scenario.groups[aspect.owner], history[aspect.id]
            ahead = () if self.result.finished else (work.belief[place],)
            played = enumerate(state.played)
            shown.append(
                Drift(
                    name=aspect.name,
                    meaning=aspect.meaning,
                    person=_person(group),
                    speaker=group.speaker,
                    colour=_colour(group),
                    needed=past.needs if told else (*past.belief, *ahead),
                    heard=frozenset(when for when, done in played if group.id in done.present),
                    live=past.live,
                )
            )
        return shown

    def _worths_html(self, *, told: bool) -> str:
        shown = [
            Worth(
                value=done.value,
                quality=None if done.work.live is None else 100 * done.quality,
                lost=_lost(done) if told else {},
            )
            for done in self.state.played
        ]
        return worths("Value and quality by iteration", shown)

    # after the last iteration --------------------------------------------------------------------

    def _result_html(self) -> str:
        over = f"Six iterations are over: value {self.result.value:.0f} of 100"
        head = f'<h4 id="§over" tabindex="-1" data-focus>{over}</h4>'
        left = f"{head}{self.verdict_html()}{self._over_actions_html()}"
        words = rounds(self.scenario, self.state, range(ITERATIONS), BUILT)
        # an assignment can be played again: what nobody was asked about stays to be found out
        below = f'<div class="wide">{self._drifts_html(told=self.compares)}</div>'
        if self.compares:
            right = self._lost_html() + words
            below += f'<div class="wide">{self.compared_html()}</div>'
        else:
            right = self._value_html()
            below += f'<div class="wide">{words}</div>'
        return f'<div class="body"><section>{left}</section><section>{right}</section></div>{below}'

    def _value_html(self) -> str:
        return f"<h4>Value by iteration</h4>{self._worths_html(told=False)}"

    def _lost_html(self) -> str:
        return f"<h4>Where the value of each iteration went</h4>{self._worths_html(told=True)}"

    def _over_actions_html(self) -> str:
        if self.asking_again:
            return f'<div class="actions">{self.again_html()}</div>'
        back = "".join(
            button(f"Back to {self.phase_name(place)}", "back-to", str(place))
            for place in range(1, ITERATIONS)
        )
        return (
            '<p class="empty">What if? Go back to an iteration, or start again: that begins a new run.</p>'
            f'<div class="actions">{button("Start again", "again")}{back}</div>'
        )

    # what the run is told ------------------------------------------------------------------------

    def debrief(self) -> Debrief:
        return debrief(self.scenario, self.state)

    def notes(self) -> Mapping[str, str]:
        return criterion_notes(self.scenario, self.state)

    def picture_html(self) -> str:
        if not self.state.played:
            return ""
        words = rounds(self.scenario, self.state, range(len(self.state.played)), BUILT)
        return own_ids(f"{self._drifts_html(told=True)}{self._lost_html()}{words}", self.id)

    def compared_html(self) -> str:
        played = self.state.played
        yours = Line("You", tuple(done.value for done in played), "var(--sea)", "", strong=True)
        beside = self.scenario.numbers.beside
        others = [Line(each.name, each.values, *drawn(each.id, place)) for place, each in enumerate(beside)]
        names = [str(place) for place in range(1, ITERATIONS + 1)]
        chart = line_chart("Value by iteration, your run and other plans", names, [*others, yours])
        shown = [
            Plan(
                name="You",
                value=self.result.value,
                room=sum(len(done.present) for done in played) / ITERATIONS,
                releases=sum(done.released for done in played),
                quality=_mean([100 * done.quality for done in played if done.work.live is not None]),
                colour=yours.colour,
                strong=True,
            )
        ]
        shown += [
            Plan(
                name=each.name,
                value=each.value,
                room=sum(each.rooms) / ITERATIONS,
                releases=each.releases,
                quality=_mean([100 * quality for quality in each.qualities if quality]),
                colour=line.colour,
                dashes=line.dashes,
            )
            for each, line in zip(beside, others, strict=True)
        ]
        table = plans("Value, people in the room on average, releases and quality", shown)
        return f"<h4>Your run beside other plans</h4>{chart}{table}{self._lessons_html()}"

    def _lessons_html(self) -> str:
        """What the two plans show that each have one half of co-creation."""
        halves = []
        for each in self.scenario.numbers.beside:
            if each.id == CADENCE:
                halves.append(
                    f"“{each.name}” released {each.releases} times with nobody in the room: value "
                    f"{each.value:.0f}. The rhythm was quick, and it went on building what the team assumed."
                )
            if each.id == CROWD:
                left = self.scenario.room_left(max(each.rooms), released=True)
                halves.append(
                    f"“{each.name}” knew every need and had {left} of {CAPACITY} steps left to meet them: "
                    f"value {each.value:.0f}. A full room hears everything and builds little."
                )
        rows = "".join(f"<li>{esc(text)}</li>" for text in halves)
        return f'<ul class="told halves">{rows}</ul>' if rows else ""


def _person(group: Group) -> str:
    """The slug of a group's disc: the person's, or the group's own where nobody speaks for it alone."""
    return group.person or group.id


def _colour(group: Group) -> str:
    return f"var(--{group.person or 'ink-2'})"


def _called(group: Group) -> str:
    return f"{group.speaker}, {group.name}" if group.person else group.speaker


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _lost(done: Iteration) -> dict[str, float]:
    lost = done.losses
    return {
        "unknown": lost.unknown,
        "unbuilt": lost.unbuilt,
        "unreleased": lost.unreleased,
        "unsound": lost.unsound,
    }
