"""Conditions of co-creation: six iterations, four needs that drift, and never room for everything.

In each iteration a learner chooses who is in the room and whether what is built goes into use. Who is in the
room tells what is needed now, and costs time that building needs. The rules are those of
docs/rules/conditions.md (`work` holds those that move a number); the numbers of a variant are in
``content/scenarios/``.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from importlib.resources.abc import Traversable
from itertools import combinations
from math import fsum

import attrs

from itilkit.ground.words import listed
from itilkit.scenarios.base import Assessment, Choices, IllegalMove, Step, clip
from itilkit.scenarios.conditions.content import (
    ID,
    ITERATIONS,
    Aspect,
    Group,
    Numbers,
    Words,
    load_words_and_numbers,
)
from itilkit.scenarios.conditions.voices import Heard, Voice, in_room, voices
from itilkit.scenarios.conditions.work import Losses, Work, apart, capacity
from itilkit.scenarios.simulation import OVER, Plays, Simulation, check_known

#: Most points per criterion.
MOST = {"outcome": 8.0, "went-back": 1.0, "small-releases": 1.0, "support": 1.0, "heard": 1.0}
#: Who has to be gone back to in which iteration (from 0), half a point each.
GO_BACK = {"customer": 2, "islanders": 4}
#: From so many releases on they are small ones.
MANY_RELEASES = 4
#: Every group should have been heard once in the first so many iterations.
HEARD_BY = 4
#: The group that takes over what goes live.
SUPPORT = "support"
WITH = "with"


@attrs.frozen
class Iteration:
    """An iteration that is over: who was in the room (in the order of the groups), whether it released, what
    was needed of each aspect, the work after it, the single steps it had room for, its value (0 to 100), and
    what was said.
    """

    present: tuple[str, ...]
    released: bool
    needs: tuple[int, ...]
    work: Work
    capacity: int
    value: float
    voices: tuple[Voice, ...]

    @property
    def quality(self) -> float:
        """Quality of what is live, 0.4 to 1 (0 while nothing is)."""
        return 0.0 if self.work.live is None else self.work.quality

    @property
    def losses(self) -> Losses:
        """Where the value went that is missing to 100."""
        return Losses.of(self.work, self.needs)


@attrs.frozen
class State:
    """The iterations played so far."""

    played: tuple[Iteration, ...] = ()

    @property
    def iteration(self) -> int:
        """Index of the iteration under way (0 to 5; 6 when the run is over)."""
        return len(self.played)


@attrs.frozen
class History:
    """An aspect over the iterations played: what was needed, what the team believed, what was designed, and
    what was live (None: nothing yet), each 0 to 10.
    """

    needs: tuple[int, ...]
    belief: tuple[int, ...]
    design: tuple[int, ...]
    live: tuple[int | None, ...]


@attrs.frozen(slots=False)
class Conditions(Simulation[Words, Numbers, State]):
    """The scenario on one variant's numbers."""

    id = ID
    most = MOST
    ended = "all six iterations are over"

    @cached_property
    def aspects(self) -> Mapping[str, Aspect]:
        """The four aspects, in the order in which equal gaps are worked on."""
        return {aspect.id: aspect for aspect in self.words.aspects}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The four groups who can be in the room."""
        return {group.id: group for group in self.words.groups}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of the aspect that each group owns."""
        owners = [aspect.owner for aspect in self.words.aspects]
        return {group: owners.index(group) for group in self.groups}

    @cached_property
    def needs(self) -> tuple[tuple[int, ...], ...]:
        """What is needed of each aspect, a row for each iteration."""
        return tuple(zip(*(self.numbers.needs[aspect] for aspect in self.aspects), strict=True))

    @cached_property
    def first_work(self) -> Work:
        """Before the first iteration: the team's assumption, and nothing designed."""
        assumed = tuple(self.numbers.assumption[aspect] for aspect in self.aspects)
        return Work(belief=assumed, design=(0,) * len(assumed))

    def work(self, state: State) -> Work:
        """Where the work stands."""
        return state.played[-1].work if state.played else self.first_work

    def history(self, state: State) -> Mapping[str, History]:
        """Each aspect over the iterations played, for a picture of need and live as two lines."""
        return {
            aspect: History(
                needs=tuple(done.needs[place] for done in state.played),
                belief=tuple(done.work.belief[place] for done in state.played),
                design=tuple(done.work.design[place] for done in state.played),
                live=tuple(done.work.live[place] if done.work.live else None for done in state.played),
            )
            for place, aspect in enumerate(self.aspects)
        }

    def last_heard(self, state: State, group: str) -> int | None:
        """Index of the iteration in which ``group`` was last in the room; None: it never was."""
        there = [place for place, done in enumerate(state.played) if group in done.present]
        return there[-1] if there else None

    def room_left(self, groups: int, *, released: bool) -> int:
        """Single steps that an iteration has room for with so many groups in the room."""
        return capacity(groups, released=released)

    # the moves -----------------------------------------------------------------------------------

    def start(self) -> State:
        """No iteration played."""
        return State()

    def finished(self, state: State) -> bool:
        """Whether all six iterations are over."""
        return state.iteration >= ITERATIONS

    def possible(self, state: State) -> str:
        """The two moves, and who can be named in them."""
        if self.finished(state):
            return OVER
        groups = ", ".join(self.groups)
        return f"build, build with GROUP…, release, release with GROUP…, where GROUP is one of {groups}"

    def next_moves(self, state: State) -> Mapping[str, Choices]:
        """Building and releasing, each with nobody and with any of the groups."""
        if self.finished(state):
            return {}
        rooms = [room for size in range(len(self.groups) + 1) for room in combinations(self.groups, size)]
        return {
            verb: [" ".join([verb, *([WITH, *room] if room else [])]) for room in rooms]
            for verb in ("build", "release")
        }

    def by_verb(self) -> Mapping[str, Plays[State]]:
        """What plays each kind of move."""
        return {"build": partial(self._play, released=False), "release": partial(self._play, released=True)}

    def _play(self, state: State, slugs: tuple[str, ...], *, released: bool) -> Step[State]:
        done = self._iteration(state, self._present(slugs), released=released)
        return Step(State(played=(*state.played, done)), tuple(self._events(state, done)))

    def _present(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        if not slugs:
            return ()
        if slugs[0] != WITH:
            raise IllegalMove(f"who is in the room is named after “{WITH}”")
        named = slugs[1:]
        if not named:
            raise IllegalMove(f"“{WITH}” is followed by at least one group")
        speak_for = {group.person: group.id for group in self.words.groups if group.person}
        for slug in named:
            if slug in speak_for:
                raise IllegalMove(f"{slug} is in the room as {speak_for[slug]}")
            check_known("group", slug, self.groups)
        return tuple(group for group in self.groups if group in named)

    def _iteration(self, state: State, present: tuple[str, ...], *, released: bool) -> Iteration:
        needs = self.needs[state.iteration]
        work = self.work(state).next(
            needs, [self.place[group] for group in present], released=released, supported=SUPPORT in present
        )
        room = capacity(len(present), released=released)
        live, last = work.live, {group: self.last_heard(state, group) for group in self.groups}
        heard = Heard(
            present=present,
            released=released,
            last={
                group: self.needs[when][self.place[group]] for group, when in last.items() if when is not None
            },
            now={group: needs[self.place[group]] for group in self.groups},
            live={group: live[self.place[group]] for group in self.groups} if live else {},
            steps=len(work.steps),
            capacity=room,
            pending=work.pending,
            gap=apart(work.belief, work.design),
        )
        before = [voice for done in state.played for voice in done.voices]
        said = voices(self.words, before, heard)
        return Iteration(present, released, needs, work, room, work.value(needs), said)

    # the story -----------------------------------------------------------------------------------

    def _events(self, state: State, done: Iteration) -> list[str]:
        """What happened, in the order in which it did."""
        told = [f"Iteration {state.iteration + 1}: {self._room(done)}."]
        told += [self._spoken(voice) for voice in done.voices if in_room(voice)]
        told.append(self._built(done))
        if done.released:
            told.append(self._went_live(self.work(state).pending, done))
        told += [self._spoken(voice) for voice in done.voices if not in_room(voice)]
        if done.work.live is None:
            told.append("Nothing is in use yet, so nobody has any value from it.")
        else:
            told.append(f"Value {done.value:.0f} of 100, with a quality of {done.quality * 100:.0f} of 100.")
        return told

    def _spoken(self, voice: Voice) -> str:
        said = f"{voice.speaker}: “{voice.text}”"
        if voice.need is None:
            return said
        name = self.words.aspects[self.place[voice.group]].name
        return f"{said} {name} is needed at {voice.need} of 10."

    def _room(self, done: Iteration) -> str:
        names = [self.groups[group].full_name for group in done.present]
        if not names:
            return "nobody from outside the team was in the room"
        return f"in the room {'was' if len(names) == 1 else 'were'} {listed(names)}"

    def _built(self, done: Iteration) -> str:
        steps = done.work.steps
        parts = [
            f"{aspect.name.lower()} by {steps.count(place)}"
            for place, aspect in enumerate(self.words.aspects)
            if place in steps
        ]
        if not parts:
            return f"The team had room for {done.capacity} steps and nothing to change."
        return f"The team had room for {done.capacity} steps and changed {listed(parts)}."

    def _went_live(self, pending: int, done: Iteration) -> str:
        steps = pending + len(done.work.steps)
        size = "1 step" if steps == 1 else f"{steps} steps" if steps else "nothing new"
        desk = "with support at hand" if SUPPORT in done.present else "and support had not been shown it"
        return f"Released: {size} went live, {desk}."

    def tell(self, state: State) -> tuple[str, ...]:
        """The run in sentences, without any verdict."""
        told = []
        for place, done in enumerate(state.played, start=1):
            names = [self.groups[group].name for group in done.present]
            room = f"with {listed(names)}" if names else "with nobody else"
            told.append(f"Iteration {place}: you built {room}{' and released' if done.released else ''}.")
        left = ITERATIONS - state.iteration
        if left == 1:
            told.append(f"Iteration {ITERATIONS} is still to be played.")
        elif left:
            told.append(f"Iterations {state.iteration + 1} to {ITERATIONS} are still to be played.")
        return tuple(told)

    # the score -----------------------------------------------------------------------------------

    def assess(self, state: State) -> Assessment:
        """Value and score of a state, finished or not."""
        played = state.played
        value = fsum(done.value for done in played) / ITERATIONS
        points = {
            "outcome": 8.0 * clip((value / self.numbers.reference - 0.63) / 0.37),
            "went-back": len(self.went_back(state)) / len(GO_BACK),
            "small-releases": float(sum(done.released for done in played) >= MANY_RELEASES),
            "support": float(self.support_in_time(state)),
            "heard": len(self.heard_early(state)) / len(self.groups),
        }
        return self.scored(value, points)

    def went_back(self, state: State) -> tuple[str, ...]:
        """Who of customer and islanders was in the room in the iteration in which their need had moved."""
        return tuple(
            group
            for group, when in GO_BACK.items()
            if when < state.iteration and group in state.played[when].present
        )

    def first_release(self, state: State) -> int | None:
        """Index of the iteration that released first; None: nothing was released."""
        return next((place for place, done in enumerate(state.played) if done.released), None)

    def support_in_time(self, state: State) -> bool:
        """Whether support was in the room at some time up to the first release; not without a release."""
        first = self.first_release(state)
        return first is not None and _were_there(state.played[: first + 1], SUPPORT)

    def heard_early(self, state: State) -> tuple[str, ...]:
        """The groups who were in the room in one of the first four iterations."""
        return tuple(group for group in self.groups if _were_there(state.played[:HEARD_BY], group))


def _were_there(played: Sequence[Iteration], group: str) -> bool:
    return any(group in done.present for done in played)


def load_conditions(variant: str = "base", *, root: Traversable | None = None) -> Conditions:
    """The scenario with the words of the course and the numbers of ``variant``.

    Raises ContentError when a file does not hold together.
    """
    return Conditions(*load_words_and_numbers(variant, root=root))


__all__ = [
    "GO_BACK",
    "ID",
    "MOST",
    "Conditions",
    "History",
    "Iteration",
    "State",
    "Voice",
    "load_conditions",
]
