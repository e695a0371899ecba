"""A learner's server on the hub."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - traitlets puts it there

# A learner's tools: Assignment List and Validate. The other two are the instructor's.
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.course_list": False,
}
# A kernel usually sends what it shows through a port of the machine, where everybody who has an account may
# listen. Sockets in the learner's own folder are for the learner alone.
c.KernelManager.transport = "ipc"
# A kernel that did nothing for an hour ends, also when its page is still open: the cards say “Asleep”, and
# Run All brings them back. A server without kernels ends half an hour later. Work is in the file by then.
c.MappingKernelManager.cull_idle_timeout = 3600
c.MappingKernelManager.cull_connected = True
c.MappingKernelManager.cull_interval = 300
c.TerminalManager.cull_inactive_timeout = 3600
c.TerminalManager.cull_interval = 300
c.ServerApp.shutdown_no_activity_timeout = 1800
# A shell that keeps the PATH with itilkit on it; a login shell would put the system's in its place.
c.ServerApp.terminado_settings = {"shell_command": ["/bin/bash"]}
# One line for each request of everybody would bury what matters in the hub's log.
c.ServerApp.log_level = "WARN"
