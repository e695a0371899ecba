"""Flags on single items: slips that give the key away, or leave a wrong option without a meaning."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from itilkit.authoring.audit.readability import sentences
from itilkit.authoring.audit.subject import Subject
from itilkit.authoring.audit.words import word_lists, words, words_among
from itilkit.items.bank import misconceptions, objectives

#: A key may be this many times as long as the longest wrong option.
KEY_LENGTH = 1.25
#: The longest option may be this many times as long as the shortest.
LENGTHS = 2.0

#: “None of these” is a category and no negation, so ``none`` is not among them.
_NEGATIVE = ("cannot", "except", "least", "never", "nor", "not")
_CONTRACTED = re.compile(r"n[’']t\b")
_QUOTED = re.compile(r"“[^”]*”")
_SUMMING_UP = re.compile(
    r"\W*(all|none|any|both|neither)\s+of\s+(these|them|the\s+others?)\W*|.*\bof\s+the\s+above\b.*|"
    r".*\b\w+\s+and\s+\w+\s+above\b.*",
    re.IGNORECASE | re.DOTALL,
)


@attrs.frozen
class Flag:
    """A slip in an item: its ``kind``, and the slip in one sentence."""

    item: str
    kind: str
    text: str

    @property
    def problem(self) -> str:
        """The slip in one sentence, with its item."""
        return f"{self.item}: {self.text}"


def flags_of(subjects: Iterable[Subject]) -> tuple[Flag, ...]:
    """Every flag of every item, item by item, then what items share."""
    listed = tuple(subjects)
    single = [
        Flag(subject.id, kind, text)
        for subject in listed
        for kind, check in CHECKS.items()
        for text in check(subject)
    ]
    return (*single, *_same_stems(listed))


def _key_length(subject: Subject) -> Iterator[str]:
    if not subject.picking or not subject.wrong:
        return
    options = subject.question.options
    key = max((len(options[option]) for option in subject.right), default=0)
    other = max(len(options[option]) for option in subject.wrong)
    if key > KEY_LENGTH * other:
        yield f"the key has {key} characters and the longest wrong option {other}; shorten the key."


def _lengths(subject: Subject) -> Iterator[str]:
    lengths = [len(text) for text in subject.question.options.values()]
    if subject.picking and max(lengths) > LENGTHS * min(lengths):
        yield f"its options have {min(lengths)} to {max(lengths)} characters; bring them closer together."


def _absolutes(subject: Subject) -> Iterator[str]:
    options = subject.question.options
    absolute = word_lists().absolute
    in_key = any(words_among(options[option], absolute) for option in subject.right)
    found = sorted({word for option in subject.wrong for word in words_among(options[option], absolute)})
    if subject.picking and found and not in_key:
        told = ", ".join(f"“{word}”" for word in found)
        yield f"only wrong options leave no exception ({told}); say it another way, or in the key too."


def _misconceptions(subject: Subject) -> Iterator[str]:
    if subject.picking:
        bare = [option for option in subject.wrong if not subject.because.get(option, (None, ""))[0]]
        if bare:
            yield f"no misconception stands behind {', '.join(bare)}; name the one that it rests on."
    elif not subject.codes:
        yield "no misconception stands behind any wrong decision; name one at least."
    for code in sorted(subject.codes - set(misconceptions())):
        yield f"there is no misconception {code}; take one of misconceptions.toml."


def _objective(subject: Subject) -> Iterator[str]:
    if not subject.objective:
        yield "it names no objective; say which one it gives evidence on."
    elif subject.objective not in objectives():
        yield f"there is no objective {subject.objective}; take one of objectives.toml."


def _same_options(subject: Subject) -> Iterator[str]:
    for texts in (subject.question.options, subject.question.targets):
        same = _groups((name, text) for name, text in texts.items())
        yield from (f"{' and '.join(names)} say the same; change or drop one." for names in same)


def _negative(subject: Subject) -> Iterator[str]:
    """Looked for in what the stem asks, not in the case it tells; a negation in capitals is meant."""
    for sentence in sentences(_QUOTED.sub("", subject.question.stem)):
        if not sentence.endswith("?"):
            continue
        # words() lowers case, so capitals are dropped before
        found = [word for word in words(re.sub(r"\b[A-Z]{2,}\b", "", sentence)) if word in _NEGATIVE]
        if found or _CONTRACTED.search(sentence):
            yield f"its question is negative (“{sentence}”); ask for what is, or write the NOT in capitals."


def _above(subject: Subject) -> Iterator[str]:
    for option, text in subject.question.options.items():
        if subject.picking and _SUMMING_UP.fullmatch(text):
            yield f"{option} sums up other options (“{text}”); let each option stand for itself."


CHECKS = {
    "key too long": _key_length,
    "lengths apart": _lengths,
    "absolutes in wrong options": _absolutes,
    "misconception missing": _misconceptions,
    "objective missing": _objective,
    "same option": _same_options,
    "negative stem": _negative,
    "all or none of the above": _above,
}


def _same_stems(subjects: Sequence[Subject]) -> Iterator[Flag]:
    for names in _groups((subject.id, subject.question.stem) for subject in subjects):
        text = f"it has the same stem as {' and '.join(names[1:])}; tell another case."
        yield Flag(names[0], "same stem", text)


def _groups(texts: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The names of texts that are the same word for word, in groups of two or more."""
    found = defaultdict(list)
    for name, text in texts:
        found[tuple(words(text))].append(name)
    return [names for names in found.values() if len(names) > 1]
