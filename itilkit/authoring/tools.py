"""The variant tools by scenario, and the files that they write.

``python -m itilkit.authoring.tools SCENARIO VARIANT SEED NAME`` prints a new variant's file, and without any
words writes the worked runs that ship.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from itilkit.authoring.variant_tool import VariantTool, value_text
from itilkit.content import content_root
from itilkit.scenarios import SCENARIOS, load_scenario, offer_of, practice_names
from itilkit.scenarios.base import Scenario
from itilkit.scenarios.simulation import with_numbers

USAGE = "usage: python -m itilkit.authoring.tools [SCENARIO VARIANT SEED NAME]"


def tool_of(scenario: str) -> VariantTool[Any] | None:
    """The tool that makes variants of the scenario with this id; None where nobody has written one."""
    folder = f"itilkit.authoring.{scenario.replace('-', '_')}"
    if find_spec(folder) is None:
        return None
    tool: VariantTool[Any] = import_module(f"{folder}.variants").TOOL
    return tool


def worked_run(scenario: Scenario[Any]) -> tuple[str, ...]:
    """The moves of a run that co-creates, on graded cases too; empty where keys are kept apart."""
    tool = tool_of(scenario.id)
    if tool is None:
        raise LookupError(scenario.id)
    return tool.worked(scenario)


def worked_files() -> Iterator[tuple[str, str]]:
    """Name and text of each file of worked runs: those of the cases that nobody is graded on."""
    for name in SCENARIOS:
        if offer_of(name).worked is None and tool_of(name) is not None:
            runs = [(each, worked_run(load_scenario(name, each))) for each in ("base", *practice_names(name))]
            lines = [f"{variant} = {value_text(run)}" for variant, run in runs]
            text = "# A run that co-creates, by variant. Written by python -m itilkit.authoring.tools.\n"
            yield f"{name}.toml", "\n".join([text, *lines, ""])


def main(arguments: Sequence[str]) -> int:
    """Print the file of a new variant, or write all worked runs; 2 when called otherwise."""
    if not arguments:
        for file, text in worked_files():
            (Path(str(content_root())) / "worked" / file).write_text(text, encoding="utf-8")
        return 0
    tool = tool_of(arguments[0]) if len(arguments) == 4 and arguments[2].isdecimal() else None
    if tool is None:
        sys.stderr.write(f"{USAGE}\n")
        return 2
    _, variant, seed, name = arguments
    made = tool.make_variant(tool.load(variant), int(seed))
    sys.stdout.write(tool.as_toml(with_numbers(made, variant=name).numbers))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
