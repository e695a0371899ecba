"""Reading the course's content: TOML files turned into checked, frozen objects.

Content is data. This module turns a TOML file into the classes that a scenario or the item bank
declares, and reports every problem of a file at once, each with its path and, where a word looks
like a slip, with a "did you mean".
"""

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from itilkit.ground.words import plural

T = TypeVar("T")


class ContentError(ValueError):
    """A content file cannot be used; ``problems`` holds one sentence for each fault found in it."""

    def __init__(self, name: str, problems: Iterable[str]) -> None:
        self.name = name
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{name}: {plural(len(self.problems), 'problem')}{lines}")


def content_root() -> Traversable:
    """The folder of the installed package that holds the content files."""
    return files("itilkit.content")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A closing half-sentence such as ``; did you mean "chatbot"?``, or nothing when no word is near."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def ended(sentence: str) -> str:
    """``sentence`` with a full stop, unless it ends in a question mark or dots already."""
    return sentence if sentence.endswith(("?", "…")) else f"{sentence}."


def load(name: str, cls: type[T], *, root: Traversable | None = None) -> T:
    """Read ``name`` (a path below the content folder) as an instance of the attrs class ``cls``.

    Raises ContentError naming every key that is missing, unknown or of the wrong type.
    """
    place = (root if root is not None else content_root()).joinpath(name)
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(name, [f"the file cannot be read ({error})"]) from None
    return parse(text, cls, name=name)


def parse(text: str, cls: type[T], *, name: str = "content") -> T:
    """Turn TOML ``text`` into an instance of ``cls``; ``name`` is used in error messages only."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(name, [f"this is not TOML: {error}"]) from None
    try:
        made = _converter().structure(data, cls)
    except BaseValidationError as error:
        raise ContentError(name, _problems(error, "")) from None
    return made


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    for scalar in (str, int, float, bool):
        converter.register_structure_hook(scalar, _strict(scalar))

    def table(cls: type) -> Any:
        made: Any = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
        return lambda value, _: made(_shaped(value, dict, "a table"), cls)

    def rows(cls: Any) -> Any:
        inner: Any = GenericAlias(list, get_args(cls)[:1])
        return lambda value, _: tuple(converter.structure(_shaped(value, list, "a list"), inner))

    def names(cls: Any) -> Any:
        inner: Any = GenericAlias(dict, get_args(cls))
        return lambda value, _: converter.structure(_shaped(value, dict, "a table"), inner)

    converter.register_structure_hook_factory(attrs.has, table)
    converter.register_structure_hook_factory(lambda cls: _origin(cls) is tuple, rows)
    converter.register_structure_hook_factory(lambda cls: _origin(cls) is Mapping, names)
    return converter


def _origin(cls: Any) -> Any:
    return get_origin(cls)


def _shaped(value: Any, shape: type, name: str) -> Any:
    """A text would pass for a list of letters, so every list and table is looked at first."""
    if not isinstance(value, shape):
        msg = f"should be {name}, but is {value!r}"
        raise ValueError(msg)  # noqa: TRY004 - a fault of the content, told like all others
    return value


def _strict(wanted: type) -> Any:
    """TOML is typed: a number written as text, or the reverse, is a slip and not to be guessed at."""
    names = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}

    def check(value: Any, _: Any) -> Any:
        right = isinstance(value, wanted) and not (wanted is not bool and isinstance(value, bool))
        if wanted is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if not right:
            msg = f"should be {names[wanted]}, but is {value!r}"
            raise ValueError(msg)
        return value

    return check


def _problems(error: BaseException, path: str) -> Iterator[str]:
    if isinstance(error, ClassValidationError | IterableValidationError):
        for inner in error.exceptions:
            yield from _problems(inner, path + _step(inner))
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [field.name for field in attrs.fields(error.cl)]
        for key in sorted(error.extra_fields):
            yield f'{_dot(path)}unknown key "{key}"{did_you_mean(key, known)}'
    elif isinstance(error, KeyError):
        yield f"{path.lstrip('.') or 'top'}: missing"
    else:
        yield f"{path.lstrip('.') or 'top'}: {error}"


def _step(error: BaseException) -> str:
    for note in getattr(error, "__notes__", []):
        if isinstance(note, AttributeValidationNote):
            return f".{note.name}"
        if isinstance(note, IterableValidationNote):
            return f".{note.index}" if isinstance(note.index, str) else f"[{note.index}]"
    return ""


def _dot(path: str) -> str:
    return f"{path.lstrip('.')}: " if path else ""
