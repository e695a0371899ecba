"""What nobody on the hub can do: Anna tries, from her own server and by address, and reads what she gets."""

import json
from pathlib import Path

import pytest
from hub_accounts import processes_of, run
from hub_people import ASSIGNMENT
from hub_walls import Intruder

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOTEBOOK = f"{ASSIGNMENT}.ipynb"


@pytest.fixture(scope="module")
def anna(the_class):
    """Anna, in the terminal of her own server and with her own browser."""
    return Intruder(the_class.learners["anna"])


@pytest.fixture(scope="module")
def ben(the_class):
    """Ben, whose work it is."""
    return the_class.learners["ben"]


@pytest.fixture(scope="module")
def exchange(hub):
    """The part of the exchange that is the course’s."""
    return hub.exchange / hub.course


def handed_in(exchange: Path, name: str) -> Path:
    """What somebody handed in, in the exchange."""
    (found,) = (exchange / "inbound").glob(f"{name}+{ASSIGNMENT}+*")
    return found


# another learner -----------------------------------------------------------------------------------------


def test_another_learners_files(anna, ben):
    """Another learner’s home can be neither listed, nor read, nor written."""
    work = ben.course / "exercises" / ASSIGNMENT / NOTEBOOK

    assert f"ls: cannot open directory '{ben.home}': Permission denied" == anna.ask(f"ls {ben.home}")
    assert f"cat: {work}: Permission denied" == anna.ask(f"cat {work}")
    assert f"bash: {work}: Permission denied" == anna.ask(f"echo mine > {work}")


def test_another_learners_server_by_its_address(anna, ben, hub):
    """The hub leads nobody to another’s server, and does not start one."""
    refused = f"403 : You do not have permission to access Server at /user/{ben.name}/"

    assert refused in anna.open(hub.server_of(ben.name))
    start = f"{hub.address}/hub/spawn/{ben.name}"
    assert "404 : No access to resources or resources not found" in anna.open(start)


def test_another_learners_server_with_a_token(anna, ben, hub):
    """The token of one’s own server opens no other, through the proxy or past it."""
    (told,) = (ben.home / ".jupyter-run").glob("jpserver-*.json")
    port = json.loads(told.read_text(encoding="utf-8"))["port"]
    for address in (hub.server_of(ben.name), f"http://127.0.0.1:{port}/user/{ben.name}/"):
        contents = f"{address}api/contents"
        assert "403 Forbidden" == anna.request("GET", contents)
        assert "403 Forbidden" == anna.request("PUT", f"{contents}/mine.txt")


def test_another_learners_kernel(anna, ben):
    """What a kernel shows goes through sockets in its owner’s folder; nobody else can connect to one."""
    run = ben.home / ".jupyter-run"
    kernels = [json.loads(file.read_text(encoding="utf-8")) for file in run.glob("kernel-*.json")]
    assert kernels
    assert {"ipc"} == {kernel["transport"] for kernel in kernels}
    connect = f"import socket; socket.socket(socket.AF_UNIX).connect('{kernels[0]['ip']}-1')"

    assert anna.ask(f'python -c "{connect}"').endswith("PermissionError: [Errno 13] Permission denied")


def test_another_learners_processes(anna, hub):
    """Nobody ends another’s server, or reads the token that the hub gave it."""
    server = processes_of(hub.people["ben"].number)[0]

    assert f"bash: kill: ({server}) - Operation not permitted" == anna.ask(f"kill {server}")
    environment = f"/proc/{server}/environ"
    assert f"cat: {environment}: Permission denied" == anna.ask(f"cat {environment}")


# the exchange --------------------------------------------------------------------------------------------


def test_who_handed_in_is_not_shown(anna, exchange):
    """What was handed in cannot be listed."""
    inbound = exchange / "inbound"
    assert f"ls: cannot open directory '{inbound}': Permission denied" == anna.ask(f"ls {inbound}")


def test_another_learners_submission(anna, ben, exchange):
    """Whoever should learn the name of another’s submission can neither read, change, move nor remove it."""
    theirs = handed_in(exchange, ben.name)
    file = theirs / NOTEBOOK
    before = file.read_bytes()

    assert f"cat: '{file}': Permission denied" == anna.ask(f"cat '{file}'")
    assert f"bash: {file}: Permission denied" == anna.ask(f"echo mine > '{file}'")
    assert anna.ask(f"mv '{theirs}' '{theirs}x'").endswith(": Operation not permitted")
    assert anna.ask(f"rm -rf '{theirs}'").endswith(": Operation not permitted")
    assert before == file.read_bytes()


def test_handing_in_for_another_learner(anna, ben, hub, exchange, the_class):
    """What somebody hands in under another’s name is not collected, and the instructor reads why."""
    collected = hub.class_folder / "submitted" / ben.name / ASSIGNMENT / NOTEBOOK
    before = collected.read_bytes()
    where = f"~/{hub.course}/exercises"
    anna.ask(f"cd {where} && nbgrader submit {ASSIGNMENT} --student={ben.name}")
    (forged,) = [
        each for each in (exchange / "inbound").glob(f"{ben.name}+*") if each.owner() == anna.person.name
    ]
    the_class.instructor.overview()

    told = f"Not collected: {forged.name}, since it does not belong to {ben.name}."
    assert told in the_class.instructor.press("collect")
    assert before == collected.read_bytes()
    anna.ask(f"rm -rf '{forged}'")


def test_handing_in_links_and_rubbish(hub, exchange, the_class):
    """A link to the solutions hands in nothing, a name without a time is left out, the rest is collected."""
    cleo, inbound = hub.people["cleo"].name, exchange / "inbound"
    solution = hub.class_folder / "solutions" / ASSIGNMENT / NOTEBOOK
    time = "2099-01-01 00:00:00.000000 UTC"
    linked, timeless = inbound / f"{cleo}+{ASSIGNMENT}+{time}+x", inbound / f"{cleo}+{ASSIGNMENT}+soon+x"
    hands = Intruder(the_class.learners["cleo"])
    hands.ask(f"mkdir -p '{linked}' '{timeless}'; ln -s {solution} '{linked}/{NOTEBOOK}'")
    hands.ask(f"mkfifo '{linked}/pipe'; echo later > '{linked}/timestamp.txt'; chmod -R 777 '{linked}'")
    said = hub.as_class("nbgrader", "collect", ASSIGNMENT, "--update")

    assert f"Updating submission: {cleo} {ASSIGNMENT}" in said
    assert f"Not collected: {timeless.name}, since it cannot be read" in said
    taken = hub.class_folder / "submitted" / cleo / ASSIGNMENT
    assert {"timestamp.txt", "submission_secret.txt"} == {path.name for path in taken.iterdir()}
    assert time == (taken / "timestamp.txt").read_text(encoding="utf-8")
    hands.ask(f"rm -r '{linked}' '{timeless}'")


def test_handing_in_late_with_an_earlier_time(hub, exchange, the_class):
    """Who claims an earlier time, or changes what was handed in, is collected and named to the instructor."""
    cleo, late = the_class.learners["cleo"], "02-service-value-system"
    folder = exchange / "inbound" / f"{cleo.name}+{late}+2026-01-01 00:00:00.000000 UTC+x"
    hands = Intruder(cleo)
    hands.ask(f"cp -r ~/{hub.course}/exercises/{late} '{folder}' && chmod -R 755 '{folder}'")
    said = hub.as_class("nbgrader", "collect", late)

    assert f"Look again: {folder.name} was changed after the time that it claims, last on " in said
    assert (hub.class_folder / "submitted" / cleo.name / late / f"{late}.ipynb").exists()
    assert "Look again" not in the_class.said["collect"]
    hands.ask(f"rm -r '{folder}'")


@pytest.mark.parametrize(
    "trap",
    [
        "mkdir timestamp.txt submission_secret.txt",
        "for i in $(seq 30); do mkdir {long} && cd {long}; done; echo > x",
    ],
    ids=["folders", "deep"],
)
def test_one_submission_does_not_stop_the_collection(hub, exchange, the_class, trap):
    """A submission that cannot be copied is left out or taken in part, and everybody else’s is collected."""
    cleo, ben, inbound = hub.people["cleo"].name, hub.people["ben"].name, exchange / "inbound"
    time = "2098-01-01 00:00:00.000000 UTC"
    folders = [inbound / f"{name}+{ASSIGNMENT}+{time}+trap" for name in (cleo, ben)]
    laid = (f"({trap.format(long='l' * 200)})", "echo mine > mine.txt")
    for name, folder, words in zip(("cleo", "ben"), folders, laid, strict=True):
        hands = Intruder(the_class.learners[name])
        hands.ask(f"mkdir '{folder}' && cd '{folder}' && {words}; cd; chmod -R 755 '{folder}'")
    said = hub.as_class("nbgrader", "collect", ASSIGNMENT, "--update")
    taken = hub.class_folder / "submitted" / ben / ASSIGNMENT / "mine.txt"

    assert "Traceback" not in said
    assert "mine\n" == taken.read_text(encoding="utf-8")
    for folder in folders:
        run("rm", "-rf", folder)


def test_what_is_handed_out(anna, exchange, hub):
    """Nobody but the class changes what is handed out, adds to it, or puts another course in its place."""
    handed_out = exchange / "outbound" / ASSIGNMENT / NOTEBOOK

    assert f"bash: {handed_out}: Permission denied" == anna.ask(f"echo mine > {handed_out}")
    assert anna.ask(f"mkdir {exchange}/outbound/x").endswith(": Permission denied")
    assert anna.ask(f"mv {exchange} {hub.exchange}/x").endswith(": Operation not permitted")


def test_another_learners_feedback(anna, exchange):
    """Feedback cannot be listed, and so not found; nobody but the class writes it."""
    feedback = exchange / "feedback"
    page = next(feedback.iterdir())

    assert f"ls: cannot open directory '{feedback}': Permission denied" == anna.ask(f"ls {feedback}")
    assert f"bash: {page}: Permission denied" == anna.ask(f"echo mine > {page}")
    assert anna.ask(f"touch {feedback}/x.html").endswith(": Permission denied")


# the class -----------------------------------------------------------------------------------------------


def test_the_solutions(anna, hub):
    """The solutions cannot be read where the class has them, and are nowhere else on the hub."""
    solution = hub.class_folder / "solutions" / ASSIGNMENT / NOTEBOOK

    assert f"cat: {solution}: Permission denied" == anna.ask(f"cat {solution}")
    assert anna.ask(f"ls {hub.home}/kit").endswith(": Permission denied")
    assert "" == anna.ask(f"find {hub.folder} -path '*solutions*' -name '*.ipynb' 2>/dev/null")


def test_the_gradebook(anna, hub):
    """The gradebook can be neither read nor written."""
    book = hub.class_folder / "gradebook.db"
    before = book.read_bytes()
    for wish in ("select * from grade", "delete from grade"):
        attempt = f"import sqlite3; sqlite3.connect('{book}').execute('{wish}')"
        said = anna.ask(f'python -c "{attempt}"')
        assert said.endswith("sqlite3.OperationalError: unable to open database file")
    assert before == book.read_bytes()


def test_the_formgrader(anna, hub):
    """The server of the class is for instructors, by its address, by a token, and past the proxy."""
    refused = f"403 : You do not have permission to access JupyterHub service {hub.course}"
    for page in ("", "formgrader/manage_assignments", "lab", "terminals/1"):
        assert refused in anna.open(f"{hub.class_server}{page}")
    for address in (hub.class_server, f"http://127.0.0.1:{hub.class_port}/services/{hub.course}/"):
        assert "403 Forbidden" == anna.request("GET", f"{address}api/contents")


def test_a_formgrader_of_ones_own(anna, hub):
    """A learner’s own server has no Formgrader."""
    page = anna.open(f"{hub.server_of(anna.person.name)}formgrader/manage_assignments")
    assert "404 : Not Found You are requesting a page that does not exist!" in page


def test_the_ports_of_the_hub(anna, hub):
    """No learner’s program can listen where the class’s server, the hub or its proxy do, also not later."""
    for port in (hub.class_port, hub.proxy_port):
        listen = f"import socket; socket.create_server(('127.0.0.2', {port}))"
        assert "[Errno 13] Permission denied" in anna.ask(f'python -c "{listen}"')


def test_widgets_of_a_submission_are_not_run_in_the_class(the_class):
    """What a handed-in notebook says is a widget does nothing where an instructor opens it."""
    said = the_class.instructor.page.evaluate(
        "JSON.parse(document.getElementById('jupyter-config-data').textContent).disabledExtensions"
    )
    assert {"@jupyter-widgets/jupyterlab-manager", "anywidget"} <= set(said)


# the hub -------------------------------------------------------------------------------------------------


def test_the_hubs_administration(anna, ben, hub):
    """The administrator’s page and the hub’s interface are closed to learners, and to instructors too."""
    refused = "Action is not authorized with current scopes; requires any of"

    assert f"403 : {refused} [admin-ui]" in anna.open(f"{hub.address}/hub/admin")
    for method, what, scope in (
        ("GET", "users", "list:users"),
        ("GET", "groups", "list:groups"),
        ("GET", "services", "list:services"),
        ("POST", f"users/{ben.name}/server", "start:servers"),
        ("DELETE", f"users/{ben.name}/server", "delete:servers"),
    ):
        assert f"403 {refused} [{scope}]" == anna.request(method, f"{hub.address}/hub/api/{what}")


def test_the_administration_is_not_the_instructors(the_class, hub):
    """An instructor teaches; the hub’s administration stays closed."""
    page = the_class.instructor.context.new_page()
    page.goto(f"{hub.address}/hub/admin")
    said = page.locator("body").inner_text()
    page.close()

    assert "403 : " in said
    assert "Action is not authorized with current scopes; requires any of [admin-ui]" in said


def test_the_proxy(anna, hub):
    """Nobody but the hub tells the proxy where an address leads."""
    said = anna.request("GET", f"http://127.0.0.1:{hub.proxy_port}/api/routes")
    assert said.startswith("403")


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [
        ("cat {state}/hub.sqlite", "cat: {state}/hub.sqlite: Permission denied"),
        ("cat {state}/cookie-secret", "cat: {state}/cookie-secret: Permission denied"),
        (
            "echo >> {settings}/learner/nbgrader_config.py",
            "bash: {settings}/learner/nbgrader_config.py: Permission denied",
        ),
        ("touch {python}", "touch: cannot touch '{python}': Permission denied"),
        ("su {account} -c id", "Password: su: Authentication failure"),
    ],
)
def test_the_hubs_own_files(anna, hub, attempt, refused):
    """Its secrets cannot be read, nobody changes its settings or the kit, and nobody becomes the class."""
    site = {
        "state": hub.state,
        "settings": hub.settings,
        "python": hub.python,
        "account": hub.account,
    }
    assert refused.format(**site) == anna.ask(attempt.format(**site))


def test_an_instructor_who_leaves(the_class, hub):
    """Whoever no longer teaches is out of the class once the hub has started again, though logged in."""
    page = the_class.instructor.context.new_page()
    status = f"{hub.class_server}api/status"
    page.goto(status)
    assert "kernels" in page.locator("body").inner_text()
    run("gpasswd", "--delete", the_class.instructor.name, hub.instructors)
    hub.stop()
    hub.start()
    page.goto(status)

    assert "Forbidden" in page.locator("body").inner_text()
    page.goto(f"{hub.class_server}lab")
    assert f"user {the_class.instructor.name} is not allowed" in page.locator("body").inner_text()
