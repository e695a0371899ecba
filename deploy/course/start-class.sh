#!/bin/sh
# Run by the hub, as root: start-class.sh ACCOUNT PYTHON … (the server's command). Goes on as the account of the
# class, which may listen at a port below 1024. Learners may not: else one of them could take the port while the
# class's server is down, and get what instructors send there.
set -eu
account="$1"
shift
entry="$(getent passwd "$account")"
HOME="$(echo "$entry" | cut -d: -f6)"
export HOME USER="$account" LOGNAME="$account" SHELL=/bin/bash
exec setpriv --reuid "$account" --regid "$(id -gn "$account")" --init-groups \
  --inh-caps=-all,+net_bind_service --ambient-caps=-all,+net_bind_service \
  /bin/sh "$(dirname "$0")/open-class.sh" "$@"
