"""How long `import itilkit` and the command `itilkit --help` take, in fresh processes.

The time of an empty Python is taken off the import, so that the figure is the package's own.
"""

import argparse
import statistics
import subprocess
import sys
import time

MEASURED = {
    "import itilkit": "import itilkit",
    "from itilkit import play, ask, record": "from itilkit import play, ask, record",
}


def seconds(command: list[str]) -> float:
    """The time that one run of ``command`` takes, from start to end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def imported(words: str) -> float:
    """The time of one import, taken inside a fresh process."""
    program = f"import time; t = time.perf_counter(); {words}; print(time.perf_counter() - t)"
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return float(found.stdout)


def row(name: str, times: list[float]) -> str:
    """One line of the table, in milliseconds."""
    shown = [min(times), statistics.median(times), max(times)]
    return f"{name:<40}" + "".join(f"{each * 1000:>10.1f}" for each in shown)


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("-n", type=int, default=20, help="runs of each (default 20)")
    count = options.parse_args().n
    print(f"{f'milliseconds, {count} runs':<40}{'best':>10}{'median':>10}{'worst':>10}")
    for name, words in MEASURED.items():
        imported(words)  # the first one writes byte code
        print(row(name, [imported(words) for _ in range(count)]))
    for name, command in {
        "python -c pass": [sys.executable, "-c", "pass"],
        "itilkit --help": [sys.executable, "-m", "itilkit", "--help"],
    }.items():
        seconds(command)
        print(row(name, [seconds(command) for _ in range(count)]))


if __name__ == "__main__":
    main()
