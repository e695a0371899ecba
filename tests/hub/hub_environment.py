"""The kit as an administrator installs it: an environment that every account can run, without solutions.

The environment of the tests may stand where only its owner looks, and holds the kit as a clone with its
solutions. So its packages are linked into an environment of its own, and the kit goes in as its wheel.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = ("alembic", "jupyter", "jupyterhub", "jupyterhub-singleuser", "nbgrader")


def open_to_all(path: Path) -> bool:
    """Whether every account can reach and read ``path``."""
    path = path.resolve()
    return all(folder.stat().st_mode & 0o001 for folder in path.parents) and bool(path.stat().st_mode & 0o004)


def open_python(folder: Path) -> Path:
    """The Python of the tests, as every account can run it: itself, or where it stands closed, a copy."""
    own = Path(sys._base_executable).resolve()
    if open_to_all(own):
        return own
    home = Path(sys.base_prefix)
    link_tree(home / "lib", folder / "lib", without=lambda path: path.name in {"site-packages", "test"})
    # A program that looks for its library at a fixed place finds it beside itself instead.
    fixed, beside = str(home / "lib").encode() + b"\0", b"$ORIGIN/../lib\0"
    program = folder / "bin" / own.name
    program.parent.mkdir()
    program.write_bytes(own.read_bytes().replace(fixed, beside.ljust(len(fixed), b"\0")))
    program.chmod(0o755)
    return program


def install(folder: Path) -> Path:
    """Make the environment in ``folder``, which is not there yet; returns its Python."""
    base = open_python(folder.with_name("python"))
    subprocess.run([base, "-m", "venv", "--without-pip", folder], check=True)
    packages = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    for kind in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        link_tree(Path(kind), packages, without=is_the_kit)
    for part in ("share", "etc"):
        if (Path(sys.prefix) / part).is_dir():
            link_tree(Path(sys.prefix) / part, folder / part)
    (wheel,) = build_wheel(folder / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    python = folder / "bin" / "python"
    for name in SCRIPTS:
        own = (Path(sys.executable).parent / name).read_text(encoding="utf-8").split("\n", 1)[1]
        write_script(folder / "bin" / name, python, own)
    start = 'import sys\nfrom itilkit.cli import main\nif __name__ == "__main__":\n    sys.exit(main())\n'
    write_script(folder / "bin" / "itilkit", python, start)
    return python


def is_the_kit(path: Path) -> bool:
    """Whether a file or folder of the packages is the kit as a clone, or as it was installed before."""
    return path.name.split("-")[0].removesuffix(".pth") in {"itilkit", "_itilkit", "_editable_impl_itilkit"}


def nothing(_path: Path) -> bool:
    """Leave nothing out."""
    return False


def link_tree(source: Path, target: Path, *, without: Callable[[Path], bool] = nothing) -> None:
    """``source`` again as ``target``, with its files linked and not copied where the disk allows it."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if without(Path(folder, name))]

    def link(one: str, other: str) -> None:
        if Path(other).exists():
            return
        try:
            os.link(one, other, follow_symlinks=True)
        except OSError:
            shutil.copy2(one, other)

    shutil.copytree(source, target, copy_function=link, ignore=left_out, dirs_exist_ok=True)


def build_wheel(folder: Path) -> Path:
    """Build the kit's wheel into ``folder``."""
    words = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(words, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


def write_script(path: Path, python: Path, text: str) -> None:
    """Write a command that ``python`` runs."""
    path.write_text(f"#!{python}\n{text}", encoding="utf-8")
    path.chmod(0o755)
