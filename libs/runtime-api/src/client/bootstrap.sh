#!/bin/sh
# Starts the runtime client of a function outside of AWS's images: for Python, AWS's where it is installed, or ours; for
# Node.js, AWS's, as the image's own bootstrap does: with the client for the function's runtime, the heap size for its
# memory, the flags that Lambda sets, and its wrapper script.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html documents the flags and how NODE_OPTIONS reverts them,
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html the wrapper script; the rest follows
# /var/runtime/bootstrap of public.ecr.aws/lambda/nodejs. The supervisor sets NODE_PATH.
runtime="${0%/*}"

# find_program NAME…: the first that PATH has, without a subshell, which would be another process.
find_program() {
  found=''
  IFS=:
  for program in "$@"; do
    for folder in ${PATH:-}; do
      [ -n "$found" ] || [ ! -x "$folder/$program" ] || found="$folder/$program"
    done
  done
  unset IFS
}

# The function's wrapper script, or the command itself.
start() {
  if [ -z "${AWS_LAMBDA_EXEC_WRAPPER:-}" ]; then
    exec "$@"
  elif [ ! -f "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
    echo "$AWS_LAMBDA_EXEC_WRAPPER: does not exist"
    exit 127
  elif [ ! -x "$AWS_LAMBDA_EXEC_WRAPPER" ]; then
    echo "$AWS_LAMBDA_EXEC_WRAPPER: is not an executable"
    exit 126
  else
    exec "$AWS_LAMBDA_EXEC_WRAPPER" "$@"
  fi
}

# Unbuffered, so that no output is lost with the process.
case "${AWS_EXECUTION_ENV:-}" in
  AWS_Lambda_python3.*)
    # The function's own version, unless it is only a stub, as of a version manager.
    find_program "${AWS_EXECUTION_ENV#AWS_Lambda_}"
    if [ -z "$found" ] || ! "$found" -c '' 2>/dev/null; then find_program python3; fi
    if "${found:-python3}" -c 'import awslambdaric' 2>/dev/null; then
      start "${found:-python3}" -u -m awslambdaric "$_HANDLER"
    else
      start "${found:-python3}" -u "$runtime/python/main.py"
    fi
    ;;
esac

case "${AWS_EXECUTION_ENV:-}" in
  AWS_Lambda_nodejs1?.x | AWS_Lambda_nodejs20.x | AWS_Lambda_nodejs22.x) client=nodejs22 ;;
  *) client=nodejs24 ;;
esac

# If the compiled part of the client is present, it needs no replacement.
if [ -e "$runtime/$client/rapid-client.node" ]; then
  set -- "$runtime/$client/index.mjs"
else
  set -- "$runtime/$client.mjs"
fi

# A tenth of the memory is for new objects, the rest for old ones. If NODE_OPTIONS has either option, which the command
# line would override, V8 chooses both.
memory="${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-128}"
case "${NODE_OPTIONS:-}" in
  *max[-_]semi[-_]space[-_]size* | *max[-_]old[-_]space[-_]size*) ;;
  *) set -- "--max-semi-space-size=$((memory / 20))" "--max-old-space-size=$((memory - memory / 10))" "$@" ;;
esac
case "${NODE_OPTIONS:-}" in
  *--experimental-require-module*) ;;
  *) set -- --no-experimental-require-module "$@" ;;
esac
case "${NODE_OPTIONS:-}" in
  *--experimental-detect-module*) ;;
  *) set -- --no-experimental-detect-module "$@" ;;
esac

# In China and in regions whose name has three dashes, AWS's endpoints have certificates that Node.js does not include.
case "${AWS_REGION:-}" in
  cn-* | *-*-*-*)
    for bundle in /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/certs/ca-certificates.crt; do
      [ -n "${NODE_EXTRA_CA_CERTS+set}" ] || [ ! -e "$bundle" ] || export NODE_EXTRA_CA_CERTS="$bundle"
    done
    ;;
esac

# This Node.js may be older than the function's runtime. The SDK's warning about that would not help.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true

find_program node
set -- "${found:-node}" --expose-gc --max-http-header-size 81920 "$@"
start "$@"
