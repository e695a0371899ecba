"""What is looked at in the files of every scenario, once they have been read: a sentence for each problem."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable
from typing import TypeVar

from itilkit.content import ContentError, did_you_mean, load

W = TypeVar("W")
N = TypeVar("N")


def load_both(  # noqa: PLR0913 - two files, two classes, and what is looked at in each
    scenario: str,
    variant: str,
    words: type[W],
    numbers: type[N],
    problems: Callable[[W, N], Iterable[str]],
    *,
    root: Traversable | None = None,
) -> tuple[W, N]:
    """What all variants of ``scenario`` share and what ``variant`` adds to it.

    Raises ContentError, with all ``problems`` of both files, when they do not hold together.
    """
    shared = load(f"scenarios/{scenario}.toml", words, root=root)
    own = load(f"scenarios/{scenario}.{variant}.toml", numbers, root=root)
    found = list(problems(shared, own))
    if found:
        raise ContentError(f"scenarios/{scenario}.{variant}.toml with {scenario}.toml", found)
    return shared, own


def repeated(path: str, names: Sequence[str]) -> Iterator[str]:
    """Names that stand there more than once."""
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f'{path}: "{name}" stands there twice'


def astray(
    path: str, found: Iterable[str], known: Collection[str], *, wanted: Collection[str] | None = None
) -> Iterator[str]:
    """Names that are not ``known``, and ``wanted`` ones that are missing (not given: all known ones)."""
    there = list(found)
    for name in there:
        if name not in known:
            yield f'{path}: unknown "{name}"{did_you_mean(str(name), known)}'
    for name in known if wanted is None else wanted:
        if name not in there:
            yield f'{path}: "{name}" is missing'


def not_the_same(path: str, names: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """Whatever keeps ``names`` from being the ``known`` ones, each once, in any order."""
    yield from repeated(path, names)
    yield from astray(path, names, known)


def no_such(path: str, kind: str, word: str, known: Iterable[str]) -> Iterator[str]:
    """Whether ``word`` names no ``kind`` of thing that there is."""
    names = list(known)
    if word not in names:
        yield f'{path}: there is no {kind} "{word}"{did_you_mean(str(word), names)}'


def not_so_many(path: str, row: Sequence[object], count: int) -> Iterator[str]:
    """Whether a row has more or fewer values than ``count``."""
    if len(row) != count:
        yield f"{path}: has {len(row)} values, not {count}"


def no_reference(path: str, value: float) -> Iterator[str]:
    """Whether a ``value`` of 100 that others are measured against lies outside of what can be reached."""
    if not 0 < value <= 100:
        yield f"{path}: should lie above 0 and up to 100, but is {value:g}"


def not_within(path: str, value: float, most: float) -> Iterator[str]:
    """Whether a value lies below 0 or above ``most``."""
    if not 0 <= value <= most:
        yield f"{path}: should be 0 to {most:g}, but is {value:g}"
