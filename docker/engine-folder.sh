# Sourced by start-engine.sh and stop-engine.sh: where the private engine has its socket, data, and log.
# shellcheck shell=sh disable=SC2034
engine_folder="${TMPDIR:-/tmp}/immortal-engine-$(id -u)"
# Another user may have created the folder, to have its contents trusted, run, or removed. Then the script stops.
refuse_foreign_folder() {
  [ -e "$engine_folder" ] || [ -L "$engine_folder" ] || return 0
  # stat reports a link itself, not its target.
  [ "$(stat -c '%F %u %a' "$engine_folder")" != "directory $(id -u) 700" ] || return 0
  echo "$(basename "$0" .sh): $engine_folder belongs to another user, is a link, or is open to others: remove it, or set TMPDIR to a folder of your own" >&2
  exit 1
}
refuse_foreign_folder
engine_socket="$engine_folder/docker.sock"
# Containers get their limits below this cgroup, which is removed with the engine.
engine_cgroup=/immortal-engine
# Where that cgroup can be: cgroup v1 has one tree for each controller, v2 has a single one.
engine_cgroups="/sys/fs/cgroup$engine_cgroup /sys/fs/cgroup/*$engine_cgroup"
# What dockerd creates outside its folders.
engine_traces='/etc/docker/key.json /run/docker /run/containerd'
# An older client may be first on PATH, so this prefers the client of the engine's own package.
engine_client=/usr/bin/docker
[ -x "$engine_client" ] || engine_client="$(command -v docker || true)"
