#!/bin/sh
# A learner's server, run by the hub as the learner: open-course.sh PYTHON … (the server's command).
set -eu
# Nothing that the learner makes from here on is for anybody else, and neither is their home: in it lie their
# work, the secrets of what they handed in, and the keys to their kernels. On Debian a new home is open to all.
umask 077
chmod go-rwx "$HOME"
# The sockets of kernels: a short path, since the system takes no more than 107 characters.
export JUPYTER_RUNTIME_DIR="$HOME/.jupyter-run"
# Copies what is missing and never overwrites anybody's work. -P: no file of theirs stands in for a module.
# When it fails, its sentence is in the hub's log, and the server starts all the same.
"$1" -P -m itilkit start "$HOME/$ITILKIT_HUB_COURSE" --copy-only || mkdir -p "$HOME/$ITILKIT_HUB_COURSE"
exec "$@"
