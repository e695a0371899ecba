"""The card of a learner's progress: objectives as chart and table, what is due, what to do next."""

from collections.abc import Sequence
from typing import Any

from itilkit.ground.html import bar, button, esc, table
from itilkit.ground.words import plural
from itilkit.items import misconceptions, objectives
from itilkit.items.diagnosis import diagnose
from itilkit.progress.diary import DiaryEntry, now
from itilkit.progress.gain import LATER, taken_forms
from itilkit.progress.kernel_diary import diary, entries
from itilkit.progress.mastery import ENOUGH, SECURE, Level, Standing, secure, standings
from itilkit.progress.next_step import next_step
from itilkit.progress.review import due_words, schedule
from itilkit.progress.signs import signs_in
from itilkit.widgets.view import View, header

#: How each level is marked beside its word.
MARKS = {Level.NOT_SEEN: "○", Level.BEGUN: "◔", Level.UNDER_WAY: "◑", Level.SECURE: "●"}
#: A misconception is named when it was taken this often, and oftener than guessing explains.
TAKEN = 2


class ProgressView(View):
    """What the diary comes to. It reads; it has no answer of its own."""

    saves = False

    def __init__(self) -> None:
        super().__init__("progress")

    def answer(self) -> Any:
        return None

    def load(self, answer: Any) -> None:
        pass

    def act(self, action: str, arg: str) -> None:  # noqa: ARG002
        if action == "look-again":
            self.said = "Drawn anew from your diary."

    def html(self) -> str:
        kept = diary()
        if kept is None:
            told = "No diary is kept here: open the course with itilkit start, and your progress appears."
            return header(["Your progress"], "Nothing to show yet", told)
        found = entries()
        if found.trouble:
            return header(["Your progress"], "Your progress cannot be read", found.trouble)
        stand = standings(found.entries)
        step = next_step(found.entries, now())
        title = f"{secure(stand)} of {len(stand)} objectives are secure"
        head = header(["Your progress", "for you alone"], title, f"Next: {step.text}")
        again = button("Look again", "look-again")
        unwritten = f'<p class="wrong" role="alert">{esc(kept.trouble)}</p>' if kept.trouble else ""
        spoilt = _spoilt(found.spoilt)
        return (
            f'{head}<div class="item standing">{unwritten}{objectives_html(stand)}{due_html(found.entries)}'
            f"{later_html(found.entries)}{watch_html(found.entries)}{spoilt}"
            f'<p class="hint">All of this stands in one file of yours, {esc(kept.path.name)}, in the course '
            "folder. Nothing leaves this machine. Delete the file, and the course forgets.</p>"
            f'<div class="actions">{again}</div></div>'
        )


def objectives_html(stand: Sequence[Standing]) -> str:
    """The objectives as a table with bars, and behind each what it rests on."""
    rows = "".join(_row(each) for each in stand)
    told = (
        f'<p class="hint">Secure means {SECURE * 100:.0f} % or more over at least {ENOUGH} questions or '
        "scenario results. The first answer of a sitting counts, and the newest of each question.</p>"
    )
    return (
        '<table class="criteria objectives"><caption class="hush">Your objectives</caption>'
        '<thead class="hush"><tr><th scope="col">Objective</th><th scope="col">Share</th>'
        f'<th scope="col">State</th></tr></thead><tbody>{rows}</tbody></table>{told}{_evidence_html(stand)}'
    )


def _row(each: Standing) -> str:
    objective = objectives()[each.objective]
    share = each.share
    percent = "–" if share is None else f"{share * 100:.0f} %"
    label = f"{objective.name}: {percent}, {each.level}"
    return (
        f"<tr><td><b>{esc(objective.name)}</b><small>You can {esc(objective.text)}.</small></td>"
        f"<td class=meter-cell>{bar(share or 0.0, 1.0, label)}</td>"
        f'<td class="points level"><b>{percent}</b> <small>'
        f'<span aria-hidden="true">{MARKS[each.level]}</span> {each.level}</small></td></tr>'
    )


def _evidence_html(stand: Sequence[Standing]) -> str:
    rows = [
        [
            objectives()[each.objective].name,
            str(len(each.evidence)),
            ", ".join(sorted({one.kind for one in each.evidence})) or "–",
            str(sum(one.hints for one in each.evidence)),
            each.evidence[-1].at.astimezone().strftime("%d.%m.%Y") if each.evidence else "–",
        ]
        for each in stand
    ]
    head = ["Objective", "Pieces of evidence", "Kinds", "Hints used", "Newest"]
    inner = table("What each objective rests on", head, rows)
    return (
        '<details class="numbers"><summary>What this rests on</summary>'
        f'<div class="scrolls">{inner}</div></details>'
    )


def due_html(kept: Sequence[DiaryEntry]) -> str:
    """What is due now, and how much will be in the next days."""
    found = schedule(kept)
    if not found:
        return ""
    told = due_words(found, now())
    return f"<h4>For another look</h4><p>{told} You find the review on the page “Review”.</p>"


def later_html(kept: Sequence[DiaryEntry]) -> str:
    """From which day on the third form is for; nothing before the second is taken and after the third is."""
    taken = taken_forms(kept)
    if "after" not in taken or "later" in taken:
        return ""
    local = (taken["after"].at + LATER).astimezone()
    return (
        f"<h4>What has lasted</h4><p>The third form is for the time from {local.day} {local:%B %Y} on. "
        "You find it on the page “Review”.</p>"
    )


def watch_html(kept: Sequence[DiaryEntry]) -> str:
    """What the wrong answers have in common, in words; nothing while there is too little to say."""
    cases = [case for case in diagnose(signs_in(kept)) if case.taken >= TAKEN and case.strength > 0][:3]
    if not cases:
        return ""
    rows = "".join(
        f"<li>Some answers were given as if {esc(misconceptions()[case.code].sentence)} "
        f"<small>({case.taken} of {case.offered} times)</small></li>"
        for case in cases
    )
    return f'<h4>To look at again</h4><ul class="watch">{rows}</ul>'


def _spoilt(count: int) -> str:
    if not count:
        return ""
    told = plural(count, "line of the file is", "lines of the file are")
    return f'<p class="hint">{told} not readable and left out.</p>'
