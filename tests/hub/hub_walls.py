"""Somebody who tries what is not theirs, with all that their own account gives them."""

import json
import re

from hub_people import Learner

#: Asks an address with the token that the hub gave to the asker’s own server. All names lead to this machine.
REQUEST = """
import os, sys, urllib.error, urllib.parse, urllib.request
method, address = sys.argv[1:]
name = urllib.parse.urlsplit(address)
here = name._replace(netloc=f"127.0.0.1:{name.port}").geturl()
request = urllib.request.Request(here, data=b"{}" if method != "GET" else None, method=method)
request.add_header("Host", name.netloc)
request.add_header("Authorization", "token " + os.environ["JUPYTERHUB_API_TOKEN"])
try:
    with urllib.request.urlopen(request) as answer:
        print(answer.status, answer.read().decode())
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())
"""


class Intruder:
    """A learner with a terminal of their own server, their browser, and their server’s token."""

    def __init__(self, person: Learner) -> None:
        self.person = person
        self._terminal = person.terminal()
        self._page = person.context.new_page()
        self._script = person.home / "request.py"
        self._script.write_text(REQUEST, encoding="utf-8")

    def ask(self, line: str) -> str:
        """What a command in their terminal says."""
        return self._terminal.ask(line)

    def open(self, address: str) -> str:
        """What the browser shows at an address."""
        self._page.goto(address)
        said = re.sub(r"\s+", " ", self._page.locator("body").inner_text()).strip()
        # JupyterHub 5 says this word between the number and its sentence, JupyterHub 6 does not.
        return said.replace("403 : Forbidden ", "403 : ")

    def request(self, method: str, address: str) -> str:
        """The answer’s number and message, asked for with the token of their own server."""
        number, _, text = self.ask(f"python {self._script} {method} {address}").partition(" ")
        text = text.partition("\n")[0]
        try:
            return f"{number} {json.loads(text)['message']}"
        except (ValueError, KeyError, TypeError):
            return f"{number} {text}"
