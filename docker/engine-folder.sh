# Sourced by start-engine.sh and stop-engine.sh: where the private engine has its socket, data and log.
# shellcheck shell=sh disable=SC2034
engine_folder="${TMPDIR:-/tmp}/immortal-engine-$(id -u)"
# Another user may have made it before, to have what is in it believed, run or removed: then nothing is done.
refuse_foreign_folder() {
  [ -e "$engine_folder" ] || [ -L "$engine_folder" ] || return 0
  # A link is told as what it is, not as what it leads to.
  [ "$(stat -c '%F %u %a' "$engine_folder")" != "directory $(id -u) 700" ] || return 0
  echo "$(basename "$0" .sh): $engine_folder belongs to another user, is a link, or is open to others: remove it, or set TMPDIR to a folder of your own" >&2
  exit 1
}
refuse_foreign_folder
engine_socket="$engine_folder/docker.sock"
# Containers get their limits below this cgroup, which is removed with the engine.
engine_cgroup=/immortal-engine
# Where that cgroup may lie: cgroup v1 has one tree for each controller, v2 has a single one.
engine_cgroups="/sys/fs/cgroup$engine_cgroup /sys/fs/cgroup/*$engine_cgroup"
# What dockerd makes outside of its folders.
engine_traces='/etc/docker/key.json /run/docker /run/containerd'
# Another, older client may come first on PATH, so the one of the engine's own package is preferred.
engine_client=/usr/bin/docker
[ -x "$engine_client" ] || engine_client="$(command -v docker || true)"
