#!/bin/sh
# Builds a substitute for AWS's base image of a runtime where that can't be pulled, and prints its name.
#   docker/stand-in-base.sh [RUNTIME]   nodejs24.x by default
# For nodejs…, immortal-stand-in-base:24 contains Node.js from an npm package, AWS's runtime clients, and the few
# programs and libraries of this machine that they need, so it builds only on Linux. The others have no Node.js: :python
# has this machine's Python and a small runtime, :no-node has no language, and :no-libs lacks Node.js's libraries too,
# like images of Amazon Linux 2.
set -eu
workspace="$(cd "$(dirname "$0")/.." && pwd)"
python_runtime="$workspace/docker/stand-in-python.py"
docker="${DOCKER:-docker}"
node_version=24.21.0
cache="$workspace/node_modules/.cache/immortal/stand-in-base"
runtime="$workspace/libs/runtime-api/dist/runtime"
target="$(awk -v runtime="${1:-nodejs24.x}" '$1 == runtime { print $3 }' "$workspace/apps/runner/runtimes.txt")"
case "${1:-nodejs24.x} $target" in
  nodejs*) tag=24 ;;
  python*) tag=python ;;
  *' with-node-libc') tag=no-libs ;;
  *) tag=no-node ;;
esac
image="immortal-stand-in-base:$tag"
root="$cache/root-$tag"

if [ "$(uname -s)" != Linux ]; then
  echo "stand-in-base: the stand-in consists of this machine's programs, so it needs Linux. Use AWS's image." >&2
  exit 1
fi
if [ ! -x "$runtime/bootstrap" ]; then
  echo "stand-in-base: $runtime is missing. Run: npx nx build runtime-api" >&2
  exit 1
fi

# The path of Node.js for this machine's processor; downloads it once.
node_program() {
  case "$(uname -m)" in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac
  folder="$cache/node-$node_version-$arch"
  if [ ! -x "$folder/node" ]; then
    rm -rf "$folder.part"
    mkdir -p "$folder.part"
    (cd "$folder.part" && npm pack --silent "node-linux-$arch@$node_version" >/dev/null)
    tar -xzf "$folder.part"/*.tgz -C "$folder.part" --strip-components=2 package/bin/node
    rm "$folder.part"/*.tgz
    rm -rf "$folder"
    mv "$folder.part" "$folder"
  fi
  echo "$folder/node"
}

libraries_of() { ldd "$1" 2>/dev/null | grep -o '/[^ ]*'; }

# Copies a file, not a link to it, to a path in the image.
add_file() {
  mkdir -p "$root$(dirname "$2")"
  cp -L "$1" "$root$2"
}

# Copies a program to a path in the image, with its shared libraries where it looks for them.
add_program() {
  add_file "$1" "$2"
  add_libraries "$1"
}

add_libraries() {
  libraries_of "$1" | while read -r library; do
    [ -e "$root$library" ] || add_file "$library" "$library"
  done
}

add_node() {
  add_program "$node" /var/lang/bin/node
  # Where Amazon Linux has them, for the Dockerfile's target with-node-libc.
  libraries_of "$node" | while read -r library; do
    add_file "$library" "/usr/lib64/$(basename "$library")"
  done
  cp -R "$runtime"/. "$root/var/runtime/"
}

# Python finds its modules from its own path: /var/lang/lib belongs to /var/lang/bin.
add_python() {
  command -v python3 >/dev/null || {
    echo 'stand-in-base: the stand-in for Python consists of this machine'\''s, and there is no python3' >&2
    exit 1
  }
  python3 -I -S "$python_runtime" --files >"$cache/python-files"
  while read -r file path; do add_program "$file" "$path"; done <"$cache/python-files"
  add_file "$python_runtime" /var/runtime/bootstrap.py
  printf '#!/bin/sh\nexec /var/lang/bin/python3 -I -S -u /var/runtime/bootstrap.py\n' >"$root/var/runtime/bootstrap"
  chmod 755 "$root/var/runtime/bootstrap"
}

fill_root() {
  rm -rf "$root"
  mkdir -p "$root/etc" "$root/opt" "$root/var/task" "$root/var/runtime" "$root/tmp"
  chmod 1777 "$root/tmp"
  case "$tag" in
    24) add_node ;;
    python) add_python && add_libraries "$node" ;;
    no-node) add_libraries "$node" ;;
  esac
  # Programs that the runner needs for the function's output, and that bootstraps in shell need, if this machine has
  # them. AWS's images have more.
  add_program /bin/sh /bin/sh
  for program in cat curl dirname id mkfifo mktemp sed; do
    found="$(command -v "$program" || true)"
    [ -z "$found" ] || add_program "$found" "/usr/bin/$program"
  done
  echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  for bundle in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt; do
    [ ! -e "$bundle" ] || { mkdir -p "$root$(dirname "$bundle")" && cp -L "$bundle" "$root$bundle"; }
  done
}

# The variables are those of AWS's image.
import_root() {
  tar -C "$root" --owner=0 --group=0 --numeric-owner --sort=name --mtime=@0 -c . |
    "$docker" import \
      --change 'ENV LANG=en_US.UTF-8 TZ=:/etc/localtime LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime' \
      --change 'ENV PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin' \
      --change 'ENV LD_LIBRARY_PATH=/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib' \
      --change 'WORKDIR /var/task' \
      --change "LABEL immortal.made-from=$made_from" \
      - "$image" >/dev/null
}

made_from="$(find "$0" "$runtime" "$python_runtime" -type f | sort | xargs cat | cksum | tr -d ' ')"
label="$("$docker" image inspect --format '{{index .Config.Labels "immortal.made-from"}}' "$image" 2>/dev/null || true)"
if [ "$label" != "$made_from" ]; then
  mkdir -p "$cache"
  node="$(node_program)"
  [ -z "$label" ] || "$docker" image rm --force "$image" >/dev/null
  fill_root
  import_root
  rm -rf "$root"
fi
echo "$image"
