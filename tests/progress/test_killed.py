"""A diary whose writer is killed at random moments loses nothing that was acknowledged."""

import os
from random import Random

import pytest
from killing import Worker

from itilkit.progress.course_folder import PROGRESS
from itilkit.progress.diary import Diary

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")

WORK = """
from itertools import count
from pathlib import Path
from itilkit.progress.diary import Diary

def work(name, path):
    diary = Diary(Path(path))
    for number in count():
        size = 10 ** (number % 6) if number % 6 < 5 else 150_000
        assert diary.add("response", id=f"{name}-{number}", answer="x" * size)
        yield f"{name}-{number}"
"""


@pytest.mark.full
def test_no_acknowledged_entry_is_lost(full, course):
    """Killed again and again while it writes, short lines and long ones: every acknowledged entry is there,
    the file can be read after each time, no more lines are spoilt than there were kills, and writing goes on.
    """
    rounds = 200 if full else 15
    dice, acknowledged = Random(11), []  # noqa: S311 - a repeatable draw
    diary = Diary(course / PROGRESS)
    with Worker(WORK, diary.path) as worker:
        for number in range(rounds):
            acknowledged += worker.killed(number, dice.randrange(12), 0.02, dice)
            found = diary.read()
            names = [each.get("id") for each in found.entries]
            assert [] == [name for name in acknowledged if name not in set(names)]
            assert len(set(names)) == len(names)
            assert found.spoilt <= number + 1
            assert diary.add("response", id=f"after-{number}")
            acknowledged.append(f"after-{number}")
    kept = [each.get("id") for each in diary.read().entries]
    assert acknowledged == [name for name in kept if name in set(acknowledged)]
