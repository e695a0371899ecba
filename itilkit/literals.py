"""The answer in the cell: a Python literal, read without running anything and written for people.

An answer cell holds one call ``record("id", answer=…)``. Everything here works on the cell's text.
"""

import ast
import re
import warnings
from typing import Any

from itilkit.items import AnswerProblem, NotAnswered

#: An honest answer is a few lines; the longest possible run stays far below this many characters. Reading a
#: cell of that length takes a quarter of a second at worst, whatever stands in it.
LONGEST_SOURCE = 20_000
#: No answer counts further than this; Python refuses to print far larger numbers.
LARGEST_NUMBER = 10**9

_HUGE = "The answer to “{id}” holds a number that is far too large. Start the card again to replace it."


def format_value(value: Any, indent: str = "") -> str:
    """``value`` as a literal that a person can read: one move a line, short lists on one line."""
    inner = indent + "    "
    if isinstance(value, dict) and value:
        rows = "".join(f"{inner}{_text(key)}: {format_value(item, inner)},\n" for key, item in value.items())
        return f"{{\n{rows}{indent}}}"
    if isinstance(value, list) and any(isinstance(item, str) and " " in item for item in value):
        rows = "".join(f"{inner}{_text(item)},\n" for item in value)
        return f"[\n{rows}{indent}]"
    if isinstance(value, list):
        return f"[{', '.join(_text(item) for item in value)}]"
    return _text(value)


def read_answer(source: str, id: str) -> Any:  # noqa: A002 - the name learners' notebooks use
    """The value after ``answer=`` in the ``record`` call for ``id``; None when nothing is answered.

    Raises AnswerProblem, in one sentence, when the cell does not hold a readable answer for ``id``.
    """
    node = _answer_node(source, id)
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise AnswerProblem(
            f"The answer to “{id}” is not a plain value: it may hold texts, numbers and lists, but nothing "
            "that has to be worked out."
        ) from None
    if _has_huge_number(node):
        raise AnswerProblem(_HUGE.format(id=id))
    if not _plain(value):
        raise AnswerProblem(
            f"The answer to “{id}” holds something other than texts, whole numbers, lists and named values."
        )
    return value


def replace_answer(source: str, id: str, value: Any) -> str:  # noqa: A002
    """``source`` with only the value after ``answer=`` replaced; every other character stays.

    Raises AnswerProblem when the place cannot be found, so that nothing is written.
    """
    node = _answer_node(source, id)
    lines = _lines(source)
    assert node.end_lineno is not None  # noqa: S101 - the parser always sets it
    assert node.end_col_offset is not None  # noqa: S101
    first = lines[node.lineno - 1]
    indent = first[: len(first) - len(first.lstrip())]
    start = _offset(lines, node.lineno, node.col_offset)
    end = _offset(lines, node.end_lineno, node.end_col_offset)
    return source[:start] + format_value(value, indent) + source[end:]


def answer_source(id: str, value: Any) -> str:  # noqa: A002
    """The text of a whole answer cell."""
    stub = f'from itilkit import record\n\nrecord(\n    "{id}",\n    answer=None,\n)'
    return replace_answer(stub, id, value)


def _answer_node(source: str, id: str) -> ast.expr:  # noqa: A002
    if len(source) > LONGEST_SOURCE:
        raise AnswerProblem(
            f"The answer cell “{id}” is {len(source):,} characters long; an answer is a few lines. "
            "Start the card again to replace it."
        )
    try:
        with warnings.catch_warnings():
            # A stray backslash draws a warning, which some Pythons print and others raise.
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        if "integer string conversion" in str(error):
            raise AnswerProblem(_HUGE.format(id=id)) from None
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise AnswerProblem(
            f"The answer cell “{id}” cannot be read{where}: a bracket, quotation mark or comma is missing "
            "or out of place. Undo the last change to it, or take the cell from a fresh copy."
        ) from None
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "record"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == id
    ]
    if not calls:
        raise AnswerProblem(
            f'The answer cell “{id}” no longer holds record("{id}", answer=…). '
            "Take the cell from a fresh copy."
        )
    if len(calls) > 1:
        raise AnswerProblem(f"The answer cell “{id}” holds its answer {len(calls)} times. Keep one of them.")
    values = [keyword.value for keyword in calls[0].keywords if keyword.arg == "answer"]
    if not values:
        raise NotAnswered(f"“{id}” is not answered yet: there is no answer=… in its cell.")
    if len(values) > 1:
        raise AnswerProblem(f"The answer cell “{id}” holds its answer {len(values)} times. Keep one of them.")
    return values[0]


def _offset(lines: list[str], line: int, column: int) -> int:
    """Characters before a place that the parser gives in lines from 1 and UTF-8 bytes from 0."""
    before = sum(len(text) for text in lines[: line - 1])
    return before + len(lines[line - 1].encode()[:column].decode())


def _lines(source: str) -> list[str]:
    """The lines as the parser counts them: only line feeds and carriage returns end one."""
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", source)


def _has_huge_number(node: ast.expr) -> bool:
    numbers = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return any(isinstance(number, int) and number > LARGEST_NUMBER for number in numbers)


def _plain(value: Any) -> bool:
    if value is None or isinstance(value, bool | int | str):
        return True
    if isinstance(value, list):
        return all(_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _plain(item) for key, item in value.items())
    return False


def _text(value: Any) -> str:
    """A string in double quotes, anything else as Python writes it."""
    if not isinstance(value, str):
        return repr(value)
    if '"' in value or "\\" in value or not value.isprintable():
        return repr(value)
    return f'"{value}"'
