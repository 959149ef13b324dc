# Sourced by start-engine.sh and stop-engine.sh: where the private engine has its socket, data and log.
# shellcheck shell=sh disable=SC2034
engine_folder="${TMPDIR:-/tmp}/immortal-engine-$(id -u)"
engine_socket="$engine_folder/docker.sock"
# Containers get their limits below this cgroup, which is removed with the engine.
engine_cgroup=/immortal-engine
# Where that cgroup may lie: cgroup v1 has one tree for each controller, v2 has a single one.
engine_cgroups="/sys/fs/cgroup$engine_cgroup /sys/fs/cgroup/*$engine_cgroup"
# Another, older client may come first on PATH, so the one of the engine's own package is preferred.
engine_client=/usr/bin/docker
[ -x "$engine_client" ] || engine_client="$(command -v docker || true)"
