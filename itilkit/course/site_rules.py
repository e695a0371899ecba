"""A site's Content-Security-Policy, as Jupyter's configuration sets it: whether it lets cards into the page.

A card's script reaches the page as a ``blob:``. Configuration is read and never run, so only a policy that is
written out is found, and none that a web server before Jupyter adds.
"""

import ast
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HEADER = "content-security-policy"
#: Which directive rules scripts in a page: the first of these that a policy has.
RULES = ("script-src-elem", "script-src", "default-src")
#: The programs whose configuration files the server of the course reads.
PROGRAMS = ("jupyter", "jupyter_server", "jupyter_lab", "jupyter_notebook", "jupyterhub_singleuser")


def lets_cards_in(policy: str) -> bool:
    """Whether a page under ``policy`` takes scripts from a ``blob:``, as cards need."""
    rules = {words[0].lower(): words[1:] for part in policy.split(";") if (words := part.split())}
    ruling = next((rules[name] for name in RULES if name in rules), None)
    return ruling is None or "blob:" in [source.lower() for source in ruling]


def policies(folders: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The policies that configuration files in ``folders`` set, each with its file."""
    for folder in folders:
        names = [f"{program}_config.{end}" for program in PROGRAMS for end in ("json", "py")]
        for path in (*(folder / name for name in names), *sorted(folder.glob("*_config.d/*.json"))):
            try:
                text = path.read_text(encoding="utf-8")
                found = _in_json(json.loads(text)) if path.suffix == ".json" else _in_python(ast.parse(text))
                yield from [(path, policy) for policy in found]
            except (OSError, ValueError, SyntaxError, RecursionError):
                continue


def _in_json(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name.lower() == HEADER and isinstance(value, str):
                yield value
            yield from _in_json(value)


def _in_python(module: ast.Module) -> Iterator[str]:
    """The texts beside the header's name, in a dictionary or behind an assignment to its key."""
    for node in ast.walk(module):
        pairs: list[tuple[Any, ast.AST]] = []
        if isinstance(node, ast.Dict):
            pairs = list(zip(node.keys, node.values, strict=True))
        elif isinstance(node, ast.Assign):
            pairs = [(to.slice, node.value) for to in node.targets if isinstance(to, ast.Subscript)]
        for key, value in pairs:
            if isinstance(key, ast.Constant) and str(key.value).lower() == HEADER:
                yield "; ".join(text for text in map(_text, ast.walk(value)) if text)


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
