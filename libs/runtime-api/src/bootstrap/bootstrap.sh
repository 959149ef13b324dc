#!/bin/sh
# The entry point of the stand-in runtime. As in AWS's, a tenth of the memory is for new objects and the rest for old
# ones, unless the function says something else in NODE_OPTIONS, which the command line would override.
memory="${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-128}"
case "${NODE_OPTIONS:-}" in
  *max[-_]semi[-_]space[-_]size* | *max[-_]old[-_]space[-_]size*) ;;
  *) set -- "--max-semi-space-size=$((memory / 20))" "--max-old-space-size=$((memory * 9 / 10))" ;;
esac
# The stand-in may run on an older Node.js than the function asks for; the SDK need not warn of it.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
exec node --expose-gc "$@" "${0%/*}/index.cjs"
