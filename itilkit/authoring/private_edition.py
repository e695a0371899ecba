"""An instructor's private edition: every assignment on numbers of its own, and its model answer with it.

The solutions of the course are public. What is made here is not: new variants, the same questions, and model
answers that fit. Everything is made before anything is written, and what is written is taken back when
something goes wrong on the way.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import attrs

import itilkit
from itilkit.answers import ScenarioTask
from itilkit.authoring.private_variant import PrivateVariant, private_variant, run_of
from itilkit.authoring.renumbering import RESTORE, ScenarioPlayed, SolutionNotebook
from itilkit.authoring.tools import tool_of
from itilkit.authoring.variant_tool import NoVariantFoundError
from itilkit.content import ContentError, ended
from itilkit.course.files import CONFIG, clone_above, visible_files
from itilkit.grading.editions import RELEASE, SOURCE, generate, update
from itilkit.ground.problem import Problem, WrongUse, cannot_use
from itilkit.ground.words import listed, plural
from itilkit.ground.writing import write_atomically
from itilkit.items import AnswerProblem
from itilkit.scenarios import UnknownScenarioError, load_scenario
from itilkit.scenarios.base import Result, replay

CONTENT = PurePosixPath("itilkit/content/scenarios")
RESTORE_IT = f"{RESTORE[0].upper()}{RESTORE[1:]}."
#: Takes one line for the reader.
Say = Callable[[str], object]
FIGURE = re.compile(r"\d+(?:\.\d+)?")
#: Whole numbers up to this are turns, minutes and money: they are quoted everywhere and tell nothing.
COMMON = 20
#: So many figures of a variant in one text are no chance.
TOLD = 3


@attrs.frozen
class Quote:
    """A text that may tell of the old numbers: where it stands, and which of its figures are among them."""

    file: PurePosixPath
    cell: str
    figures: tuple[str, ...]
    model: bool

    def __str__(self) -> str:
        what = (
            "the written model answer tells of the run of before"
            if self.model
            else "it quotes figures of before"
        )
        figures = f": {', '.join(self.figures)}" if self.figures else ""
        return f"Look at {self.file}, cell {self.cell}; {what}{figures}."


@attrs.frozen
class Renewed:
    """A scenario of an assignment on its new variant, and what its model answer earns there, of ``most``."""

    source: SolutionNotebook
    played: ScenarioPlayed
    made: PrivateVariant
    earned: float
    most: float
    #: What the model answer of before comes to on the new numbers; None where it still holds or is illegal.
    copied: Result[Any] | None

    @property
    def file(self) -> PurePosixPath:
        """The variant's file in the clone."""
        return CONTENT / f"{self.played.scenario}.{self.made.scenario.variant}.toml"

    def __str__(self) -> str:
        who = "co-creating run" if self.made.moves else "model answer, which is as before,"
        told = f"{self.played.scenario}: {self.made.scenario.variant}, on which the {who} earns "
        told += f"{self.earned:.2f} of {self.most:g} points"
        if self.copied is not None:
            told += f" and the model answer of before {self.copied.score:.2f}"
        return f"{told}."


def make_edition(here: Path, seed: int, *, check: bool, say: Say) -> None:
    """Put the assignments of the clone around ``here`` onto variants made of ``seed``.

    With ``check`` only say what would come of it. The same seed always gives the same edition.

    Raises WrongUse outside a clone, and Problem where solutions/ cannot be read or no variant is found.
    """
    root = _clone(here)
    sources = [
        SolutionNotebook.read(PurePosixPath(path.relative_to(root).as_posix()), path.read_bytes())
        for path in sorted(visible_files(root / SOURCE))
        if path.suffix == ".ipynb"
    ]
    plays = [(source, played) for source in sources for played in source.played()]
    _require_any(root, plays)
    for source, played in plays:
        _require_playable(source, played)
    renewed = []
    for source, played in plays:
        one = _renew(source, played, seed)
        say(str(one))
        renewed.append(one)
    quotes = [quote for one in renewed for quote in quotes_of(one.source, one.played)]
    files = _files(sources, renewed)
    if check:
        say(f"Nothing is written: {len(files)} files would be, and {RELEASE}/ made anew of them.")
    else:
        _write(root, files, _released(root, files), say)
    for quote in quotes:
        say(str(quote))
    passing = [one.played.scenario for one in renewed if one.copied is not None and one.copied.passed]
    if passing:
        say(
            f"The model answer of before would still pass in {listed(passing)}, as good habits do on most "
            "numbers: let the written answers weigh more there, or try another seed."
        )


def quotes_of(source: SolutionNotebook, played: ScenarioPlayed) -> Iterator[Quote]:
    """The texts of an assignment that may tell of the numbers on which its scenario was played until now.

    A model answer in writing always may, since it tells of a run. Elsewhere it takes several figures, or one
    long one. Where cards are only dealt anew, nothing is told of numbers.
    """
    known = _figures(played)
    own = {f"{played.scenario}{end}" for end in ("", "-card", "-points")}
    for cell, text in source.texts():
        if not known or cell in own:
            continue
        found = tuple(figure for figure in dict.fromkeys(FIGURE.findall(text)) if figure in known)
        model = "### BEGIN SOLUTION" in text and "record(" not in text
        long = any(len(figure.replace(".", "")) > 2 for figure in found)
        if model or long or len(found) >= TOLD:
            yield Quote(source.name, cell, found, model)


def _figures(played: ScenarioPlayed) -> frozenset[str]:
    """The figures of a variant as they may be quoted: its numbers, and what its model answer's run tells."""
    scenario = load_scenario(played.scenario, played.variant)
    numbers = [number for number in _numbers(getattr(scenario, "numbers", None)) if number > COMMON]
    if not numbers or played.test.kwargs.get("keys"):
        return frozenset()
    run = replay(scenario, played.answer["moves"])
    told = FIGURE.findall(" ".join([*run.events, *scenario.tell(run.state)]))
    figures = {f"{number:.{places}f}" for number in numbers for places in (0, 1)}
    figures |= {figure for figure in told if float(figure) > COMMON}
    return frozenset(figures - {"100"})


def _numbers(value: Any) -> Iterator[float]:
    """Every number in a variant, wherever it stands."""
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, Mapping):
        yield from (number for each in value.values() for number in _numbers(each))
    elif isinstance(value, tuple):
        yield from (number for each in value for number in _numbers(each))
    elif attrs.has(type(value)):
        yield from _numbers(attrs.asdict(value, recurse=False))


def _clone(here: Path) -> Path:
    root = clone_above(here)
    if root is None:
        raise WrongUse(f"{here} is in no itilkit repository: go into a clone of it.")
    running = Path(itilkit.__file__).resolve().parent.parent
    if running != root:
        raise WrongUse(
            f"The itilkit that runs is not the one in {root}, so it would not find the new variants: "
            "install that clone with pip install -e . and run it again."
        )
    return root


def _require_any(root: Path, plays: Iterable[tuple[SolutionNotebook, ScenarioPlayed]]) -> None:
    scenarios = [played.scenario for _, played in plays]
    if not scenarios:
        raise Problem(f"{root / SOURCE} plays no scenario: restore it with git restore {SOURCE}.")
    twice = sorted({name for name in scenarios if scenarios.count(name) > 1})
    if twice:
        raise Problem(
            f"“{twice[0]}” is played in more than one notebook of {root / SOURCE}: remove one of them."
        )
    without = [name for name in scenarios if tool_of(name) is None]
    if without:
        raise Problem(
            f"There is no tool that makes variants of “{without[0]}”: write its variants.py, or take its "
            f"assignment out of {root / SOURCE}."
        )


def _require_playable(source: SolutionNotebook, played: ScenarioPlayed) -> None:
    """Raise Problem for a variant that is not there, and for a model answer that cannot be graded on it."""
    try:
        ScenarioTask(played.scenario, played.variant, played.test.kwargs.get("keys")).check(played.answer)
    except (AnswerProblem, UnknownScenarioError, ContentError, TypeError) as problem:
        said = " ".join(str(problem).split())
        raise Problem(f"{source.name}, cell {played.scenario}: {ended(said)} {RESTORE_IT}") from None


def _renew(source: SolutionNotebook, played: ScenarioPlayed, seed: int) -> Renewed:
    try:
        made = private_variant(played.scenario, seed)
    except NoVariantFoundError as none:
        raise Problem(f"“{played.scenario}”: {none}") from None
    scenario: Any = made.scenario
    keys = played.test.kwargs.get("keys")
    if keys is not None:
        scenario = scenario.with_keys(keys)
    before = played.answer["moves"]
    result = replay(scenario, list(made.moves) or before)
    same = not made.moves or played.variant == made.scenario.variant
    copied = None if same else run_of(scenario, before)
    return Renewed(source, played, made, result.score, result.max_score, copied)


def _files(sources: Iterable[SolutionNotebook], renewed: Iterable[Renewed]) -> dict[PurePosixPath, bytes]:
    """What is to be written, besides exercises/: the variants, and the notebooks on them."""
    files = {one.file: one.made.text.encode() for one in renewed}
    for source in sources:
        new = source
        for one in renewed:
            if one.source.name == source.name:
                new = new.renumbered(one.played.scenario, one.made.scenario.variant, one.made.moves)
        if new is not source:
            files[source.name] = new.content()
    return files


def _released(root: Path, files: Mapping[PurePosixPath, bytes]) -> Mapping[PurePosixPath, bytes]:
    """What nbgrader makes of solutions/ with ``files`` in it, tried on a copy."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch)
        shutil.copytree(root / SOURCE, copy / SOURCE, ignore=shutil.ignore_patterns(".*", "__pycache__"))
        shutil.copy(root / CONFIG, copy / CONFIG)
        for name, content in files.items():
            if name.parts[0] == SOURCE:
                (copy / name).write_bytes(content)
        return generate(copy)


def _write(
    root: Path, files: Mapping[PurePosixPath, bytes], released: Mapping[PurePosixPath, bytes], say: Say
) -> None:
    """Write everything, or nothing: what was there before comes back when something fails."""
    paths = [root / name for name in files] + [root / RELEASE / name for name in released]
    paths += visible_files(root / RELEASE)
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    try:
        for name, content in files.items():
            write_atomically(root / name, content)
        differences = update(root, released)
    except BaseException as error:
        _take_back(before)
        if isinstance(error, OSError):
            raise cannot_use(Path(error.filename or root), error) from None
        raise
    for name in files:
        say(f"{name}: {'written' if before[root / name] != files[name] else 'as it was'}.")
    changed = f"{plural(len(differences), 'file')} brought up to date"
    say(f"{RELEASE}/: {changed if differences else 'as it was'}.")


def _take_back(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            if path.is_file():
                path.unlink()
        elif not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)
