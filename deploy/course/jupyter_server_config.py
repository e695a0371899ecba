"""The class's server on the hub: JupyterLab with the Formgrader, as `itilkit teach` opens it."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

c.ServerApp.jpserver_extensions = {
    # the page /teach, which opens the Formgrader in a tab
    "itilkit.desk.landing": True,
    "nbgrader.server_extensions.formgrader": True,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
}
# The Formgrader is a page in a frame of JupyterLab, which JupyterHub forbids everywhere. It is allowed for
# pages of the same origin on this server alone. Where each server has a name of its own (ITILKIT_HUB_DOMAIN),
# those are pages of this server.
# Cards are switched off here (labconfig): JupyterLab would run what a handed-in notebook says is a widget.
c.ServerApp.tornado_settings = {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}}
# See learner/jupyter_server_config.py.
c.KernelManager.transport = "ipc"
# A shell that keeps the PATH with itilkit on it; a login shell would put the system's in its place.
c.ServerApp.terminado_settings = {"shell_command": ["/bin/bash"]}
# One line for each request of everybody would bury what matters in the hub's log.
c.ServerApp.log_level = "WARN"
