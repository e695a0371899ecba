"""The flow of calls through a value stream: work, waiting and queues in a month, by plain arithmetic.

The formulas are those of docs/rules/value-stream.md. A day has 480 minutes; loads and capacities
are calls a day.
"""

from collections.abc import Callable, Iterable, Mapping
from math import fsum

import attrs

from itilkit.scenarios.value_stream.content import MAIN, Effect, Improvement, Numbers, StepNumbers

#: Minutes of a working day: what a full day's load above capacity makes a call wait.
DAY = 480.0
#: In month 2 demand is multiplied by this, by how many of the loop's steps are in the order.
SECOND_MONTH = (1.10, 1.0, 0.85)

_HOW: Mapping[str, Callable[[float, float], float]] = {
    "set": lambda _, to: to,
    "add": lambda now, to: now + to,
    "times": lambda now, to: now * to,
}


@attrs.frozen
class StepTime:
    """A main step in a month: ``load`` and ``capacity`` in calls a day; ``work``, ``wait`` and ``queue``
    in minutes for one pass; ``before`` the share that the step before gets right first time, by which all
    three are divided because what was not right is done again.
    """

    step: str
    load: float
    capacity: float
    work: float
    wait: float
    queue: float
    before: float

    @property
    def minutes(self) -> float:
        """What the step takes, repeats included."""
        return (self.work + self.wait + self.queue) / self.before

    @property
    def parts(self) -> tuple[float, float, float]:
        """Work, waiting and queue with the repeats shared out: they add up to ``minutes``."""
        return self.work / self.before, self.wait / self.before, self.queue / self.before

    @property
    def use(self) -> float:
        """Load by capacity: above 1 calls pile up."""
        return self.load / self.capacity


@attrs.frozen
class Month:
    """A month of the stream: ``demand`` in calls a day, the five main steps, ``lead`` in minutes from call
    to check (mean of all calls), ``efficiency`` the share of work in the time of a call that takes all five
    steps (0 to 1), ``leak`` and ``value`` from 0 to 100.
    """

    demand: float
    steps: tuple[StepTime, ...]
    lead: float
    efficiency: float
    leak: float
    value: float

    @property
    def bottleneck(self) -> StepTime:
        """The step with the highest load by capacity."""
        return max(self.steps, key=lambda step: round(step.use, 9))


@attrs.frozen
class Stream:
    """The numbers that calls flow by, as they are or with improvements: ``keeps`` is the share of the harm
    of a lead time that remains.
    """

    steps: Mapping[str, StepNumbers]
    fix: float
    keeps: float = 1.0

    @classmethod
    def of(cls, numbers: Numbers, cards: Iterable[Improvement] = ()) -> "Stream":
        """The stream of a variant with ``cards``, whose effects apply in the order given."""
        stream = cls(numbers.steps, numbers.fix)
        for card in cards:
            for effect in card.effects:
                stream = stream._changed(effect)
        return stream

    def _changed(self, effect: Effect) -> "Stream":
        change = _HOW[effect.how]
        if effect.what == "fix":
            return attrs.evolve(self, fix=change(self.fix, effect.to))
        if effect.what == "leak":
            return attrs.evolve(self, keeps=change(self.keeps, effect.to))
        step = self.steps[effect.step]
        now: float = getattr(step, effect.what)
        evolved = attrs.evolve(step, **{effect.what: change(now, effect.to)})
        return attrs.evolve(self, steps={**self.steps, effect.step: evolved})

    def month(self, demand: float) -> Month:
        """A month in which so many calls a day come in."""
        rights = [1.0, *(self.steps[step].right for step in MAIN)]
        times = tuple(
            self._time(step, load, before)
            for step, load, before in zip(MAIN, self._loads(demand), rights, strict=False)
        )
        minutes = [time.minutes for time in times]
        always = minutes[0] + minutes[1] + minutes[4]
        lead = self.fix * always + (1 - self.fix) * fsum(minutes)
        leak = min(100.0, self.keeps * lead / 10)
        return Month(
            demand=demand,
            steps=times,
            lead=lead,
            efficiency=fsum(time.work for time in times) / fsum(minutes),
            leak=leak,
            value=(100 - leak) * self.steps[MAIN[4]].right,
        )

    def _loads(self, demand: float) -> tuple[float, ...]:
        """Calls a day at each main step: what was not right comes again, what is fixed goes no further."""
        logged, investigated = self.steps[MAIN[0]].right, self.steps[MAIN[1]].right
        onward = demand * (1 - self.fix)
        return demand, demand / logged, onward / investigated, onward, demand

    def _time(self, step: str, load: float, before: float) -> StepTime:
        numbers = self.steps[step]
        queue = max(0.0, load / numbers.capacity - 1) * DAY
        return StepTime(step, load, numbers.capacity, numbers.work, numbers.wait, queue, before)


def two_months(stream: Stream, demand: float, loops: int) -> tuple[Month, Month]:
    """Month 1 with ``demand``, and month 2, whose demand follows from how many of the two steps that close
    the loop are in the order (0 to 2).
    """
    return stream.month(demand), stream.month(demand * SECOND_MONTH[loops])
