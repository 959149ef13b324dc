#!/bin/sh
# Verifies that an image in a registry has an SBOM and provenance, and prints a summary of both.
#   docker/verify-image.sh REPOSITORY@sha256:…
# The digest covers both, so they can't change without changing it. They are not signed: anyone who may push an image
# may also write them.
set -eu
docker="${DOCKER:-docker}"
image="${1:-}"

refuse() { echo "verify-image: $*" >&2 && exit 1; }

read_of() {
  "$docker" buildx imagetools inspect --format "{{json .$1}}" "$image" ||
    refuse "$image can't be read from its registry."
}

# matches_in TEXT PATTERN: each once.
matches_in() { printf '%s' "$1" | grep -oE "$2" | sort -u; }

case "$image" in
  *@sha256:*) ;;
  *) refuse "\"$image\" names no digest: docker/verify-image.sh REPOSITORY@sha256:…" ;;
esac
remedy='Push it again with docker/build-image.sh --push and a buildx builder (docker buildx create --use).'
sbom="$(read_of SBOM)"
provenance="$(read_of Provenance)"
packages="$(matches_in "$sbom" '"SPDXID": ?"SPDXRef-[^"]+"' | wc -l)"
materials="$(matches_in "$provenance" '"uri": ?"pkg:docker/[^"]+"' | sed 's/.*"pkg:/pkg:/; s/"$//')"
[ "$packages" -gt 0 ] || refuse "$image has no SBOM. $remedy"
[ -n "$materials" ] || refuse "$image has no provenance. $remedy"
echo "$image has an SBOM of $((packages)) parts, and was built from:"
echo "$materials"
