"""All variants of a scenario in one file, ``SCENARIO.variants.toml``: a table for each, by its name."""

import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import TypeVar

from itilkit.content import content_root, load

T = TypeVar("T")


def pool_names(scenario: str) -> tuple[str, ...]:
    """The names of the variants that the pool of ``scenario`` holds; none where it has no pool."""
    file = content_root() / "scenarios" / f"{scenario}.variants.toml"
    return tuple(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else ()


def load_pool(scenario: str, kind: type[T], *, root: Traversable | None = None) -> Mapping[str, T]:
    """All variants of ``scenario``, by name, each as a ``kind``; raises ContentError as `load` does."""
    return load(f"scenarios/{scenario}.variants.toml", Mapping[str, kind], root=root)  # type: ignore[valid-type, type-abstract]
