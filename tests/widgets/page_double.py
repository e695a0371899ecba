"""A notebook page for cards without a browser: it keeps the cell's text and talks the cards' protocol.

The widgets are real, and so are their messages; only the wire between kernel and page is replaced.
"""

from typing import Any

from comm.base_comm import BaseComm

from itilkit.widgets.card import Card

STUB = 'from itilkit import record\n\nrecord(\n    "{id}",\n    answer={answer},\n)'


def cell(id: str, answer: str = "None") -> str:  # noqa: A002
    """The text of an answer cell."""
    return STUB.format(id=id, answer=answer)


class Wire(BaseComm):
    """A comm that keeps what the kernel sends, in place of a socket."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.sent: list[dict[str, Any]] = []
        super().__init__(*args, **kwargs)

    def publish_msg(self, msg_type: str, data: Any = None, **_: Any) -> None:
        """Keep custom messages; the rest is traits, which tests read from the widget."""
        if msg_type == "comm_msg" and (data or {}).get("method") == "custom":
            self.sent.append(data["content"])


class CardPage:
    """The page of one card, and its answer cell (or none, or two)."""

    def __init__(self, card: Card, source: str | None, *, cells: int = 1) -> None:
        self.card = card
        self.source = source
        self.cells = cells
        #: Whether the page does as it is told; it does not where somebody types into the cell meanwhile.
        self.writes = True
        self._n = 0

    def hello(self) -> dict[str, Any]:
        """What the page says when the card appears."""
        return self._say({"kind": "hello"})

    def look(self) -> dict[str, Any]:
        """What the page asks when the card was changed without a click in it."""
        return self._say({"kind": "look"})

    def click(self, act: str, arg: str = "", **more: Any) -> dict[str, Any]:
        """Click a control; the reply's new text is put into the cell, as the page does."""
        return self._say({"kind": "act", "act": act, "arg": arg} | more)

    def _say(self, message: dict[str, Any]) -> dict[str, Any]:
        self._n += 1
        source = self.source if self.cells == 1 else None
        wire: Wire = self.card.comm
        before = len(wire.sent)
        self._send(message | {"n": self._n, "cells": self.cells, "source": source})
        (reply,) = wire.sent[before:]
        assert (reply["kind"], reply["n"]) == ("reply", self._n)
        if "write" in reply and self.writes:
            assert reply["was"] == self.source
            self.source = reply["write"]
            self._send({"kind": "wrote", "n": self._n})
        return reply

    def _send(self, content: dict[str, Any]) -> None:
        self.card.comm.handle_msg(
            {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}
        )
