#!/bin/sh
# Starts AWS's runtime client for Node.js on a machine that is none of AWS's images, as the image's own bootstrap does:
# the client of the function's runtime, room on the heap by its memory, the flags that Lambda sets, its wrapper script.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html tells the flags and how NODE_OPTIONS takes one back,
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html the wrapper; the rest was read in /var/runtime/bootstrap
# of public.ecr.aws/lambda/nodejs. NODE_PATH is part of the environment that the supervisor gives.
runtime="${0%/*}"
case "${AWS_EXECUTION_ENV:-}" in
  AWS_Lambda_nodejs1?.x | AWS_Lambda_nodejs20.x | AWS_Lambda_nodejs22.x) client=nodejs22 ;;
  *) client=nodejs24 ;;
esac

# The compiled part of the client, where it was put beside it, needs no replacement.
if [ -e "$runtime/$client/rapid-client.node" ]; then
  set -- "$runtime/$client/index.mjs"
else
  set -- "$runtime/$client.mjs"
fi

# A tenth of the memory is for new objects and the rest for old ones. Either option in NODE_OPTIONS, which the command
# line would override, leaves both to V8.
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

# In China and in regions whose name has three dashes, AWS's endpoints have certificates that Node.js does not bring.
case "${AWS_REGION:-}" in
  cn-* | *-*-*-*)
    for bundle in /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/certs/ca-certificates.crt; do
      [ -n "${NODE_EXTRA_CA_CERTS+set}" ] || [ ! -e "$bundle" ] || export NODE_EXTRA_CA_CERTS="$bundle"
    done
    ;;
esac

# This Node.js may be older than the function asks for; the SDK need not warn of it.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true

# Found without a subshell, which would be one process more.
node=node
IFS=:
for folder in ${PATH:-}; do
  [ "$node" != node ] || [ ! -x "$folder/node" ] || node="$folder/node"
done
unset IFS

set -- "$node" --expose-gc --max-http-header-size 81920 "$@"
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
