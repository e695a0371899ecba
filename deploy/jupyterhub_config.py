"""A class on a JupyterHub, on one machine with real Unix accounts. The guide is docs/administrator.md.

One Unix account for each learner is the wall between learners: their servers run as them, so that the
system itself keeps them out of each other's files. The class (solutions, submissions, gradebook) belongs to
an account of its own, into which nobody logs in. Instructors reach its server through the hub.
"""

import os
import sys
from pathlib import Path

from jupyterhub.auth import PAMAuthenticator

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

# What a site sets. Each of these can stand in the environment instead (site.env, which set-up.sh reads too).
#: nbgrader's name of the course. Lessons and assignments of the kit know it by this one.
COURSE = os.environ.get("ITILKIT_HUB_COURSE", "focus-on-value")
#: The account that owns the class, and the folder of the class in its home.
ACCOUNT = os.environ.get("ITILKIT_HUB_ACCOUNT", f"course-{COURSE}")
CLASS = Path(os.environ.get("ITILKIT_HUB_CLASS", f"/home/{ACCOUNT}/class"))
#: The Unix groups of those who learn and of those who teach. Whoever is in neither cannot log in.
LEARNERS = os.environ.get("ITILKIT_HUB_LEARNERS", COURSE)
INSTRUCTORS = os.environ.get("ITILKIT_HUB_INSTRUCTORS", f"formgrade-{COURSE}")
#: Where work is handed out and handed in: a folder of its own, outside every home.
EXCHANGE = Path(os.environ.get("ITILKIT_HUB_EXCHANGE", "/srv/itilkit-exchange"))
#: The hub's own files: its database and the secret of its cookies. For root alone.
STATE = Path(os.environ.get("ITILKIT_HUB_STATE", "/var/lib/itilkit-hub"))
#: Where the hub listens. Keep it on this machine, and let a web server with a certificate stand before it.
ADDRESS = os.environ.get("ITILKIT_HUB_ADDRESS", "http://127.0.0.1:800")
#: The hub's address as browsers write it, such as https://hub.example.org. Each server then has a name of
#: its own: https://anna.hub.example.org for Anna's, https://focus-on-value--service.hub.example.org for the
#: class. So browsers keep them apart, and no page that a learner's server shows can act in the class. It
#: needs a wildcard name and certificate. "one-address" goes without, where nobody who learns could mean harm.
DOMAIN = os.environ.get("ITILKIT_HUB_DOMAIN", "")
ONE_ADDRESS = "one-address"
#: Ports of this machine that only the hub's own parts use: hub, proxy, and the server of the class. All are
#: below 1024, as is the one above, so that no learner's program can listen in their place.
HUB_PORT = int(os.environ.get("ITILKIT_HUB_PORT", "801"))
PROXY_PORT = int(os.environ.get("ITILKIT_HUB_PROXY_PORT", "802"))
CLASS_PORT = int(os.environ.get("ITILKIT_HUB_CLASS_PORT", "803"))
#: The Node proxy (npm: configurable-http-proxy), found on the PATH unless named.
PROXY = os.environ.get("ITILKIT_HUB_PROXY", "configurable-http-proxy")
#: People who may stop servers and see who is logged in. Nobody unless named: instructors need not be.
ADMINS = set(os.environ.get("ITILKIT_HUB_ADMINS", "").split())

if not DOMAIN:
    sys.exit(
        "Say which address the hub has: set ITILKIT_HUB_DOMAIN to it, such as https://hub.example.org, so "
        f"that each server gets a name of its own, or to {ONE_ADDRESS}, where you trust everybody who learns."
    )
# Cookies that no server can give a browser for another one; browsers take them over https alone. JupyterHub
# reads a name without http:// or https:// as one with https.
HOST_COOKIES = DOMAIN != ONE_ADDRESS and not DOMAIN.startswith("http:")

HERE = Path(__file__).resolve().parent
# The hub's own Python, by the name under which it was started, so that its environment is found again.
PYTHON = sys.executable
SERVER = [PYTHON, "-P", "-m", "jupyterhub.singleuser"]
# nbgrader calls alembic, and people call itilkit, by their bare names.
SEARCH_PATH = os.pathsep.join([str(Path(PYTHON).parent), "/usr/local/bin", "/usr/bin", "/bin"])
#: What the settings below deploy/learner and deploy/course read.
KNOWN = {
    "PATH": SEARCH_PATH,
    # files and texts with all letters, whatever the hub itself was started with
    "LANG": "C.UTF-8",
    "ITILKIT_HUB_COURSE": COURSE,
    "ITILKIT_HUB_EXCHANGE": str(EXCHANGE),
}

# who may come in ---------------------------------------------------------------------------------------


class AccountsOfThisMachine(PAMAuthenticator):
    """Logs in with the accounts of this machine. Their Unix groups say who learns and who teaches.

    The groups are read again every five minutes, and the class's server asks the hub every five minutes.
    """

    def _groups(self, name: str) -> list[str]:
        return [group for group in (LEARNERS, INSTRUCTORS) if self._is_in(name, group)]

    def _is_in(self, name: str, group: str) -> bool:
        try:
            account, wanted = self._getpwnam(name), self._getgrnam(group)
        except KeyError:
            return False
        return wanted.gr_gid in self._getgrouplist(name, account.pw_gid)

    async def authenticate(self, handler, data):  # noqa: ANN001, ANN201 - JupyterHub's own
        """Ask PAM whether the password is right, and the system what groups the account is in."""
        name = await super().authenticate(handler, data)
        return {"name": name, "groups": self._groups(name)} if name else None

    async def refresh_user(self, user, handler=None):  # noqa: ANN001, ANN201, ARG002 - JupyterHub's own
        """Look at the groups again. Whoever is in none must log in anew, and cannot."""
        groups = self._groups(user.name)
        # Here and not by what is returned: a page that is open goes by its token, and is not asked to log in.
        user.sync_groups(groups)
        return {"name": user.name, "groups": groups} if groups else False


c.JupyterHub.authenticator_class = AccountsOfThisMachine
c.Authenticator.manage_groups = True
c.LocalAuthenticator.allowed_groups = {LEARNERS, INSTRUCTORS}
c.Authenticator.admin_users = ADMINS
# The hub makes no accounts and no passwords: whoever runs the machine does.
c.LocalAuthenticator.create_system_users = False

# a learner's server ------------------------------------------------------------------------------------

c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
# As the learner: brings the course into their home, without touching their work, and starts their server.
c.Spawner.cmd = ["/bin/sh", str(HERE / "learner" / "open-course.sh"), *SERVER]
c.Spawner.notebook_dir = f"~/{COURSE}"
# JupyterLab's simple interface on the start page, as `itilkit start` opens it.
c.Spawner.default_url = "/doc/tree/notebooks/00-start-here.ipynb"
c.Spawner.environment = {**KNOWN, "JUPYTER_CONFIG_PATH": str(HERE / "learner")}
# A broken setting in somebody's home must not keep their server from starting. It is no wall: whatever a
# learner sets or runs, runs as them.
c.Spawner.disable_user_config = True
# A server that has ended is noticed soon, so that its address leads nowhere: its port is anybody's again.
c.Spawner.poll_interval = 5
# The first start copies the course.
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 60
# A class logs in within the same minute; more than this many at once wait for their turn.
c.JupyterHub.concurrent_spawn_limit = 20
# Idle servers end by themselves (learner/jupyter_server_config.py): no service with power over all servers
# is needed for it. Memory is limited by the system, not by this spawner: see the guide.

# the class's server ------------------------------------------------------------------------------------

c.JupyterHub.services = [
    {
        # As the account of the class, and for instructors alone: the role below.
        "name": COURSE,
        "url": f"http://127.0.0.1:{CLASS_PORT}",
        "command": ["/bin/sh", str(HERE / "course" / "start-class.sh"), ACCOUNT, *SERVER],
        "cwd": str(CLASS),
        "environment": {
            **KNOWN,
            "JUPYTER_CONFIG_PATH": str(HERE / "course"),
            "JUPYTERHUB_DEFAULT_URL": "/teach",
            "JUPYTERHUB_ROOT_DIR": str(CLASS),
            # The hub tells it to learners' servers, and not to this one.
            "JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED": "1" if HOST_COOKIES else "0",
        },
        # It is the hub's own part: nobody need be asked whether it may know who they are.
        "oauth_no_confirm": True,
    }
]
# Whoever is in neither list has no more than JupyterHub gives every user: their own server. The class's
# server itself gets no power over the hub. nbgrader's JupyterHubAuthPlugin would need some and is not used:
# there is one course, and the Unix account says who somebody is.
c.JupyterHub.load_roles = [
    {
        "name": "instructor",
        "description": "Opens the server of the class",
        "groups": [INSTRUCTORS],
        "scopes": [f"access:services!service={COURSE}", f"read:services!service={COURSE}", "list:services"],
    }
]


def first_page(handler):  # noqa: ANN001, ANN201 - JupyterHub's own
    """Instructors begin in the class, learners in their course."""
    user = handler.current_user
    if user is None or all(group.name != INSTRUCTORS for group in user.groups):
        return ""
    service = handler.services[COURSE]
    return f"{service.host}{service.prefix}"


c.JupyterHub.default_url = first_page
c.JupyterHub.template_vars = {
    "announcement_login": "The course Focus on value. Log in with your account on this machine."
}

# the hub itself ----------------------------------------------------------------------------------------

c.JupyterHub.bind_url = ADDRESS
c.JupyterHub.subdomain_host = "" if DOMAIN == ONE_ADDRESS else DOMAIN
c.JupyterHub.cookie_host_prefix_enabled = HOST_COOKIES
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{HUB_PORT}"
c.ConfigurableHTTPProxy.command = PROXY.split()
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PROXY_PORT}"
# Both are made on the first start. The folder is root's, mode 0700.
c.JupyterHub.cookie_secret_file = str(STATE / "cookie-secret")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'hub.sqlite'}"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")
