"""Small pieces of HTML that cards, pages and reports are made of, as text.

Ids are written with a leading ``§``, which stands for the card: a page holds many cards, and `own_ids`
makes the ids of each unique.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape

from itilkit.ground.words import number

esc = escape


def plain(html: str) -> str:
    """The words of ``html``, a line for each heading, paragraph and row."""
    text = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    text = re.sub(r"</(?:h\d|p|li|tr|div)>", "\n", text)
    lines = (" ".join(line.split()) for line in unescape(re.sub(r"<[^>]*>", " ", text)).split("\n"))
    return "\n".join(line for line in lines if line)


def attributes(**values: object) -> str:
    """HTML attributes; underscores become hyphens, None and False are left out, True stands alone."""
    parts = []
    for name, value in values.items():
        label = name.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        parts.append(f" {label}" if value is True else f' {label}="{esc(str(value))}"')
    return "".join(parts)


def own_ids(html: str, card: str) -> str:
    """``html`` with every ``§`` at the start of an attribute made the id of ``card``."""
    return html.replace('"§', f'"itk-{esc(card)}-')


def button(  # noqa: PLR0913 - the ways in which buttons differ
    label: str,
    act: str,
    arg: str = "",
    *,
    primary: bool = False,
    off: bool = False,
    focus: bool = False,
    described: str | None = None,
    before: str = "",
    id: str = "",  # noqa: A002
) -> str:
    """A button that does ``act`` with ``arg``. ``off`` keeps it in the tab order, so focus is not lost;
    ``focus`` marks where the focus goes if what held it has gone; ``before`` is HTML before the label;
    ``id`` is for a second button that does the same.
    """
    marks = attributes(
        type="button",
        class_="primary" if primary else None,
        data_act=act,
        data_arg=arg or None,
        data_focus=focus,
        aria_disabled="true" if off else None,
        aria_describedby=described,
        id=f"§{id}" if id else f"§b-{act}-{arg}" if arg else f"§b-{act}",
    )
    return f"<button{marks}>{before}{esc(label)}</button>"


def choices(  # noqa: PLR0913, PLR0917 - what a question in a row consists of
    text: str, act: str, arg: str, options: Mapping[str, str], chosen: str | None, note: str = ""
) -> str:
    """A question with one answer in a row of radio buttons; a choice does ``act`` with ``arg=OPTION``.

    ``note`` is HTML that stands below the answers.
    """
    rows = "".join(
        f"<label{attributes(class_='on' if option == chosen else None)}><input"
        + attributes(
            type="radio",
            name=f"§{act}-{arg}",
            value=option,
            id=f"§{act}-{arg}-{option}",
            data_act=act,
            data_arg=f"{arg}={option}",
            checked=option == chosen,
        )
        + f"><span>{esc(name)}</span></label>"
        for option, name in options.items()
    )
    head = f'<fieldset class="choices"><legend>{esc(text)}</legend>'
    return f'{head}<div class="opts">{rows}</div>{note}</fieldset>'


def disc(person: str, name: str) -> str:
    """A person's initial on their own colour; decoration only, the name stands beside it."""
    return f'<span class="disc {esc(person)}" aria-hidden="true">{esc(name[0])}</span>'


def bar(level: float, most: float, label: str, colour: str = "var(--sea)") -> str:
    """A bar filled to ``level`` of ``most``, with ``label`` as its text alternative."""
    share = 0.0 if most <= 0 else max(0.0, min(1.0, level / most))
    return (
        f'<div class="bar" role="img" aria-label="{esc(label)}">'
        f'<div class="fill" style="width:{share * 100:.1f}%;background:{colour}"></div></div>'
    )


def quote(person: str, text: str, who: str, *, key: str) -> str:
    """What a person said, on a rule of their own colour."""
    return (
        f'<div class="quote" id="§{esc(key)}" style="border-color:var(--{esc(person)})">'
        f"“{esc(text)}”<small>{esc(who)}</small></div>"
    )


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table of texts with a caption; the first column heads its row."""
    top = "".join(f'<th scope="col">{esc(cell)}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{esc(row[0])}</th>'
        + "".join(f"<td>{esc(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="figures"><caption>{esc(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def criteria_rows(criteria: Mapping[str, tuple[float, float]], notes: Mapping[str, str]) -> str:
    """The score by criterion: name, what earned it, a bar and the points."""
    rows = "".join(
        f"<tr><td><b>{esc(name.replace('-', ' ').capitalize())}</b>"
        f"<small>{esc(notes.get(name, ''))}</small></td>"
        f"<td class=meter-cell>{bar(points, most, f'{number(points)} of {number(most)} points')}</td>"
        f"<td class=points><b>{number(points)}</b> / {number(most)}</td></tr>"
        for name, (points, most) in criteria.items()
    )
    return (
        '<table class="criteria"><caption class="hush">Score by criterion</caption>'
        '<thead class="hush"><tr><th scope="col">Criterion</th><th scope="col">Share</th>'
        f'<th scope="col">Points</th></tr></thead><tbody>{rows}</tbody></table>'
    )
