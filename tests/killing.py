"""Work that is killed at random moments, hundreds of times, without starting Python anew each time."""

import os
import signal
import subprocess
import sys
import threading

#: Forks itself for each round; what a round has done it acknowledges a line at a time.
PROGRAM = """
import os, sys
{work}
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        for done in work(line.strip(), *sys.argv[1:]):
            os.write(1, f"{{done}}\\n".encode())
        os._exit(0)
    os.write(1, f"pid {{child}}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"over\\n")
"""


class Worker:
    """A process that does the ``work`` of a program (a generator ``work(round, *arguments)``) until it is
    killed, round after round.
    """

    def __init__(self, work, *arguments, environment=None):
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(work=work), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def killed(self, name, acknowledged, longest, dice):
        """Begin the round ``name`` and kill it at a random moment, up to ``longest`` seconds after so many
        acknowledgements; returns all that it acknowledged.
        """
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        child, said = None, []
        while child is None or len(said) < acknowledged:
            line = self.process.stdout.readline().strip()
            assert line, "the worker ended by itself"
            if line.startswith("pid "):
                child = int(line[4:])
            else:
                said.append(line)
        threading.Event().wait(dice.random() * longest)
        os.kill(child, signal.SIGKILL)
        while (line := self.process.stdout.readline().strip()) != "over":
            assert line, "the worker ended by itself"
            said.append(line)
        return said
