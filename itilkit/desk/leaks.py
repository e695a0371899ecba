"""What no learner may get, and the search for it in everything that is handed out."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

from itilkit.notebook_reader import calls_within, read_notebook
from itilkit.scenarios import offers

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?(?:### END HIDDEN TESTS|\Z)", re.DOTALL)
MARKERS = ("### BEGIN", "### END")
#: Calls and arguments that only an instructor's notebook has.
_MARKING = re.compile(r"\b(?:mark|points)\(|\b(?:key|keys|because)\s*=")
_CODE = re.compile(r"[\"']M\d{1,2}[\"']")
_ANSWER = re.compile(r"\banswer\s*=\s*(?!None\b)")
_PICTURES = (".png", ".jpg", ".ico", ".woff2")
#: Parts of paths, and names of files, that are an instructor's. A folder may be called a gradebook.
_PRIVATE = re.compile(r"solutions?|submitted|autograded|.*\.db|.*keys?\.toml")
_PRIVATE_FILE = re.compile(r"gradebook.*")
#: Moves that the kit itself cannot tell, because they need a key, begin so.
_KEYED_MOVES = tuple(f"{each.verb} " for offer in offers() for each in offer.keyed)
#: Behind the name of a question whose model answer is another than the key.
_ANOTHER = ", another"
#: A sentence shorter than this says nothing that could not stand anywhere.
SHORTEST = 25


@attrs.frozen
class Secrets:
    """Sentences of explanations and model texts, and pairs of an id and its key or answer, out of solutions.

    The moves of a model run are none: whoever has the kit can compute such a run. Only the keyed ones of the
    service value system are, which the kit does not know.
    """

    sentences: tuple[str, ...]
    pairs: tuple[tuple[str, re.Pattern[str]], ...]
    maps: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]


@attrs.frozen
class Leak:
    """Something that must not be handed out: where it stands, and what it is."""

    path: str
    what: str


def secrets_of(solutions: Iterable[Path]) -> Secrets:
    """All that the instructor's notebooks hold and learners must not get. Raises ValueError and OSError."""
    texts: set[str] = set()
    pairs: dict[str, re.Pattern[str]] = {}
    maps: dict[str, tuple[re.Pattern[str], ...]] = {}
    for path in solutions:
        for cell in read_notebook(path):
            source = cell.source
            if cell.kind == "code":
                for hidden in HIDDEN.findall(source):
                    texts |= _sentences(hidden, pairs, maps)
                if "### BEGIN SOLUTION" in source and "record(" in source:
                    _take_answer(source, pairs, maps)
            elif "### BEGIN SOLUTION" in source:
                texts |= {line for line in source.splitlines() if not line.startswith(MARKERS)}
    parts = {part.strip() for text in texts for part in re.split(r"(?<=[.?!])\s", text)}
    long = sorted(part for part in parts if len(part) > SHORTEST)
    return Secrets(tuple(long), tuple(pairs.items()), tuple(maps.items()))


def _sentences(
    hidden: str, pairs: dict[str, re.Pattern[str]], maps: dict[str, tuple[re.Pattern[str], ...]]
) -> set[str]:
    """The explanations of a hidden test; its keys go to ``pairs`` and ``maps``."""
    texts = set()
    lines = "\n".join(line for line in hidden.splitlines() if not line.startswith(MARKERS))
    for call in calls_within(lines):
        if not call.args:
            continue
        name, given = call.args[0], call.kwargs
        if isinstance(name, str) and "key" in given:
            _take_key(name, given["key"], pairs, maps)
        for group, keys in (given.get("keys") or {}).items():
            if group != "why":
                _take_key(f"{name}, {group}", keys, pairs, maps)
            texts |= {text for text in keys.values() if " " in text}
        for told in (given.get("because") or {}).values():
            texts |= {text for text in told[1:] if isinstance(text, str)}
    return texts


def _take_answer(
    source: str, pairs: dict[str, re.Pattern[str]], maps: dict[str, tuple[re.Pattern[str], ...]]
) -> None:
    """The model answer to a question, and of a run the moves that need a key."""
    for call in calls_within(source):
        name, answer = (*call.args, "")[0], call.kwargs.get("answer")
        if not name or not isinstance(name, str):
            continue
        if not isinstance(answer, Mapping):
            _take_key(name, answer, pairs, maps)
        elif "moves" in answer:
            keyed = [move for move in answer["moves"] if move.startswith(_KEYED_MOVES)]
            if keyed:
                maps[f"{name}, moves"] = tuple(re.compile(re.escape(move)) for move in keyed)
        elif "responses" not in answer:
            _take_key(name, answer, pairs, maps)


def _take_key(
    name: str, key: Any, pairs: dict[str, re.Pattern[str]], maps: dict[str, tuple[re.Pattern[str], ...]]
) -> None:
    if isinstance(key, Mapping):
        every = tuple(_beside(str(left), _quoted(str(right))) for left, right in sorted(key.items()))
        maps[name if maps.get(name, every) == every else f"{name}{_ANOTHER}"] = every
    elif isinstance(key, str | list):
        listed = r"\s*,\s*".join(_quoted(str(one)) for one in key)
        one = _beside(name, _quoted(key) if isinstance(key, str) else rf"[\[(]\s*{listed}")
        pairs[name if pairs.get(name, one) == one else f"{name}{_ANOTHER}"] = one


def _quoted(text: str) -> str:
    return rf"[\"']{re.escape(text)}[\"']"


def _beside(name: str, key: str) -> re.Pattern[str]:
    """A key written beside what it is for, as literals, JSON, TOML or a call have it."""
    return re.compile(rf"(?<![\w-]){re.escape(name)}[\"']?\s*[:=,]\s*(?:(?:key|answer)\s*=\s*)?{key}")


def leaks_in(archive: bytes, secrets: Secrets, *, allowed: str = "", inside: str = "") -> Iterator[Leak]:
    """Every leak in a zip, and in wheels and zips within it; paths that begin with ``allowed`` may hold
    solutions. ``inside`` is where the zip itself lies. Raises zipfile.BadZipFile.
    """
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        for name in sorted(opened.namelist()):
            where = f"{inside}{name}"
            if allowed and name.startswith(allowed):
                continue
            content = opened.read(name)
            yield from _private(name, where)
            if name.endswith((".whl", ".zip")):
                yield from leaks_in(content, secrets, inside=f"{where}/")
            elif not name.endswith(_PICTURES):
                yield from leaks_in_text(where, content, secrets)


def _private(name: str, where: str) -> Iterator[Leak]:
    path = PurePosixPath(name)
    for part in path.parts:
        private = _PRIVATE.fullmatch(part) or (part == path.name and _PRIVATE_FILE.fullmatch(part))
        if private and not part.endswith((".py", ".ipynb")):
            yield Leak(where, f"a path named {part}")
        elif part.startswith(".") and part != ".itilkit":
            yield Leak(where, "a hidden file")


def leaks_in_text(where: str, content: bytes, secrets: Secrets) -> Iterator[Leak]:
    """Every leak in a file; a notebook's cells are looked at as a learner reads them."""
    text = content.decode("utf-8", errors="replace")
    if where.endswith(".ipynb"):
        try:
            cells = json.loads(text)["cells"]
            sources = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
        except (ValueError, KeyError, TypeError):
            yield Leak(where, "a file that is no notebook")
            return
        for kind, source in sources:
            yield from (Leak(where, what) for what in _instructors(kind, source))
        text = "\n".join([source for _, source in sources] + [json.dumps(cells, ensure_ascii=False)])
    flat = text.replace('\\"', '"').replace("\\n", "\n")
    for sentence in secrets.sentences:
        if sentence in flat:
            yield Leak(where, f"the explanation “{sentence[:40]}…”")
    for name, pattern in secrets.pairs:
        if name.partition(",")[0] in flat and pattern.search(flat):
            yield Leak(where, f"the key of {name.removesuffix(_ANOTHER)}")
    for name, patterns in secrets.maps:
        if name.partition(",")[0] in flat and all(pattern.search(flat) for pattern in patterns):
            yield Leak(where, f"the key of {name.removesuffix(_ANOTHER)}")


def _instructors(kind: str, source: str) -> Iterator[str]:
    """What in a cell is an instructor's."""
    for marker in MARKERS:
        if marker in source:
            yield f"an instructor’s mark ({marker} …)"
    if kind != "code":
        return
    if _MARKING.search(source):
        yield "a call that marks an answer"
    if _CODE.search(source):
        yield "the number of a misconception"
    if "record(" in source and _ANSWER.search(source):
        yield "an answer"
