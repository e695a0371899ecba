"""Honest submissions of every kind: written with cards, typed by hand, handed in late or twice."""

import attrs
import nbformat
from persona_builder import ASSIGNMENT, ITEMS, MIX, WRITTEN, Persona, notebook_of, personas, strategies

DEADLINE = "2026-11-20 12:00:00 UTC"
ON_TIME = "2026-11-19 15:30:00.000 UTC"
DAY_LATE = "2026-11-21 15:30:00.000 UTC"
WEEK_LATE = "2026-11-27 12:00:01 UTC"
RIGHT = personas()["co-creator"]
MOVES = list(RIGHT.answers[MIX]["moves"])
HEAD = "from itilkit import record\n\n"


@attrs.frozen
class Submission:
    """A persona, when it handed in, and what it hands in again after the first grading, if it does."""

    persona: Persona
    when: str | None = ON_TIME
    again: Persona | None = None
    in_sample: bool = False


def typed(name, sources, *, base=RIGHT):
    return attrs.evolve(base, id=name, sources=sources)


def wrote(name, text):
    return attrs.evolve(RIGHT, id=name, text=text)


def _literals():
    """The same right answers, typed by hand in ways that Python reads alike."""
    moves = ", ".join(repr(move) for move in MOVES)
    lines = "".join(f"\n\n        '{move}'," for move in MOVES)
    styles = {
        "single-quotes": f"record('{MIX}', answer={{'variant': 'graded', 'runs': 1, 'moves': [{moves}]}})",
        "one-line": f'record("{MIX}", answer={{"variant":"graded","runs":3,"moves":[{moves}]}})',
        "other-order": f'record("{MIX}", answer={{"moves": [{moves}], "runs": 2, "variant": "graded"}})',
        "blank-lines": f'record(\n\n    "{MIX}",\n\n    '
        f'answer={{"variant": "graded", "runs": 1, "moves": [{lines}\n    ]}},\n\n)\n\n',
        "comments": f'# my year\nrecord("{MIX}",  # typed\n    '
        f'answer={{"variant": "graded", "runs": 0x1, "moves": [{moves},]}})  # done',
        "joined-texts": f'record("{MIX}", answer={{"variant": "gra" "ded", "runs": 1, "moves": [{moves}]}})',
        "parentheses": f'record("{MIX}", answer=({{"variant": "graded", "runs": (1), "moves": [{moves}]}}))',
        "trailing-commas": f'record("{MIX}", answer={{"moves": [{moves},], "runs":1, "variant":"graded",}},)',
    }
    return {name: typed(name, {MIX: HEAD + source}) for name, source in styles.items()}


def _questions():
    """Answers to the questions, typed by hand."""
    return {
        "typed-choice": typed("typed-choice", {"harbour-wifi": HEAD + "record('harbour-wifi', answer='c')"}),
        "typed-multi": typed(
            "typed-multi", {"clinic-shuttle": HEAD + "record('clinic-shuttle', answer=['d', 'b',])"}
        ),
        "raw-text": typed("raw-text", {"winter-line": HEAD + 'record("winter-line", answer=r"""b""")'}),
        "typed-capital": typed("typed-capital", {"winter-line": HEAD + 'record("winter-line", answer="B")'}),
        "typed-blank": typed("typed-blank", {"winter-line": HEAD + 'record("winter-line", answer="b ")'}),
        "typed-none": typed("typed-none", {"winter-line": HEAD + 'record("winter-line", answer=None)'}),
        "no-answer-word": typed("no-answer-word", {"winter-line": HEAD + 'record("winter-line")'}),
        "missing-quote": typed("missing-quote", {"winter-line": HEAD + 'record("winter-line", answer="b)'}),
        "number": typed("number", {"winter-line": HEAD + 'record("winter-line", answer=2)'}),
        "all-ticked": attrs.evolve(
            RIGHT, id="all-ticked", answers={**RIGHT.answers, "clinic-shuttle": list("abcd")}
        ),
        "none-ticked": attrs.evolve(RIGHT, id="none-ticked", answers={**RIGHT.answers, "clinic-shuttle": []}),
        "other-order-multi": attrs.evolve(
            RIGHT, id="other-order-multi", answers={**RIGHT.answers, "parcel-counter": ["e", "b", "c"]}
        ),
    }  # fmt: skip


def _texts():
    texts = {
        "plain-text": "The shop had its food on Friday. If calls double, I ask Mara.",
        "markdown-text": "# Worth\n\n* **food** on Friday\n* _less_ risk\n\n1. one\n2. `two`\n\n> said",
        "signs-text": 'Costs < 5 & > 3, "so" said Tomas & Co; a<b, AT&T, 5 &lt; 6, $5 and $6.',
        "umlauts-text": "Größe, Čaj, naïve, 試験, 🚢 – “so”",
        "long-text": "Tomas had tablets that work in rain. " * 400,
        "blank-text": "   \n\n \t",
        "empty-text": "",
        "code-text": "I thought `a < b && c` and\n\n```python\nx = 1 < 2\n```\n",
    }
    return {name: wrote(name, text) for name, text in texts.items()}


def _seasons():
    moves = strategies()["co-creator"]["moves"]
    for count in (1, 3, 5, 7, 12):
        answers = {MIX: {"variant": "graded", "runs": 1, "moves": list(moves[:count])}}
        name = f"first-{count}-moves"
        yield name, Persona(name, answers, {}, None, {})


SAMPLE = (
    *("co-creator", "please-everyone", "half-finished", "empty", "wrong-type", "single-quotes"),
    *("typed-multi", "missing-quote", "signs-text", "blank-text", "late-by-a-week", "handed-in-twice"),
)


def honest_class():
    """All of them by name; those of the sample are marked."""
    people = {name: each for name, each in personas().items() if name != "huge"}
    people |= {**_literals(), **_questions(), **_texts(), **dict(_seasons())}
    found = {name: Submission(each) for name, each in people.items()}
    found["late-by-a-day"] = Submission(personas()["please-everyone"], DAY_LATE)
    found["late-by-a-week"] = Submission(RIGHT, WEEK_LATE)
    found["late-and-empty"] = Submission(personas()["empty"], WEEK_LATE)
    found["no-time"] = Submission(RIGHT, None)
    found["handed-in-twice"] = Submission(personas()["provider-only"], ON_TIME, again=RIGHT)
    found["twice-and-late"] = Submission(RIGHT, ON_TIME, again=personas()["half-finished"])
    return {name: attrs.evolve(each, in_sample=name in SAMPLE) for name, each in found.items()}


def lay(folder, name, persona, when):
    """Put a persona's notebook into the submitted folder under ``name``."""
    place = folder / "submitted" / name / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook_of(persona), place / f"{ASSIGNMENT}.ipynb")
    if when is not None:
        (place / "timestamp.txt").write_text(when, encoding="utf-8")


assert set(SAMPLE) <= set(honest_class())
assert WRITTEN
assert ITEMS
