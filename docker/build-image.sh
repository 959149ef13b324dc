#!/bin/sh
# Builds the runner's image, the same way by hand, for the tests, and in .github/workflows/deploy.yml.
#   docker/build-image.sh [NAME]                    for this machine; prints its name
#   docker/build-image.sh --push REPOSITORY:TAG     for PLATFORMS, to a registry that the client is logged in to;
#                                                   prints REPOSITORY@sha256:…
# Environment: BASE_IMAGE is the image to build on, or `stand-in`. The default is AWS's image or, without --push, the
# stand-in if AWS's can't be pulled. PLATFORMS are separated by commas; the default is linux/amd64.
# TARGET and RUNTIMES are for other languages; see README.md.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
runner="$here/../apps/runner"
docker="${DOCKER:-docker}"
aws_image=public.ecr.aws/lambda/nodejs:24
# Generates the SBOM. https://docs.docker.com/build/metadata/attestations/sbom/
sbom_generator=docker/buildkit-syft-scanner:1.12.0@sha256:ae4f3b554449e7e25548e7d8ccc029d17357348e30c6e3df01b92bc93654d6a9
push=false
image=immortal-runner:local
[ "${1:-}" != --push ] || { push=true && image='' && shift; }
image="${1:-$image}"
repository="${image%:*}"
platforms="${PLATFORMS:-linux/amd64}"

say() { echo "build-image: $*" >&2; }

refuse() { say "$*" && exit 1; }

check() {
  "$docker" version >/dev/null 2>&1 ||
    refuse 'no Docker engine answers. Start one (docker/README.md says how), or set DOCKER_HOST.'
  [ -e "$runner/dist/runner.cjs" ] ||
    refuse 'apps/runner/dist/runner.cjs is missing. Run: npx nx run-many -t build --projects=runner,runtime-api'
  case "$push ${image##*/}" in
    false* | *:?*) ;;
    *) refuse "\"$image\" is not an image to push: docker/build-image.sh --push REPOSITORY:TAG" ;;
  esac
}

choose_base() {
  if [ "${BASE_IMAGE:-stand-in}" != stand-in ]; then
    echo "$BASE_IMAGE"
  elif [ -z "${BASE_IMAGE:-}" ] && { "$push" || has_image "$aws_image"; }; then
    echo "$aws_image"
  else
    "$here/stand-in-base.sh"
  fi
}

has_image() {
  "$docker" image inspect "$1" >/dev/null 2>&1 || "$docker" pull --quiet "$1" >/dev/null 2>&1 || {
    say "$1 can't be pulled: using the stand-in"
    return 1
  }
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
# image's Node.js creates it. For several processors there is none, and the runner starts some 20 ms later.
stage() {
  context="$(mktemp -d)"
  trap 'rm -rf "$context"' EXIT
  cp -R "$runner/Dockerfile" "$runner/etc" "$runner/dist" "$context"
  rm -f "$context/dist/make-code-cache.cjs" "$context/dist/program.cache"
  case "$platforms" in *,*) return 0 ;; esac
  node_image="$base"
  [ "${TARGET:-runner}" = runner ] || node_image="${NODE_IMAGE:-$aws_image}"
  set -- run --rm --network none
  ! "$push" || set -- "$@" --platform "$platforms"
  "$docker" "$@" --volume "$runner/dist:/immortal:ro" \
    --entrypoint "${NODE_FILE:-/var/lang/bin/node}" "$node_image" /immortal/make-code-cache.cjs \
    >"$context/dist/program.cache" 2>"$context/refusal" || {
    rm "$context/dist/program.cache"
    say "no code cache: $(tail -n 1 "$context/refusal")"
  }
}

# build COMMAND…: the only build. Callers differ in where the image goes.
build() {
  "$docker" "$@" --quiet --target "${TARGET:-runner}" \
    --build-arg "BASE_IMAGE=$base" \
    --build-arg "NODE_IMAGE=${NODE_IMAGE:-$aws_image}" \
    --build-arg "RUNTIMES=${RUNTIMES:-nodejs24.x}" \
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

# A tag of an immutable repository can't be pushed twice, not even with the same image.
pushed_before() {
  "$docker" pull --quiet --platform "${platforms%%,*}" "$image" >/dev/null 2>&1 || return 1
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
  build buildx build --platform "$platforms" "$@" --metadata-file "$metadata" \
    --output "type=image,name=$image,push=true,oci-mediatypes=true,compression=zstd,force-compression=true"
  digest="$(sed -n 's/.*"containerimage\.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' "$metadata")"
  [ -n "$digest" ] || refuse "buildx reported no digest: $(cat "$metadata")"
  echo "$repository@$digest"
}

# The classic builder builds for one processor, with gzip.
push_by_engine() {
  case "$platforms" in *,*) refuse "PLATFORMS=$platforms: an image for several processors needs docker buildx" ;; esac
  build build --platform "$platforms" --tag "$image"
  "$docker" push --quiet "$image" >/dev/null
  digest_here
}

check
if ! "$push"; then
  base="$(choose_base)"
  stage
  build_here
elif ! pushed_before; then
  base="$(choose_base)"
  stage
  if has_buildx; then push_by_buildx; else push_by_engine; fi
fi
