#!/bin/sh
# Starts a private Docker engine where no service manager runs one, and prints how to use it:
#   eval "$(docker/start-engine.sh)"
# It has no network but the host's, and keeps everything in one folder, which stop-engine.sh removes.
# It needs root. With CI=true it installs Debian's docker.io where no engine is installed.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=docker/engine-folder.sh
. "$here/engine-folder.sh"

say() { echo "start-engine: $*" >&2; }

install_engine() {
  if [ "${CI:-}" != true ] || ! command -v apt-get >/dev/null; then
    say "dockerd is not installed. On Debian or Ubuntu: apt-get install --no-install-recommends docker.io"
    exit 1
  fi
  say 'installing docker.io …'
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends docker.io; } >&2
}

answers() { "$engine_client" --host "unix://$engine_socket" version >/dev/null 2>&1; }

wait_for_engine() {
  tries=0
  until answers; do
    tries=$((tries + 1))
    if [ "$tries" -gt 60 ] || ! kill -0 "$1" 2>/dev/null; then
      say 'dockerd did not start. The end of its log:'
      tail -n 20 "$engine_folder/dockerd.log" >&2
      "$here/stop-engine.sh"
      exit 1
    fi
    sleep 0.5
  done
}

# dockerd creates these wherever its folders are; stop-engine.sh removes those that did not exist before.
note_outside_traces() {
  for trace in $engine_traces; do
    [ -e "$trace" ] || echo "$trace"
  done >"$engine_folder/outside-traces"
}

# Without a bridge and firewall rules, it also works where the kernel lacks the modules for them.
start() {
  # A folder that another user creates in between is refused.
  (umask 077 && mkdir "$engine_folder" 2>/dev/null) || refuse_foreign_folder
  note_outside_traces
  setsid dockerd \
    --host "unix://$engine_socket" \
    --data-root "$engine_folder/data" \
    --exec-root "$engine_folder/exec" \
    --pidfile "$engine_folder/dockerd.pid" \
    --cgroup-parent "$engine_cgroup" \
    --bridge none --iptables=false --ip6tables=false \
    --log-level warn >"$engine_folder/dockerd.log" 2>&1 </dev/null &
  wait_for_engine $!
}

if [ "$(id -u)" -ne 0 ]; then
  say 'starting a Docker engine requires root. Use this machine'\''s own engine, or sudo.'
  exit 1
fi
command -v dockerd >/dev/null || install_engine
# It may just have been installed.
# shellcheck source=docker/engine-folder.sh
. "$here/engine-folder.sh"
answers || start
echo "export DOCKER_HOST='unix://$engine_socket' DOCKER='$engine_client'"
