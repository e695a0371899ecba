"""The class list: read from Canvas, Moodle or a plain table, with every problem of it at once, by line."""

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from itilkit.desk.dialects import EXPECTED, Dialect, RosterColumn, columns_of, dialect_of
from itilkit.desk.names import safe_id, words
from itilkit.grading.classes.students import GONE, YES, Student, says_gone
from itilkit.grading.classes.table import TableRow, read_table
from itilkit.grading.exports.table import csv_bytes, unguarded
from itilkit.ground.problem import Problem
from itilkit.ground.words import one_line

HEADER = ("id", "first", "last", "email", "lms_id")
#: Columns that are written when there is something in them: other ids of the same person, and who has left.
FURTHER = ("also", GONE)
#: Canvas puts lines below its header that are no people.
_NOBODY = ("points possible", "manual posting")
_TEST_STUDENT = ("student", "test")
#: Roles in exports of people that are not learners'.
_STAFF = re.compile(r"teacher|instructor|\bta\b|assistant|designer|observer|manager|trainer", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
#: What a spreadsheet makes of a long number.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
#: What Moodle's grading worksheet says in the place of an id, in several languages; it is no id.
_HIDDEN = re.compile(
    r"(?:participante?|teilnehmer\S*|deelnemer|deltager|deltaker|partecipante) ?\d+", re.IGNORECASE
)
#: Signs of HTML in names, which not every page that shows a gradebook escapes.
_PLAIN = str.maketrans({"<": "‹", ">": "›"})


@attrs.frozen(order=True)
class Fault:
    """What is wrong on a line of the file, and what to do."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.sentence}"


@attrs.frozen
class Roster:
    """A class list as it was read.

    ``students`` are those whose lines are good; ``faults`` are all that is wrong; ``notes`` are worth
    reading and wrong in nothing.
    """

    dialect: str
    students: tuple[Student, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]


def read_roster(content: bytes, name: str = "the class list") -> Roster:
    """The class list in a file's bytes; raises Problem when it is none at all. ``name`` is the file's."""
    table = read_table(content, name)
    header, rows = table.rows[0], table.rows[1:]
    columns = columns_of(header.cells)
    ids = columns.get(RosterColumn.ID)
    if ids is not None and any(_HIDDEN.fullmatch(row.cells[ids]) for row in rows if ids < len(row.cells)):
        del columns[RosterColumn.ID]
    dialect = dialect_of(columns)
    if dialect is None:
        seen = ", ".join(cell for cell in header.cells if cell)[:200]
        raise Problem(f"{name} has no columns for a class list ({seen}): it needs {EXPECTED}.")
    reading = _Reading(dialect, columns, len(header.cells))
    reading.faults += [Fault(line, sentence) for line, sentence in table.faults]
    if table.encoding == "latin-1":
        reading.notes.append("The file is not in Unicode, and was read as Western European: look at accents.")
    reading.read(rows)
    return Roster(dialect.name, tuple(reading.students), tuple(sorted(reading.faults)), tuple(reading.notes))


class _Reading:
    """One reading of a class list, which gathers people, faults and notes."""

    def __init__(self, dialect: Dialect, columns: Mapping[RosterColumn, int], width: int) -> None:
        self.dialect, self.columns, self.width = dialect, columns, width
        self.students: list[Student] = []
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.lines: dict[str, int] = {}
        self.numbers: dict[str, int] = {}

    def read(self, rows: Iterable[TableRow]) -> None:
        """Take in every row that is a person."""
        people = [row for row in rows if not self._is_nobody(row)]
        source = self._id_column(people)
        if source is not self.dialect.ids[0]:
            self.notes.append(f"The ids are those of the column “{source}”.")
        for row in people:
            self._person(row, source)
        if not people:
            self.notes.append("The list holds nobody yet.")

    def cell(self, row: TableRow, column: RosterColumn | None) -> str:
        """What a row says in a column, or nothing; an apostrophe put there by `csv_bytes` is none of it."""
        place = self.columns.get(column) if column else None
        text = row.cells[place] if place is not None and place < len(row.cells) else ""
        return unguarded(text)

    def _is_nobody(self, row: TableRow) -> bool:
        name = self.cell(row, RosterColumn.NAME)
        if self.dialect.name == "Canvas":
            marks = (name, *row.cells[:2])
            if any(mark.casefold().startswith(_NOBODY) for mark in marks):
                return True
            named = (name, *(self.cell(row, column) for column in self.dialect.ids))
            if not any(named) and any("manual posting" in cell.casefold() for cell in row.cells):
                return True
            if words(name) == _TEST_STUDENT:
                self.notes.append(f"Line {row.line}: the test student is left out.")
                return True
        role = self.cell(row, RosterColumn.ROLE)
        if _STAFF.search(role):
            self.notes.append(f"Line {row.line}: {self._name(row)} is left out, with the role {role}.")
            return True
        return False

    def _id_column(self, people: Sequence[TableRow]) -> RosterColumn:
        """The first column of ids that is filled for most people, else the fullest."""
        there = [column for column in self.dialect.ids if column in self.columns]
        filled = {column: sum(bool(self.cell(row, column)) for row in people) for column in there}
        most = [column for column in there if 2 * filled[column] > len(people)]
        return most[0] if most else max(there, key=lambda column: filled[column])

    def _name(self, row: TableRow) -> str:
        first, last = self._names(row)
        return f"{first} {last}".strip() or "somebody without a name"

    def _names(self, row: TableRow) -> tuple[str, str]:
        first, last = self.cell(row, RosterColumn.FIRST), self.cell(row, RosterColumn.LAST)
        whole = self.cell(row, RosterColumn.NAME)
        if first or last or not whole:
            return first, last
        if "," in whole:
            last, _, first = whole.partition(",")
            return first.strip(), last.strip()
        first, _, last = whole.rpartition(" ")
        return first.strip(), last.strip()

    def _plain_names(self, row: TableRow) -> tuple[str, str]:
        """The names as they are enrolled."""
        first, last = (one_line(name).translate(_PLAIN) for name in self._names(row))
        if "‹" in first + last or "›" in first + last:
            self.notes.append(f"Line {row.line}: signs of HTML in a name are replaced: {first} {last}.")
        return first, last

    def _person(self, row: TableRow, source: RosterColumn) -> None:
        """Take in the person of a row, unless something is wrong with it."""
        raw, name = self.cell(row, source), self._name(row)
        faults: list[str] = []
        if len(row.cells) > self.width and any(row.cells[self.width :]):
            faults.append(
                f"the line has {len(row.cells)} cells and the header {self.width}: put what holds the "
                "separator into quotation marks."
            )
        student = safe_id(raw)
        if not raw:
            faults.append(f"{name} has nothing in the column “{source}”: write an id there.")
        elif not student:
            faults.append(f"the id “{raw}” has no letter or digit: give {name} another.")
        email = self.cell(row, RosterColumn.EMAIL)
        login = self.cell(row, RosterColumn.LOGIN)
        email = email or (login if _EMAIL.fullmatch(login) else "")
        if email and not _EMAIL.fullmatch(email):
            faults.append(f"“{email}” is no email address: mend it or leave it blank.")
        number = self.cell(row, self.dialect.lms)
        faults += [
            f"a spreadsheet has rounded the number of {name} to “{cell}”: export the list again, and do "
            "not save it in a spreadsheet."
            for cell in (raw, number)
            if _ROUNDED.fullmatch(cell)
        ]
        left = says_gone(self.cell(row, RosterColumn.GONE))
        if left is None:
            faults.append(
                f"“{self.cell(row, RosterColumn.GONE)}” in the column “{GONE}” says neither that {name} has "
                "left nor that they are here: write yes or no."
            )
        faults += self._doubles(row.line, student, number)
        if faults:
            self.faults += [Fault(row.line, sentence) for sentence in faults]
            return
        if student != raw:
            self.notes.append(f"Line {row.line}: the id “{raw}” cannot name a folder, so it is “{student}”.")
        first, last = self._plain_names(row)
        if not first and not last:
            self.notes.append(f"Line {row.line}: {student} has no name, so returned files need the id.")
        more = (self.cell(row, RosterColumn.ALSO), YES if left else "")
        self.students.append(Student(student, first, last, email, number, *more))

    def _doubles(self, line: int, student: str, number: str) -> list[str]:
        """What a line has in common with one above it, and must not."""
        found = []
        # The folders of two ids that differ in case alone are one on many machines.
        for seen, key, what in (
            (self.lines, student.casefold(), f"the id “{student}”"),
            (self.numbers, number, f"the number “{number}”"),
        ):
            if key and seen.setdefault(key, line) != line:
                found.append(f"{what} is on line {seen[key]} already: delete one of the two, or change it.")
        return found


def roster_file(students: Iterable[Student]) -> bytes:
    """The plain class list as a CSV file that spreadsheets open with its accents, and run nothing of."""
    rows = [attrs.asdict(student) for student in students]
    header = [*HEADER, *(key for key in FURTHER if any(row[key] for row in rows))]
    return csv_bytes([header, *([one_line(row[key]) for key in header] for row in rows)], mark=True)
