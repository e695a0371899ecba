"""Pieces of HTML that the sections of the report are made of. Every text that comes in is escaped here."""

from collections.abc import Iterable, Sequence

import attrs

from itilkit.ground.html import attributes, esc


@attrs.frozen
class TableCell:
    """A cell of a table: its text, classes, and HTML that stands after the text."""

    text: str
    class_: str = ""
    html: str = ""
    title: str = ""

    def drawn(self) -> str:
        """The cell as HTML."""
        marks = attributes(class_=self.class_ or None, title=self.title or None)
        return f"<td{marks}>{esc(self.text)}{self.html}</td>"


#: A row of a table: the text that heads it, and its cells; a plain text is a figure.
Row = tuple[str, Sequence[TableCell | str]]


def row(name: str, *cells: TableCell | str) -> Row:
    """A row with some cells."""
    return name, cells


def section(id: str, title: str, body: str, lead: str = "") -> str:  # noqa: A002
    """A section with its heading, and a sentence below it that is HTML."""
    told = f'<p class="lead">{lead}</p>' if lead else ""
    return (
        f'<section id="{esc(id)}" aria-labelledby="h-{esc(id)}"><h2 id="h-{esc(id)}">{esc(title)}</h2>'
        f"{told}{body}</section>"
    )


def table(
    caption: str,
    head: Sequence[str | TableCell],
    rows: Iterable[Row],
    class_: str = "",
    foot: Iterable[Row] = (),
) -> str:
    """A table in a place that scrolls by itself when it is narrow; its caption is only read out.

    The first of ``head`` heads the rows' names; a Cell there brings HTML or a title.
    """
    tops = "".join(_top(cell) for cell in head)
    body = "".join(_row(name, cells) for name, cells in rows)
    end = "".join(_row(name, cells) for name, cells in foot)
    return (
        f'<div class="scrolls" tabindex="0" role="group" aria-label="{esc(caption)}">'
        f'<table{attributes(class_=class_ or None)}><caption class="hush">{esc(caption)}</caption>'
        f"<thead><tr>{tops}</tr></thead><tbody>{body}</tbody>{end and f'<tfoot>{end}</tfoot>'}</table></div>"
    )


def _top(cell: str | TableCell) -> str:
    if isinstance(cell, str):
        return f'<th scope="col">{esc(cell)}</th>'
    marks = attributes(scope="col", class_=cell.class_ or None, title=cell.title or None)
    return f"<th{marks}>{esc(cell.text)}{cell.html}</th>"


def _row(name: str, cells: Sequence[TableCell | str]) -> str:
    drawn = "".join(
        f'<td class="n">{esc(cell)}</td>' if isinstance(cell, str) else cell.drawn() for cell in cells
    )
    return f'<tr><th scope="row">{esc(name)}</th>{drawn}</tr>'


def details(summary: str, body: str, *, printed: bool = False) -> str:
    """Something folded away; ``printed`` opens it on paper."""
    return f"<details{' class=printed' if printed else ''}><summary>{esc(summary)}</summary>{body}</details>"


def share_bar(share: float | None, *, low: bool = False) -> str:
    """A bar for a share from 0 to 1. Decoration: the figure stands beside it."""
    if share is None:
        return ""
    width = max(0.0, min(1.0, share)) * 100
    mark = "bar low" if low else "bar"
    return f'<span class="{mark}" aria-hidden="true"><i style="width:{width:.1f}%"></i></span>'


def listed(lines: Iterable[str], class_: str = "") -> str:
    """A list of lines that are HTML; nothing where there are none."""
    items = "".join(f"<li>{line}</li>" for line in lines)
    return f"<ul{attributes(class_=class_ or None)}>{items}</ul>" if items else ""


__all__ = ["Row", "TableCell", "details", "listed", "row", "section", "share_bar", "table"]
