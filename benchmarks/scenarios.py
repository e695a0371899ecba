"""What people wait for where a scenario computes: an author for a new variant, a learner for a turning."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

HERE = Path(__file__).resolve().parents[1]
sys.path[0] = str(HERE)

from itilkit.authoring.affordable_mix.variants import TOOL  # noqa: E402
from itilkit.scenarios import load_scenario, replay, worked_run  # noqa: E402
from itilkit.scenarios.dialogue.debrief import turning_sentence  # noqa: E402
from itilkit.scenarios.dialogue.turning import _turnings  # noqa: E402


def seconds(work: Callable[[], object]) -> float:
    """Seconds of computing that ``work`` takes."""
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    """Print a line for each."""
    mix, dialogue = load_scenario("affordable-mix"), load_scenario("dialogue")
    state = replay(dialogue, worked_run(dialogue)).state
    _turnings.cache_clear()
    print(f"a variant of the affordable mix: {seconds(lambda: TOOL.make_variant(mix, 7)):.2f} s (60 s)")
    print(f"the turning of a dialogue: {seconds(lambda: turning_sentence(dialogue, state)):.3f} s (0.5 s)")


if __name__ == "__main__":
    main()
