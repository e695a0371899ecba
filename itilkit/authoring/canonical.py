"""The canonical form of a notebook in the repository: the same work always has the same bytes.

nbformat 4.5, no outputs or counts, one kernel, slug ids, no stray metadata, lessons without anybody's
answers, and JSON as nbformat writes it. Notebooks in exercises/ are nbgrader's to write, not this module's.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import replace_answer

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
#: What nbformat 4.5 allows as a cell id, and the kit's stricter slug.
VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
SLUG = re.compile(r"[A-Za-z0-9-]{1,64}")

RECORD_CALL = re.compile(r"""(?<![\w.])record\(\s*["']([^"'\n]+)["']""")

Notebook = dict[str, Any]


class Role(StrEnum):
    """What a notebook is for, told by the nearest folder of that name above it."""

    LESSON = "notebooks"
    SOLUTION = "solutions"
    EXERCISE = "exercises"
    OTHER = ""


class NotANotebook(ValueError):  # noqa: N818 - named after the situation
    """A file cannot be brought into canonical form; the message says why, and what to do, in one sentence."""


@attrs.frozen
class Tidied:
    """A notebook's canonical bytes, and why it differs from what was given: nothing when it does not."""

    content: bytes
    reasons: tuple[str, ...]


def role_of(path: Path) -> Role:
    """The role of the notebook at ``path``."""
    roles = {role.value: role for role in Role if role.value}
    return next((roles[part] for part in reversed(path.resolve().parent.parts) if part in roles), Role.OTHER)


def canonical(content: bytes, role: Role) -> Tidied:
    """The canonical form of a notebook's bytes, which for canonical bytes are these bytes again.

    Raises NotANotebook for anything that is not a notebook or that only its author can put right.
    """
    import nbformat

    notebook = _read(content)
    reasons = [reason for step in STEPS for reason in step(notebook, role)]
    _require_unique_ids(notebook)
    node = nbformat.from_dict(notebook)
    try:
        nbformat.validate(node, relax_add_props=False)
    except nbformat.ValidationError as error:
        fault = str(error).splitlines()[0].rstrip(".")
        raise NotANotebook(f"not a valid notebook ({fault}): repair it in JupyterLab or restore it") from None
    try:
        tidied = (nbformat.writes(node, version=4) + "\n").encode("utf-8")
    except UnicodeEncodeError:
        raise NotANotebook("not readable text (half a character in it): restore it") from None
    if not reasons and tidied != content:
        reasons.append("the JSON is laid out differently")
    return Tidied(tidied, tuple(reasons))


def _read(content: bytes) -> Notebook:
    """The notebook as JSON in nbformat 4; raises NotANotebook."""
    try:
        data: Notebook = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotANotebook("not JSON, so not a notebook: restore it from its last good version") from None
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        raise NotANotebook("JSON, but not a notebook: move it elsewhere or restore it")
    if data["nbformat"] != 4:
        raise NotANotebook(
            f"in notebook format {data['nbformat']}, not 4: save it anew in JupyterLab, then tidy it again"
        )
    if not isinstance(data.get("cells"), list):
        raise NotANotebook("JSON, but not a notebook: it has no list of cells, so restore it")
    for place, cell in enumerate(data["cells"], 1):
        fault = _fault(cell)
        if fault:
            raise NotANotebook(f"not a valid notebook (cell {place} {fault}): restore it")
        cell["source"] = "".join(cell["source"])
    return data


def _fault(cell: Any) -> str:
    """What keeps a cell from being worked on, or nothing."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("markdown", "code", "raw"):
        return "is of no known kind"
    source = cell.get("source")
    if not isinstance(source, str | list) or not all(isinstance(line, str) for line in source):
        return "has no text"
    return "" if isinstance(cell.get("metadata"), dict) else "has no metadata"


def _format(notebook: Notebook, _role: Role) -> Iterator[str]:
    if notebook.get("nbformat_minor") != 5:
        yield f"format 4.{notebook.get('nbformat_minor')} instead of 4.5"
        notebook["nbformat_minor"] = 5
    for key in sorted(set(notebook) - {"cells", "metadata", "nbformat", "nbformat_minor"}):
        yield f"stray entry {key}"
        del notebook[key]


def _metadata(notebook: Notebook, _role: Role) -> Iterator[str]:
    found = notebook.get("metadata")
    found = found if isinstance(found, dict) else {}
    if found.get("kernelspec") != KERNELSPEC:
        yield "another kernel than python3"
    if found.get("language_info") != METADATA["language_info"]:
        yield "language details beyond the name"
    for key in sorted(set(found) - set(METADATA)):
        yield f"notebook metadata {key}"
    notebook["metadata"] = {key: dict(value) for key, value in METADATA.items()}


def _outputs(notebook: Notebook, _role: Role) -> Iterator[str]:
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if any(cell.get("outputs") for cell in code):
        yield "outputs"
    if any(cell.get("execution_count") is not None for cell in code):
        yield "execution counts"
    for cell in code:
        cell["outputs"], cell["execution_count"] = [], None


def _cell_entries(notebook: Notebook, _role: Role) -> Iterator[str]:
    common = {"cell_type", "id", "metadata", "source"}
    for place, cell in enumerate(notebook["cells"], 1):
        own = {"outputs", "execution_count"} if cell["cell_type"] == "code" else {"attachments"}
        for key in sorted(set(cell) - common - own):
            yield f"stray entry {key} in cell {place}"
            del cell[key]
        if cell.get("attachments") == {}:
            yield f"empty attachments in cell {place}"
            del cell["attachments"]


def _cell_metadata(notebook: Notebook, _role: Role) -> Iterator[str]:
    for place, cell in enumerate(notebook["cells"], 1):
        found = cell["metadata"]
        kept: Notebook = {key: found[key] for key in ("nbgrader", "tags") if found.get(key)}
        if cell["cell_type"] == "code":
            # Learners do not read Python: every code cell of the course is folded away.
            kept["jupyter"] = {"source_hidden": True}
        if found != kept:
            stray = sorted(key for key in found if found[key] != kept.get(key))
            yield f"metadata {', '.join(stray)} of cell {place}" if stray else f"cell {place} is not folded"
        cell["metadata"] = kept


def _ids(notebook: Notebook, role: Role) -> Iterator[str]:
    taken = {cell["id"] for cell in notebook["cells"] if isinstance(cell.get("id"), str)}
    for place, cell in enumerate(notebook["cells"], 1):
        grade_id = _grade_id(cell) if role is Role.SOLUTION else None
        present = cell.get("id")
        if grade_id is not None:
            if not VALID_ID.fullmatch(grade_id):
                raise NotANotebook(
                    f"not fit for nbgrader: the grade_id of cell {place} needs letters, digits or hyphens, "
                    "64 at most, so rename it"
                )
            if present != grade_id:
                yield f"cell {place} has the id {present} instead of its grade_id {grade_id}"
                cell["id"] = grade_id
        elif not isinstance(present, str) or not SLUG.fullmatch(present):
            cell["id"] = _new_id(cell, place, taken)
            taken.add(cell["id"])
            yield f"cell {place} has no slug as its id"


def _grade_id(cell: Notebook) -> str | None:
    """The nbgrader grade_id of a cell, if it has one."""
    nbgrader = cell["metadata"].get("nbgrader")
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    return grade_id if isinstance(grade_id, str) and grade_id else None


def _new_id(cell: Notebook, place: int, taken: set[str]) -> str:
    """A slug for a cell that has none: from its old id or its first heading, else from its place."""
    heading = re.match(r"#+\s+(.*)", cell["source"]) if cell["cell_type"] == "markdown" else None
    words = str(cell.get("id") or (heading[1] if heading else ""))
    stem = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:56].strip("-") or f"cell-{place}"
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, 10**6))) if slug not in taken)


def _answers(notebook: Notebook, role: Role) -> Iterator[str]:
    if role is not Role.LESSON:
        return
    for place, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] != "code":
            continue
        for name in RECORD_CALL.findall(cell["source"]):
            try:
                source = replace_answer(cell["source"], name, None)
            except NotAnswered:
                continue
            except AnswerProblem as problem:
                raise NotANotebook(f"left as it is, because of cell {place}: {problem}") from None
            if source != cell["source"]:
                yield f"an answer to {name}"
                cell["source"] = source


def _require_unique_ids(notebook: Notebook) -> None:
    counts = Counter(cell["id"] for cell in notebook["cells"])
    double = sorted(name for name, count in counts.items() if count > 1)
    if double:
        raise NotANotebook(
            f"ambiguous: more than one cell has the id {', '.join(double)}, so rename all but one"
        )


STEPS: tuple[Callable[[Notebook, Role], Iterator[str]], ...] = (
    _format,
    _metadata,
    _outputs,
    _cell_entries,
    _ids,
    _cell_metadata,
    _answers,
)
