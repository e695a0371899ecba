"""Phrases found in a text, whatever form their words take: plain matching of words, with simple stemming.

A phrase is words with blanks between them. Each stands for all its forms (“ask” for asks, asked, asking);
with ``=`` before it for itself alone (“=goods”), with ``*`` behind it for any ending (“board*”). ``…`` stands
for up to six words in between (“took … off”). A phrase never reaches over the end of a sentence.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import attrs

#: Words that ``…`` stands for at most.
GAP = 6

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")
_ENDINGS = {"ies": "y", "ied": "y", "ing": "", "ed": "", "es": "", "s": ""}


def is_phrase(text: str) -> bool:
    """Whether ``text`` can be looked for: it begins and ends with a word."""
    return bool(text.strip("*…= ")) and not text.startswith("…") and not text.endswith("…")


@attrs.frozen
class Sentence:
    """The words of a sentence as they are written, and in lower case without accents.

    ``places`` says where a word stands, by its plain form and by its stem.
    """

    written: tuple[str, ...]
    plain: tuple[str, ...]
    places: Mapping[str, Sequence[int]]

    def where(self, part: str) -> Sequence[int]:
        """The places of the words that a part of a phrase means, in order."""
        if part[0] == "=" or part[-1] == "*":
            return [place for place, word in enumerate(self.plain) if _is(word, part)]
        return self.places.get(part, ())


def sentences(text: str) -> list[Sentence]:
    """The sentences of ``text``, to look for phrases in."""
    return [_sentence(part) for part in _ENDS.split(text.replace("’", "'").replace("‘", "'"))]


def _sentence(text: str) -> Sentence:
    written = tuple(_WORD.findall(text))
    plain = tuple(_plain(word) for word in written)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(plain):
        for form in {word, _stem(word)}:
            places.setdefault(form, []).append(place)
    return Sentence(written, plain, places)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _stem(word: str) -> str:
    """``word`` without a usual ending; words of which too little would be left stay as they are."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending, instead in _ENDINGS.items():
        left = word.removesuffix(ending)
        if left != word and len(left) >= 3 and not (ending == "s" and left.endswith("s")):
            word = left + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def said(sentences: Sequence[Sentence], phrases: Sequence[str]) -> tuple[str, ...]:
    """The phrases that are there, as they are written, each once; of two on the same words the longer."""
    found: dict[str, str] = {}
    for sentence in sentences:
        spans = {span for phrase in phrases for span in _spans(sentence, _parts(phrase))}
        taken: set[int] = set()
        whole = []
        for span in sorted(spans, key=lambda span: (-len(span), span)):
            if not taken.issuperset(span):
                whole.append(span)
                taken.update(span)
        for span in sorted(whole):
            found.setdefault(
                " ".join(_quoted(sentence.plain, span)), " ".join(_quoted(sentence.written, span))
            )
    return tuple(found.values())


def _quoted(words: Sequence[str], span: Sequence[int]) -> Iterator[str]:
    before = span[0]
    for place in span:
        if place > before + 1:
            yield "…"
        yield words[place]
        before = place


@cache
def _parts(phrase: str) -> tuple[str, ...]:
    """A phrase in parts: ``…``, a word with its sign, or the stem of a word."""
    words = phrase.replace("’", "'").split()
    return tuple(
        word if word == "…" else _plain(word) if word[0] == "=" or word[-1] == "*" else _stem(_plain(word))
        for word in words
    )


def _spans(sentence: Sentence, parts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The places of a phrase's words, for each place that it begins at."""
    for start in sentence.where(parts[0]):
        span = _span(sentence, parts[1:], start)
        if span:
            yield span


def _span(sentence: Sentence, parts: Sequence[str], start: int) -> tuple[int, ...]:
    """``start`` and the places of the ``parts`` that follow; none when one of them is not there."""
    places, reach = [start], 0
    for part in parts:
        if part == "…":
            reach = GAP
            continue
        first = places[-1] + 1
        here = range(first, min(first + reach + 1, len(sentence.plain)))
        place = next((place for place in here if _is(sentence.plain[place], part)), None)
        if place is None:
            return ()
        places.append(place)
        reach = 0
    return tuple(places)


def _is(word: str, part: str) -> bool:
    if part.startswith("="):
        return word == part[1:]
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return part in (word, _stem(word))
