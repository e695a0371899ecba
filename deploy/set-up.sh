#!/usr/bin/env bash
# Makes what a class on this machine needs: groups, the account of the class, the exchange, and the class itself.
# Run it as root, from a copy of the repository: deploy/set-up.sh [ROSTER.csv]. Run it again at any time, as
# after an update of the kit or with a longer roster: what is there stays.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
repository="$(dirname "$here")"
# shellcheck disable=SC1091
[ -r "$here/site.env" ] && . "$here/site.env"

course="${ITILKIT_HUB_COURSE:-focus-on-value}"
account="${ITILKIT_HUB_ACCOUNT:-course-$course}"
learners="${ITILKIT_HUB_LEARNERS:-$course}"
instructors="${ITILKIT_HUB_INSTRUCTORS:-formgrade-$course}"
exchange="${ITILKIT_HUB_EXCHANGE:-/srv/itilkit-exchange}"
state="${ITILKIT_HUB_STATE:-/var/lib/itilkit-hub}"
#: where the hub's configuration stands for good, and the Python that has the kit and JupyterHub
settings="${ITILKIT_HUB_SETTINGS:-/etc/itilkit-hub}"
python="${ITILKIT_HUB_PYTHON:-/opt/itilkit/bin/python}"

fail() { echo "set-up.sh: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "run it as root: it makes accounts."
[ -x "$python" ] || fail "$python is not there: install the kit first, or set ITILKIT_HUB_PYTHON."
[ -d "$repository/solutions" ] || fail "$repository holds no solutions: run it in a copy of the repository."
roster="${1:-}"
[ -z "$roster" ] || [ -r "$roster" ] || fail "$roster cannot be read: name the CSV file of the class."

# Who learns and who teaches. You put people into them: usermod --append --groups GROUP NAME.
getent group "$learners" >/dev/null || groupadd "$learners"
getent group "$instructors" >/dev/null || groupadd "$instructors"

# The account of the class. It has no password, so that nobody logs in as it.
getent passwd "$account" >/dev/null || useradd --create-home --shell /bin/bash "$account"
group="$(id -gn "$account")"
home="$(getent passwd "$account" | cut -d: -f6)"
class="${ITILKIT_HUB_CLASS:-$home/class}"
chmod 0700 "$home"
as_class() { (cd "$home" && runuser -u "$account" -- env -u PYTHONPATH HOME="$home" "$@"); }

# Everybody's settings, with nothing secret in them.
mkdir -p "$settings"
cp -R "$here/." "$settings/"
chmod -R u=rwX,go=rX "$settings"
chown -R root:root "$settings"

# The hub's own files.
install -d -m 0700 -o root -g root "$state"

# The exchange, made before nbgrader would make it, so that no learner can be the first:
# the top      everybody writes (nbgrader asks for it), nobody removes what another made (the sticky bit);
# outbound/    everybody reads what is handed out;
# inbound/     everybody puts things in, nobody but the class sees what is there, or removes it;
# feedback/    everybody opens a page whose name they know, and nobody sees the names.
# Root makes what lies in folders of root; everything below a folder of the class is made as the class, so that
# no link that lies there can lead root elsewhere.
install -d -m 1777 -o root -g root "$exchange"
[ ! -L "$exchange/$course" ] || fail "$exchange/$course is a link: take it away, and look who made it."
[ -d "$exchange/$course" ] || install -d -m 0755 -o "$account" -g "$group" "$exchange/$course"
[ "$(stat -c %U "$exchange/$course")" = "$account" ] || fail "$exchange/$course belongs to somebody else."
for place in outbound:0755 inbound:3733 feedback:0711; do
  as_class mkdir -p "$exchange/$course/${place%:*}"
  as_class chmod "${place#*:}" "$exchange/$course/${place%:*}"
done

# The class. Solutions come from a copy of the repository that only the account of the class reads; the kit that
# learners run is an installed one and holds none.
tar -C "$repository" -cf - itilkit notebooks exercises solutions pyproject.toml nbgrader_config.py |
  as_class sh -c 'umask 077; rm -rf kit.new && mkdir kit.new && tar -C kit.new --no-same-owner -xf - &&
    rm -rf kit && mv kit.new kit'
options=()
if [ -n "$roster" ]; then
  as_class sh -c 'umask 077; rm -rf roster-new.csv; cat > roster-new.csv' < "$roster"
  options=(--roster "$home/roster-new.csv")
fi
# Python takes the package of the folder that it runs in: the copy with the solutions.
(cd "$home/kit" && runuser -u "$account" -- env -u PYTHONPATH HOME="$home" PATH="$(dirname "$python"):$PATH" \
  "$python" -m itilkit teach "$class" --no-open "${options[@]}")
as_class rm -f roster-new.csv
# Wherever it is, nobody else looks into it.
as_class chmod 0700 "$class"

# nbgrader reads the class's own settings last, so the hub's are named at their end.
line="load_subconfig(\"exchange_settings.py\", path=\"$settings/course\")  # noqa: F821 - traitlets puts it there"
if ! as_class grep -qF 'load_subconfig("exchange_settings.py"' "$class/nbgrader_config.py"; then
  printf '\n# The hub: its exchange, and a collection in which nobody hands in for somebody else.\n%s\n' "$line" |
    as_class tee -a "$class/nbgrader_config.py" >/dev/null
fi

echo "The class is in $class and belongs to $account. The exchange is $exchange."
echo "Learners are the members of the group $learners, instructors those of $instructors."
if [ -z "${ITILKIT_HUB_DOMAIN:-}" ]; then
  echo "Next, say which address the hub has: a line such as ITILKIT_HUB_DOMAIN=https://hub.example.org in site.env."
fi
