#!/bin/sh
# Builds the runner's image for this machine and prints its name: docker/build-image.sh [NAME]
# Environment: BASE_IMAGE is the image to build it on, or `stand-in`. Unset, it is AWS's, and the stand-in
# where AWS's cannot be pulled. TARGET and RUNTIMES are for other languages, see README.md.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
runner="$here/../apps/runner"
docker="${DOCKER:-docker}"
aws_image=public.ecr.aws/lambda/nodejs:24
image="${1:-immortal-runner:local}"

say() { echo "build-image: $*" >&2; }

if ! "$docker" version >/dev/null 2>&1; then
  say 'no Docker engine answers. Start one (docker/README.md says how), or set DOCKER_HOST.'
  exit 1
fi
if [ ! -e "$runner/dist/runner.cjs" ]; then
  say 'apps/runner/dist/runner.cjs is missing. Run: npx nx run-many -t build --projects=runner,runtime-api'
  exit 1
fi

choose_base() {
  if [ "${BASE_IMAGE:-stand-in}" != stand-in ]; then
    echo "$BASE_IMAGE"
  elif [ -z "${BASE_IMAGE:-}" ] && has_image "$aws_image"; then
    echo "$aws_image"
  else
    "$here/stand-in-base.sh"
  fi
}

has_image() {
  "$docker" image inspect "$1" >/dev/null 2>&1 || "$docker" pull --quiet "$1" >/dev/null 2>&1 || {
    say "$1 cannot be pulled, so the stand-in is used"
    return 1
  }
}

# V8 takes its code cache of the program only if it has made it itself, so it is made in the image, and laid over it.
add_code_cache() {
  layer="$(mktemp -d)"
  trap 'rm -r "$layer"' EXIT
  "$docker" run --rm --network none --entrypoint /var/lang/bin/node "$image" /immortal/make-code-cache.cjs \
    >"$layer/program.cache" || {
    say 'the image does not run here, so it has no code cache and starts some 20 ms later'
    return 0
  }
  printf 'FROM %s\nCOPY program.cache /immortal/\n' "$image" |
    "$docker" build --quiet --tag "$image" --file - "$layer" >/dev/null
}

id_of() { "$docker" image inspect --format '{{.Id}}' "$1" 2>/dev/null; }

bytes_of() { "$docker" image inspect --format '{{.Size}}' "$1"; }

base="$(choose_base)"
former="$(id_of "$image" || true)"
"$docker" build --quiet --target "${TARGET:-runner}" --tag "$image" \
  --build-arg "BASE_IMAGE=$base" \
  --build-arg "NODE_IMAGE=${NODE_IMAGE:-$aws_image}" \
  --build-arg "RUNTIMES=${RUNTIMES:-nodejs24.x}" \
  "$runner" >/dev/null
add_code_cache
# What has lost its name to the new one would only take space.
[ "${former:-$(id_of "$image")}" = "$(id_of "$image")" ] || "$docker" image rm "$former" >/dev/null 2>&1 || true
say "$image adds $(($(bytes_of "$image") - $(bytes_of "$base"))) bytes to $base"
echo "$image"
