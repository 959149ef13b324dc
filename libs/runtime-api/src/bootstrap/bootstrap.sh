#!/bin/sh
# The entry point of the stand-in runtime. The heap gets nine tenths of the memory size, the rest is for buffers and code.
# The stand-in may run on an older Node.js than the function asks for; the SDK need not warn of it.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true
exec node --max-old-space-size=$((${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-128} * 9 / 10)) "$(dirname "$0")/index.mjs"
