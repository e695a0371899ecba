"""nbgrader for a learner on the hub: which course, and where it is handed out and handed in.

A learner can change this for themselves. What they may do is decided by the modes of the exchange, by who
owns what, and by what is collected (own_exchange.py).
"""

import os
import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

COURSE = os.environ.get("ITILKIT_HUB_COURSE", "focus-on-value")
c.CourseDirectory.course_id = COURSE
c.Exchange.root = os.environ.get("ITILKIT_HUB_EXCHANGE", "/srv/itilkit-exchange")
# The lessons lead to exercises/. So what is handed out counts as fetched there, and what is handed in is
# what the learner worked on, and not an untouched second copy.
c.Exchange.assignment_dir = str(Path.home() / COURSE / "exercises")
# Handed in for the eyes of the class alone.
SHARED = str(Path(__file__).resolve().parents[1])
if SHARED not in sys.path:
    sys.path.append(SHARED)
c.ExchangeFactory.submit = "own_exchange.SubmitOwn"
# Validate runs a kernel of its own: see jupyter_server_config.py.
c.KernelManager.transport = "ipc"
