"""nbgrader's configuration: this folder is the course, and everything it needs stays inside it."""

from pathlib import Path

from itilkit.grading.settings import kit_settings

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

# The kit's own settings: which folders, where the exchange is, how it is graded, and the feedback page.
# What stands below this line is yours, and holds.
kit_settings(c, Path(__file__).resolve().parent)
