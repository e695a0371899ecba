"""The command starts without the slow package that checks international web addresses."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

pytestmark = pytest.mark.skipif(find_spec("rfc3987_syntax") is None, reason="rfc3987_syntax is not installed")

ADDRESSES = [
    "https://example.org/x",
    "http://例え.jp/ü?q=1#a",
    "mailto:ines@example.org",
    "no address",
    "",
    "http://[",
    "a b",
]


def said(program, *words):
    """What a fresh Python prints for ``program``, as data."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *words], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_tidy_does_not_load_it(tmp_path):
    """`itilkit tidy --check` reads and checks notebooks, and loads neither the package nor its parser."""
    program = """
import json, sys
from itilkit.cli import main
try:
    main(["tidy", "--check", sys.argv[1]])
except SystemExit as left:
    code = left.code
loaded = [name for name in ("lark", "rfc3987_syntax.syntax_helpers") if name in sys.modules]
print(json.dumps([code, loaded, "jsonschema" in sys.modules or "fastjsonschema" in sys.modules]))
"""
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# A"]}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    data = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    assert [0, [], True] == said(program, str(path))


def test_the_stand_in_answers_like_the_real_one():
    """Asked about an address, the stand-in says what the real package says, and has then made way for it."""
    program = """
import json, sys
{first}
from rfc3987_syntax import is_valid_syntax
addresses = json.loads(sys.argv[1])
early = "lark" in sys.modules
found = [is_valid_syntax(term, each) for term in ("iri", "iri_reference") for each in addresses]
import rfc3987_syntax
print(json.dumps([early, found, hasattr(rfc3987_syntax, "parse"), "lark" in sys.modules]))
"""
    words = json.dumps(ADDRESSES)
    deferred = said(program.format(first="from itilkit.startup import defer_rfc3987; defer_rfc3987()"), words)
    real = said(program.format(first=""), words)

    assert [False, *real[1:]] == deferred
    assert {True, False} == set(real[1])


def test_jsonschema_still_checks_addresses():
    """A check of an international address that somebody asks jsonschema for is made, with and without."""
    program = """
import json
from itilkit.startup import defer_rfc3987
defer_rfc3987()
import jsonschema
checker = jsonschema.FormatChecker()
print(json.dumps([checker.conforms(each, "iri") for each in ("https://example.org/ü", "a b")]))
"""
    assert [True, False] == said(program)


def test_a_loaded_package_stays():
    """Where the real package is loaded already, it stays."""
    program = """
import json, rfc3987_syntax, sys
from itilkit.startup import defer_rfc3987
defer_rfc3987()
print(json.dumps(sys.modules["rfc3987_syntax"] is rfc3987_syntax))
"""
    assert said(program)
