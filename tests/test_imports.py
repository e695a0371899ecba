"""Imports run one way, and the core of the package needs next to nothing."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import attrs
import pytest

import itilkit
import itilkit.grading
from itilkit.scenarios import SCENARIOS

PACKAGE = Path(itilkit.__file__).parent

#: From the bottom up: each part may import from parts below it and from itself. A scenario's ``card``, in its
#: folder, is a part of its own: it stands on the widgets, and the rules beside it never load it.
LAYERS = (
    ("ground",),
    ("content", "startup"),
    ("scenarios", "items"),
    ("literals", "results"),
    ("answers",),
    ("notebook_reader",),
    ("progress",),
    ("widgets",),
    ("card",),
    ("course",),
    ("grading",),
    ("reports",),
    ("desk",),
    ("authoring",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
FOLDERS = tuple(scenario.replace("-", "_") for scenario in SCENARIOS)
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
#: The same within itilkit/grading, in the order that its docstring tells.
GRADING = (
    ("checks", "editions"),
    ("gradebook",),
    ("cells",),
    ("page", "classes"),
    ("autograde", "feedback", "formgrader", "releasing"),
    ("settings",),
    ("self_check", "batch", "exports"),
)
#: Parts that must run where little is installed, such as in a browser.
PURE = (
    "ground",
    "content",
    "scenarios",
    "items",
    "literals",
    "results",
    "answers",
    "notebook_reader",
    "progress",
)


def part_of(names):
    """The part that a module lies in, by the names of its path below the package."""
    return "card" if names[:1] == ("scenarios",) and names[2:3] == ("card",) else names[0]


@attrs.frozen
class Import:
    """An import in the package, in a function or not: where it stands and what it names."""

    part: str
    file: str
    module: str

    @property
    def top(self) -> str:
        """The distribution's top module."""
        return self.module.split(".")[0]

    @property
    def target(self) -> str | None:
        """The part of this package that is imported, if it is one."""
        names = tuple(self.module.split("."))
        return part_of(names[1:]) if names[0] == "itilkit" and len(names) > 1 and names[1] in RANK else None


@cache
def all_imports():
    """Every import of the package's own files, except those of its front page, which are lazy."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        place = file.relative_to(PACKAGE)
        if "_files" in place.parts or place == Path("__init__.py"):
            continue
        part = part_of(place.with_suffix("").parts)
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert 0 == node.level, f"{place}: relative import"
                parts = node.module == "itilkit"
                names = [f"itilkit.{alias.name}" if parts else node.module for alias in node.names]
            else:
                continue
            found += [Import(part, str(place), name) for name in dict.fromkeys(names)]
    return tuple(found)


def test_every_part_has_its_layer():
    """Every module and folder of the package has a place in the order of imports."""
    parts = {each.part for each in all_imports()}
    assert set() == parts - set(RANK)


def test_imports_run_one_way():
    """The ground, content, then scenarios and items, literals, answers, widgets and cards, then course,
    grading and reports: no part imports one above it or beside it, not even late in a function.
    """
    wrong = [
        f"{each.file} imports {each.module}"
        for each in all_imports()
        if each.target is not None and each.target != each.part and RANK[each.target] >= RANK[each.part]
    ]
    assert [] == wrong


def modules():
    """Each module of the package by its dotted name, with those that it imports, in a function or not."""
    files = {".".join(Path(each.file).with_suffix("").parts) for each in all_imports()}
    known = {f"itilkit.{name.removesuffix('.__init__')}" for name in files}
    found = {name: set() for name in known}
    for each in all_imports():
        own = "itilkit." + ".".join(Path(each.file).with_suffix("").parts).removesuffix(".__init__")
        found[own] |= {each.module} & (known - {own})
    return found


def test_no_circle():
    """No module leads back to itself by what it imports, not even late in a function."""
    assert list(TopologicalSorter(modules()).static_order())  # raises CycleError, and names the circle


def scenario_of(path):
    """The folder of the scenario that a path below the package lies in; None outside of them."""
    return path[1] if path[:1] == ("scenarios",) and path[1:2] and path[1] in FOLDERS else None


def test_each_scenario_stands_alone():
    """Every scenario has its card in its folder, and nothing in there imports another scenario, but for the
    capstone, which is played with the features and people of the affordable mix.
    """
    assert set(FOLDERS) == {
        scenario_of(Path(each.file).parts) for each in all_imports() if each.part == "card"
    }
    pairs = {
        (scenario_of(Path(each.file).parts), scenario_of(tuple(each.module.split(".")[1:])))
        for each in all_imports()
    }
    assert {("capstone", "affordable_mix")} == {
        (own, other) for own, other in pairs if own and other and own != other
    }


def part_of_grading(module):
    """The part of grading that a module's dotted name lies in; None outside of it."""
    names = module.split(".")
    return names[2] if ["itilkit", "grading"] == names[:2] and len(names) > 2 else None


def test_every_part_of_grading_has_its_layer():
    """Every module and folder of grading has a place in the order of imports there."""
    parts = {path.stem for path in (PACKAGE / "grading").iterdir() if not path.name.startswith("__")}
    assert parts == {part for layer in GRADING for part in layer}


def test_imports_of_grading_run_one_way():
    """Within grading, from what test cells call to what grades a class, no part imports one above it or
    beside it, not even late in a function.
    """
    rank = {part: place for place, layer in enumerate(GRADING) for part in layer}
    wrong = []
    for each in all_imports():
        part = part_of_grading(".".join(["itilkit", *Path(each.file).with_suffix("").parts]))
        target = part_of_grading(each.module)
        if part in rank and (
            # the whole of it would hide which part is meant
            each.module == "itilkit.grading"
            or (target is not None and target != part and rank[target] >= rank[part])
        ):
            wrong.append(f"{each.file} imports {each.module}")
    assert [] == wrong


def test_grading_says_its_order():
    """The order in which the parts of grading stand is the one that its docstring tells."""
    order = " → ".join(", ".join(layer) for layer in GRADING)
    assert order in " ".join(itilkit.grading.__doc__.split())


def test_what_cards_share_has_few_rooms():
    """widgets/ is small enough to be read from its list of modules."""
    assert 20 >= len(list((PACKAGE / "widgets").glob("*.py")))


def test_course_and_reports_stand_apart():
    """What delivers the course and what reports on a class do not import each other."""
    pairs = {(each.part, each.target) for each in all_imports()}
    assert set() == {("course", "reports"), ("reports", "course")} & pairs


HOMES = {
    "ipywidgets": ("widgets",),
    "anywidget": ("widgets",),
    "traitlets": ("widgets", "grading"),
    "nbgrader": ("grading",),
    "nbconvert": ("grading",),
    "sqlalchemy": ("grading",),
    "alembic": ("grading",),
    "click": ("cli", "commands"),
    "rich": ("authoring", "commands", "desk", "reports"),
}


@pytest.mark.parametrize(("module", "homes"), HOMES.items())
def test_home_of_a_library(module, homes):
    """Each library is imported in its own part of the package only: widgets in widgets/, nbgrader in
    grading/.
    """
    users = {each.part for each in all_imports() if each.top == module}
    assert set() == users - set(homes)


def test_pure_core():
    """Content, scenarios, items and answers import the standard library, attrs and cattrs only; the schedule
    of the review is fsrs, which is pure Python too.
    """
    known = sys.stdlib_module_names | {"attrs", "cattrs", "fsrs", "itilkit"}
    wrong = [
        f"{each.file} imports {each.module}"
        for each in all_imports()
        if each.part in PURE and each.top not in known
    ]
    assert [] == wrong


HEAVY = (
    *("itilkit.widgets", "ipywidgets", "anywidget", "nbgrader"),
    *("IPython", "traitlets", "jupyterlab", "sqlalchemy", "click"),
)


def loaded_by(program):
    """Which heavy modules a fresh Python has loaded after running a program."""
    report = f"\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", program + report], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


PROGRAMS = {
    "import itilkit": "import itilkit",
    "looking around": "import itilkit; dir(itilkit); itilkit.__version__",
    "a run is replayed": (
        "from itilkit import load_scenario, replay; replay(load_scenario('affordable-mix'), ['ask mara'])"
    ),
    "an answer is read": (
        "from itilkit.literals import read_answer; read_answer('record(\"x\", answer=1)', 'x')"
    ),
    "an item is scored": "from itilkit.items import load_items; load_items()",
    "the session is asked": "from itilkit.answers import session; session.task('x')",
    "a debrief is written": "import itilkit.scenarios.affordable_mix.debrief as d; d.texts()",
    "a variant is made": "import itilkit.authoring.affordable_mix.variants",
    "scenarios are played": (
        "from itilkit.scenarios import *\n"
        "for id in SCENARIOS:\n"
        "    scenario = load_scenario(id)\n"
        "    moves = worked_run(scenario)\n"
        "    legal_moves(scenario, moves[:3]), shown(scenario, moves)\n"
        "    offer_of(id).steps(), offer_of(id).observed()\n"
    ),
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_loads_nothing_heavy(program):
    """Neither importing the package nor using its core loads widgets, nbgrader or IPython: no card either."""
    assert [] == loaded_by(program)


def test_public_names():
    """Every name that notebooks use is there, and is the one of the module that it comes from."""
    names = {"play", "ask", "record", "require", "points", "mark", "load_scenario", "replay", "Result"}
    assert names <= set(itilkit.__all__)
    assert set(itilkit.__all__) == set(dir(itilkit))
    for name in itilkit.__all__:
        assert getattr(itilkit, name) is not None


def test_unknown_public_name():
    """A name that the package does not have is an AttributeError, as anywhere."""
    with pytest.raises(AttributeError, match="module 'itilkit' has no attribute 'plya'"):
        itilkit.plya  # noqa: B018 - the lookup is the test


def test_variants_do_not_hide_a_function():
    """The module of the variant tool hides no function of the package that it stands in."""
    program = (
        "import itilkit.authoring.affordable_mix.variants\n"
        "from itilkit.scenarios import load_scenario, variants\n"
        "assert 'base' in variants('affordable-mix')\n"
        "load_scenario('affordable-mix', 'graded')\n"
    )
    assert [] == loaded_by(program)


def test_card_named_like_a_folder():
    """progress() is the card, the first time and every time after, although a folder has the same name."""
    program = (
        "import itilkit.progress.mastery\n"
        "for _ in range(2):\n"
        "    from itilkit import progress\n"
        "    assert 'itilkit.widgets' == progress.__module__\n"
        "    assert progress is itilkit.progress\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


#: What every scenario has of its own under the same name: its state, its words and numbers, what is shown
#: beside a run, and in authoring/ what looks for its best runs. People and events of two scenarios are two
#: things of the case that are one in the course's words.
SAME_ROLE = {"Beside", "Best", "Event", "Numbers", "Person", "Said", "Search", "State", "Words"}


def test_a_name_means_one_class():
    """Two classes of the package have different names, but for what each scenario calls alike."""
    places = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(file.relative_to(PACKAGE).as_posix())
    twice = {name: files for name, files in places.items() if len(files) > 1}
    assert set(twice) == SAME_ROLE
    assert {"scenarios", "authoring"} == {file.split("/")[0] for files in twice.values() for file in files}
