"""A name is text: on every page of the formgrader, in the feedback page and in the report it runs nothing,
fetches nothing and turns nothing around, in a gradebook that was filled by hand too.
"""

import shutil
import subprocess
import sys
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import attrs
import pytest
from formgrader import Formgrader
from nbgrader.api import Gradebook
from persona_builder import ASSIGNMENT, hand_in, personas

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

#: First and last names, by the learner who handed in; LISTENER is an address of this machine.
NAMES = {
    "script": ("<script>window.pwned = 1; alert(1)</script>", "Olsen"),
    "picture": ("Mara", '<img src="LISTENER/img" onerror="window.pwned = 2">'),
    "drawing": ("</a></li><svg onload=alert(3)><image href=LISTENER/svg>", '"><iframe src=LISTENER/frame>'),
    "turning": ("Mara\u202e\u2066", "\u202bOlsen & <b>Co</b>"),
}
#: An id that only a gradebook filled by hand can hold: it ends a string of a page's own script.
ID = '";window.pwned=4;alert(4);"'
SHOWN = {
    "script": "Olsen, <script>window.pwned = 1; alert(1)</script>",
    "turning": "Olsen & <b>Co</b>, Mara",
}


@pytest.fixture(scope="module")
def listener():
    """A server on this machine: its address, and what it was asked for."""
    asked = []

    class Listen(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_words):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listen) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture(scope="module")
def folder(released, listener, tmp_path_factory):
    """A graded class whose gradebook was given hostile names by hand, with feedback pages and a report."""
    folder = tmp_path_factory.mktemp("names") / "course"
    shutil.copytree(released, folder)
    for name in NAMES:
        hand_in(attrs.evolve(personas()["co-creator"], id=name), folder)
    with closing(Gradebook(f"sqlite:///{folder / 'gradebook.db'}")) as book:
        for name, (first, last) in NAMES.items():
            told = (first.replace("LISTENER", listener[0]), last.replace("LISTENER", listener[0]))
            book.update_or_create_student(name, first_name=told[0], last_name=told[1], email=told[0])
        book.add_student(ID, first_name="Mara")
    for verb in ("grade", "report"):
        subprocess.run([sys.executable, "-m", "itilkit", verb], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def pages(folder):
    """The addresses of all pages that show names, by what they are, and the header that opens them."""
    server = Formgrader(folder)
    try:
        server.wait()
        base = f"{server.address}/formgrader"
        handed = server.ask(f"submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}")
        addresses = {
            "students": f"{base}/manage_students",
            "student": f"{base}/manage_students/{quote(ID, safe='')}",
            "work of a student": f"{base}/manage_students/{quote(ID, safe='')}/{ASSIGNMENT}",
            "submissions": f"{base}/manage_submissions/{ASSIGNMENT}",
            "assignments": f"{base}/gradebook",
            "notebooks": f"{base}/gradebook/{ASSIGNMENT}/{ASSIGNMENT}",
            "report": (folder / "class-report.html").as_uri(),
            **{each["student"]: f"{base}/submissions/{each['id']}/" for each in handed},
            **{
                f"feedback {name}": (folder / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html").as_uri()
                for name in NAMES
            },
        }
        yield addresses, {"Authorization": f"token {server.token}"}
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


WAITING = "Loading, please wait"
REVEAL = "() => { for (const each of document.querySelectorAll('.glyphicon-eye-open')) each.click(); }"


def visit(context, address, *, follow=False):
    """What a page shows with every name shown, and what happened on it; ``follow`` goes to the next one."""
    page = context.new_page()
    happened = []
    page.on("dialog", lambda dialog: (happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.route("https://**", lambda route: route.abort())
    page.goto(address, wait_until="networkidle")
    if quote(ID, safe="") not in address:
        # the lists are fetched by scripts of the page; of an id that only a hand can have filled in, none is
        page.wait_for_function(f"() => !document.body.innerText.includes('{WAITING}')")
    page.evaluate(REVEAL)
    text = page.locator("body").inner_text()
    if follow:
        page.locator("li.next a").click()
        page.wait_for_load_state("networkidle")
    happened += [f"ran: {page.evaluate('window.pwned')}"] * page.evaluate("'pwned' in window")
    page.close()
    return text, happened


def test_no_name_runs(chromium, pages, listener):
    """No page that shows names opens a dialog, runs a script or asks this machine's listener for anything."""
    addresses, header = pages
    context = chromium.new_context(extra_http_headers=header)
    found = {name: visit(context, address, follow=name in NAMES) for name, address in addresses.items()}
    context.close()

    assert {} == {name: happened for name, (_, happened) in found.items() if happened}
    assert [] == listener[1]
    for name, shown in SHOWN.items():
        pages_of = {name: shown}
        pages_of |= dict.fromkeys((f"feedback {name}", "report"), " ".join(reversed(shown.split(", "))))
        for page, told in pages_of.items():
            assert told in found[page][0]
            # the lists of the formgrader keep them, each in a cell of its own, which they do not reach out of
            assert not {"\u202e", "\u202b", "\u2066"} & set(found[page][0])
