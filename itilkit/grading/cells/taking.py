"""Answers out of the cells of a submission: what stands in their places, and what was written beside them.

A submission is a set of answers: the literals of its ``record(…)`` cells and the free text of its written
answers. People copy cells, split them, change their kind, and write where there is no field. So an answer is
looked for in every cell that bears its id or records it, and whatever is in no released cell is a text that
a person is to see. Everything else is only compared with the assignment, so that the instructor can be told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from itilkit.grading.gradebook.remarks import Holds, Remark
from itilkit.items import AnswerProblem, NotAnswered
from itilkit.literals import LONGEST_SOURCE, read_answer
from itilkit.notebook_reader import CALLS, NotebookCell, calls_in

#: A written answer is some hundred words; a longer text is cut here, and the cut is said.
LONGEST_TEXT = 50_000
#: Characters of other cells that are looked through for texts: far more than anybody writes.
MOST_TEXT = 20 * LONGEST_TEXT
#: What a literal of several parts calls the part that a learner fills: moves of a run, responses of a form.
_FILLED = ("moves", "responses")
#: A line of an answer cell that belongs to the call in it, and is no text.
_OF_A_CALL = re.compile(
    rf"from itilkit import\b.*|(?:{'|'.join(sorted(CALLS))})\s*\(.*|answer\s*=.*"
    r"|(?:None|True|False|[-+\d])[\W\d_]*|[\"'{}\[\](),](?:.*[\"'{}\[\](),:])?"
)


@attrs.frozen
class AnswersTaken:
    """What a submission answers: literals by id, texts by id, why an answer cannot be used, and remarks, in
    which those reasons are named too.

    ``edited`` are the ids of cells that hold no answer, but no longer what learners got either. ``texts``
    holds no field that was left as it was. ``outside`` is what stands in none of the released cells and in no
    field; where a field is left empty or is missing (``instead``), it is what there is to read for it.
    """

    literals: Mapping[str, Any]
    texts: Mapping[str, str]
    problems: Mapping[str, str]
    remarks: tuple[Remark, ...]
    edited: frozenset[str]
    outside: str = ""
    instead: frozenset[str] = frozenset()


def take_answers(
    cells: Sequence[NotebookCell], outline: Mapping[str, NotebookCell], literal_ids: Sequence[str]
) -> AnswersTaken:
    """The answers in ``cells`` to an assignment.

    ``outline`` maps the ids of the assignment's cells to those cells as learners got them; ``literal_ids``
    are those answered by a literal; other solution cells in it are answered by a text. Every problem stays
    with the one answer that has it.
    """
    remarks: list[Remark] = []
    literals: dict[str, Any] = {}
    problems: dict[str, str] = {}
    edited: set[str] = set()
    for name in literal_ids:
        read = _literal(cells, name, remarks) or _CellAnswer(outline[name].source)
        literals[name] = read.value
        if read.problem:
            problems[name] = read.problem
        elif not _only_records(read.source):
            said = f"The cell of “{name}” holds something besides a plain answer; that was not run."
            remarks.append(Remark(said))
        if read.value is None and read.source != outline[name].source:
            edited.add(name)
    fields = [name for name, cell in outline.items() if cell.marks.solution and name not in literal_ids]
    texts = {name: text for name in fields if (text := _text(cells, name, outline, remarks)) is not None}
    outside, cut = _outside(cells, outline, fields) if fields else ("", False)
    instead = frozenset(name for name in fields if outside and not texts.get(name, "").strip())
    for name in instead:
        texts.pop(name, None)
    remarks += _of_fields(cells, fields, instead, outside)
    if cut:
        said = f"Only the first {LONGEST_TEXT:,} characters outside are shown."
        remarks.append(Remark(said, Holds.UNTIL_MARKED))
    remarks += _left_out(cells, outline, [*literal_ids, *fields], shown=bool(outside))
    remarks += [Remark(problem, Holds.ALWAYS) for problem in problems.values()]
    return AnswersTaken(literals, texts, problems, tuple(remarks), frozenset(edited), outside, instead)


# nothing at all -----------------------------------------------------------------------------------


def nothing_answered(cells: Sequence[NotebookCell], outline: Mapping[str, NotebookCell]) -> bool:
    """Whether ``cells`` hold nothing but what learners got: no answer, and no word or picture of their own.

    ``outline`` are the assignment's cells by id as they were handed out (`released.Assignment.outline`, or
    `as_outline` of the file); of cells of an earlier release, nbgrader's checksum says that nobody touched
    them. A run without moves is no answer. Neither ids nor kinds of cells matter, as editors and habits
    change them; what is doubtful counts as an answer.
    """
    fresh = {cell.source.strip() for cell in outline.values()}
    others = [cell for cell in cells if cell.source.strip() not in fresh]
    recording = [cell for cell in others if "record(" in cell.source]
    if sum(len(cell.source) for cell in recording) > LONGEST_SOURCE:
        return False
    released = released_lines(outline)
    asking = {name for name, cell in outline.items() if not cell.marks.solution}
    return not (
        any(cell.pictures and not asking.intersection(cell.ids) for cell in cells)
        or any(_records_something(cell.source) for cell in recording)
        or any(own_text(cell.source, released) for cell in others if not cell.untouched)
    )


def as_outline(cells: Iterable[NotebookCell]) -> Mapping[str, NotebookCell]:
    """The cells of a file that was handed out, by id."""
    return {name: cell for cell in cells for name in cell.ids}


def _records_something(source: str) -> bool:
    """Whether a cell records an answer, or holds what nobody can read as one."""
    calls = calls_in(source.strip())
    if calls is None:
        return True
    answers = [call.kwargs.get("answer") for call in calls if call.name == "record"]
    # an empty list is the answer of somebody who ticks none of the options, and can earn points
    return any(answer == [] or is_filled(answer) for answer in answers)


# literals ------------------------------------------------------------------------------------------


@attrs.frozen
class _CellAnswer:
    """What a cell answers: a value, or why it cannot be read."""

    source: str
    value: Any = None
    problem: str = ""

    @property
    def rank(self) -> int:
        """An answer before what cannot be read, that before an emptied answer, and that before none."""
        if is_filled(self.value):
            return 3
        return 2 if self.problem else int(self.value is not None)


def is_filled(answer: Any) -> bool:
    """Whether a literal answers anything: a run without moves does not."""
    if isinstance(answer, dict):
        answer = next((answer[name] for name in _FILLED if name in answer), answer)
    return answer is not None and answer not in ("", [], {})


def read_literal(cells: Sequence[NotebookCell], name: str) -> Any:
    """The literal with which ``cells`` answer ``name``; None when there is none.

    Raises AnswerProblem for one that cannot be read.
    """
    read = _literal(cells, name, [])
    if read is not None and read.problem:
        raise AnswerProblem(read.problem)
    return None if read is None else read.value


def _literal(cells: Sequence[NotebookCell], name: str, remarks: list[Remark]) -> _CellAnswer | None:
    """The answer to ``name`` among the cells of any kind that bear its id or record it.

    What bears the id goes first, since the card shows that one.
    """
    labelled = [cell for cell in cells if name in cell.ids]
    own = _reads([cell for cell in labelled if _records(cell.source, name)], name)
    others = _reads([cell for cell in cells if name not in cell.ids and _records(cell.source, name)], name)
    if own:
        others = [read for read in others if is_filled(read.value)]
    found = [*others, *own] or _reads(labelled, name)
    if not found:
        return None
    best = max(read.rank for read in found)
    counts = [read for read in found if read.rank == best][-1]
    answers = [read.value for read in found if is_filled(read.value)]
    if any(answer != counts.value for answer in answers):
        which = "the last one of its own cells" if others and counts in own else "the last one"
        said = f"“{name}” stands in it {len(answers)} times with different answers; {which} counts."
        remarks.append(Remark(said, Holds.ALWAYS))
    return counts


def _reads(cells: Sequence[NotebookCell], name: str) -> list[_CellAnswer]:
    """What ``cells`` answer: all of them, or the last ones where they are longer than any honest copies."""
    room, some = LONGEST_SOURCE, list(cells)
    for place in reversed(range(len(some))):
        room -= len(some[place].source)
        if room < 0:
            del some[: min(place + 1, len(some) - 1)]
            break
    return [_read(cell.source, name) for cell in some]


def _read(source: str, name: str) -> _CellAnswer:
    try:
        return _CellAnswer(source, read_answer(source, name))
    except NotAnswered:
        return _CellAnswer(source)
    except AnswerProblem as problem:
        return _CellAnswer(source, problem=str(problem))


def _records(source: str, name: str) -> bool:
    return "record(" in source and (f'"{name}"' in source or f"'{name}'" in source)


def _only_records(source: str) -> bool:
    calls = calls_in(source)
    return calls is not None and [call.name for call in calls] == ["record"]


# texts ---------------------------------------------------------------------------------------------


def _text(
    cells: Sequence[NotebookCell], name: str, outline: Mapping[str, NotebookCell], remarks: list[Remark]
) -> str | None:
    """What stands in the field ``name``; None when it is missing or as it was.

    A field that was split or copied has several cells: they are joined in their order.
    """
    found = [cell for cell in cells if name in cell.ids]
    stub = outline[name].source
    if not found or _squeezed("".join(cell.source for cell in found)) == _squeezed(stub):
        return None
    written = [cell for cell in found if not cell.untouched and _squeezed(cell.source) != _squeezed(stub)]
    parts = {cell.source.strip(): cell.source for cell in written if cell.source.strip()}
    if not parts:
        return written[0].source if len(written) == len(found) else None
    if len(parts) > 1:
        said = f"The written answer “{name}” stands in it in {len(parts)} cells; they were joined."
        remarks.append(Remark(said))
    if any(cell.pictures for cell in found):
        said = f"A picture in the written answer “{name}” was left out."
        remarks.append(Remark(said, Holds.UNTIL_MARKED))
    text = "\n\n".join(parts.values())
    if len(text) > LONGEST_TEXT:
        said = f"The written answer “{name}” was cut after {LONGEST_TEXT:,} characters."
        remarks.append(Remark(said, Holds.UNTIL_MARKED))
    return text[:LONGEST_TEXT]


def _squeezed(text: str) -> str:
    """The beginning of a text without spaces, wherever it was split and whatever kind its cell was of."""
    return "".join("".join(_bare(line).split()) for line in text[:LONGEST_TEXT].splitlines())


def _outside(
    cells: Sequence[NotebookCell], outline: Mapping[str, NotebookCell], fields: Sequence[str]
) -> tuple[str, bool]:
    """What was written outside the ``fields``: every line that no released cell has, and no answer; and
    whether there is more of it.
    """
    released = released_lines(outline)
    seen = {cell.source.strip() for cell in cells if set(cell.ids).intersection(fields)}
    found: list[str] = []
    room = MOST_TEXT
    for cell in cells:
        if cell.untouched or cell.source.strip() in seen:
            continue
        seen.add(cell.source.strip())
        source = cell.source[: max(room, 0)]
        room -= len(cell.source)
        if text := own_text(source, released):
            found.append(text)
    whole = "\n\n".join(found)
    return whole[:LONGEST_TEXT], room < 0 or len(whole) > LONGEST_TEXT


def released_lines(outline: Mapping[str, NotebookCell]) -> frozenset[str]:
    """Every line of the cells that learners got, for `own_text`."""
    return frozenset(_bare(line) for cell in outline.values() for line in cell.source.splitlines())


def own_text(source: str, released: frozenset[str]) -> str:
    """What a cell holds besides lines that learners got and the call that records an answer."""
    records = "record(" in source
    lines = [line for line in source.splitlines() if not _is_released(line, released, records=records)]
    return "\n".join(lines).strip()


def _is_released(line: str, released: frozenset[str], *, records: bool) -> bool:
    bare = _bare(line)
    return bool(bare) and (bare in released or (records and _OF_A_CALL.fullmatch(bare) is not None))


def _bare(line: str) -> str:
    """A line as it was before its cell was turned into another kind, which can make a heading of it."""
    return line.strip().lstrip("# \t")


# remarks -------------------------------------------------------------------------------------------


def _of_fields(
    cells: Sequence[NotebookCell],
    fields: Sequence[str],
    instead: Iterable[str],
    outside: str,
) -> Iterator[Remark]:
    """Where written answers are missing, and where something stands that may belong to them."""
    missing = [name for name in fields if not any(name in cell.ids for cell in cells)]
    for name in fields:
        if name in instead:
            state = "missing" if name in missing else "empty"
            said = (
                f"The field of the written answer “{name}” is {state}; what stands outside it is shown there."
            )
            yield Remark(said, Holds.UNTIL_MARKED)
        elif name in missing:
            yield Remark(f"The cell of the written answer “{name}” is missing.", Holds.ALWAYS)
    if outside and not instead:
        said = "Text stands outside the written answer, too: it is shown below it."
        yield Remark(said, Holds.UNTIL_MARKED)


def _left_out(
    cells: Sequence[NotebookCell], outline: Mapping[str, NotebookCell], asked: Sequence[str], *, shown: bool
) -> Iterator[Remark]:
    """What else was handed in. None of it counts, so these are remarks and no verdicts."""
    seen: set[str] = set()
    code = texts = changed = 0
    for cell in cells:
        name = next((one for one in cell.ids if one in outline), None)
        own = outline.get(name or "")
        if name is None or own is None or (name in seen and name not in asked):
            code += cell.kind == "code" and bool(cell.source.strip())
            texts += cell.kind != "code" and bool(cell.source.strip())
            continue
        same = own.marks == cell.marks
        if name not in asked:  # an answer is read whatever became of its cell
            same = same and (own.kind, own.source.strip()) == (cell.kind, cell.source.strip())
        changed += not same
        seen.add(name)
    missing = sum(name not in seen for name in outline)
    if code:
        yield Remark(f"{_count(code, 'code cell')} that the assignment does not have: not run.")
    if texts and not shown:
        yield Remark(f"{_count(texts, 'text cell')} that the assignment does not have: left out.")
    if changed:
        yield Remark(f"{_count(changed, 'cell')} of the assignment changed: the instructor’s own used.")
    if missing:
        yield Remark(f"{_count(missing, 'cell')} of the assignment missing: the instructor’s own used.")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
