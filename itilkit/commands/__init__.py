"""The verbs of the command `itilkit`, by whom they are for. Each loads what it needs when it runs."""

from importlib.util import find_spec

#: Whether this is the kit that learners get, in which the rooms of instructors and authors are left out.
LEARNERS = find_spec("itilkit.desk") is None
