"""What `itilkit doctor` looks for."""

import json
import sys
from pathlib import Path

import pytest

from itilkit.course import health
from itilkit.course.health import Finding, first_thing

GOOD = Finding("Python", found=True, version="3.12.1")
ABSENT = Finding("nbgrader", found=False, mend="Install it with pip install nbgrader.")
SPARE = Finding("browser", found=False, mend="Open the address yourself.", needed=False)


def test_nothing_to_do():
    """When only what is not needed is missing, there is nothing to do first."""
    assert "" == first_thing([GOOD, SPARE])


def test_what_to_do_first():
    """The first needed part that is missing is what to mend first."""
    other = Finding("kernel python3", found=False, mend="Make it anew.")

    assert "First mend nbgrader: install it with pip install nbgrader." == first_thing([GOOD, ABSENT, other])


def test_a_package_that_is_there():
    """An installed package is found with its version."""
    found = health.package("pytest", "Install it.", least=(7, 0))

    assert (True, pytest.__version__) == (found.found, found.version)


def test_a_package_that_is_too_old():
    """A package older than the course needs counts as not found, and both versions are named."""
    found = health.package("pytest", "Install it.", least=(9999, 0))

    assert (False, f"{pytest.__version__} is older than 9999.0") == (found.found, found.version)


def test_a_package_that_is_missing():
    """A missing package is not found, and its mend says what to do."""
    found = health.package("no-such-package-of-ours", "Install it.")

    assert (False, "", "Install it.") == (found.found, found.version, found.mend)


@pytest.fixture
def jupyter(home, monkeypatch):
    """Jupyter's data and configuration folders of one person, empty, and nobody else's."""
    for name, folder in (("JUPYTER_PATH", "data"), ("JUPYTER_CONFIG_PATH", "config")):
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / "person"))
    return home


def write_json(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data))


def test_a_lab_extension(jupyter):
    """A JupyterLab extension is found by what it left in Jupyter's folders, with its version."""
    write_json(jupyter / "data" / "labextensions" / "@quay" / "bell" / "package.json", {"version": "1.2"})

    found = health.lab_extension("@quay/bell", "the bell", "quay")

    assert (True, "1.2") == (found.found, found.version)


def test_a_lab_extension_that_is_missing():
    """A JupyterLab extension that is nowhere is not found, and its package is to be installed again."""
    found = health.lab_extension("@quay/bell", "the bell", "quay")

    assert not found.found
    assert found.mend.endswith("--force-reinstall quay.")


@pytest.mark.parametrize("switch", [{"@quay/bell": True}, ["@quay/bell"]], ids=["table", "list"])
def test_a_lab_extension_that_is_off(jupyter, switch):
    """A JupyterLab extension that somebody switched off counts as not found, and the mend switches it on."""
    write_json(jupyter / "data" / "labextensions" / "@quay" / "bell" / "package.json", {"version": "1.2"})
    write_json(jupyter / "config" / "labconfig" / "page_config.json", {"disabledExtensions": switch})

    found = health.lab_extension("@quay/bell", "the bell", "quay")

    assert (False, "switched off") == (found.found, found.version)
    assert "labextension enable @quay/bell" in found.mend


@pytest.mark.parametrize(
    ("near", "expected"), [(None, (True, "switched on")), (False, (False, "switched off"))], ids=["on", "off"]
)
def test_a_server_extension(jupyter, near, expected):
    """A server extension is on when the settings say so, and the nearest setting counts most."""

    def setting(*, state):
        return {"ServerApp": {"jpserver_extensions": {"quay.bell": state}}}

    write_json(jupyter / "person" / "jupyter_server_config.d" / "quay.json", setting(state=True))
    if near is not None:
        write_json(jupyter / "config" / "jupyter_server_config.json", setting(state=near))

    found = health.server_extension("quay.bell", "the bell", "quay")

    assert expected == (found.found, found.version)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"ServerApp": 1}', '{"ServerApp": {"jpserver_extensions": []}}']
)
def test_odd_settings_do_no_harm(jupyter, content):
    """A configuration file that holds nonsense is passed over."""
    path = jupyter / "config" / "jupyter_server_config.json"
    path.parent.mkdir()
    path.write_text(content)

    assert not health.server_extension("quay.bell", "the bell", "quay").found


def test_alembic_of_this_python():
    """alembic is found when PATH leads to the one beside this Python."""
    assert health.alembic(str(Path(sys.executable).parent)).found


def test_alembic_off_the_path(home):
    """alembic that PATH does not lead to is reported, but the course can be learned without."""
    found = health.alembic(str(home))

    assert (False, "not on PATH", False) == (found.found, found.version, found.missing)
    assert str(Path(sys.executable).parent) in found.mend


@pytest.mark.slow
def test_the_kernel():
    """The kernel python3 is really started, and runs in this very Python."""
    found = health.kernel()

    assert (True, "kernel python3") == (found.found, found.part), found


@pytest.mark.slow
def test_a_kernel_of_another_python(home, monkeypatch):
    """A kernel named python3 that cannot run, or runs elsewhere, is not the one that is needed."""
    spec = {
        "argv": [str(home / "no python"), "-f", "{connection_file}"],
        "display_name": "x",
        "language": "python",
    }
    write_json(home / "data" / "kernels" / "python3" / "kernel.json", spec)
    monkeypatch.setenv("JUPYTER_PATH", str(home / "data"))

    found = health.kernel()

    assert (False, "does not start (FileNotFoundError)") == (found.found, found.version)
    assert "ipykernel install" in found.mend


def test_a_folder_to_work_in(home):
    """A folder that is not there yet is judged by the one that it would be made in."""
    found = health.writable(home / "not" / "yet")

    assert (True, str(home)) == (found.found, found.note)


@pytest.mark.skipif(
    not Path("/sys/kernel").is_dir(), reason="Linux has a folder that not even root may write"
)
def test_a_folder_to_look_at_only():
    """A folder where nothing can be saved is not found writable."""
    found = health.writable(Path("/sys/kernel"))

    assert (False, "not writable") == (found.found, found.version)


def test_the_operating_system():
    """On Windows a note says where to grade; elsewhere there is none, and no system is a fault."""
    windows, linux = health.system("Windows"), health.system("Linux")

    assert (True, "learning works here; grade a class on Linux or macOS") == (windows.found, windows.note)
    assert (True, "") == (linux.found, linux.note)


@pytest.mark.slow
def test_this_machine(home):
    """Where the tests run, everything needed is found, each part once, and what is missing has a mend."""
    findings = health.examine(home)

    assert [] == [finding.part for finding in findings if finding.missing]
    assert len(findings) == len({finding.part for finding in findings})
    assert [] == [finding.part for finding in findings if not finding.found and not finding.mend]
