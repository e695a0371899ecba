"""The same figures on every Python: its own `sum` rounds floats one way up to 3.11, and another way since."""

import subprocess
import sys

import pytest

#: Works out, with another `sum`, all that is computed from the numbers of each scenario that a class meets.
SCRIPT = """
import builtins, importlib, math, operator, functools

def naive(values, start=0):
    return functools.reduce(operator.add, values, start)

def exact(values, start=0):
    values = [start, *values]
    return math.fsum(values) if any(isinstance(value, float) for value in values) else naive(values)

builtins.sum = {way}
for scenario in {modules}:
    tool = importlib.import_module(f"itilkit.authoring.{{scenario}}.variants").TOOL
    for variant in ("base", "graded"):
        print(tool.as_toml(tool.completed(tool.load(variant)).numbers))
"""
MODULES = ("affordable_mix", "service_value_system", "value_stream", "dialogue", "conditions", "capstone")


def worked_out(way, modules=MODULES):
    script = SCRIPT.format(way=way, modules=modules)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.slow
def test_scenarios_give_the_same_figures_however_sum_rounds():
    """Adding one after the other and adding exactly give the same figures, to the last digit."""
    figures = worked_out("naive")

    assert figures == worked_out("exact")
    assert len(MODULES) * 2 == figures.count("variant = ")


def test_the_two_ways_of_adding_differ():
    """The two ways are two: what they are given here, they round differently."""
    ends = "; print(sum([0.1] * 10))"
    one, other = (worked_out(way + ends, ()) for way in ("naive", "exact"))

    assert one != other
