"""A learner’s page that tries to act in the class, in the browser of an instructor who opens its link.

What a learner’s server shows is theirs to decide. Here a picture that it shows to everybody is opened, and
the scripts run there, as those of their page would.
"""

from typing import Any

from hub_server import Hub
from playwright.sync_api import Page

#: What a script of the page gets from the class with the instructor’s cookies: what it read, or why not.
TRIES = """
async ([target, hub]) => {
  const text = (address, how) => fetch(address, how).then(answer => answer.text()).catch(String);
  // The class's page, shown in a frame, knows the token that its server asks for. Who sees into it, has it.
  const [frame, token] = await new Promise(done => {
    const made = document.createElement("iframe");
    made.onload = () => {
      try {
        done(["seen", made.contentDocument.cookie.match(/_xsrf=([^;]*)/)[1]]);
      } catch (problem) {
        done([String(problem), ""]);
      }
    };
    made.src = target + "tree";
    document.body.append(made);
  });
  const asked = {credentials: "include", headers: {"X-XSRFToken": token}};
  const written = {...asked, method: "PUT",
    body: JSON.stringify({type: "file", format: "text", content: "mine"})};
  const channel = target.replace("http", "ws") + "api/events/subscribe";
  const socket = new Promise(done => {
    const line = new WebSocket(channel + "?_xsrf=" + encodeURIComponent(token));
    line.onopen = () => done("open");
    line.onerror = () => done("closed");
  });
  return {
    frame,
    read: await text(target + "api/contents/solutions", asked),
    "read without a token": await text(target + "api/contents/solutions", {credentials: "include"}),
    hub: await text(hub + "/hub/api/user", {credentials: "include"}),
    write: await text(target + "api/contents/mine.txt", written),
    socket: await socket,
  };
}
"""
#: A form that a click, or a script, sends to the class; browsers let every page send one.
FORM = """
target => {
  const form = document.createElement("form");
  form.method = "post";
  form.enctype = "text/plain";
  form.action = target + "api/contents";
  document.body.append(form);
  form.submit();
}
"""


class Trap:
    """A page of a learner’s server, opened by somebody who is logged in and in the class."""

    def __init__(self, hub: Hub, page: Page, learner: str) -> None:
        self._hub, self._page = hub, page
        self._place = f"{hub.server_of(learner)}static/logo/logo.png"

    def tries(self) -> dict[str, Any]:
        """What each of its tries gets."""
        self._open()
        return self._page.evaluate(TRIES, [self._hub.class_server, self._hub.address])

    def sends_a_form(self) -> str:
        """What the class answers to a form."""
        self._open()
        with self._page.expect_navigation():
            self._page.evaluate(FORM, self._hub.class_server)
        return self._page.locator("body").inner_text()

    def _open(self) -> None:
        answer = self._page.goto(self._place)
        assert answer is not None
        assert (200, self._place) == (answer.status, self._page.url)
