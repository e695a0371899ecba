"""A batch of submissions graded in a process of its own, in which no kernel may start."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import attrs
from persona_builder import ASSIGNMENT

#: nbgrader's own command; a kernel that is started leaves a trace in the canary's folder.
COMMAND = """
import pathlib, sys
from jupyter_client import manager
from nbgrader.apps import NbGraderApp

def caught(self, *words, **settings):
    (pathlib.Path(sys.argv.pop(1)) / "kernel").touch()
    raise SystemExit("a kernel was started")

for kind in (manager.KernelManager, manager.AsyncKernelManager):
    kind.start_kernel = caught
canary, *words = sys.argv[1:]
NbGraderApp.launch_instance(words)
"""
#: Bytes of address space for a batch: an allocation of 100 GB would fail, were it ever made.
MEMORY = 6_000_000_000


@attrs.frozen
class Batch:
    """A graded course, what nbgrader said, and the folder in which nothing may appear."""

    folder: Path
    log: str
    canary: Path
    exit_code: int

    def remarks(self, student):
        """The lines that speak to the instructor about a submission."""
        lines = re.findall(r"\| WARNING\] (.+)", self.log)
        ours = [line for line in lines if "Skipping unknown notebook" not in line]
        return [line for line in ours if line.startswith(f"{student}, ") or f"submitted/{student}/" in line]


def autograde(folder, canary, assignment=ASSIGNMENT):
    """Grade the whole course in a process of its own; returns what it printed and its exit code."""
    tools = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(canary), "autograde", assignment, "--create"],
        cwd=folder,
        env={**os.environ, "PATH": tools, "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        timeout=600,
        check=False,
    )
    return done.stdout.decode(errors="replace"), done.returncode
