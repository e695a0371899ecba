"""The class of these tests, and how two gradings of it are compared."""

from batch_course import SMALL
from honest_class import honest_class

#: Enough that four processes have something to do at once.
CLASS = (*SMALL, *sorted(set(honest_class()) - set(SMALL)))[:24]


def same(value, other):
    """Whether two values are the same, numbers to nine digits."""
    if isinstance(value, float) and isinstance(other, float):
        return abs(value - other) < 1e-9
    return value == other


def differing(stock, ours):
    """What two gradings left that is not the same: rows with both values, names of files.

    A database adds up points in an order of its own, so the last digit of a sum may differ.
    """
    (rows, files), (own_rows, own_files) = stock, ours
    assert (rows.keys(), files.keys()) == (own_rows.keys(), own_files.keys())
    pairs = {key: (value, own_rows[key]) for key, value in rows.items() if not same(value, own_rows[key])}
    return pairs, [name for name in files if files[name] != own_files[name]]


def configure(course, text):
    with (course / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(text)


def plain(course):
    """The database's address as psycopg itself takes it."""
    return (course / "db_url.txt").read_text(encoding="utf-8").replace("+psycopg", "")
