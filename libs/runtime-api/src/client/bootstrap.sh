#!/bin/sh
# Starts AWS's runtime client for Node.js outside of AWS's images, as the image's own bootstrap does: with the client for
# the function's runtime, the heap size for its memory, the flags that Lambda sets, and its wrapper script.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html documents the flags and how NODE_OPTIONS reverts them,
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html the wrapper script; the rest follows
# /var/runtime/bootstrap of public.ecr.aws/lambda/nodejs. The supervisor sets NODE_PATH.
runtime="${0%/*}"
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

# Found without a subshell, which would be another process.
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
