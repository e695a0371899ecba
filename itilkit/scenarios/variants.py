"""The variant tool of the affordable mix under the name that its variants' files give."""

from itilkit.scenarios.mix_variants import (
    as_toml,
    best_paths,
    completed,
    lesson_holds,
    make_variant,
    moved_ratings,
    perturb,
    references,
)

__all__ = [
    "as_toml",
    "best_paths",
    "completed",
    "lesson_holds",
    "make_variant",
    "moved_ratings",
    "perturb",
    "references",
]
