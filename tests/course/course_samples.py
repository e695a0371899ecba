"""Small whole courses to work on, in folders whose names have spaces and umlauts."""

import json
from pathlib import Path

from itilkit.course.files import Course

LESSON = "notebooks/01-focus-on-value.ipynb"
ASSIGNMENT = "exercises/01-focus-on-value/01-focus-on-value.ipynb"
SOLUTION = "solutions/01-focus-on-value/01-focus-on-value.ipynb"
START = "notebooks/00-start-here.ipynb"


def notebook(*sources, **metadata):
    """A notebook in canonical form whose code cells have these sources."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{place}",
            "metadata": {"jupyter": {"source_hidden": True}},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for place, source in enumerate(sources, 1)
    ]
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            **metadata,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def as_bytes(data):
    """JSON as the repository's notebooks are written."""
    text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)
    return (text + "\n").encode()


def edition(root: Path, version: str, *, clone: bool = True) -> Course:
    """A course of four files in ``root``, whose texts name their version."""
    for name in (START, LESSON, ASSIGNMENT, SOLUTION):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(notebook(f"# {name}, edition {version}")))
    return Course(root, version, clone=clone)
