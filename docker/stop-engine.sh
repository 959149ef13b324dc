#!/bin/sh
# Stops the engine that start-engine.sh started, with its containers, and removes all its data.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=docker/engine-folder.sh
. "$here/engine-folder.sh"

client() { "$engine_client" --host "unix://$engine_socket" "$@"; }

remove_containers() {
  # Without this, dockerd would give each container ten seconds to end.
  client ps --all --quiet 2>/dev/null | while read -r id; do
    client rm --force "$id" >/dev/null
  done
}

stop_daemon() {
  pid="$(cat "$engine_folder/dockerd.pid" 2>/dev/null || true)"
  # After a crash, another process may have the id.
  [ -n "$pid" ] && grep -qs dockerd "/proc/$pid/comm" || return 0
  remove_containers
  kill "$pid"
  tries=0
  while kill -0 "$pid" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 150 ]; then
      echo "stop-engine: dockerd (process $pid) did not end" >&2
      exit 1
    fi
    sleep 0.2
  done
}

remove_traces() {
  # Innermost first, or the outer ones are busy.
  awk -v under="$engine_folder/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r |
    while read -r mounted; do umount "$mounted"; done
  for cgroup in $engine_cgroups; do
    [ ! -d "$cgroup" ] || find "$cgroup" -depth -type d -exec rmdir {} +
  done
  traces="$engine_folder/outside-traces"
  # The list says which of these are to go, and can name nothing else.
  for trace in $engine_traces; do
    ! grep -qsxF "$trace" "$traces" || rm -rf "$trace"
  done
  rm -rf "$engine_folder"
}

[ -d "$engine_folder" ] || exit 0
stop_daemon
remove_traces
