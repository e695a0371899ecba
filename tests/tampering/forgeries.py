"""Submissions that try to be more than answers. Each is the released exercise with one thing done to it.

The grade that a forgery deserves is that of its literals: RIGHT answers keep their points whatever else is
done, WRONG ones earn nothing. Hostile code touches a canary file before it does anything else.
"""

import copy
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
from persona_builder import ASSIGNMENT, EXERCISE, ITEMS, MIX, WRITTEN, exercise, notebook_of, personas

#: Honest learners who hand in beside them.
NEIGHBOURS = ("co-creator", "please-everyone", "half-finished")
NOTEBOOK = f"{ASSIGNMENT}.ipynb"
RIGHT = personas()["co-creator"]
WRONG = personas()["provider-only"]
FULL = RIGHT.points
NOTHING = WRONG.points
FORGERIES: "dict[str, Forgery]" = {}


@attrs.frozen
class Workshop:
    """Where forgeries are laid, where their code would leave a trace, and how large they may be."""

    course: Path
    canary: Path
    full: bool

    def touch(self, name):
        """A line of Python that leaves a trace if it is ever run."""
        return f"open({str(self.canary / name)!r}, 'w').close()"


@attrs.frozen
class Forgery:
    """How it is made, the points it deserves, what the instructor reads, whether a text waits."""

    make: Callable
    points: Mapping[str, float]
    told: str
    waits: bool

    def lay(self, workshop, name):
        """Hand it in under its own name."""
        folder = workshop.course / "submitted" / name / ASSIGNMENT
        folder.mkdir(parents=True)
        self.make(workshop, name, folder)


def forgery(points, told, *, waits=True):
    """Enter a whole submission into the list; the function writes its folder."""

    def enter(make):
        FORGERIES[make.__name__.replace("_", "-")] = Forgery(make, points, told, waits)
        return make

    return enter


def notebook(points, told, *, persona=RIGHT, waits=True):
    """Enter a forgery that changes a notebook: the function gets it, the workshop and the forgery's name."""

    def enter(change):
        def make(workshop, name, folder):
            book = as_data(notebook_of(persona))
            change(book, workshop, name)
            write(folder, book)

        FORGERIES[change.__name__.replace("_", "-")] = Forgery(make, points, told, waits)
        return change

    return enter


def answer_code(points, told, *, persona=RIGHT):
    """Enter a forgery that replaces the cell of the first question: the function returns its text."""

    def enter(source):
        def make(workshop, name, folder):
            book = as_data(notebook_of(persona))
            cell_of(book, "harbour-wifi")["source"] = source(workshop, name)
            write(folder, book)

        FORGERIES[source.__name__.replace("_", "-")] = Forgery(make, points, told, waits=True)
        return source

    return enter


def added_code(source):
    """Enter a forgery that puts a code cell before all others; the wrong answers stay wrong."""

    def make(workshop, name, folder):
        book = as_data(notebook_of(WRONG))
        book["cells"].insert(0, code_cell(f"{workshop.touch(name)}\n{source(workshop)}"))
        write(folder, book)

    told = "1 code cell that the assignment does not have: not run."
    FORGERIES[source.__name__.replace("_", "-")] = Forgery(make, NOTHING, told, waits=True)
    return source


def as_data(book):
    return json.loads(json.dumps(book))


def write(folder, book, name=NOTEBOOK):
    (folder / name).write_text(json.dumps(book), encoding="utf-8")


def cell_of(book, name):
    return next(cell for cell in book["cells"] if mark_of(cell, "grade_id") == name)


def mark_of(cell, name):
    return cell["metadata"].get("nbgrader", {}).get(name)


def code_cell(source):
    cell = {"cell_type": "code", "id": "extra", "metadata": {}, "source": source}
    return {**cell, "outputs": [], "execution_count": 1}


def record_of(name, literal):
    return f'from itilkit import record\n\nrecord(\n    "{name}",\n    answer={literal},\n)'


def without(*names):
    return FULL | {f"{name}-points": 0.0 for name in names}


# cells ----------------------------------------------------------------------------------------------


@notebook(NOTHING | {"harbour-wifi-points": 1.0}, "“harbour-wifi” stands in it 2 times", persona=WRONG)
def duplicated_answer(book, _workshop, _name):
    cell = copy.deepcopy(cell_of(book, "harbour-wifi"))
    cell |= {"id": "copy", "source": record_of("harbour-wifi", '"c"')}
    book["cells"].append(cell)


@notebook(FULL, "1 code cell that the assignment does not have")
def duplicated_test(book, _workshop, _name):
    book["cells"].append(copy.deepcopy(cell_of(book, "harbour-wifi-points")))


@notebook(FULL, "7 cells of the assignment missing")
def deleted_tests(book, _workshop, _name):
    book["cells"] = [cell for cell in book["cells"] if not str(mark_of(cell, "grade_id")).endswith("-points")]


@notebook(without("harbour-wifi"), "1 cell of the assignment missing")
def deleted_answer(book, _workshop, _name):
    book["cells"].remove(cell_of(book, "harbour-wifi"))


@notebook(FULL, "The cell of the written answer “affordable-mix-why” is missing", waits=False)
def deleted_text(book, _workshop, _name):
    book["cells"].remove(cell_of(book, WRITTEN))


@forgery(NOTHING, "The notebook holds no cells", waits=False)
def deleted_everything(_workshop, _name, folder):
    write(folder, {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@notebook(NOTHING, "7 cells of the assignment changed", persona=WRONG)
def edited_tests(book, workshop, name):
    for cell in book["cells"]:
        if mark_of(cell, "grade") and cell["cell_type"] == "code":
            cell["source"] = f"{workshop.touch(name)}\n{mark_of(cell, 'points')}.0"


@notebook(NOTHING, "1 cell of the assignment changed", persona=WRONG)
def edited_card(book, _workshop, _name):
    cell = cell_of(book, "harbour-wifi-card")
    cell["source"] = cell["source"].replace('"a"', '"swap"').replace('"c"', '"a"').replace('"swap"', '"c"')


@notebook(FULL, "")
def reordered_cells(book, _workshop, _name):
    book["cells"].reverse()


@notebook(FULL, "1 cell of the assignment changed")
def relabelled_cells(book, _workshop, _name):
    one, other = cell_of(book, "harbour-wifi"), cell_of(book, "harbour-wifi-card")
    one["metadata"]["nbgrader"], other["metadata"]["nbgrader"] = (
        other["metadata"]["nbgrader"],
        one["metadata"]["nbgrader"],
    )


@notebook(FULL, "")
def swapped_labels(book, _workshop, _name):
    one, other = cell_of(book, "harbour-wifi"), cell_of(book, "winter-line")
    marks, others = one["metadata"]["nbgrader"], other["metadata"]["nbgrader"]
    marks["grade_id"], others["grade_id"] = others["grade_id"], marks["grade_id"]


@notebook(NOTHING, "8 cells of the assignment changed", persona=WRONG)
def flipped_metadata(book, _workshop, _name):
    for cell in book["cells"]:
        if mark_of(cell, "grade"):
            cell["metadata"]["nbgrader"] |= {"grade": False, "locked": False, "solution": True, "task": True}


@notebook(NOTHING, "8 cells of the assignment changed", persona=WRONG)
def raised_points(book, _workshop, _name):
    for cell in book["cells"]:
        if mark_of(cell, "grade"):
            cell["metadata"]["nbgrader"]["points"] = 1000


@notebook(NOTHING, "", persona=WRONG)
def forged_outputs(book, _workshop, _name):
    for cell in book["cells"]:
        if mark_of(cell, "grade") and cell["cell_type"] == "code":
            data = {"text/plain": "12.0"}
            cell["outputs"] = [
                {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
            ]


@notebook(NOTHING, "", persona=WRONG)
def foreign_kernel(book, workshop, name):
    book["metadata"]["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}
    book["metadata"]["itilkit"] = {"problems": {"harbour-wifi": workshop.touch(name)}, "trusted": True}


@notebook(NOTHING, "Text stands outside the written answer, too: it is shown below it.", persona=WRONG)
def code_in_markdown(book, workshop, name):
    text = f"```python\n{workshop.touch(name)}\n```\n\n" + record_of("harbour-wifi", '"c"')
    book["cells"].insert(0, {"cell_type": "markdown", "id": "note", "metadata": {}, "source": text})


# code in a cell of its own --------------------------------------------------------------------------


@added_code
def ast_transformer(_workshop):
    return """
import ast
class Right(ast.NodeTransformer):
    def visit_Call(self, node):
        return ast.copy_location(ast.Constant(1.0), node) if getattr(node.func, "id", "") == "mark" else node
get_ipython().ast_transformers.append(Right())"""


@added_code
def patched_showtraceback(_workshop):
    return "get_ipython().showtraceback = lambda *words, **more: None"


@added_code
def pre_run_cell_hook(workshop):
    stolen = str(workshop.canary / "stolen-tests")
    return f"""
def steal(info):
    open({stolen!r}, "a").write(info.raw_cell)
get_ipython().events.register("pre_run_cell", steal)"""


@added_code
def patched_checks(_workshop):
    return "import itilkit.grading.checks as checks\nchecks.mark = checks.points = lambda *w, **m: 12.0"


@added_code
def system_exit(_workshop):
    return "import sys\nsys.exit(0)"


@added_code
def process_exit(_workshop):
    return "import os\nos._exit(0)"


@added_code
def infinite_loop(_workshop):
    return "while True:\n    pass"


@added_code
def fork_bomb(workshop):
    # Harmless even if it ran: it forks only as long as the canary is not there, and the canary is laid first.
    return f"import os\nwhile not os.path.exists({str(workshop.canary / 'fork-bomb')!r}):\n    os.fork()"


@added_code
def hundred_gigabytes(_workshop):
    # The batch may not use this much address space, so this would fail if it ran.
    return "hoard = bytearray(100_000_000_000)"


@added_code
def gradebook_by_sqlite(workshop):
    lines = (
        "import sqlite3",
        f"with sqlite3.connect({str(workshop.course / 'gradebook.db')!r}) as book:",
        "    book.execute('update grade set auto_score = 12, manual_score = 4')",
    )
    return "\n".join(lines)


@added_code
def shell_command(workshop):
    return f"!touch {workshop.canary / 'shell'}\n%run -i ../../../nbgrader_config.py"


# code in an answer ----------------------------------------------------------------------------------


@answer_code(without("harbour-wifi"), "is not a plain value")
def permissive_eq(workshop, name):
    return f"""from itilkit import record
{workshop.touch(name)}
class Any(str):
    def __eq__(self, other):
        return True
    __hash__ = str.__hash__
record("harbour-wifi", answer=Any("c"))"""


@answer_code(without("harbour-wifi"), "is not a plain value")
def permissive_float(workshop, name):
    return f"""from itilkit import record
class Much(float):
    def __float__(self):
        {workshop.touch(name)}
        return 1.0
record("harbour-wifi", answer=Much())"""


@answer_code(without("harbour-wifi"), "is not a plain value")
def call_inside_record(workshop, name):
    return record_of("harbour-wifi", f"[{workshop.touch(name)}, 'c'][1]")


@answer_code(without("harbour-wifi"), "is not a plain value")
def f_string(workshop, name):
    return record_of("harbour-wifi", f'f"c{{{workshop.touch(name)} or str()}}"')


@answer_code(without("harbour-wifi"), "is not a plain value")
def assignment_expression(_workshop, _name):
    return record_of("harbour-wifi", '(record := "c")')


@answer_code(FULL, "The cell of “harbour-wifi” holds something besides a plain answer; that was not run.")
def default_argument(workshop, name):
    return f'def grade(x={workshop.touch(name)}, y=record("harbour-wifi", answer="c")):\n    pass'


@answer_code(FULL, "holds something besides a plain answer")
def shadowed_record(workshop, name):
    return f'def record(*words, **more):\n    {workshop.touch(name)}\n\nrecord("harbour-wifi", answer="c")'


@answer_code(FULL, "holds something besides a plain answer")
def import_from_the_folder(_workshop, _name):
    return 'import helper\nfrom itilkit import record\n\nrecord("harbour-wifi", answer="c")'


@answer_code(without("harbour-wifi"), "holds its answer 2 times")
def two_records_in_a_cell(_workshop, _name):
    return (
        'from itilkit import record\nrecord("harbour-wifi", answer="a")\nrecord("harbour-wifi", answer="c")'
    )


@notebook(FULL, "1 code cell that the assignment does not have")
def two_records_in_two_cells(book, _workshop, _name):
    book["cells"].insert(0, code_cell(record_of("harbour-wifi", '"a"')))


@answer_code(without("harbour-wifi"), "is 10,000,")
def literal_of_10_mb(_workshop, _name):
    return record_of("harbour-wifi", '"' + "c" * 10_000_000 + '"')


@answer_code(without("harbour-wifi"), "cannot be read")
def nested_literal(_workshop, _name):
    return record_of("harbour-wifi", "[" * 9_000 + "]" * 9_000)


@answer_code(without("harbour-wifi"), "")
def nested_signs(_workshop, _name):
    return record_of("harbour-wifi", "-" * 90_000 + "1")


@answer_code(without("harbour-wifi"), "")
def long_sum(_workshop, _name):
    return record_of("harbour-wifi", "+".join("1" * 45_000))


@answer_code(without("harbour-wifi"), "is 200,")
def hundred_thousand_entries(_workshop, _name):
    return record_of("harbour-wifi", "[" + "1," * 100_000 + "]")


@answer_code(without("harbour-wifi"), "a number that is far too large")
def huge_integer(_workshop, _name):
    return record_of("harbour-wifi", "9" * 5_000)


@answer_code(without("harbour-wifi"), "a number that is far too large")
def huge_hexadecimal(_workshop, _name):
    return record_of("harbour-wifi", "-0x" + "f" * 15_000)


@answer_code(without("harbour-wifi"), "")
def half_a_sign_escaped(_workshop, _name):
    return record_of("harbour-wifi", r'"\ud800\x00\u2028"')


@answer_code(without("harbour-wifi"), "cannot be read")
def half_a_sign(_workshop, _name):
    return record_of("harbour-wifi", '"\ud800"')


@answer_code(without("harbour-wifi"), "cannot be read")
def nul_sign(_workshop, _name):
    return record_of("harbour-wifi", '"\x00"')


@notebook(without(MIX), "")
def half_a_sign_in_a_move(book, _workshop, _name):
    run = r'{"variant": "graded", "runs": 1, "moves": ["offer \ud800 \x1b[31m <script>"]}'
    cell_of(book, MIX)["source"] = record_of(MIX, run)


# texts ----------------------------------------------------------------------------------------------


@notebook(FULL, "")
def script_in_a_text(book, _workshop, _name):
    cell_of(book, WRITTEN)["source"] = "<script>window.pwned = 1</script>\n\n[x](javascript:window.pwned=2)"


@notebook(FULL, "A picture in the written answer “affordable-mix-why” was left out.")
def pasted_picture(book, _workshop, _name):
    cell_of(book, WRITTEN).update(
        source="![p](attachment:p.png) and ![q](attachment:q.png)",
        attachments={"p.png": {"image/png": "iVBORw0KGgo="}},
    )


@notebook(FULL, "")
def half_a_sign_in_a_text(book, _workshop, _name):
    cell_of(book, WRITTEN)["source"] = "Half \ud800 a sign, a \x00 and a \x1b[31m colour."


@notebook(FULL, "was cut after 50,000 characters")
def text_of_50_mb(book, workshop, _name):
    cell_of(book, WRITTEN)["source"] = "Worth. " * (7_000_000 if workshop.full else 700_000)


# files ----------------------------------------------------------------------------------------------


@forgery(FULL, "")
def shadowing_files(workshop, name, folder):
    write(folder, as_data(notebook_of(RIGHT)))
    names = "sitecustomize usercustomize itilkit conftest nbgrader_config helper json attrs nbgrader ast"
    for module in names.split():
        (folder / f"{module}.py").write_text(workshop.touch(f"{name}-{module}"), encoding="utf-8")
    (folder / "itilkit").mkdir()
    (folder / "itilkit" / "__init__.py").write_text(workshop.touch(f"{name}-package"), encoding="utf-8")
    (folder / "evil.pth").write_text(f"import os; {workshop.touch(name + '-pth')}", encoding="utf-8")


@forgery(FULL, "")
def odd_file_names(workshop, name, folder):
    book = as_data(notebook_of(RIGHT))
    write(folder, book)
    book["cells"] = [code_cell(workshop.touch(name))]
    for odd in (
        "..\\..\\up.ipynb",
        "a\nb.ipynb",
        "Übung 試験.ipynb",
        "x" * 240 + ".ipynb",
        "-o.ipynb",
        "*.ipynb",
        "[1].ipynb",
    ):
        write(folder, book, odd)
    (folder / "$(touch x); '\"\n&.txt").write_text("odd", encoding="utf-8")


@forgery(FULL, "left out (3)")
def links_and_pipes(workshop, _name, folder):
    write(folder, as_data(notebook_of(RIGHT)))
    (folder / "book.db").symlink_to(workshop.course / "gradebook.db")
    (folder / "nowhere.txt").symlink_to(folder / "not-there")
    os.mkfifo(folder / "pipe")


@forgery(FULL, "left out (1)")
def unwritable_name(_workshop, _name, folder):
    write(folder, as_data(notebook_of(RIGHT)))
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.ipynb"))).write_text("{}", encoding="utf-8")


@forgery(NOTHING, "In place of the notebook there is a link, a folder or a device", waits=False)
def link_to_the_solution(workshop, _name, folder):
    (folder / NOTEBOOK).symlink_to(workshop.course / "solutions" / ASSIGNMENT / NOTEBOOK)


@forgery(NOTHING, "In place of the notebook there is a link, a folder or a device", waits=False)
def folder_as_notebook(_workshop, _name, folder):
    (folder / NOTEBOOK).mkdir()
    write(folder / NOTEBOOK, as_data(notebook_of(RIGHT)))


@forgery(NOTHING, "In place of the notebook there is a link, a folder or a device", waits=False)
def pipe_as_notebook(_workshop, _name, folder):
    os.mkfifo(folder / NOTEBOOK)


@forgery(NOTHING, "No file called 01-focus-on-value.ipynb was handed in", waits=False)
def another_name(_workshop, _name, folder):
    write(folder, as_data(notebook_of(RIGHT)), "01-focus-on-value (1).ipynb")


@forgery(FULL, "its timestamp.txt holds no date")
def broken_timestamp(_workshop, _name, folder):
    write(folder, as_data(notebook_of(RIGHT)))
    (folder / "timestamp.txt").write_bytes(b"\xff yesterday")


@forgery(FULL, "its timestamp.txt holds no date")
def timestamp_out_of_range(_workshop, _name, folder):
    write(folder, as_data(notebook_of(RIGHT)))
    (folder / "timestamp.txt").write_text("9" * 400 + "-01-01", encoding="utf-8")


@forgery(NOTHING, "The file is empty", waits=False)
def empty_file(_workshop, _name, folder):
    (folder / NOTEBOOK).touch()


@forgery(NOTHING, "its text is not JSON", waits=False)
def not_json(_workshop, _name, folder):
    (folder / NOTEBOOK).write_bytes(b"PK\x03\x04" + bytes(range(256)))


@forgery(NOTHING, "its text is no set of cells", waits=False)
def json_of_something_else(_workshop, _name, folder):
    write(folder, ["not", "a", "notebook"])


@forgery(NOTHING, "nested too deeply", waits=False)
def nested_json(_workshop, _name, folder):
    (folder / NOTEBOOK).write_text('{"cells": ' + "[" * 500_000, encoding="utf-8")


@forgery(NOTHING, "more than 8,000,000 values", waits=False)
def nine_million_values(_workshop, _name, folder):
    (folder / NOTEBOOK).write_text("[" + "[]," * 4_500_000 + "0]", encoding="utf-8")


@forgery(FULL, "")
def not_utf8(_workshop, _name, folder):
    text = json.dumps(as_data(notebook_of(RIGHT)), ensure_ascii=False)
    (folder / NOTEBOOK).write_bytes(text.encode("cp1252", errors="replace"))


@forgery(FULL, "")
def utf_16(_workshop, _name, folder):
    (folder / NOTEBOOK).write_text(json.dumps(as_data(notebook_of(RIGHT))), encoding="utf-16")


@forgery(NOTHING | {"harbour-wifi-points": 1.0}, "1 cell of the assignment changed")
def duplicate_keys(_workshop, _name, folder):
    book = as_data(notebook_of(WRONG))
    text = json.dumps(book).replace('"cell_type": "code"', '"cell_type": "markdown", "cell_type": "code"')
    right = json.dumps(record_of("harbour-wifi", '"c"'))
    wrong = json.dumps(cell_of(book, "harbour-wifi")["source"])
    points = (
        '"grade_id": "harbour-wifi-points", "grade_id": "x", "grade_id": "harbour-wifi-points", "points": 9'
    )
    text = text.replace(f'"source": {wrong}', f'"source": {wrong}, "source": {right}')
    text = text.replace('"grade_id": "harbour-wifi-points"', points)
    (folder / NOTEBOOK).write_text(text.replace('"points": 4', '"points": 4, "points": 40'), encoding="utf-8")


@forgery(FULL, "")
def odd_numbers(_workshop, _name, folder):
    text = json.dumps(as_data(notebook_of(RIGHT)))
    odd = '{"nan": NaN, "inf": -Infinity, "long": ' + "9" * 100_000 + "}"
    (folder / NOTEBOOK).write_text(
        text.replace('"metadata": {', f'"metadata": {{"odd": {odd}, ', 1), encoding="utf-8"
    )


@forgery(FULL, "1 cell of the assignment missing")
def nbformat_3(_workshop, _name, folder):
    cells = []
    for cell in as_data(notebook_of(RIGHT))["cells"]:
        old = {"cell_type": cell["cell_type"], "metadata": cell["metadata"]}
        old |= {"input": cell["source"].splitlines(keepends=True), "outputs": [], "language": "python"}
        cells.append(old if cell["cell_type"] == "code" else {**old, "source": cell["source"]})
    del cells[0]
    write(
        folder,
        {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]},
    )


@notebook(FULL, "")
def outputs_of_200_mb(book, workshop, _name):
    lines = ["0123456789" * 10 + "\n"] * (2_000_000 if workshop.full else 200_000)
    cell_of(book, "harbour-wifi-points")["outputs"] = [
        {"output_type": "stream", "name": "stdout", "text": lines}
    ]


@forgery(NOTHING, "it holds 500 MB", waits=False)
def file_of_500_mb(_workshop, _name, folder):
    with (folder / NOTEBOOK).open("wb") as file:
        file.truncate(500_000_000)  # a sparse file: it takes no room


assert EXERCISE.name == NOTEBOOK
assert exercise().nbformat == 4
assert len(ITEMS) == 6
