"""The guides keep their word: commands, buttons, pictures, files and links are there, offline too."""

import re
import subprocess
import sys
from importlib.util import find_spec

import click
import pytest
from guides import DOCS, GUIDES, PICTURES, ROOT, anchors, commands, kit_commands, links, pictures, text_of

from itilkit.cli import cli

KIT_COMMANDS = [(page, words) for page in GUIDES for words in kit_commands(page)]
#: What a learner presses or reads on the kit's own cards, as the guides name it.
ON_CARDS = (
    "Begin",
    "Check my work",
    "Give me a hint",
    "I do not know yet",
    "Keep my mark",
    "Mark your own text by the rubric",
    "Open my feedback page",
    "Saved in this notebook",
    "Start again",
)


@pytest.mark.parametrize("words", [words for _, words in KIT_COMMANDS if words], ids="-".join)
def test_every_command_is_one_of_the_kit(words):
    """Every `itilkit` command of the guides is a verb that exists, with options and arguments it takes."""
    command = cli.commands[words[0]]
    context = click.Context(command, info_name=words[0], resilient_parsing=True)

    command.make_parser(context).parse_args(words[1:])


def test_the_guides_name_every_verb():
    """No verb of the command is left out of the guides."""
    assert set() == set(cli.commands) - {words[0] for _, words in KIT_COMMANDS if words}


def test_nbgraders_commands_exist():
    """The commands of nbgrader in the guides are nbgrader’s."""
    from nbgrader.apps.nbgraderapp import NbGraderApp

    known = {name.replace("_", "-") for name in NbGraderApp.subcommands}
    named = {line.split()[1] for page in GUIDES for line in commands(page) if re.match(r"nbgrader \w", line)}

    assert named
    assert set() == {name.replace("_", "-") for name in named} - known


def test_modules_that_are_run_exist():
    """Every module of the kit that the guides run with `python -m` can be found."""
    lines = [line for page in GUIDES for line in commands(page)]
    modules = {found[1] for line in lines if (found := re.search(r"python3? -m (itilkit[\w.]*)", line))}

    assert {"itilkit", "itilkit.grading.editions"} <= modules
    assert [] == [name for name in sorted(modules) if find_spec(name) is None]


def test_every_picture_is_there_and_shown():
    """The guides show pictures that exist, and no picture lies about that neither they nor README show."""
    shown = {path for page in [*GUIDES, ROOT / "README.md"] for path in pictures(page)}

    assert shown == set(PICTURES.glob("*"))


@pytest.mark.parametrize("picture", sorted(PICTURES.glob("*")), ids=lambda path: path.stem)
def test_pictures_are_small(picture):
    """A picture of the guides has less than 250 kB."""
    assert picture.stat().st_size < 250_000


@pytest.mark.parametrize("page", GUIDES, ids=lambda path: path.stem)
def test_every_link_leads_somewhere(page):
    """Every link within the guides leads to a page, and where it names a heading, that page has it."""
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", GUIDES, ids=lambda path: path.stem)
def test_files_that_are_named_exist(page):
    """A file of the repository that a guide names is there, but for those that an author is to make."""
    place = r"(?:benchmarks|docs|exercises|itilkit|notebooks|solutions|tests)/[\w./-]+\.(?:ipynb|md|py|toml)"
    named = {line for line in commands(page) if re.fullmatch(place, line)}
    made = {name for name in named if re.search("handover|spare.boat|_build|SCENARIO", name)}

    assert [] == [name for name in sorted(named - made) if not (ROOT / name).is_file()]


def test_buttons_are_called_what_the_cards_call_them():
    """What the guides say stands on a card stands in the code of the cards."""
    said = "\n".join(text_of(page) for page in GUIDES)
    folder = ROOT / "itilkit" / "widgets"
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in [*folder.glob("*.py"), *folder.glob("assets/*.js")]
    )

    assert [] == [label for label in ON_CARDS if f"**{label}**" not in said or label not in code]


def test_every_guide_is_in_the_contents():
    """Each page is reached from the first one."""
    contents = re.findall(
        r"```\{toctree\}\n(.*?)```", (DOCS / "index.md").read_text("utf-8"), flags=re.DOTALL
    )
    listed = {line for block in contents for line in block.split("\n\n")[1].split()}

    assert {page.stem for page in GUIDES} | {"rules/index"} == listed | {"index"}


# the pages ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The guides, built as the author's guide says."""
    pytest.importorskip("sphinx", reason="sphinx is not installed: pip install itilkit[docs]")
    pytest.importorskip("myst_parser", reason="myst-parser is not installed: pip install itilkit[docs]")
    pytest.importorskip("furo", reason="furo is not installed: pip install itilkit[docs]")
    target = tmp_path_factory.mktemp("guides")
    state = tmp_path_factory.mktemp("doctrees")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "-q",
        "-b",
        "html",
        "-d",
        str(state),
        str(DOCS),
        str(target),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)
    return target


@pytest.mark.slow
def test_guides_build_without_warnings(pages):
    """Every guide becomes a page, and Sphinx has nothing to warn of."""
    assert [] == [page.stem for page in GUIDES if not (pages / f"{page.stem}.html").is_file()]


@pytest.mark.slow
def test_pages_load_nothing_from_the_net(pages):
    """No script, style, font or picture of a page comes from elsewhere."""
    loads = r"<(?:script|img|iframe|source)[^>]+src=\"([^\"]+)\"|<link[^>]+href=\"([^\"]+)\"|url\(([^)]+)\)"
    files = [*pages.glob("*.html"), *pages.glob("_static/**/*.css")]
    found = {
        "".join(each).strip("\"'") for file in files for each in re.findall(loads, file.read_text("utf-8"))
    }

    assert found
    assert [] == [place for place in sorted(found) if re.match(r"(?:https?:)?//", place)]


@pytest.mark.browser
@pytest.mark.slow
def test_pages_work_from_a_folder(pages, chromium):
    """Opened from a folder, the pages show their pictures and find words, and ask nothing of the net."""
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pages / "student.html").as_uri())
    shown = page.locator("article img").evaluate_all("all => all.map(one => one.naturalWidth > 0)")
    page.locator("input[name=q]").first.fill("rubric")
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.wait_for()
    page.close()

    assert shown
    assert all(shown)
    assert [] == [url for url in asked if not url.startswith(("file:", "data:"))]
