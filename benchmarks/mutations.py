"""Do the tests notice when scoring is wrong? Whatever scores is changed a little, and its tests are run.

``python benchmarks/mutations.py [PART …] [--every N]`` tries every Nth change (1: all) of the named parts, or
of all, and prints what no test noticed, and the share that was noticed. A change is made in a copy of the
process that has loaded everything, never in a file. It takes seconds a change, and needs a system that forks.
"""

import argparse
import ast
import gc
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType

import pytest

ROOT = Path(__file__).parents[1]
#: What scores, and the tests that have to notice: paths below ``tests/``.
PARTS = {
    "items": ("items.kinds", ("test_item_kinds.py", "test_items.py")),
    "checks": ("grading.checks", ("grading/test_checks.py",)),
    "result": ("scenarios.base", ("scenarios/test_replay.py",)),
    "mix": ("scenarios.affordable_mix.model", ("scenarios/test_mix_rules.py", "scenarios/test_replay.py")),
    "system": ("scenarios.service_value_system.model", ("scenarios/test_svs_*.py",)),
    "stream": ("scenarios.value_stream.model", ("scenarios/test_stream_r*.py",)),
    "flow": ("scenarios.value_stream.flow", ("scenarios/test_stream_r*.py",)),
    "capstone": ("scenarios.capstone.model", ("scenarios/test_capstone_r*.py",)),
    "year": ("scenarios.capstone.year", ("scenarios/test_capstone_r*.py",)),
}
SWAPS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: Seconds after which a change has hung the tests, and so was noticed.
PATIENCE = 300


def changed(node: ast.AST) -> bool:
    """Change a node a little, in place; False where there is nothing to change."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        node.ops[0] = SWAPS[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
        node.op = SWAPS[type(node.op)]()
    elif isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        node.value += 1
    elif isinstance(node, ast.Name) and node.id in NAMES:
        node.id = NAMES[node.id]
    else:
        return False
    return True


def within_functions(tree: ast.AST) -> list[ast.AST]:
    """All nodes of the bodies of functions, each once, always in the same order."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    bodies = [node for function in functions for part in function.body for node in ast.walk(part)]
    return list(dict.fromkeys(bodies))


def changes(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Every change of a source: where and what it is, and the whole source with this change alone."""
    for index in range(len(within_functions(ast.parse(source)))):
        tree = ast.parse(source)
        node = within_functions(tree)[index]
        before = ast.unparse(node)
        if changed(node):
            yield f"{node.lineno}: {before}  →  {ast.unparse(node)}", tree


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and all within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def put_in(module: str, tree: ast.Module, file: str) -> None:
    """Give the functions of a loaded module the code of a changed source."""
    found = {(code.co_qualname, code.co_firstlineno): code for code in codes(compile(tree, file, "exec"))}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__module__ == module:
            code = found.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
            if code is not None:
                function.__code__ = code


def passes(tests: list[str], module: str = "", tree: ast.Module | None = None, file: str = "") -> bool:
    """Whether tests pass in a copy of this process in which a module is changed."""
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE)
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        if tree is not None:
            put_in(module, tree, file)
        os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])))
    return os.waitpid(child, 0)[1] == 0


def try_part(part: str, every: int) -> tuple[int, int]:
    """How many changes of a part were noticed, of how many; prints those that were not."""
    name, patterns = PARTS[part]
    module, folder = f"itilkit.{name}", ROOT / "tests"
    tests = [str(file) for pattern in patterns for file in sorted(folder.glob(pattern))]
    file = importlib.import_module(module).__file__
    pytest.main(["--collect-only", "-qq", "-p", "no:xdist", *tests])  # loads what all copies need
    if not passes(tests):
        sys.exit(f"{part}: its tests fail before anything is changed")
    tried = list(changes(Path(file).read_text(encoding="utf-8")))[::every]
    missed = [where for where, tree in tried if passes(tests, module, tree, file)]
    print(f"{part}: {len(tried) - len(missed)} of {len(tried)} changes noticed", flush=True)
    print("".join(f"  {Path(file).relative_to(ROOT)}:{where}\n" for where in missed), end="", flush=True)
    return len(tried) - len(missed), len(tried)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try every Nth change only")
    wanted = parser.parse_args()
    counts = [try_part(part, wanted.every) for part in wanted.parts or PARTS]
    noticed, tried = (sum(column) for column in zip(*counts, strict=True))
    print(f"in all: {noticed} of {tried} changes noticed, {noticed / tried:.0%}")


if __name__ == "__main__":
    main()
