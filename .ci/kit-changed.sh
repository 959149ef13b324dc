#!/usr/bin/env bash
# Prints `true` if the kit differs between a commit and the working tree's HEAD, else `false`: an owner's own changes need
# no certification. Without a commit, or with one that this clone does not have, the kit counts as changed.
# Usage: kit-changed.sh [COMMIT]
set -euo pipefail

kit=(apps/runner libs tools e2e docker .github .ci package.json nx.json tsconfig.base.json jest.preset.cjs eslint.config.mjs)

base="${1:-}"
if [ -z "$base" ] || ! git cat-file -e "$base^{commit}" 2>/dev/null; then
  echo true
  exit
fi
if git diff --quiet "$base" HEAD -- "${kit[@]}"; then echo false; else echo true; fi
