"""What the name of a returned file says: who, which upload, whether late, and the file's name before.

Canvas writes ``lastnamefirstname_LATE_12345_678910_NAME-1.ipynb``: the person's number, and the upload's,
which grows with every upload. Moodle writes ``First Last_12345_assignsubmission_file_/NAME.ipynb``, or the
same in one name; its number belongs to the assignment and is nobody's.

What stands outside was written by the platform, what stands inside by the learner, who may write anything.
So the outermost label counts, and all that names somebody else is kept beside it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath

import attrs

from itilkit.desk.names import fold

_CANVAS = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_late)?_(?P<user>\d{1,18})_(?P<upload>\d{1,18})_(?P<rest>[^/]+)", re.IGNORECASE
)
_MOODLE = re.compile(
    r"(?P<name>[^/]+?)_(?P<user>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>[^/]*))?", re.IGNORECASE
)
#: Canvas, where it hides names, writes ``LATE_anon_aB3xZ_678910_NAME.ipynb``.
_HIDDEN = re.compile(r"(?P<late>late_)?anon_[0-9a-z]+_\d{1,18}_(?P<rest>[^/]+)", re.IGNORECASE)
#: What programs add to the name of a second copy: -2, _2, (2).
_COPY = re.compile(r"[ _-]*(?:-|_|\()(\d{1,3})\)?$")
#: The same when nothing else is added: a computer's name or a date may end with digits, too.
_ATTEMPT = re.compile(r"[-_](\d{1,3})|(?:\s*\(\d{1,3}\))*\s*\((\d{1,3})\)")
#: What programs that synchronise folders write into the name of a copy, in their languages.
_CONFLICT = re.compile("[ck]onfli[ck]?t")
#: What a platform adds of itself: texts typed online, times, comments, lists.
_ADDED = re.compile(
    r"(?:.*_)?(?:onlinetext|submissiontext|feedbacktext|text|link)\.html?|(?:timestamp|comments)\.txt"
    r"|grades\.(?:csv|xlsx?)|index\.html?|.*_attempt_\d{4}(?:-\d\d){5}\.txt",
    re.IGNORECASE,
)
#: A name of which nothing but such numbers is left; some systems put a blank alone before them.
_ONLY_COPIES = re.compile(r"(?:[\W_]+\d{1,3})+[\W_]*")
_SEPARATORS = " _-.,;()[]"
_ENDINGS = re.compile(r"(?:\.(?:ipynb|zip|json|txt|pdf|html?|docx?|odt|py|png|jpe?g))+$", re.IGNORECASE)
_LATE = re.compile(r"(?<![a-z])late(?![a-z])")


class Origin(StrEnum):
    """Who named the file."""

    CANVAS = "Canvas"
    MOODLE = "Moodle"
    PLAIN = "a person"


@attrs.frozen
class Label:
    """What a name says; ``number`` is Canvas's of the person, ``upload`` Canvas's of the file.

    ``name`` is the person's as the platform writes it, ``file`` the name that the learner's file had;
    ``hidden`` says that the platform keeps the person's name back.
    ``parts`` are what else may name somebody, the nearest first: of a plain name all of the path, of a
    platform's what stands around its label. ``others`` are the labels besides the one that counts.
    """

    origin: Origin
    file: str
    name: str = ""
    number: str = ""
    upload: int | None = None
    late: bool = False
    hidden: bool = False
    parts: tuple[str, ...] = ()
    others: tuple["Label", ...] = ()


def read_label(path: PurePosixPath) -> Label:
    """The label of a file at ``path``, whose folders and surrounding zips are its parents.

    The first part is the download itself: its label counts only when there is none inside.
    """
    found = [(place, label) for place, part in enumerate(path.parts) for label in _labels(part, path)]
    if not found:
        late = bool(_LATE.search(fold(path.name)))
        return Label(Origin.PLAIN, path.name, late=late, parts=path.parts[::-1])
    place, label = next((each for each in found if each[0] > 0), found[0])
    others = tuple(other for _, other in found if other is not label)
    return attrs.evolve(label, parts=path.parts[:place][::-1], others=others)


def _labels(part: str, path: PurePosixPath) -> Iterator[Label]:
    """The labels that a part of a path begins with, one behind the other."""
    rest: str | None = part
    while rest:
        hidden = _HIDDEN.fullmatch(rest)
        if hidden:
            late = hidden["late"] is not None
            yield Label(Origin.CANVAS, _file(hidden["rest"], path), late=late, hidden=True)
            return
        both = [found for form in (_MOODLE, _CANVAS) if (found := form.fullmatch(rest))]
        if not both:
            return
        # Where both forms fit, one of them has swallowed the other's label as part of a name.
        found = min(both, key=lambda found: found.end("name"))
        rest = found["rest"]
        if found.re is _MOODLE:
            yield Label(Origin.MOODLE, _file(rest, path), name=found["name"])
        else:
            yield Label(
                Origin.CANVAS,
                _file(rest, path),
                name=found["name"],
                number=found["user"],
                upload=int(found["upload"]),
                late=found["late"] is not None,
            )


def _file(rest: str | None, path: PurePosixPath) -> str:
    """The learner's own name of the file: the rest of the part, when that part is the file itself."""
    return rest if rest and path.name.endswith(rest) else path.name


def stem_of(file: str) -> str:
    """A file's name without its endings, as far as they are known; another may be part of an id."""
    return _ENDINGS.sub("", file)


def attempt_of(file: str, notebook: str) -> int:
    """The number that a program added to the name of ``notebook``; 0 for the first copy and other names."""
    stem, own = fold(stem_of(file)), fold(notebook)
    if own in stem:
        found = _ATTEMPT.fullmatch(stem.partition(own)[2])
    else:
        found = _COPY.search(stem) if stem.endswith(")") else None
    return int(found[found.lastindex or 1]) if found else 0


def is_conflicted(file: str, notebook: str) -> bool:
    """Whether a program marked the file as one of two copies between which it could not decide."""
    return _CONFLICT.search(fold(stem_of(file)).replace(fold(notebook), "")) is not None


def is_added(file: str) -> bool:
    """Whether a platform put the file there, beside what a learner handed in."""
    return _ADDED.fullmatch(file) is not None


def without(part: str, notebook: str) -> tuple[str, ...]:
    """What is left of a part of a path when the notebook's own name is taken out, with and without what
    programs add to second copies. Folded; what is left may name a person. A number of a copy names nobody.
    """
    stem = fold(stem_of(part))
    own = fold(notebook)
    before, name, after = stem.partition(own) if own else (stem, "", "")
    left = f"{before} {after}" if name else stem
    plain = _LATE.sub(" ", left)
    if name and not before.strip(_SEPARATORS) and _ONLY_COPIES.fullmatch(plain):
        return ()
    return tuple(
        dict.fromkeys(text.strip(_SEPARATORS) for text in (left, _COPY.sub("", left), _COPY.sub("", plain)))
    )
