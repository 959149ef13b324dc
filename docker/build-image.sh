#!/bin/sh
# Builds the runner's image for the functions of one runtime and architecture, the same way by hand, for the tests, and
# in .github/workflows/deploy.yml.
#   docker/build-image.sh [--for RUNTIME/ARCHITECTURE] [NAME]                     prints its name
#   docker/build-image.sh [--for RUNTIME/ARCHITECTURE] --push REPOSITORY:TAG      pushes it to a registry that the client
#                                                                is logged in to; prints REPOSITORY@sha256:…
# The default is nodejs24.x, for this machine or, with --push, for x86_64. apps/runner/runtimes.txt has all runtimes.
# Environment: BASE_IMAGE is the image to build on, or `stand-in`. The default is AWS's image for the runtime or,
# without --push, the stand-in if AWS's can't be pulled. NODE_IMAGE and NODE_FILE: see README.md.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
runner="$here/../apps/runner"
runtimes="$runner/runtimes.txt"
docker="${DOCKER:-docker}"
# Generates the SBOM. https://docs.docker.com/build/metadata/attestations/sbom/
sbom_generator=docker/buildkit-syft-scanner:1.12.0@sha256:ae4f3b554449e7e25548e7d8ccc029d17357348e30c6e3df01b92bc93654d6a9
usage='docker/build-image.sh [--for RUNTIME/ARCHITECTURE] [NAME | --push REPOSITORY:TAG]'
push=false
pair=''
while :; do
  case "${1:-}" in
    --push) push=true && shift ;;
    --for)
      pair="${2:-/}" && shift
      [ "$#" = 0 ] || shift
      ;;
    *) break ;;
  esac
done
image="${1:-}"
repository="${image%:*}"

say() { echo "build-image: $*" >&2; }

refuse() { say "$*" && exit 1; }

# column N RUNTIME: a column of runtimes.txt, which begins with the runtime.
column() { awk -v runtime="$2" -v column="$1" '$1 == runtime { print $column }' "$runtimes"; }

# Sets runtime, architecture, platform (empty: whatever the engine builds for), aws_image, and target.
read_pair() {
  default_architecture=''
  if [ -z "$pair" ] && "$push"; then default_architecture=x86_64; fi
  runtime="${pair%%/*}"
  runtime="${runtime:-nodejs24.x}"
  architecture="${pair#*/}"
  architecture="${architecture:-$default_architecture}"
  case "$pair/$architecture" in
    */x86_64) platform=linux/amd64 ;;
    */arm64) platform=linux/arm64 ;;
    /) platform='' ;;
    *) refuse "\"$pair\" has no architecture x86_64 or arm64: $usage" ;;
  esac
  aws_image="$(column 2 "$runtime")"
  target="$(column 3 "$runtime")"
  [ -n "$aws_image" ] ||
    refuse "there is no image for \"$runtime\". apps/runner/runtimes.txt has: $(awk '/^[^#]/ { print $1 }' "$runtimes" | tr '\n' ' ')"
}

check() {
  engine="linux/$("$docker" version --format '{{.Server.Arch}}' 2>/dev/null)" ||
    refuse 'no Docker engine answers. Start one (docker/README.md says how), or set DOCKER_HOST.'
  [ -e "$runner/dist/runner.cjs" ] ||
    refuse 'apps/runner/dist/runner.cjs is missing. Run: npx nx run-many -t build --projects=runner,runtime-api'
  case "$push ${image##*/}" in
    false* | *:?*) ;;
    *) refuse "\"$image\" is not an image to push: docker/build-image.sh --push REPOSITORY:TAG" ;;
  esac
}

# Without emulation, the engine runs only what is built for its own processor.
runs_here() { [ -z "$platform" ] || [ "$platform" = "$engine" ]; }

choose_base() {
  if [ "${BASE_IMAGE:-stand-in}" != stand-in ]; then
    echo "$BASE_IMAGE"
  elif [ -z "${BASE_IMAGE:-}" ] && { "$push" || ! runs_here || has_image "$aws_image"; }; then
    echo "$aws_image"
  else
    runs_here || refuse "the stand-in consists of this machine's programs, so there is none for $architecture"
    "$here/stand-in-base.sh" "$runtime"
  fi
}

has_image() {
  "$docker" image inspect "$1" >/dev/null 2>&1 || "$docker" pull --quiet "$1" >/dev/null 2>&1 || {
    say "$1 can't be pulled: using the stand-in"
    return 1
  }
}

# Where Node.js comes from.
choose_node() {
  case "$target $base" in
    runner*) echo "$base" ;;
    *' immortal-stand-in-base:'*) echo "${NODE_IMAGE:-$("$here/stand-in-base.sh" nodejs24.x)}" ;;
    *) echo "${NODE_IMAGE:-$(column 2 nodejs24.x)}" ;;
  esac
}

# The SBOM and the provenance are part of what the digest covers; verify-image.sh reads them. The builder inside the
# Docker engine can't create them.
attests() {
  case "$("$docker" buildx inspect | sed -n 's/^Driver: *//p')" in
    docker) say 'no SBOM and no provenance: they need a buildx builder (docker buildx create --use)' && return 1 ;;
  esac
}

has_buildx() { "$docker" buildx version >/dev/null 2>&1; }

# What goes into the image, including V8's code cache of the program. V8 accepts only a cache of its own build, so the
# image's Node.js creates it. Where that can't run here, there is none, and the runner starts some 20 ms later.
stage() {
  context="$(mktemp -d)"
  trap 'rm -rf "$context"' EXIT
  cp -R "$runner/Dockerfile" "$runner/etc" "$runner/dist" "$context"
  rm -f "$context/dist/make-code-cache.cjs" "$context/dist/program.cache"
  runs_here || { say "no code cache: this engine does not run $platform" && return 0; }
  "$docker" run --rm --network none ${platform:+--platform "$platform"} --volume "$runner/dist:/immortal:ro" \
    --entrypoint "${NODE_FILE:-/var/lang/bin/node}" "$node_image" /immortal/make-code-cache.cjs \
    >"$context/dist/program.cache" 2>"$context/refusal" || {
    rm "$context/dist/program.cache"
    say "no code cache: $(tail -n 1 "$context/refusal")"
  }
}

# build COMMAND…: the only build. Callers differ in where the image goes.
build() {
  "$docker" "$@" --quiet --target "$target" ${platform:+--platform "$platform"} \
    --build-arg "BASE_IMAGE=$base" \
    --build-arg "NODE_IMAGE=$node_image" \
    --build-arg "NODE_FILE=${NODE_FILE:-/var/lang/bin/node}" \
    --build-arg "RUNTIMES=$runtime" \
    "$context" >/dev/null
}

id_of() { "$docker" image inspect --format '{{.Id}}' "$1" 2>/dev/null; }

bytes_of() { "$docker" image inspect --format '{{.Size}}' "$1"; }

build_here() {
  former="$(id_of "$image" || true)"
  build build --tag "$image"
  # The previous image has lost its name to the new one, and would only take space.
  [ "${former:-$(id_of "$image")}" = "$(id_of "$image")" ] || "$docker" image rm "$former" >/dev/null 2>&1 || true
  say "$image adds $(($(bytes_of "$image") - $(bytes_of "$base"))) bytes to $base"
  echo "$image"
}

digest_here() {
  "$docker" image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$image" | grep -F "$repository@"
}

# A tag of an immutable repository can't be pushed twice, not even with the same image. The tag that serverless.yml
# names by default has no commit in it, and moves to the new image.
pushed_before() {
  [ "${image##*:}" != "$runtime-$architecture" ] || return 1
  "$docker" pull --quiet --platform "$platform" "$image" >/dev/null 2>&1 || return 1
  say "$image exists already"
  digest_here
}

# zstd unpacks faster than gzip, and Fargate, which caches no images, unpacks all layers at each start. So the base's
# layers are compressed again too (force-compression).
# https://aws.amazon.com/blogs/containers/reducing-aws-fargate-startup-times-with-zstd-compressed-container-images/
push_by_buildx() {
  metadata="$context/metadata.json"
  set -- --provenance=false --sbom=false
  if attests; then set -- --provenance=mode=max "--sbom=generator=$sbom_generator"; fi
  build buildx build "$@" --metadata-file "$metadata" \
    --output "type=image,name=$image,push=true,oci-mediatypes=true,compression=zstd,force-compression=true"
  digest="$(sed -n 's/.*"containerimage\.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' "$metadata")"
  [ -n "$digest" ] || refuse "buildx reported no digest: $(cat "$metadata")"
  echo "$repository@$digest"
}

# The classic builder compresses with gzip.
push_by_engine() {
  build build --tag "$image"
  "$docker" push --quiet "$image" >/dev/null
  digest_here
}

prepare() {
  base="$(choose_base)"
  node_image="$(choose_node)"
  stage
}

check
read_pair
if ! "$push"; then
  image="${image:-immortal-runner:$(echo "${pair:-local}" | tr / -)}"
  prepare
  build_here
elif ! pushed_before; then
  prepare
  if has_buildx; then push_by_buildx; else push_by_engine; fi
fi
