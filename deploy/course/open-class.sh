#!/bin/sh
# The class's server, run by start-class.sh as the account of the class: open-class.sh PYTHON … (the server's command).
set -eu
# Released feedback must be readable to the learner who fetches it. The home is the wall, not each file.
umask 022
chmod go-rwx "$HOME"
export JUPYTER_RUNTIME_DIR="$HOME/.jupyter-run"
exec "$@"
