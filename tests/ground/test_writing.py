"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from itilkit.ground.writing import write_all

OLD = dict.fromkeys(("a.csv", "b.csv", "c.csv"), b"old")
NEW = dict.fromkeys(OLD, b"new")


def test_cut_off_among_several(tmp_path, monkeypatch):
    """Where the writing of several files is cut off, each is the old or the new one, whole, and nothing lies
    beside it.
    """
    folder = tmp_path / "tables"
    assert write_all(folder, OLD) == [folder / name for name in OLD]
    moved = []

    def refuses(part, target):
        if moved:
            raise OSError(28, "No space left on device")
        moved.append(target.name)
        part.rename(target)

    monkeypatch.setattr(Path, "replace", refuses)

    with pytest.raises(OSError, match="No space left"):
        write_all(folder, NEW)

    assert {**OLD, "a.csv": b"new"} == {path.name: path.read_bytes() for path in folder.iterdir()}
