#!/bin/sh
# The entry point of the stand-in runtime. The heap gets nine tenths of the memory size, the rest is for buffers and code.
exec node --max-old-space-size=$((${AWS_LAMBDA_FUNCTION_MEMORY_SIZE:-128} * 9 / 10)) "$(dirname "$0")/index.mjs"
