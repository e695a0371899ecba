"""What the class's nbgrader_config.py reads at its end: the hub's exchange, and how work is collected."""

import os
import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

SHARED = str(Path(__file__).resolve().parents[1])
if SHARED not in sys.path:
    sys.path.append(SHARED)
c.CourseDirectory.course_id = os.environ.get("ITILKIT_HUB_COURSE", "focus-on-value")
c.Exchange.root = os.environ.get("ITILKIT_HUB_EXCHANGE", "/srv/itilkit-exchange")
c.ExchangeFactory.collect = "own_exchange.CollectOwn"
# Learners read their feedback in a frame of JupyterLab, out of which the hub lets no link lead: the lessons
# are named there, and not linked.
c.FeedbackExporter.lessons = ""
c.KernelManager.transport = "ipc"
