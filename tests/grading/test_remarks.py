"""Remarks on a submission: how long each holds, and what is kept of them with its grading."""

import logging

import pytest

from itilkit.grading.batch.grading_record import Basis, GradingRecord, GradingRecords
from itilkit.grading.gradebook.remarks import Holds, Remark, tell, told

ONCE, MARKED, ALWAYS = (Remark(f"ada: {holds.value}.", holds) for holds in Holds)
RECORD = GradingRecord(Basis("f", "a", "1", "None"), "id", None, (MARKED, ALWAYS))


@pytest.mark.parametrize("remark", [ONCE, MARKED, ALWAYS], ids=list(Holds))
def test_a_log_carries_how_long_a_remark_holds(caplog, remark):
    """A remark that is told to a log comes out of it as it was; where only nbgrader listens, it is a line."""
    tell(logging.getLogger("nbgrader"), remark)
    (record,) = caplog.records

    assert (remark, "WARNING") == (told(record), record.levelname)


def test_any_other_line_holds_once(caplog):
    """A line that says nothing of how long it holds is said once."""
    logging.getLogger("nbgrader").warning("%s was not read.", "x")

    assert [Remark("x was not read.", Holds.ONCE)] == [told(record) for record in caplog.records]


def test_a_record_keeps_its_remarks(tmp_path):
    """What holds longer than the grading takes stands in the record, whatever process reads it."""
    records = GradingRecords(tmp_path)
    records.write("01", "ada", RECORD)

    assert RECORD == records.read("01", "ada")


def test_a_record_without_remarks_is_none(tmp_path):
    """A record of a version that kept no remarks is none, so its submission is graded again, once."""
    records = GradingRecords(tmp_path)
    records.write("01", "ada", RECORD)
    path = records.path("01", "ada")
    path.write_text(path.read_text(encoding="utf-8").replace('"remarks"', '"other"'), encoding="utf-8")

    assert records.read("01", "ada") is None


def test_a_mark_ends_what_waits_for_it():
    """A remark that holds until somebody has marked is not repeated when nothing waits any more."""
    assert (MARKED.said, ALWAYS.said) == RECORD.said(waiting=True)
    assert (ALWAYS.said,) == RECORD.said(waiting=False)
