#!/bin/sh
# Builds the image immortal-stand-in-base:24, a substitute for AWS's nodejs:24 where that can't be pulled. It contains
# Node.js from an npm package, AWS's runtime clients, and the few programs and libraries of this machine that they
# need, so it builds only on Linux. `stand-in-base.sh without-node` builds immortal-stand-in-base:no-node, a substitute
# for AWS's images of other languages.
set -eu
workspace="$(cd "$(dirname "$0")/.." && pwd)"
docker="${DOCKER:-docker}"
node_version=24.21.0
cache="$workspace/node_modules/.cache/immortal/stand-in-base"
runtime="$workspace/libs/runtime-api/dist/runtime"
tag=24
[ "${1:-}" != without-node ] || tag=no-node
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

# Copies a program, not a link to it, to a path in the image, with its shared libraries where it looks for them.
add_program() {
  mkdir -p "$root$(dirname "$2")"
  cp -L "$1" "$root$2"
  ldd "$1" 2>/dev/null | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    [ -e "$root$library" ] || cp -L "$library" "$root$library"
  done
}

fill_root() {
  rm -rf "$root"
  mkdir -p "$root/etc" "$root/opt" "$root/var/task" "$root/var/runtime" "$root/tmp"
  chmod 1777 "$root/tmp"
  add_program "$(node_program)" /var/lang/bin/node
  [ "$tag" != no-node ] || rm "$root/var/lang/bin/node"
  # Programs that the runner needs for the function's output, and that bootstraps in shell need, if this machine has
  # them. AWS's images have more.
  add_program /bin/sh /bin/sh
  for program in cat curl dirname id mkfifo mktemp sed; do
    found="$(command -v "$program" || true)"
    [ -z "$found" ] || add_program "$found" "/usr/bin/$program"
  done
  cp -R "$runtime"/. "$root/var/runtime/"
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

made_from="$(find "$0" "$runtime" -type f | sort | xargs cat | cksum | tr -d ' ')"
label="$("$docker" image inspect --format '{{index .Config.Labels "immortal.made-from"}}' "$image" 2>/dev/null || true)"
if [ "$label" != "$made_from" ]; then
  mkdir -p "$cache"
  [ -z "$label" ] || "$docker" image rm --force "$image" >/dev/null
  fill_root
  import_root
  rm -rf "$root"
fi
echo "$image"
