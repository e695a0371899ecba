"""What takes the pictures of the guides: a command of the kit that runs, and a page that is photographed."""

import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / name) for name in ("", "browser"))]

from notebook_page import eventually
from playwright.sync_api import Locator, Page

PICTURES = HERE / "pictures"
#: The window, in pixels.
WIDTH, HEIGHT = 1200, 800
#: No picture is larger, in bytes.
LARGEST = 250_000


def snap(page: Page, name: str, part: Locator | None = None, most: int = 0) -> None:
    """Take a picture of the page, or of a part of it, and make it small.

    Of a part the window shows all, however long it is; ``most`` cuts the picture off after so many pixels.
    """
    file = PICTURES / f"{name}.png"
    page.mouse.move(2, 400)
    if part is None:
        page.wait_for_timeout(400)
        page.screenshot(path=file)
    else:
        page.set_viewport_size({"width": WIDTH, "height": int(part.bounding_box()["height"]) + 400})
        part.scroll_into_view_if_needed()
        page.wait_for_timeout(800)
        part.screenshot(path=file)
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    if most:
        subprocess.run(["convert", str(file), "-crop", f"x{most}+0+0", "+repage", str(file)], check=True)
    shrink(file)


def shrink(file: Path) -> None:
    """Make a picture small: fewer colours, and nothing but the picture."""
    for colours in ("256", "64"):
        subprocess.run(
            ["convert", "-strip", "+dither", "-colors", colours, str(file), f"PNG8:{file}"], check=True
        )
        if file.stat().st_size < LARGEST:
            break
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB\n")


class Command:
    """An `itilkit` command that opens JupyterLab, running in ``folder`` until the block ends."""

    app = "jupyterlab"

    def __init__(self, folder: Path, *words: str) -> None:
        self.root = folder
        own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython"}
        own |= {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
        state = Path(tempfile.mkdtemp())
        environment = {**os.environ, **{name: str(state / place) for name, place in own.items()}}
        command = [sys.executable, "-P", "-m", "itilkit", *words, "--no-browser"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        self.process = subprocess.Popen(
            command, cwd=folder.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.opening = self._address()
        self.address, self.token = re.match(r"(https?://[^/]+).*token=(\w+)", self.opening).groups()
        # The address is printed a moment before anybody answers there.
        if not eventually(self._answers, wanted=True, within=60):
            raise RuntimeError("JupyterLab does not answer.")

    def _address(self) -> str:
        """The address that the command prints, as a person would copy it."""
        for raw in self.process.stdout:
            line = raw.decode()
            sys.stdout.write(f"  {line}")
            if found := re.search(r"http://127\.0\.0\.1:\S+token=\w+", line):
                return found[0]
        raise RuntimeError("JupyterLab did not start.")

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/api?token={self.token}", timeout=5).close()
        except OSError:
            return False
        return True

    def page_of(self, file: Path) -> str:
        """The address of a notebook in the simple interface."""
        return f"{self.address}/doc/tree/{file.relative_to(self.root).as_posix()}?token={self.token}"

    def end(self) -> None:
        """End the command, and JupyterLab with it."""
        self.process.terminate()
        self.process.wait(30)


@contextmanager
def opened(folder: Path, *words: str) -> Iterator[Command]:
    """The command as long as the block lasts."""
    command = Command(folder, *words)
    try:
        yield command
    finally:
        command.end()


def itilkit(folder: Path, *words: str) -> None:
    """Run a command in a folder, and show what it says."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "itilkit", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(f"$ itilkit {' '.join(words)}\n{done.stdout}{done.stderr}")
    if done.returncode:
        raise RuntimeError(f"itilkit {words[0]} ended with {done.returncode}.")


def snap_here(page: Page, name: str) -> None:
    """A picture of the window while the mouse stays where it is."""
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    shrink(file)
