"""The chart of shares by objective: the same in the drawing, the label and the table."""

import re

import pytest
from by_controls import Tags

from itilkit.items import objectives
from itilkit.widgets.charts import NARROW_SCALE, WIDE_SCALE, ObjectiveShares, gain_chart

NAMES = [objective.name for objective in objectives().values()]
THREE = ["before", "after", "some weeks later"]


def chart(*rows, occasions=THREE):
    return gain_chart("Shares", occasions[: len(rows[0].earlier) + 1], rows)


def discs(html):
    """Where the full discs and the hollow marks of the wide drawing stand across, as shares."""
    wide = html[html.index("wide-only") : html.index("narrow-only")]
    span = WIDE_SCALE.right - WIDE_SCALE.left
    full = re.findall(r'<circle cx="([\d.]+)" cy="[\d.]+" r="6" fill="var\(--sea\)"', wide)
    rings = re.findall(r'<circle cx="([\d.]+)" cy="[\d.]+" r="6" fill="var\(--paper\)"', wide)
    return [round((float(x) - WIDE_SCALE.left) / span, 2) for x in full], [
        round((float(x) - WIDE_SCALE.left) / span, 2) for x in rings
    ]


def test_marks_stand_where_the_shares_are():
    """Each share is drawn at its place on the line: the present one full, an earlier one hollow."""
    html = chart(ObjectiveShares("A", (0.25,), 0.75), ObjectiveShares("B", (1.0,), 0.0))
    assert ([0.75, 0.0], [0.25, 1.0]) == discs(html)


def test_table_has_the_same_numbers():
    """The table below the drawing has the same numbers; what is not known is a dash."""
    html = chart(ObjectiveShares("A", (0.25, None), 0.75))
    assert ["25 %", "–", "75 %"] == re.findall(r"<td>([^<]*)</td>", html)[-3:]
    assert ["Objective", "Before", "After", "Some weeks later"] == re.findall(r'scope="col">([^<]*)<', html)


def test_label_says_the_same():
    """Who hears the drawing instead of seeing it is told the same."""
    html = chart(ObjectiveShares("A & B", (0.5,), None))
    assert 2 == html.count('role="img" aria-label="Shares. A &amp; B: before 50 %, after –."')


def test_loss_is_not_shown_by_colour_alone():
    """A way that leads back is dashed as well as coloured; one that leads on, or nowhere, is not."""
    assert (2, 0, 0) == tuple(
        chart(ObjectiveShares("A", (before,), after)).count('stroke-dasharray="4 3"')
        for before, after in ((0.75, 0.25), (0.25, 0.75), (0.5, 0.5))
    )


def test_occasions_differ_in_shape():
    """First, second and present occasion have marks of different shape, in the drawing and in its key."""
    html = chart(ObjectiveShares("A", (0.25, 0.5), 0.75))
    key = html[: html.index("<svg class")]
    assert (2, 1) == (key.count("<circle"), key.count("<rect"))
    assert (4, 2) == (html[len(key) :].count("<circle"), html[len(key) :].count("<rect"))


def test_nothing_known():
    """A row of which nothing is known has a name and a rail, and no mark."""
    assert ([], []) == discs(chart(ObjectiveShares("A", (None,), None)))


@pytest.mark.parametrize("earlier", [0, 1, 2])
def test_well_formed(earlier):
    """With sixteen objectives and any number of occasions both drawings are well-formed and stay inside."""
    html = chart(*(ObjectiveShares(name, (0.5,) * earlier, 1.0) for name in NAMES))
    tags = Tags(html)
    assert ([], []) == (tags.open, tags.wrong)
    for scale in (WIDE_SCALE, NARROW_SCALE):
        width, height = re.search(rf'viewBox="0 0 ({scale.width}) (\d+)"', html).groups()
        assert scale.step * len(NAMES) < int(height)
        assert scale.right < int(width)
    assert all(name in html for name in NAMES if "&" not in name)


@pytest.mark.parametrize(("share", "place"), [(-1.0, 0.0), (0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (7.0, 1.0)])
def test_no_mark_leaves_its_line(share, place):
    """A share outside 0 to 1 is drawn at the end of the line."""
    assert WIDE_SCALE.left + (WIDE_SCALE.right - WIDE_SCALE.left) * place == WIDE_SCALE.x(share)
