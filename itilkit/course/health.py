"""What the course needs on a machine: looked for part by part, as data, with the mend of each.

Nothing here imports nbgrader or a widget: parts are found by what their installation left behind.
"""

import ast
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import attrs

from itilkit.course.files import FOLDERS, START_PAGE, find_course, kit_version
from itilkit.course.site_rules import lets_cards_in, policies
from itilkit.ground.problem import Problem
from itilkit.ground.words import plural

INSTALL = f"{sys.executable} -m pip install"


@attrs.frozen
class Finding:
    """One part: found or not, its version or place, and in one sentence what to do when it is not found.

    ``needed`` says whether the course cannot do without it; ``note`` is worth reading even when all is well.
    """

    part: str
    found: bool
    version: str = ""
    mend: str = ""
    needed: bool = True
    note: str = ""

    @property
    def missing(self) -> bool:
        """Whether the course cannot work as things stand."""
        return self.needed and not self.found


def examine(folder: Path) -> list[Finding]:
    """Every part that the course needs, looked for on this machine and in ``folder``, where to work."""
    return [
        python(),
        package("itilkit", f"Install it with {INSTALL} itilkit."),
        package("jupyterlab", f'Install it with {INSTALL} "jupyterlab>=4.2,<5".', least=(4, 2)),
        package("ipywidgets", f'Install it with {INSTALL} "ipywidgets>=8.1".', least=(8, 1)),
        lab_extension(
            "@jupyter-widgets/jupyterlab-manager", "ipywidgets in JupyterLab", "jupyterlab_widgets"
        ),
        package("anywidget", f'Install it with {INSTALL} "anywidget>=0.9.13".', least=(0, 9)),
        lab_extension("anywidget", "anywidget in JupyterLab", "anywidget"),
        package("nbgrader", f'Install it with {INSTALL} "nbgrader>=0.9.5,<0.10".', least=(0, 9)),
        lab_extension("@jupyter/nbgrader", "nbgrader in JupyterLab", "nbgrader"),
        server_extension(
            "nbgrader.server_extensions.validate_assignment", "nbgrader in the server", "nbgrader"
        ),
        site_rules(),
        alembic(os.environ.get("PATH", "")),
        attrs.evolve(
            package("hatchling", f'Install it with {INSTALL} "hatchling>=1.27", for itilkit bundle.'),
            needed=False,
        ),
        kernel(),
        course_files(),
        writable(folder),
        browser(),
        system(platform.system()),
    ]


def first_thing(findings: list[Finding]) -> str:
    """The one sentence that says what to do first, or nothing when all that is needed was found."""
    missing = [finding for finding in findings if finding.missing]
    return f"First mend {missing[0].part}: {_lower(missing[0].mend)}" if missing else ""


def python() -> Finding:
    """Whether this Python is new enough."""
    mend = "Install Python 3.11 or newer from python.org, then itilkit in it."
    return Finding(
        "Python", sys.version_info >= (3, 11), platform.python_version(), mend, note=sys.executable
    )


def package(name: str, mend: str, *, least: tuple[int, int] = (0, 0)) -> Finding:
    """Whether the package ``name`` is installed in at least the version ``least`` (major, minor)."""
    try:
        found = kit_version() if name == "itilkit" else version(name)
    except PackageNotFoundError:
        return Finding(name, found=False, mend=mend)
    if name == "itilkit" and found == "dev":
        return Finding(name, found=False, version="not installed", mend=mend)
    numbers = tuple(int(number) for number in re.findall(r"\d+", found)[:2])
    if numbers < least:
        wanted = ".".join(str(number) for number in least)
        return Finding(name, found=False, version=f"{found} is older than {wanted}", mend=mend)
    return Finding(name, found=True, version=found)


def lab_extension(name: str, part: str, source: str) -> Finding:
    """Whether the JupyterLab extension ``name``, which the package ``source`` brings, is there and on."""
    mend = f"Install it again with {INSTALL} --force-reinstall {source}."
    folders = [folder / name / "package.json" for folder in _jupyter("labextensions")]
    present = next((data for data in map(_json, folders) if data), None)
    if present is None:
        return Finding(part, found=False, mend=mend)
    off = False
    for folder in reversed(_jupyter_config("labconfig")):
        switches = _json(folder / "page_config.json").get("disabledExtensions")
        if isinstance(switches, list):
            switches = dict.fromkeys(switches, True)
        off = bool(_table(switches).get(name, off))
    if off:
        mend = f"Switch it on with {sys.executable} -m jupyter labextension enable {name}."
        return Finding(part, found=False, version="switched off", mend=mend)
    return Finding(part, found=True, version=str(present.get("version", "")))


def server_extension(name: str, part: str, source: str) -> Finding:
    """Whether the server extension ``name``, which the package ``source`` brings, is on."""
    mend = (
        f"Switch it on with {sys.executable} -m jupyter server extension enable {source} --sys-prefix --py."
    )
    state: bool | None = None
    for folder in reversed(_jupyter_config()):
        packages = sorted(folder.glob("jupyter_server_config.d/*.json"))
        for place in (*packages, folder / "jupyter_server_config.json"):
            server = _table(_json(place).get("ServerApp"))
            state = _table(server.get("jpserver_extensions")).get(name, state)
    words = "" if state is None else "switched on" if state else "switched off"
    return Finding(part, found=bool(state), version=words, mend=mend)


def site_rules() -> Finding:
    """Whether the Content-Security-Policy that Jupyter is configured with lets cards into the page."""
    part = "this site’s rules for scripts"
    for path, policy in policies(_jupyter_config()):
        if not lets_cards_in(policy):
            rule = next(piece.strip() for piece in policy.split(";") if "-src" in piece.lower())
            mend = f"Add blob: to the rule for scripts in the Content-Security-Policy of {path}."
            return Finding(part, found=False, version=f"cards stay asleep: {rule}", mend=mend)
    return Finding(part, found=True)


def alembic(search: str) -> Finding:
    """Whether the PATH ``search`` leads to this Python's `alembic`, which nbgrader calls by its bare name."""
    own = Path(sys.executable).parent
    here = shutil.which("alembic", path=str(own))
    first = shutil.which("alembic", path=search)
    part = "alembic, for nbgrader"
    if here is None:
        mend = f"Install it with {INSTALL} alembic."
        return Finding(part, found=first is not None, version=first or "", mend=mend)
    if first is not None and Path(first).parent.resolve() == own.resolve():
        return Finding(part, found=True, version=_version_of("alembic"))
    mend = f"Put {own} first on PATH, or activate its environment, before you use nbgrader's own commands."
    return Finding(part, found=False, version="not on PATH", mend=mend, needed=False)


def kernel() -> Finding:
    """Whether the kernel named python3 starts and runs in this very Python."""
    part = "kernel python3"
    mend = f"Make it anew with {sys.executable} -m ipykernel install --sys-prefix --name python3."
    try:
        prefix = _kernel_prefix()
    except Exception as error:  # noqa: BLE001 - whatever keeps a kernel from starting, the finding is the same
        return Finding(part, found=False, version=f"does not start ({type(error).__name__})", mend=mend)
    if Path(prefix).resolve() != Path(sys.prefix).resolve():
        return Finding(part, found=False, version=f"runs in {prefix}", mend=mend)
    return Finding(part, found=True, version=f"ipykernel {_version_of('ipykernel')}")


def _kernel_prefix() -> str:
    """The environment that a really started python3 kernel runs in; raises whatever goes wrong."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(
        kernel_name="python3", startup_timeout=30, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        reply = client.execute(
            "", user_expressions={"prefix": "__import__('sys').prefix"}, reply=True, timeout=30
        )
        written = reply["content"]["user_expressions"]["prefix"]["data"]["text/plain"]
        return str(ast.literal_eval(written))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def course_files() -> Finding:
    """Whether the course's own files came with the package."""
    try:
        course = find_course()
        count = len(course.files(*FOLDERS))
    except Problem as problem:
        return Finding("course files", found=False, mend=f"{problem}")
    return Finding("course files", found=True, version=plural(count, "file"), note=str(course.root))


def writable(folder: Path) -> Finding:
    """Whether work can be saved in ``folder``, or where it would be made."""
    part = "a folder to work in"
    existing = next(place for place in (folder.resolve(), *folder.resolve().parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            return Finding(part, found=True, version="writable", note=str(existing))
    except OSError:
        mend = f"Choose a folder of your own: nothing can be saved in {existing}."
        return Finding(part, found=False, version="not writable", mend=mend)


def browser() -> Finding:
    """Whether a browser opens by itself; without one, the address can be typed into any."""
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        mend = (
            f"Use itilkit start --no-browser, and open the address that it prints ({START_PAGE} opens first)."
        )
        return Finding("browser", found=False, mend=mend, needed=False)
    return Finding("browser", found=True, needed=False)


def system(name: str) -> Finding:
    """The operating system: learners may use any, but nbgrader's exchange refuses Windows."""
    grading = "learning works here; grade a class on Linux or macOS" if name == "Windows" else ""
    return Finding("operating system", found=True, version=f"{name} {platform.release()}", note=grading)


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _jupyter(kind: str) -> list[Path]:
    """Jupyter's data folders of a kind, the nearest first; none when Jupyter is not installed."""
    return _paths(lambda: _jupyter_core().jupyter_path(kind))


def _jupyter_config(*parts: str) -> list[Path]:
    """Jupyter's configuration folders, the nearest first; none when Jupyter is not installed."""
    return [folder.joinpath(*parts) for folder in _paths(lambda: _jupyter_core().jupyter_config_path())]


def _jupyter_core() -> Any:
    from jupyter_core import paths

    return paths


def _paths(found: Callable[[], list[str]]) -> list[Path]:
    try:
        return [Path(place) for place in found()]
    except ImportError:
        return []


def _json(path: Path) -> dict[str, Any]:
    """The JSON object in a file; an empty one when it is missing or not readable."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return _table(data)


def _table(data: Any) -> dict[str, Any]:
    """``data`` when it is a table of names and values, else an empty one."""
    return data if isinstance(data, dict) else {}


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
