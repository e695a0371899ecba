"""Three things to teach again, by a rule that is printed with them.

Everything that the report found wrong competes by the share of the class that it concerns: a misconception by
who shows it, an objective by who reached less than half of its points. Both are shares of those with evidence
on it. What is taught in the same section as something before it is named with that.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from itilkit.items import Item, load_items
from itilkit.reports.misconceptions import ClassMisconception
from itilkit.reports.objectives import ClassObjective

#: How many things to teach again.
THINGS = 3
#: What concerns fewer people is for a talk with them, not for the class.
AT_LEAST = 2


@attrs.frozen
class Thing:
    """Something to teach again: whom it concerns (``who`` of ``of``), and where it is taught.

    ``code`` is a misconception's or an objective's; ``lesson`` is a notebook's name, empty where no practice
    item says where to read on. ``also`` names what else is taught there and concerns the class.
    """

    code: str
    name: str
    why: str
    who: tuple[str, ...]
    of: int
    lesson: str = ""
    section: str = ""
    also: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of those with evidence on it whom it concerns."""
        return len(self.who) / self.of if self.of else 0.0


def to_teach_again(
    cases: Sequence[ClassMisconception], objectives: Sequence[ClassObjective]
) -> tuple[Thing, ...]:
    """At most three things, what concerns the largest share of the class first."""
    things = [_of_case(case) for case in cases if case.reported]
    things += [_of_objective(each) for each in objectives if each.shares]
    found: dict[tuple[str, ...], Thing] = {}
    for thing in sorted(things, key=lambda thing: -round(thing.share, 9)):
        if len(thing.who) < AT_LEAST:
            continue
        place = (thing.lesson, thing.section) if thing.section else (thing.code,)
        first = found.setdefault(place, thing)
        if first is not thing:
            named = f"{thing.name} ({thing.code}, {len(thing.who)} of {thing.of})"
            found[place] = attrs.evolve(first, also=(*first.also, named))
    return tuple(found.values())[:THINGS]


def _of_case(case: ClassMisconception) -> Thing:
    lesson, section = section_of(item for item in _practice() if case.code in _codes(item))
    return Thing(case.code, case.name, "show this misconception", case.who, case.of, lesson, section)


def _of_objective(each: ClassObjective) -> Thing:
    lesson, section = section_of(item for item in _practice() if item.objective == each.code)
    why = "reached less than half of the points"
    return Thing(each.code, each.name, why, each.below_half, len(each.shares), lesson, section)


def _practice() -> Iterable[Item]:
    return (item for item in load_items().values() if item.use == "practice")


def _codes(item: Item) -> set[str | None]:
    return {code for code, _ in item.because.values()}


def section_of(items: Iterable[Item]) -> tuple[str, str]:
    """The lesson and section that most of these items send their readers to; the first of several."""
    counted = Counter((item.lesson, item.section) for item in items)
    return counted.most_common(1)[0][0] if counted else ("", "")


__all__ = ["THINGS", "Thing", "section_of", "to_teach_again"]
