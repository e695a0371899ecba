"""Writing a file whole or not at all."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put ``content`` into ``path``; a crash on the way leaves the old file or the new one, never a half.

    The permissions of a file that was there before are kept. Raises OSError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files by their names into ``folder``, which is made if need be, each whole or not at all.

    Returns their paths. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_atomically(folder / name, content)
    return [folder / name for name in files]
