"""A class on a real PostgreSQL server, and what the same class leaves in an SQLite file."""

import sys
import tempfile
from pathlib import Path

import pytest

for folder in ("grading", "personas"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / folder))

from batch_course import copy_of, grade, left, small_course  # noqa: E402 - the folders above
from large_class import CLASS  # noqa: E402
from postgres import Postgres, need_postgres, on_server, setting  # noqa: E402


@pytest.fixture(scope="session")
def server():
    need_postgres()
    # pytest's own folders are private, and the server's account could not reach them
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        made = Postgres(Path(scratch) / "postgres")
        made.start()
        yield made
        made.stop()


@pytest.fixture(scope="session")
def ready(server, tmp_path_factory):
    """A course on the server that a class has handed in, and nothing graded."""
    url = server.new("ready")
    folder = small_course(tmp_path_factory.mktemp("ready") / "course", more=setting(url), people=CLASS)
    return on_server(folder, url)


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory):
    """What the same class leaves in an SQLite file, graded by one process."""
    folder = small_course(tmp_path_factory.mktemp("file") / "course", people=CLASS)
    done = grade(folder, "--jobs", "1")
    assert 0 == done.returncode, done.stdout + done.stderr
    return folder, left(folder)


@pytest.fixture
def course(ready, server, tmp_path, request):
    """A copy of the course with a database of its own."""
    name = f"copy_{abs(hash(request.node.name)) % 10**9}"
    return on_server(copy_of(ready, tmp_path / "course"), server.new(name, template="ready"))
