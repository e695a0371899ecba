"""A Content-Security-Policy that keeps cards asleep is found in Jupyter’s configuration, and named."""

import json

import pytest

from itilkit.course import health
from itilkit.course.site_rules import lets_cards_in

HEADER = "Content-Security-Policy"
STRICT = "script-src 'self' 'unsafe-eval'"


@pytest.mark.parametrize(
    ("policy", "lets"),
    [
        ("frame-ancestors 'self'; report-uri /api/security/csp-report", True),
        ("default-src 'none'", False),
        (STRICT, False),
        ("Script-Src * 'unsafe-eval'", False),
        ("default-src 'self'; script-src 'self' 'unsafe-eval' blob:", True),
        ("default-src 'self' blob:; script-src 'self'", False),
        ("script-src 'self'; script-src-elem 'self' BLOB:", True),
        ("", True),
    ],
)
def test_what_lets_cards_in(policy, lets):
    """Cards need scripts from a blob: by the rule of the policy that is nearest to scripts."""
    assert lets is lets_cards_in(policy)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "jupyter_server_config.json",
            json.dumps({"ServerApp": {"tornado_settings": {"headers": {"Content-Security-Policy": STRICT}}}}),
        ),
        (
            "jupyter_server_config.d/site.json",
            json.dumps({"ServerApp": {"tornado_settings": {"headers": {"content-security-policy": STRICT}}}}),
        ),
        (
            "jupyter_lab_config.py",
            f"c.ServerApp.tornado_settings = {{'headers': {{'{HEADER}': ';'.join(['a', \"{STRICT}\"])}}}}\n",
        ),
        (
            "jupyter_server_config.py",
            f'headers = {{}}\nheaders["Content-Security-Policy"] = "frame-ancestors *; " "{STRICT}"\n',
        ),
    ],
)
def test_a_strict_rule_is_named_with_its_file(home, monkeypatch, name, text):
    """`itilkit doctor` names the file whose rule keeps cards asleep, and what to add; it runs no file."""
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(home / "config"))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / "person"))
    assert health.site_rules().found
    path = home / "config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    found = health.site_rules()
    assert (False, f"cards stay asleep: {STRICT}") == (found.found, found.version)
    assert f"Add blob: to the rule for scripts in the Content-Security-Policy of {path}." == found.mend
    path.write_text(text.replace("'unsafe-eval'", "'unsafe-eval' blob:"))
    assert health.site_rules().found


def test_configuration_that_cannot_be_read(home, monkeypatch):
    """A file that is broken, or that would do harm, is neither run nor in the way."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / "person"))
    (home / "person").mkdir()
    (home / "person" / "jupyter_server_config.json").write_text("{ not json")
    (home / "person" / "jupyter_server_config.py").write_text("raise SystemExit(3)\n")
    (home / "person" / "jupyter_lab_config.py").write_text("c.ServerApp = = 1\n")
    assert health.site_rules().found
