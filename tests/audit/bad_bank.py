"""Banks with one slip each: forty-two items that are even but for what a slip makes of them.

An even item has three options of one length and one shape, and its key goes round the places. A slip writes
the options of every item in one way, so that a reader who looks for this way alone is always right.
"""

from collections.abc import Callable, Mapping

import attrs

from itilkit.authoring.audit import Subject, subjects_of
from itilkit.items import Item, read_items

COUNT = 42
#: Things on a quay, all of seven letters; none stands in the course's source article.
THINGS = ("anchors", "barrels", "bollard", "buckets", "candles", "cushion", "engines", "fenders", "hammers")
CLAIM = "Value needs open dialogue and active collaboration of the provider and the stakeholders"

#: From three things and the boat of the stem: the key, and two wrong options.
Texts = Callable[[str, str, str, str], tuple[str, str, str]]


@attrs.frozen
class Slip:
    """How the options of every item are written, and where the key stands (None: it goes round)."""

    texts: Texts
    place: int | None = None


def even(one: str, two: str, three: str, boat: str) -> tuple[str, str, str]:  # noqa: ARG001
    """Options that only know what they say can tell apart."""
    return f"Take the {one}", f"Take the {two}", f"Take the {three}"


#: By the strategy that each slip lets win.
SLIPS: Mapping[str, Slip] = {
    "longest": Slip(lambda a, b, c, _: (f"Take the {a} and wait", f"Take the {b}", f"Take the {c}")),
    "shortest": Slip(lambda a, b, c, _: (f"Take {a}", f"Take the {b}", f"Take the {c}")),
    "first": Slip(even, place=0),
    "last": Slip(even, place=2),
    "middle": Slip(even, place=1),
    "no-absolutes": Slip(lambda a, b, c, _: (f"Take the {a}", f"Take all the {b}", f"Take every {c}")),
    "hedged": Slip(lambda a, b, c, _: (f"Perhaps take the {a}", f"Take the {b}", f"Take the {c}")),
    "repeats-stem": Slip(
        lambda a, b, c, boat: (f"Take the {a} of the {boat}", f"Take the {b}", f"Take the {c}")
    ),
    # the key shares a thing with each wrong option, and these share none
    "most-like-others": Slip(
        lambda _, b, c, boat: (f"Take {b} and {c}", f"Take {b} or {boat}", f"Give up {c}")
    ),
    "good-manners": Slip(lambda a, b, c, _: (f"Take the {a} together", f"Take the {b}", f"Take the {c}")),
    "article-agreement": Slip(lambda _, b, c, __: (CLAIM, f"Take the {b}", f"Take the {c}")),
}


def bad_bank(folder, slip: Slip | None = None) -> tuple[Subject, ...]:
    """The items of a bank with ``slip`` (none: an even one), written to ``folder`` and read from there."""
    return subjects_of(bad_items(folder, slip))


def bad_items(folder, slip: Slip | None = None) -> tuple[Item, ...]:
    """The same as items."""
    items = folder / "items"
    items.mkdir(parents=True)
    text = "\n".join(_item(number, slip or Slip(even)) for number in range(COUNT))
    (items / "bad.toml").write_text(text, encoding="utf-8")
    return tuple(read_items(folder).values())


def _item(number: int, slip: Slip) -> str:
    """One choice item as TOML."""
    place = number % 3 if slip.place is None else slip.place
    boat = f"Gull{number}"
    key, *wrong = slip.texts(*(THINGS[(number + step) % len(THINGS)] for step in range(3)), boat)
    tables = [f'text = "{text}"\nmisconception = "M1"' for text in wrong]
    tables.insert(place, f'text = "{key}"')
    options = [
        f'[[item.option]]\nid = "{name}"\n{table}\nbecause = "So it is."\n'
        for name, table in zip("abc", tables, strict=True)
    ]
    head = (
        f'[[item]]\nid = "item-{number}"\nkind = "choice"\nuse = "practice"\nobjective = "LO1"\n'
        'claims = ["C4"]\nlesson = "01-focus-on-value"\nsection = "What value is"\n'
        f'stem = "The {boat} is in port. What do you do?"\nkey = ["{"abc"[place]}"]\n'
    )
    return "\n".join([head, *options])
