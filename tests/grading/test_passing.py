"""Which errors of a database pass, so that a submission is tried again, and which do not."""

import sqlite3

import pytest
from nbgrader.api import InvalidEntry
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from itilkit.grading.batch.grader import is_lost, is_passing


class FromServerError(Exception):
    """What the driver of a database server raises."""


def wrapped(error):
    """``error`` as nbgrader raises it when it enters a row."""
    try:
        try:
            raise error
        except type(error) as first:
            raise InvalidEntry(*first.args)  # noqa: B904 - as nbgrader does it
    except InvalidEntry as invalid:
        return invalid


CUT = OperationalError("select", {}, FromServerError("server closed the connection"))
TWICE = IntegrityError("insert", {}, FromServerError("duplicate key"))
TOO_LONG = DataError("insert", {}, FromServerError("value too long"))
READ_ONLY = OperationalError("insert", {}, sqlite3.OperationalError("attempt to write a readonly database"))
TWICE_IN_A_FILE = IntegrityError("insert", {}, sqlite3.IntegrityError("UNIQUE constraint failed"))


@pytest.mark.parametrize("error", [CUT, TWICE, wrapped(CUT), wrapped(TWICE)])
def test_these_pass(error):
    """A connection that was cut, two that entered the same row at once: also as nbgrader tells of them."""
    assert is_passing(error)


@pytest.mark.parametrize(
    "error", [TOO_LONG, READ_ONLY, TWICE_IN_A_FILE, wrapped(TOO_LONG), wrapped(READ_ONLY), ValueError(), None]
)
def test_these_stay(error):
    """A value that does not fit, whatever SQLite says, and what has nothing to do with a database."""
    assert not is_passing(error)


def test_only_a_lost_connection_is_lost():
    """A row that stands twice says that the server is there."""
    assert is_lost(CUT)
    assert not is_lost(TWICE)
