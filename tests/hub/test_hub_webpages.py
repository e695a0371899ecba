"""What a learner’s page can do in the browser of an instructor who opens it, with and without own names."""

import pytest
from hub_accounts import run
from hub_people import Instructor, Learner
from hub_trap import Trap

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def opened(hub, browser):
    """A page of Anna’s, in the browser of Ina, who has just logged in and has the class open."""
    anna, ina = Learner(hub, browser, hub.people["anna"]), Instructor(hub, browser, hub.people["ina"])
    anna.log_in()
    anna.close()  # her server goes on
    ina.log_in()
    assert ina.page.url.startswith(hub.class_server)
    return ina, Trap(hub, ina.context.new_page(), anna.name)


@pytest.fixture(scope="module", autouse=True)
def _taught(the_class, hub):
    """After a round of the class, and with Ina as an instructor, whatever the tests before made of her."""
    run("gpasswd", "--add", the_class.instructor.name, hub.instructors)


@pytest.fixture(scope="module")
def trap(hub, chromium):
    """Anna’s page, where each server has a name of its own."""
    ina, trap = opened(hub, chromium)
    yield trap
    ina.close()


@pytest.fixture(scope="module")
def tries(trap):
    """What the page’s tries get."""
    return trap.tries()


@pytest.mark.parametrize("wish", ["read", "read without a token", "hub", "write"])
def test_a_learners_page_reads_and_writes_nothing_in_the_class(tries, wish):
    """The browser keeps a learner’s page from what the class’s server or the hub answers."""
    assert "TypeError: Failed to fetch" == tries[wish]


def test_a_learners_page_listens_to_no_channel_of_the_class(tries):
    """The class’s server opens no WebSocket, by which kernels and terminals are steered."""
    assert "closed" == tries["socket"]


def test_a_learners_page_sees_nothing_of_the_class_in_a_frame(tries):
    """What the class’s server shows in a frame stays out of a learner’s page."""
    assert tries["frame"].startswith(("SecurityError", "TypeError"))


def test_a_learners_page_sends_no_form_to_the_class(trap, hub):
    """A form without the class’s own token is refused, though the browser sends the instructor’s cookies."""
    before = sorted(hub.class_folder.iterdir())

    assert "'_xsrf' argument missing from POST" in trap.sends_a_form()
    assert before == sorted(hub.class_folder.iterdir())


def test_a_hub_without_a_choice_does_not_start(hub):
    """A site says which address the hub has, or that it goes without names; else one sentence asks for it."""
    said = hub.refusal()

    assert said.startswith("Say which address the hub has: set ITILKIT_HUB_DOMAIN to it")
    assert 1 == len(said.splitlines())


def test_at_one_address_a_learners_page_acts_in_the_class(hub, chromium):
    """What the guide says of a hub whose servers share an address is so: the page reads and writes."""
    hub.stop()
    hub.start(one_address=True)
    ina, trap = opened(hub, chromium)
    tries = trap.tries()
    ina.close()
    mine = hub.class_folder / "mine.txt"

    assert "seen" == tries["frame"]
    assert "01-focus-on-value" in tries["read"]
    assert "mine" == mine.read_text(encoding="utf-8")
    assert "open" == tries["socket"]
    mine.unlink()
