#!/bin/sh
# Builds and pushes the image of each runtime and architecture that the packaged service needs, and no more.
#   docker/build-images.sh --push REPOSITORY:TAG [FILE]   as REPOSITORY:TAG-<runtime>-<architecture>
#   docker/build-images.sh --push REPOSITORY [FILE]       as REPOSITORY:<runtime>-<architecture>, the images that
#                                                         serverless.yml names if RUNNER_IMAGES is empty
# Prints one JSON object, the value of RUNNER_IMAGES: {"nodejs24.x/x86_64":"REPOSITORY@sha256:…"}
# FILE has a JSON array, ["nodejs24.x/x86_64"]. The default is the file that packaging writes.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
needed=apps/service/.serverless/runner-images.json
file="${3:-$here/../$needed}"

refuse() { echo "build-images: $*" >&2 && exit 1; }

# The pairs in FILE, one a line.
pairs() {
  array="$(tr -d ' \t\r\n' <"$file")"
  pair='"[a-z0-9.]+/[a-z0-9_]+"'
  printf '%s' "$array" | grep -qE "^\[($pair(,$pair)*)?\]$" ||
    refuse "$file is not a JSON array of RUNTIME/ARCHITECTURE: $array"
  printf '%s' "$array" | tr -d '[]"' | tr ',' '\n'
}

case "${1:-} ${2:-}" in
  '--push '?*) ;;
  *) refuse 'usage: docker/build-images.sh --push REPOSITORY[:TAG] [FILE]' ;;
esac
[ -r "$file" ] || refuse "$file is missing. Package the service, which writes it: npx nx run service:package"
case "${2##*/}" in
  *:*) prefix="$2-" ;;
  *) prefix="$2:" ;;
esac
wanted="$(pairs)"
images=''
for pair in $wanted; do
  image="$("$here/build-image.sh" --for "$pair" --push "$prefix$(echo "$pair" | tr / -)")"
  images="$images${images:+,}\"$pair\":\"$image\""
done
echo "{$images}"
