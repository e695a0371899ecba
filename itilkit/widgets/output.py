"""Where a call shows its HTML: in the output of a live notebook, or wherever a runner collects it."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from itilkit.answers import grading_run, session
from itilkit.ground.html import plain

Data = Mapping[str, Any]
Sink = Callable[[str, Data], None]

_sinks: list[Sink] = []


def shell() -> Any:
    """The running IPython shell, or None in plain Python."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def show(html: str, data: Data | None = None, *, place: str | None = None) -> None:
    """Show ``html`` where the running cell shows its results; nothing in plain Python.

    ``data`` (by its type) stands beside it, for pages that are made of the notebook. ``place`` names the
    output, so that `replace` can put something else there later.
    """
    if _sinks:
        _sinks[-1](html, data or {})
    elif shell() is not None:
        from IPython.display import display

        display({**_bundle(html), **(data or {})}, raw=True, **({"display_id": place} if place else {}))


def replace(html: str, *, place: str) -> None:
    """Show ``html`` in place of what `show` put at ``place``, in a live notebook."""
    if not _sinks and shell() is not None:
        from IPython.display import update_display

        update_display(_bundle(html), raw=True, display_id=place)


def show_words(id: str) -> None:  # noqa: A002
    """Show the answer to ``id`` in words below its cell; later changes appear in the same place."""
    from itilkit.widgets.pages import words_html

    show(words_html(session, id), place=None if grading_run() else f"itilkit-words-{id}")


def update_words(id: str) -> None:  # noqa: A002
    """Show the newest answer to ``id`` where `record` showed it; nothing where it has not run."""
    from itilkit.widgets.pages import words_html

    if id in session.seen:
        replace(words_html(session, id), place=f"itilkit-words-{id}")


def _bundle(html: str) -> dict[str, str]:
    """The HTML, and its words for whatever shows none."""
    return {"text/html": html, "text/plain": plain(html)}


@contextmanager
def collected(sink: Sink) -> Iterator[None]:
    """While this lasts, `show` gives its HTML and data to ``sink``."""
    _sinks.append(sink)
    try:
        yield
    finally:
        _sinks.pop()
