"""A command's start: quicker where it reads notebooks, and with words that every terminal can show.

`nbformat` checks notebooks with `jsonschema`, which, where the package ``rfc3987_syntax`` is installed,
imports it at once: it compiles a grammar for international web addresses and takes about two seconds, and no
check of a notebook ever needs it. Neither package has a setting for that. So, before `jsonschema` is
imported, a stand-in takes the package's place, and the real one is imported when it is first asked.

This helps the command `itilkit`. For nbgrader's own commands there is no clean way: nbgrader has imported
nbformat before it reads ``nbgrader_config.py``, and whatever runs earlier (a ``.pth`` file,
``sitecustomize``, a patched package) would change every Python program of the environment, not this course.
It costs them two seconds once for each command, however many submissions it grades.
"""

import codecs
import importlib
import importlib.util
import io
import sys
from types import ModuleType
from typing import Any

REAL = "rfc3987_syntax"
#: The kit's own signs in plain ones, for a terminal that has only those.
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "→": "->"}
)


def defer_rfc3987() -> None:
    """Import ``rfc3987_syntax`` only when it is first used; nothing where it is loaded or not installed."""
    if REAL in sys.modules or importlib.util.find_spec(REAL) is None:
        return
    sys.modules[REAL] = _StandIn(REAL)


def speak_anywhere() -> None:
    """Let a terminal that cannot show a sign get a plain one, and for a letter its number, so that no name is
    mistaken for another.

    By itself Python ends a command at the first such sign, in the middle of what it does.
    """
    codecs.register_error("itilkit", _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="itilkit")


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(PLAIN)
    return text.encode("ascii", "backslashreplace").decode("ascii"), error.end


class _StandIn(ModuleType):
    """In the real package's place until it is used; every name but the one that jsonschema takes loads it."""

    def is_valid_syntax(self, term: str, value: str) -> bool:
        """Whether ``value`` is a ``term`` of the grammar, as the real package says."""
        return bool(_real(self).is_valid_syntax(term, value))

    def __getattr__(self, name: str) -> Any:
        # The import system asks for names such as __path__ and __spec__ without using the package.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(self), name)


def _real(stand_in: ModuleType) -> Any:
    if sys.modules.get(REAL) is stand_in:
        del sys.modules[REAL]
    return importlib.import_module(REAL)
